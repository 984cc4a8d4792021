"""Pages of one's own, and the door for somebody invited. No slug stands in front."""

from django.urls import path

from members.views import (
    everything,
    extras,
    invitation,
    leaving,
    me,
    opening,
    privacy,
    private,
    sessions,
    stepping_back,
)

app_name = "members"

urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/card/<slug:collaborative>/", me.card, name="card"),
    path("me/rest/<slug:collaborative>/", leaving.rest, name="rest"),
    path("me/greeting/<slug:collaborative>/", leaving.greeting, name="greeting"),
    path("me/leave/<slug:collaborative>/", leaving.leave, name="leave"),
    path("me/away/<slug:collaborative>/", stepping_back.where_it_stands, name="away"),
    path("me/private/", private.private, name="private"),
    path("me/letters/", me.letters, name="letters"),
    path("me/look/", me.look, name="look"),
    path("me/sessions/", sessions.sessions, name="sessions"),
    path("me/keys/", extras.keys, name="keys"),
    path("me/keys/passkey/", extras.passkey, name="passkey"),
    path("me/keys/app/", extras.app, name="app"),
    path("me/everything/", everything.everything, name="everything"),
    path("me/everything.json", everything.everything_file, name="everything_file"),
    path("me/copies/<slug:key>/", everything.copy, name="copy"),
    path("me/copies/<slug:key>/<str:token>/", everything.copy_file, name="copy_file"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("invitation/<str:token>/privacy/", privacy.invited, name="invited_privacy"),
    path("open/<str:token>/", opening.open_house, name="open"),
]
