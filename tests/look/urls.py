"""Just the addresses that the frame links to, so that it is tested apart from the pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse()


HERE = "<slug:collaborative>/"

members = [
    path("me/", nothing, name="me"),
    path("me/everything/", nothing, name="everything"),
]
here = [
    path(f"{HERE}people/", nothing, name="people"),
    path(f"{HERE}privacy/", nothing, name="privacy"),
    path(f"{HERE}about/", nothing, name="about"),
    path(f"{HERE}find/", nothing, name="find"),
    path(f"{HERE}concern/", nothing, name="concern"),
]
meetings = [
    path(f"{HERE}meetings/", nothing, name="meetings"),
    path(f"{HERE}meetings/<slug:key>/", nothing, name="meeting"),
]

urlpatterns = [
    path("", nothing, name="front"),
    path("accounts/", nothing, name="account_login"),
    path("accounts/code/", nothing, name="account_confirm_login_code"),
    path("accounts/passkey/", nothing, name="mfa_login_webauthn"),
    path("accounts/goodbye/", nothing, name="account_logout"),
    path("", include((members, "members"))),
    path("", include((here, "here"))),
    path("", include((meetings, "meetings"))),
    path("", include(([path(f"{HERE}themes/", nothing, name="themes")], "prototypes"))),
    path("", include(([path(f"{HERE}prototypes/", nothing, name="all")], "trying"))),
    path("", include(([path(f"{HERE}roadmap/", nothing, name="board")], "roadmap"))),
    path(HERE, nothing, name="home"),
]
