"""Looking after a collaborative, month by month; the slug stands in front."""

from django.urls import path

from meetings.views import answers, hand_over, how_we_run, month

app_name = "month"

urlpatterns = [
    path("", month.look_after, name="look_after"),
    path("hand-over/", hand_over.hand_over, name="hand_over"),
    path("answers/", answers.answers, name="answers"),
    path("how-we-run/", how_we_run.shown, name="how_we_run"),
    path("how-we-run.json", how_we_run.as_file, name="how_we_run_file"),
    path("off/", month.off, name="off"),
]
