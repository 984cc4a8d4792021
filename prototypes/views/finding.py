"""The rows that a URL names, or 404: for everybody here, and for those who help."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from collaborative.text import clean_line
from members.models import Membership
from prototypes import access
from prototypes.models import (
    Credit,
    Permission,
    Prototype,
    PrototypeQuerySet,
    PrototypingSession,
    TeamMember,
    Theme,
    VisitingHelp,
)

MOST_ASKED_FOR = 20  # of one prototype
MOST_OFFERED = 60


def session_for(me: Membership, key: str, *, visited: bool = False) -> PrototypingSession:
    """The session as every member may open it; ``visited``: with who comes to help for the day."""
    sessions = PrototypingSession.objects.visible_to(me.person).select_related("question")
    sessions = sessions.annotate(who_visits=_who_visits()) if visited else sessions
    return get_object_or_404(sessions, collaborative=me.collaborative, key=key)


def _who_visits() -> ArraySubquery:
    rows = VisitingHelp.objects.filter(session=OuterRef("pk")).order_by("kind")
    return ArraySubquery(rows.values(row=JSONObject(kind="kind", how_many="how_many")))


def visiting(session: PrototypingSession) -> list[VisitingHelp]:
    """Read within the query of the session, so not rows to be saved."""
    return [VisitingHelp(**row) for row in getattr(session, "who_visits", [])]


def session_to_work_on(me: Membership, key: str, *, visited: bool = False) -> PrototypingSession:
    """The same for those who help there; others cannot tell that there is such a page."""
    session = session_for(me, key, visited=visited)
    if not access.may_work_on(me, session):
        raise Http404
    return session


def theme_for(me: Membership, key: str) -> Theme:
    themes = Theme.objects.visible_to(me.person).select_related(
        "collaborative", "parent", "named_in__meeting"
    )
    return get_object_or_404(themes, collaborative=me.collaborative, key=key)


def prototypes_of(me: Membership) -> PrototypeQuerySet:
    """What is tried in this collaborative."""
    return Prototype.objects.visible_to(me)


def named_by_key(me: Membership, key: str) -> Prototype | None:
    """The one that a form or a link names, if it is here."""
    key = clean_line(key)[:20]
    return prototypes_of(me).filter(key=key).first() if key else None


def offered(me: Membership, *, but: Iterable[Prototype] = ()) -> PrototypeQuerySet:
    """What may be chosen from a list: the newest changes."""
    rows = prototypes_of(me).exclude(pk__in=[row.pk for row in but])
    return rows.only("key", "name").order_by("-state_since", "key")[:MOST_OFFERED]


def prototype_for(me: Membership, key: str) -> Prototype:
    return get_object_or_404(prototypes_of(me), key=key)


def prototype_with_leave(me: Membership, key: str) -> Prototype:
    """With what stands around it, within the same query.

    ``asked_for``: what needs somebody's yes; ``trying_it``: its team; ``named``:
    who wished to be named with it; ``whole_key`` and ``whole_name``: what it belongs to.
    """
    rows = Permission.objects.filter(prototype=OuterRef("pk")).order_by("asked_on", "key")
    row = JSONObject(key="key", text="text", state="state", body="asked_as")
    leave = ArraySubquery(rows.values(row=row)[:MOST_ASKED_FOR])
    credits = Credit.objects.filter(prototype=OuterRef("pk")).order_by("member__chosen_name")
    team = TeamMember.objects.filter(prototype=OuterRef("pk")).order_by()
    who = JSONObject(name="member__chosen_name", key="member__key")
    around = {
        "asked_for": leave,
        "named": ArraySubquery(credits.values(row=who)),
        "trying_it": ArraySubquery(team.values(row=who)),
        "whole_key": F("part_of__key"),
        "whole_name": F("part_of__name"),
    }
    return get_object_or_404(prototypes_of(me).annotate(**around), key=key)


def prototype_to_try(me: Membership, key: str) -> Prototype:
    """The same for those who take part; who rests cannot tell that there is such a page."""
    prototype = prototype_for(me, key)
    if not access.may_try(me):
        raise Http404
    return prototype
