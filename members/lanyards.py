"""The only door in the wall around what is private to a person.

Opened for one person and one purpose, inside a transaction, with an audit
entry each time. Evaluate querysets inside the block: read later, they are empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.db import connection, transaction

from collaborative import audit
from members.errors import NotTheHolder, PrivateShut
from members.models import Collaborative, Perspective, User
from members.models.private import AccessNeed, ContactRoute, Lanyard, Standpoint

Purpose = Literal["holder", "text", "presence", "takeout", "erasure", "reach", "write_in"]

# Which words people say yes to when they tick where they stand (templates/members/_work.html).
WORDING = 2

RouteKind = ContactRoute.Kind  # the kinds are no secret: forms offer them


@dataclass(frozen=True)
class Private:
    """What one person keeps behind the wall, read at once."""

    job_title: str = ""
    employer: str = ""
    work_email: str = ""
    perspectives: frozenset[int] = frozenset()
    agreed_on: date | None = None  # their last yes to being counted
    older_words: bool = False  # said yes to, before we worded it as today
    needs: list[AccessNeed] = field(default_factory=list)
    routes: list[ContactRoute] = field(default_factory=list)


@contextmanager
def opened(purpose: Purpose, *, about: User | Collaborative, by: User | None) -> Iterator[None]:
    """Open one person's rows or, to read, of one collaborative: standpoints, or routes lent.

    Raises:
        NotTheHolder: somebody else asks as the holder, or for the holder's copy.
    """
    if purpose in ("holder", "takeout") and by != about:
        raise NotTheHolder
    door = "lanyards.person" if isinstance(about, User) else f"lanyards.{purpose}"
    with transaction.atomic():  # set_config(…, true) lasts as long as a transaction
        audit.record(actor=by, verb=f"lanyard.{purpose}", target=about)
        before = _set(door, str(about.pk))
        try:
            with transaction.atomic():  # after a failed statement we can still shut the door
                yield
        finally:
            _set(door, before)


def _set(door: str, value: str) -> str:
    """Set until the transaction ends; return what was there ('' is shut)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH before AS MATERIALIZED (SELECT coalesce(current_setting(%s, true), '') AS value)"
            " SELECT value, set_config(%s, %s, true) FROM before",
            [door, door, value],
        )
        before: str = cursor.fetchone()[0]
    return before


def read(person: User, *, purpose: Literal["holder", "takeout"] = "holder") -> Private:
    """The person's own private part, for the person.

    Raises:
        PrivateShut: they must say first that a way to reach them is right.
    """
    if person.private_shut_at is not None:
        raise PrivateShut
    with opened(purpose, about=person, by=person):
        lanyard = Lanyard.objects.first() or Lanyard()
        stands = list(Standpoint.objects.order_by("agreed_on"))
        return Private(
            job_title=lanyard.job_title,
            employer=lanyard.employer,
            work_email=lanyard.work_email,
            perspectives=frozenset(each.perspective_id for each in stands),
            agreed_on=stands[-1].agreed_on if stands else None,
            older_words=any(each.wording < WORDING for each in stands),
            needs=list(AccessNeed.objects.order_by("pk")),
            routes=list(ContactRoute.objects.order_by("pk")),
        )


def number_for_texts(person: User) -> str | None:
    """The number of somebody who wished for text messages, to send one to it."""
    with opened("text", about=person, by=None):
        route = ContactRoute.objects.filter(kind=RouteKind.TEXT).first()
    return route.value if route else None


def write(person: User, *, job_title: str = "", employer: str = "", work_email: str = "") -> None:
    """Keep what the lanyard says; all of it empty takes the row away."""
    with opened("holder", about=person, by=person):
        if job_title or employer or work_email:
            Lanyard.objects.update_or_create(
                person=person,
                defaults={
                    "job_title": job_title,
                    "employer": employer,
                    "work_email": work_email,
                },
            )
        else:
            Lanyard.objects.all().delete()


def stand(person: User, perspectives: Collection[Perspective], *, agreed: bool = True) -> None:
    """Replace where the person stands: with their clear yes to counting it, as it is worded today.

    Without a yes (``agreed``) it is only taken out; what stays keeps the words said yes to then.
    """
    with opened("holder", about=person, by=person):
        Standpoint.objects.exclude(perspective__in=perspectives).delete()
        if agreed:
            Standpoint.objects.filter(wording__lt=WORDING).delete()
            Standpoint.objects.bulk_create(
                [Standpoint(person=person, perspective=p, wording=WORDING) for p in perspectives],
                ignore_conflicts=True,
            )


def standing(place: Collaborative) -> dict[int, frozenset[int]]:
    """Who said what of the words of one collaborative; for ``members.presence`` and nobody else.

    Only with a yes to the words of today: those of before promised something else.
    """
    found: dict[int, set[int]] = {}
    with opened("presence", about=place, by=None):
        held = Standpoint.objects.filter(perspective__collaborative=place, wording=WORDING)
        for person, perspective in held.values_list("person", "perspective"):
            found.setdefault(person, set()).add(perspective)
    return {person: frozenset(told) for person, told in found.items()}


def need(person: User, words: str, *, tell_facilitator: bool = False) -> None:
    """Add something that would help on the day."""
    with opened("holder", about=person, by=person):
        AccessNeed.objects.create(person=person, words=words, tell_facilitator=tell_facilitator)


def drop_need(person: User, pk: int) -> None:
    with opened("holder", about=person, by=person):
        AccessNeed.objects.filter(pk=pk).delete()


def route(
    person: User,
    kind: str,
    value: str,
    *,
    best_times: str = "",
    leave_message: bool = True,
    for_lists: bool = False,
) -> None:
    """Keep one way of each kind to reach the person; an empty value takes it away.

    ``for_lists``: they give this one to whoever looks after their collaborative.
    """
    with opened("holder", about=person, by=person):
        ContactRoute.objects.filter(kind=kind).delete()
        if value:
            ContactRoute.objects.create(
                person=person,
                kind=kind,
                value=value,
                best_times=best_times,
                leave_message=leave_message,
                for_lists=for_lists,
            )


def lent(place: Collaborative, kind: str, *, by: User) -> list[ContactRoute]:
    """Ways of one kind that people who take part there gave for its lists; each look is noted."""
    with opened("reach", about=place, by=by):
        routes = list(ContactRoute.objects.filter(kind=kind, for_lists=True))
        looked = (f"{User._meta.label_lower}:{route.person_id}" for route in routes)
        audit.record_each(actor=by, verb="lanyard.reach", targets=looked)
    return routes


def write_in(person: User, kind: str, value: str, *, by: User) -> None:
    """Somebody else writes in a way to reach them, with their yes; the old one goes unread."""
    with opened("write_in", about=person, by=by):
        ContactRoute.objects.filter(kind=kind).delete()
        ContactRoute.objects.create(person=person, kind=kind, value=value, for_lists=True)


def clear(person: User) -> None:
    """Take everything out, at the person's wish."""
    with opened("holder", about=person, by=person):
        for model in (Lanyard, Standpoint, AccessNeed, ContactRoute):
            model.objects.all().delete()


def leave(person: User, collaborative: Collaborative) -> None:
    """Take out where the person stands in the words of one collaborative, which they leave."""
    with opened("holder", about=person, by=person):
        Standpoint.objects.filter(perspective__collaborative=collaborative).delete()


def forget(person: User, *, by: User | None) -> None:
    """Remove the rows so that the person can be erased: the delete collector sees none of them."""
    with opened("erasure", about=person, by=by):
        for model in (Lanyard, Standpoint, AccessNeed, ContactRoute):
            model.objects.all().delete()
