"""What makes every kind of letter go: wishes, and something that is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from meetings.models import Commitment, Meeting, ReminderWords
from members.models import Hat, LetterWords, Preferences
from tests.factories import HatFactory, MeetingFactory, WriteUpFactory
from tests.factories_room import AttendanceFactory

if TYPE_CHECKING:
    from tests.world import Place


def worded(place: Place) -> None:
    """What was said once in the reminder of a meeting that is over."""
    ReminderWords.objects.create(
        collaborative=place.collaborative,
        meeting=place.rows["past meeting"],
        beginning="Bring boots.",
    )


def nudged(place: Place) -> None:
    """The member wishes for all of them, held last week's meeting, and has promised something."""
    member, now = place.people["member"], timezone.now()
    Preferences.objects.create(
        person=member.person, write_up=True, promises=True, morning_of=True, one_letter=True
    )
    own = {"collaborative": place.collaborative, "kind": Meeting.Kind.OTHER}
    checked = MeetingFactory(**own, title="The walk", starts_at=now - timedelta(days=6))
    AttendanceFactory(meeting=checked, member=member)
    WriteUpFactory(
        meeting=checked,
        body="We walked.",
        state="checking",
        check_until=timezone.localdate() + timedelta(days=2),
        published_at=None,
    )
    held = MeetingFactory(**own, title="The quiz", starts_at=now - timedelta(days=4))
    HatFactory(
        member=member, kind=Hat.Kind.SCRIBE, since=held.starts_at.date(), until=held.ends_at.date()
    )
    Commitment.objects.filter(pk=place.rows["commitment"].pk).update(
        hoped_for=timezone.localdate() + timedelta(days=1)
    )
    LetterWords.objects.create(
        collaborative=place.collaborative, kind="reminder", beginning="Bring a cup."
    )
