"""What a session brought out, and the themes it grew into; under ``/<slug>/``."""

from django.urls import include, path

from prototypes.views import (
    capture,
    grouping,
    growing,
    note,
    programme,
    session,
    theme_history,
    themes,
)

app_name = "prototypes"

urlpatterns = [
    path("sessions/new/", session.start, name="start"),
    path("sessions/<slug:key>/", session.session, name="session"),
    path("sessions/<slug:key>/capture/", capture.capture, name="capture"),
    path("sessions/<slug:key>/notes/<slug:note>/", note.note, name="note"),
    path("sessions/<slug:key>/themes/", grouping.grouping, name="grouping"),
    path("sessions/<slug:key>/", include("prototypes.urls_sessions")),
    path("programme/<slug:key>/", programme.programme, name="programme"),
    path("challenges/", programme.challenges, name="challenges"),
    path("themes/", themes.themes, name="themes"),
    path("themes/<slug:key>/", themes.theme, name="theme"),
    path("questions/", growing.questions, name="questions"),
    path("themes/<slug:key>/otherwise/", growing.otherwise, name="otherwise"),
    path("themes/<slug:key>/change/", themes.change, name="change_theme"),
    path("themes/<slug:key>/history/", theme_history.theme_history, name="theme_history"),
]
