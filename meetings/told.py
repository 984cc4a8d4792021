"""A meeting with what its page says beside it, in the one query that finds it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from collaborative.folding import folded
from meetings.models import Attendance, Decision, MeetingQuerySet, Response
from members.models import Membership


def with_what_was(rows: MeetingQuerySet, me: Membership) -> Any:
    """``decided`` (texts), ``here`` (names of those who said so), ``i_was_here``, ``said``."""
    of_it = {"meeting": OuterRef("pk")}
    here = Attendance.objects.filter(**of_it, member__left_on=None)
    names = here.alias(name=folded("member__chosen_name")).order_by("name", "member__key")
    decided = Decision.objects.shown().filter(**of_it).order_by("order", "pk")
    said = Response.objects.filter(
        write_up__meeting=OuterRef("pk"), held=False, taken_back_at=None
    ).order_by()
    return rows.annotate(
        decided=ArraySubquery(decided.values("text")),
        here=ArraySubquery(names.values("member__chosen_name")),
        i_was_here=Exists(here.filter(member=me)),
        said=Coalesce(
            Subquery(
                said.values("write_up__meeting").annotate(number=Count("pk")).values("number")
            ),
            0,
        ),
    )
