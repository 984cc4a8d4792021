"""From words to change: everything that stands around one item, for its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When, Window
from django.db.models.functions import JSONObject
from django.utils import timezone

from meetings.models import Commitment, Meeting
from members.access import today_in
from members.models import Membership
from prototypes.models import (
    Learning,
    Output,
    Permission,
    Prototype,
    TestCycle,
    Theme,
    ThemeOutput,
)
from roadmap.days import local_day
from roadmap.horizons import Named, is_back, named
from roadmap.models import Evidence, Move, RoadmapItem, RoadmapItemQuerySet, Update
from roadmap.words import told_to

AT_ONCE = 3  # words that are read without opening anything
MOST_WORDS = 60  # on one page; the rest stand with their themes
MOST_MEETINGS = 40
MOST_TRIED = 60
RECENT = timedelta(days=400)
A_QUOTE = Q(kind=Output.Kind.QUOTE)  # somebody's own words, cleared with their yes

# What is brought along with an item, for its page.
ASKED = ("key", "text", "asked_as", "state", "conditions", "reason")
PROMISED = ("key", "text", "state")
GOES = ("prototype_id", "key", "n", "happened")
LEARNED = ("prototype_id", "key", "what")


@dataclass(frozen=True)
class Step:
    """One thing that happened to an item: it was put on, it moved, or something was heard."""

    on: date
    to: Named | None = None  # where it went
    was: Named | None = None  # where from; None for the first
    back: bool = False
    move: Move | None = None
    update: Update | None = None
    last: bool = False  # the latest move, which may be put right

    @property
    def meeting(self) -> Meeting | None:
        """Where a move was agreed, if that is a meeting everybody may know of."""
        meeting = self.move.meeting if self.move else None
        return None if meeting and meeting.state == Meeting.State.DRAFT else meeting


@dataclass(frozen=True)
class Trail:
    """``words`` are the first of ``many``; ``since`` is the day it came into its horizon."""

    words: list[Output]
    many: int
    themes: list[Theme]
    other_themes: list[Theme]
    talked_at: list[Meeting]
    recent_meetings: list[Meeting]
    tried: list[Prototype]
    other_tries: list[Prototype]
    asked: list[Permission]
    promised: list[Commitment]
    own_words: bool  # whether somebody's own words stand under it, with their yes
    steps: list[Step]
    since: date
    years: int  # that it has been on the roadmap
    voices: str  # whether what was said came first, or after

    @property
    def last_heard(self) -> Update | None:
        """The newest thing that was heard of it."""
        heard = [step.update for step in self.steps if step.update]
        return heard[-1] if heard else None

    @property
    def at_once(self) -> list[Output]:
        return self.words[:AT_ONCE]

    @property
    def more(self) -> list[Output]:
        return self.words[AT_ONCE:]

    @property
    def elsewhere(self) -> int:
        """How many words are not on the page, but only with their themes."""
        return self.many - len(self.words)


def trail(me: Membership, item: RoadmapItem) -> Trail:
    """The whole of it in six queries, however much there is."""
    steps = sorted(history(me, item), key=lambda step: step.on)
    moved = [step.on for step in steps if step.to]
    words, many = words_under(me, item)
    themes = themes_here(me, item)
    meetings = meetings_here(me, item)
    tries = tried_here(me, item)
    return Trail(
        words=words,
        many=many,
        themes=[theme for theme, under in themes if under],
        other_themes=[theme for theme, under in themes if not under],
        talked_at=[meeting for meeting, under in meetings if under],
        recent_meetings=[meeting for meeting, _ in meetings],
        tried=_with_goes(item, [row for row, under in tries if under]),
        other_tries=[row for row, under in tries if not under],
        asked=[_of(Permission, me, row) for row in item.asked],  # type: ignore[attr-defined]
        promised=[_of(Commitment, me, row) for row in item.promised],  # type: ignore[attr-defined]
        own_words=bool(words and getattr(words[0], "quotes", 0)),
        steps=steps,
        since=moved[-1],
        years=(today_in(me.collaborative) - item.added_on).days // 365,
        voices=voices(words, item),
    )


def with_trail(items: RoadmapItemQuerySet) -> RoadmapItemQuerySet:
    """Each with what was asked for, promised, tried and learned: no query of their own.

    What somebody promised and has not chosen to show yet is left out.
    """
    tied = Evidence.objects.filter(item=OuterRef(OuterRef("pk")))
    by_try = Exists(tied.filter(prototype=OuterRef("prototype")))
    asked = Permission.objects.filter(Exists(tied.filter(permission=OuterRef("pk"))) | by_try)
    promised = Commitment.objects.shown().filter(Exists(tied.filter(commitment=OuterRef("pk"))))
    goes = TestCycle.objects.filter(by_try).order_by("prototype", "-n").distinct("prototype")
    learned = Learning.objects.filter(by_try).order_by("-learned_on", "key")
    found = {"asked": (asked.order_by("-asked_on", "key"), ASKED)}
    found |= {"promised": (promised.order_by("-made_on", "key"), PROMISED)}  # type: ignore[dict-item]
    found |= {"goes": (goes, GOES), "learned": (learned, LEARNED)}  # type: ignore[dict-item]
    here = Evidence.objects.filter(item=OuterRef("pk"))
    by_theme = ThemeOutput.objects.filter(theme__evidence__item=OuterRef("pk"))
    return items.annotate(
        own_notes=ArraySubquery(here.filter(output__isnull=False).values("output")),
        theme_notes=ArraySubquery(by_theme.values("output")),
        **{
            name: ArraySubquery(
                rows.values(json=JSONObject(**{field: field for field in fields}))[:MOST_TRIED]
            )
            for name, (rows, fields) in found.items()
        },
    )


def voices(words: list[Output], item: RoadmapItem) -> str:
    """Whether the words under it were there before it, or were asked for afterwards."""
    days = [output.session.meeting.local_start.date() for output in words]
    before = sum(day <= item.added_on for day in days)
    if not days:
        return ""
    if before == len(days):
        return "All of it was said before this went on the roadmap."
    if not before:
        return "All of it was said after this went on the roadmap."
    return f"{before} of {len(days)} notes were said before this went on the roadmap."


def _with_goes(item: RoadmapItem, tries: list[Prototype]) -> list[Prototype]:
    """Each with ``last_go`` and what was ``learned`` from it, as the item brought them along."""
    goes = {row["prototype_id"]: row for row in item.goes}  # type: ignore[attr-defined]
    for tried in tries:
        tried.last_go = goes.get(tried.pk)  # type: ignore[attr-defined]
        tried.learned = [  # type: ignore[attr-defined]
            row
            for row in item.learned  # type: ignore[attr-defined]
            if row["prototype_id"] == tried.pk
        ][:AT_ONCE]
    return tries


def _of(model: type[Any], me: Membership, row: dict[str, Any]) -> Any:
    """A row brought along with the item, as one of its model: it knows its words and its page."""
    made = model(**row)
    made.collaborative = me.collaborative
    return made


def history(me: Membership, item: RoadmapItem) -> Iterator[Step]:
    """All that happened, in the order of the rows; within one day moves come before news."""
    words = named(me.collaborative)
    yield Step(on=item.added_on, to=words[item.first_horizon])
    moves = list(item.moves.select_related("words", "meeting__collaborative"))
    for move in moves:
        was, to = move.from_horizon, move.to_horizon
        on = local_day(move.moved_at, me.collaborative)
        last = move is moves[-1]
        yield Step(on, to=words[to], was=words[was], back=is_back(was, to), move=move, last=last)
    for row in item.heard:  # type: ignore[attr-defined]  # annotated
        update = Update(**row | {"on": date.fromisoformat(row["on"])})
        yield Step(update.on, update=update)


def words_under(me: Membership, item: RoadmapItem) -> tuple[list[Output], int]:
    """The first words under it, and how many there are.

    The item's own come first, then those of its themes, as they were said.
    """
    own = set(item.own_notes)  # type: ignore[attr-defined]  # brought along (with_trail)
    under = own | set(item.theme_notes)  # type: ignore[attr-defined]  # same
    first = Case(When(pk__in=own, then=Value(True)), default=Value(False))
    rows = (
        told_to(me)
        .with_place()
        .filter(pk__in=under)
        .annotate(own=first)
        .annotate(many=Window(Count("pk")), quotes=Window(Count("pk", filter=A_QUOTE)))
        .select_related("session__meeting", "session__collaborative")
        .order_by("-own", "pk")[:MOST_WORDS]
    )
    found = list(rows)
    many: int = found[0].many if found else 0  # type: ignore[attr-defined]  # annotated
    return found, many


def themes_here(me: Membership, item: RoadmapItem) -> list[tuple[Theme, bool]]:
    """Every theme of the collaborative, and whether it stands under the item."""
    under = Evidence.objects.filter(item=item, theme=OuterRef("pk"))
    here = Theme.objects.visible_to(me)
    rows = here.annotate(under=Exists(under)).order_by("named_at", "name")
    return [(theme, theme.under) for theme in rows]  # type: ignore[attr-defined]  # annotated


def tried_here(me: Membership, item: RoadmapItem) -> list[tuple[Prototype, bool]]:
    """What we try, and whether it stands under the item; those under it first."""
    under = Evidence.objects.filter(item=item, prototype=OuterRef("pk"))
    here = Prototype.objects.visible_to(me.person).filter(collaborative=me.collaborative_id)
    rows = here.annotate(under=Exists(under)).order_by("-under", "-state_since", "key")
    return [(row, row.under) for row in rows[:MOST_TRIED]]  # type: ignore[attr-defined]  # same


def meetings_here(me: Membership, item: RoadmapItem) -> list[tuple[Meeting, bool]]:
    """Meetings of the last year, latest first, and those at which the item was talked about.

    The second half says which: whether the meeting stands under the item.
    """
    now = timezone.now()
    under = Evidence.objects.filter(item=item, meeting=OuterRef("pk"))
    rows = (
        Meeting.objects.visible_to(me)
        .happening()
        .filter(starts_at__lte=now)
        .annotate(under=Exists(under))
        .filter(Q(under=True) | Q(starts_at__gte=now - RECENT))
        .order_by("-under", "-starts_at")[:MOST_MEETINGS]
    )
    found = sorted(rows, key=lambda meeting: meeting.starts_at, reverse=True)
    return [(meeting, meeting.under) for meeting in found]  # type: ignore[attr-defined]  # same
