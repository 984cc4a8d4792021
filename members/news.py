"""What the home page says of people: with whom one goes to the first meetings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from collaborative.news import Section, sections
from members.here import with_company
from members.models import Membership


def buddy(me: Membership, since: datetime) -> dict[str, Any] | None:
    """Who is my buddy, and whose buddy I am; it says nothing to anybody else."""
    if not hasattr(me, "my_buddy"):  # a letter is written, and nobody has come in by ``enter``
        me = with_company(Membership.objects.filter(pk=me.pk)).get()
    mine, others = getattr(me, "my_buddy"), getattr(me, "buddy_of")  # noqa: B009 -- annotations
    return {"mine": mine, "of": others} if mine or others else None


sections.announce("buddy", Section("members/_buddy", buddy, alone=False))
