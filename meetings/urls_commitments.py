"""What we said we would do; the slug stands in front."""

from django.urls import path

from meetings.views import commitments

app_name = "commitments"

urlpatterns = [
    path("", commitments.everybodys, name="all"),
    path("mine/", commitments.mine, name="mine"),
    path("new/", commitments.new, name="new"),
    path("<slug:key>/", commitments.one, name="one"),
]
