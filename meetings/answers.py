"""Answering from a letter without signing in: a signed link for one person and one meeting.

It answers and does nothing else. Whoever gets it forwarded sees when and where
we meet, which stands in the letter too, and not whose link it is or what they said.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from meetings.models import Meeting
from members.models import Membership

SALT = "letters.answer"


def token(meeting: Meeting, member: Membership) -> str:
    """The same for the same two: a letter made twice is the same letter."""
    return signing.Signer(salt=SALT).sign_object([meeting.key, member.key])


def url(meeting: Meeting, member: Membership) -> str:
    """The whole address, for a letter."""
    return settings.SITE_URL + reverse("answer_by_link", args=[token(meeting, member)])


def read(token: str) -> tuple[Meeting, Membership] | None:
    """What it is for; None for one that we did not sign, or whose person may not come in."""
    try:
        meeting_key, member_key = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    members = Membership.objects.let_in().filter(key=member_key, person__is_active=True)
    member = members.select_related("person", "collaborative").first()
    if member is None:
        return None
    here = Meeting.objects.announced().filter(collaborative=member.collaborative_id)
    meeting = here.select_related("collaborative", "venue").filter(key=meeting_key).first()
    return (meeting, member) if meeting else None
