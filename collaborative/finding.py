"""Words found in rows: in any of their forms, as a piece of a word, or nearly spelt so.

PostgreSQL does it, each way by an index of its own (``Findable`` in ``operations``),
so that a hundred thousand notes are looked through as quickly as ten.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Case, F, Func, IntegerField, Q, QuerySet, Value, When

LONG_ENOUGH = 4  # letters; of shorter words nearly every other one is "nearly" it


class InForms(Func):
    """ "buses" finds "bus", and two words are found wherever both stand."""

    template = "(to_tsvector('english', %(expressions)s))"
    arg_joiner = ") @@ websearch_to_tsquery('english', "
    output_field = BooleanField()


class Nearly(Func):
    """ "permision" finds "permission": most of the threes of letters are the same."""

    template = "(%(expressions)s)"
    arg_joiner = " <%% "
    output_field = BooleanField()


def exactly(*columns: str, words: str) -> Q:
    """The words as they are typed, or in another form."""
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": words})
        found |= Q(InForms(F(column), Value(words)))
    return found


def nearly(*columns: str, words: str) -> Q:
    """Something that is nearly spelt like it; nothing for very short words."""
    found = Q(pk__in=[])
    if len(words) >= LONG_ENOUGH:
        for column in columns:
            found |= Q(Nearly(Value(words), F(column)))
    return found


def matching(rows: QuerySet[Any], *columns: str, words: str) -> QuerySet[Any]:
    """Those of ``rows`` in which the words stand, ``near`` telling how: 0 exactly, 1 nearly."""
    as_typed = exactly(*columns, words=words)
    near = Case(When(as_typed, then=0), default=1, output_field=IntegerField())
    found: QuerySet[Any] = rows.filter(as_typed | nearly(*columns, words=words)).annotate(near=near)
    return found
