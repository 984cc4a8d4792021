"""The worry box: slips without a name, read out, and looked at again three months on.

Nothing here notes who put a slip in: not the row, not the audit.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from collaborative import audit
from meetings.models import Meeting, Worry
from members.access import today_in
from members.models import Membership

MOST = 200  # slips in one box
LOOK_AGAIN = timedelta(days=90)


def has_box(meeting: Meeting) -> bool:
    """Before a gathering there is one."""
    return meeting.kind == Meeting.Kind.GATHERING and meeting.state == Meeting.State.PUBLISHED


def is_open(meeting: Meeting) -> bool:
    return has_box(meeting) and not meeting.is_over


def look_again(meeting: Meeting) -> bool:
    """Three months on it is time to ask: did we?"""
    return meeting.ends_at + LOOK_AGAIN <= timezone.now()


@transaction.atomic
def put_in(*, meeting: Meeting, sent_as: UUID, words: str) -> bool:
    """One slip, once; False when the box is full."""
    if Worry.objects.filter(sent_as=sent_as).exists():
        return True
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if meeting.worries.count() >= MOST:
        return False
    Worry.objects.get_or_create(
        sent_as=sent_as,
        defaults={
            "words": words,
            "meeting": meeting,
            "collaborative_id": meeting.collaborative_id,
        },
    )
    return True


@transaction.atomic
def read_out(*, worry: Worry, by: Membership) -> None:
    """The room heard it; from now on everybody here can read it."""
    if not worry.read_out:
        worry.read_out = True
        worry.save(update_fields=["read_out"])
        audit.record(actor=by.person, verb="worry.read_out", target=worry)


@transaction.atomic
def answer(*, worry: Worry, by: Membership, did_we: str) -> None:
    """What became of it, with the day."""
    worry.did_we, worry.did_we_on = did_we, today_in(by.collaborative)
    worry.save(update_fields=["did_we", "did_we_on"])
    audit.record(actor=by.person, verb="worry.answer", target=worry)
