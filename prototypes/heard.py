"""What we heard: a session's themes with the words under them, both sides, and what to avoid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from collaborative import audit
from members.models import Membership
from prototypes.models import (
    Output,
    PrototypingSession,
    Slip,
    Table,
    Tension,
    Theme,
    ThemeOutput,
)
from prototypes.models.slip import mark_of
from prototypes.plain_words import three_words

MOST_WORDS = 400  # notes on the one page; the session's own page turns through all
CALM = timedelta(seconds=20)  # a note rests so long before a screen shows it


@dataclass(frozen=True)
class Heard:
    """A theme, and what was said under it in this session."""

    theme: Theme
    notes: list[Output]


@dataclass(frozen=True)
class WhatWeHeard:
    themes: list[Heard]
    loose: list[Output]
    avoid: list[Output]
    tensions: Sequence[Tension]


def what_we_heard(session: PrototypingSession) -> WhatWeHeard:
    """Only words that every member may read; four queries."""
    words = list(
        Output.objects.filter(session=session).cleared().with_place().order_by("pk")[:MOST_WORDS]
    )
    by_pk = {note.pk: note for note in words}
    placed = ThemeOutput.objects.filter(output__in=by_pk).select_related("theme")
    under: dict[int, Heard] = {}
    for row in placed.order_by("theme__name", "output"):
        under.setdefault(row.theme_id, Heard(row.theme, [])).notes.append(by_pk[row.output_id])
    homed = {note.pk for heard in under.values() for note in heard.notes}
    return WhatWeHeard(
        list(under.values()),
        [note for note in words if note.pk not in homed and note.kind != Output.Kind.STEER_CLEAR],
        [note for note in words if note.kind == Output.Kind.STEER_CLEAR],
        list(session.tensions.all()),
    )


def days_until(session: PrototypingSession) -> int | None:
    """From the day in the room to the day it was out; None while it is not."""
    if session.heard_at is None:
        return None
    out = timezone.localdate(session.heard_at, session.collaborative.zone)
    return max((out - session.day).days, 0)


@transaction.atomic
def publish(
    *, session: PrototypingSession, by: Membership, in_short: str, content_note: str = ""
) -> None:
    """Let everybody here read it. Kept again, its short words change and its day stays."""
    row = PrototypingSession.objects.select_for_update().get(pk=session.pk)
    row.heard_in_short, row.content_note = in_short, content_note
    row.heard_at = row.heard_at or timezone.now()
    row.save(update_fields=["heard_in_short", "content_note", "heard_at"])
    session.heard_at, session.heard_in_short = row.heard_at, row.heard_in_short
    session.content_note = content_note
    audit.record(actor=by.person, verb="session.heard", target=session)


@transaction.atomic
def show_to_the_room(*, session: PrototypingSession, by: Membership, is_open: bool) -> None:
    """Open the screen, or hold it again."""
    shut = PrototypingSession.objects.filter(pk=session.pk).exclude(projector_open=is_open)
    if shut.update(projector_open=is_open):
        session.projector_open = is_open
        verb = "session.open_screen" if is_open else "session.hold_screen"
        audit.record(actor=by.person, verb=verb, target=session)


@transaction.atomic
def disagree(*, session: PrototypingSession, by: Membership, **said: str) -> Tension:
    """Both sides, once."""
    one, other = said.pop("one"), said.pop("other")
    tension, is_new = Tension.objects.get_or_create(
        session=session,
        one=one,
        other=other,
        defaults={"collaborative_id": session.collaborative_id, **said},
    )
    if is_new:
        audit.record(actor=by.person, verb="tension.say", target=tension)
    return tension


@transaction.atomic
def ease(*, tension: Tension, by: Membership, state: str, eased_by: str) -> None:
    """How it stands now. It has no winner, whatever it says."""
    tension.state, tension.eased_by = state, eased_by
    tension.save(update_fields=["state", "eased_by"])
    audit.record(actor=by.person, verb="tension.change", target=tension)


@transaction.atomic
def give_slip(*, session: PrototypingSession, table: Table, by: Membership) -> str:
    """Three words for a table to take home; they are told now, and nowhere kept."""
    words = three_words()
    while Slip.objects.filter(mark=mark_of(words)).exists():
        words = three_words()
    Slip.objects.create(
        collaborative_id=session.collaborative_id,
        session=session,
        table=table,
        mark=mark_of(words),
    )
    audit.record(actor=by.person, verb="table.slip", target=table)
    return words


def take_quote_back(output: Output) -> None:
    """Somebody's own words go off every page. Who asked for it is not asked."""
    Output.objects.filter(pk=output.pk, kind=Output.Kind.QUOTE).update(
        consent=Output.Consent.WITHDRAWN
    )


def prompts_for(session: PrototypingSession) -> Sequence[Tension]:
    """What earlier sessions of this meeting did not agree about: where this one may begin."""
    found = Tension.objects.filter(session__meeting=session.meeting_id).exclude(session=session)
    found = found.exclude(state=Tension.State.SETTLED)
    if session.starts_at:
        found = found.filter(session__starts_at__lt=session.starts_at)
    return list(found[:20])
