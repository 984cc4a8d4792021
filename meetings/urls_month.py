"""Looking after a collaborative, month by month; the slug stands in front."""

from django.urls import path

from meetings.views import month

app_name = "month"

urlpatterns = [
    path("", month.look_after, name="look_after"),
    path("off/", month.off, name="off"),
]
