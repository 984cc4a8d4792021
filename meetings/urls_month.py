"""Looking after a collaborative, month by month; the slug stands in front."""

from django.urls import path

from meetings.views import answers, hand_over, month

app_name = "month"

urlpatterns = [
    path("", month.look_after, name="look_after"),
    path("hand-over/", hand_over.hand_over, name="hand_over"),
    path("answers/", answers.answers, name="answers"),
    path("off/", month.off, name="off"),
]
