"""Pages of one's own, and the door for somebody invited. No slug stands in front."""

from django.urls import path

from members.views import everything, invitation, leaving, me, opening, privacy, private

app_name = "members"

urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/card/<slug:collaborative>/", me.card, name="card"),
    path("me/rest/<slug:collaborative>/", leaving.rest, name="rest"),
    path("me/greeting/<slug:collaborative>/", leaving.greeting, name="greeting"),
    path("me/leave/<slug:collaborative>/", leaving.leave, name="leave"),
    path("me/private/", private.private, name="private"),
    path("me/letters/", me.letters, name="letters"),
    path("me/look/", me.look, name="look"),
    path("me/everything/", everything.everything, name="everything"),
    path("me/everything.json", everything.everything_file, name="everything_file"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("invitation/<str:token>/privacy/", privacy.invited, name="invited_privacy"),
    path("open/<str:token>/", opening.open_house, name="open"),
]
