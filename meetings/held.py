"""Choosing how to say what is held: as it is, or without the job."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404

from collaborative import audit
from meetings import access
from meetings.models import AgendaItem, Commitment, Decision, Response
from meetings.models.held import Held
from members.access import helps
from members.models import Membership

KINDS: dict[str, type[Any]] = {
    "item": AgendaItem,
    "decision": Decision,
    "commitment": Commitment,
    "response": Response,
}


def find(me: Membership, kind: str, key: str) -> Held:
    """The held row; Http404 where there is none in this collaborative."""
    rows = KINDS[kind]._default_manager.filter(collaborative=me.collaborative_id, held=True)
    row: Held = get_object_or_404(rows, key=key)
    return row


def may_choose(me: Membership, row: Any) -> bool:
    """Whoever wrote it, and those who help."""
    if isinstance(row, AgendaItem):
        return row.put_forward_by_id == me.pk or access.may_hold(me, row.meeting)
    if isinstance(row, Decision):
        return access.may_hold(me, row.meeting)
    if isinstance(row, Response):
        return row.member_id == me.pk or access.may_hold(me, row.write_up.meeting)
    return getattr(row, "member_id", None) == me.pk or helps(me)


@transaction.atomic
def choose(*, row: Held, by: Membership, without_it: bool) -> None:
    """From now on everybody here reads it."""
    if without_it:
        longest = getattr(row._meta.get_field(row.WORDS), "max_length", None)
        setattr(row, row.WORDS, row.instead[:longest] or row.said)
    row.held = False
    row.save(update_fields=[row.WORDS, "held"])
    verb = "said_without" if without_it else "kept_as_said"
    audit.record(actor=by.person, verb=f"meeting.{verb}", target=row)
