"""What was typed in the room: kept once each, and where a write-up begins."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from collaborative import audit
from meetings.models import AgendaItem, Decision, Interest, ItemNote, Meeting
from members.guard import nudge
from members.models import Membership


@transaction.atomic
def write_down(
    *, item: AgendaItem, by: Membership, sent_as: UUID, words: str, stop: bool = False
) -> ItemNote:
    """Under its item, once, however often it is sent on a bad line.

    ``stop``: somebody called for a stop, and these words say what changed then.
    """
    facts = {"words": words, "stop": stop, "collaborative_id": item.collaborative_id}
    note, new = ItemNote.objects.get_or_create(
        item=item,
        sent_as=sent_as,
        defaults=facts,
    )
    if not new and note.words != words:  # other words under one number: both are kept
        return ItemNote.objects.create(item=item, **facts)
    if new:
        audit.record(actor=by.person, verb="agenda.note", target=item)
    return note


@transaction.atomic
def decide(*, item: AgendaItem, by: Membership, key: str, text: str) -> Decision:
    """Into the log, with the item it was decided under; the same form twice is one decision."""
    AgendaItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    known = Decision.objects.filter(key=key, meeting=item.meeting_id).first()
    if known and known.text == text:
        return known
    last = Decision.objects.filter(meeting=item.meeting_id).order_by("-order").first()
    fresh = {} if Decision.objects.filter(key=key).exists() else {"key": key}
    decision = Decision.objects.create(
        collaborative_id=item.collaborative_id,
        meeting_id=item.meeting_id,
        item=item,
        order=last.order + 1 if last else 0,
        text=text,
        held=nudge(text) is not None,
        **fresh,
    )
    audit.record(actor=by.person, verb="meeting.decide", target=decision)
    return decision


@transaction.atomic
def declare(*, item: AgendaItem, by: Membership, body: str, with_my_name: bool) -> Interest:
    """A body stands to gain; a person is named by their own hand alone."""
    interest, new = Interest.objects.get_or_create(
        item=item,
        body=body,
        member=by if with_my_name else None,
        defaults={"collaborative_id": item.collaborative_id},
    )
    if new:
        audit.record(actor=by.person, verb="agenda.interest", target=item)
    return interest


def beginning_of(meeting: Meeting) -> str:
    """A first text out of the room: each item with what was typed, asked and decided under it."""
    items = meeting.agenda.shown().prefetch_related("notes", "decisions", "interests__member")
    parts = ["\n".join([item.title, *lines]) for item in items if (lines := list(_said(item)))]
    return "\n\n".join(parts)


def _said(item: AgendaItem) -> Iterator[str]:
    for note in item.notes.all():
        yield f"Somebody said stop. {note.words}" if note.stop else note.words
    if item.asked_at:
        yield f"We asked who can say yes to this, and who stands to gain. {_gains(item)}"
    for decision in item.decisions.all():
        yield f"We decided: {decision.text}"


def _gains(item: AgendaItem) -> str:
    """By body; a name only of somebody who put it there."""
    said = [
        f"{each.body} ({each.member.shown_name})" if each.member else each.body
        for each in item.interests.all()
    ]
    return f"Said: {'; '.join(said)}." if said else "Nobody said they do."
