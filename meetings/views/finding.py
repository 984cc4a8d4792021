"""The rows that a URL names, or 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from collaborative.http import MemberRequest
from meetings import access
from meetings.models import Meeting
from members.models import Membership


def meeting_for(me: Membership, key: str) -> Meeting:
    """The meeting as this member may see it."""
    here = Meeting.objects.visible_to(me)
    return get_object_or_404(here, key=key)


def meeting_to_hold(me: Membership, key: str) -> Meeting:
    """The same for those who help there; others cannot tell that there is such a page."""
    meeting = meeting_for(me, key)
    if meeting.state == Meeting.State.CALLED_OFF or not access.may_hold(me, meeting):
        raise Http404
    return meeting


def address(name: str, meeting: Meeting, **more: str) -> str:
    """Of a page of a meeting."""
    names = {"collaborative": meeting.collaborative.slug, "key": meeting.key, **more}
    return reverse(f"meetings:{name}", kwargs=names)


def back(request: MemberRequest, otherwise: Any) -> HttpResponse:
    """To the page that the form came from, if it is one of ours."""
    wished = request.POST.get("back", "")
    ours = wished.startswith("/") and url_has_allowed_host_and_scheme(wished, allowed_hosts=None)
    return redirect(wished if ours else otherwise)
