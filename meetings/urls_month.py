"""Looking after a collaborative, month by month; the slug stands in front."""

from django.urls import path

from meetings.views import hand_over, month

app_name = "month"

urlpatterns = [
    path("", month.look_after, name="look_after"),
    path("hand-over/", hand_over.hand_over, name="hand_over"),
    path("off/", month.off, name="off"),
]
