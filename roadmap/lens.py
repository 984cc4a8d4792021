"""Ways to look at the board: all of it, what needs a hand, one theme, one outcome, one area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CharField, F, Q, Value

from members.access import today_in
from members.models import Membership
from prototypes.models import Theme
from roadmap.models import Area, Outcome, RoadmapItem, RoadmapItemQuerySet
from roadmap.models.together import Together

Narrowing = Callable[[RoadmapItemQuerySet, Membership], RoadmapItemQuerySet]


@dataclass(frozen=True)
class Lens:
    """``value`` stands in the address; ``words`` say what is seen."""

    value: str
    words: str
    narrowing: Narrowing | None = None

    def narrow(self, items: RoadmapItemQuerySet, me: Membership) -> RoadmapItemQuerySet:
        return self.narrowing(items, me) if self.narrowing else items


EVERYTHING = Lens("", "Everything")

HANDS = (
    Lens(
        "unstuck",
        "Getting unstuck",
        lambda items, me: items.wanting_a_hand(today_in(me.collaborative)),
    ),
    Lens(
        "quiet",
        "Nobody has mentioned it for 90 days",
        lambda items, me: items.unheard(today_in(me.collaborative)),
    ),
    Lens("seeds", "Seeds", lambda items, me: items.filter(kind=RoadmapItem.Kind.SEED)),
    Lens("stop", "What to stop doing", lambda items, me: items.filter(kind=RoadmapItem.Kind.STOP)),
)

LEANING = (
    Lens("new", "Opens something new", lambda items, me: items.filter(leans="new")),
    Lens("old", "Holds up what there is", lambda items, me: items.filter(leans="old")),
    Lens("again", "Old ideas with a new chance", lambda items, me: items.filter(came_as="again")),
)
SHAPED = tuple(
    Lens(
        f"together-{value}",
        str(label),
        lambda items, me, value=value: items.filter(together=value),  # type: ignore[misc]
    )
    for value, label in Together.choices
)


def by_area(area: str) -> Narrowing:
    return lambda items, me: items.filter(areas__contains=[area])


def by_outcome(key: str) -> Narrowing:
    return lambda items, me: items.filter(towards__outcome__key=key)


def by_theme(key: str) -> Narrowing:
    """Items over the theme itself or over one of its notes."""

    def narrow(items: RoadmapItemQuerySet, me: Membership) -> RoadmapItemQuerySet:
        over = Q(evidence__theme__key=key) | Q(evidence__output__themes__key=key)
        under = RoadmapItem.objects.filter(over, collaborative=me.collaborative_id)
        return items.filter(pk__in=under.values("pk"))

    return narrow


AREAS = tuple(Lens(f"area-{area.value}", str(area.label), by_area(area.value)) for area in Area)


@dataclass(frozen=True)
class Lenses:
    """All of them in groups, as a list to choose from; ``chosen`` is the one that was."""

    groups: list[tuple[str, list[Lens]]]
    chosen: Lens


def lenses(me: Membership, asked: str) -> Lenses:
    """Every way to look, in one query. What is asked and not there shows everything."""
    outcomes: list[Lens] = []
    themes: list[Lens] = []
    for kind, key, words in _named(me):
        if kind == "outcome":
            outcomes.append(Lens(f"outcome-{key}", words, by_outcome(key)))
        else:
            themes.append(Lens(f"theme-{key}", words, by_theme(key)))
    groups = [
        ("What needs us", list(HANDS)),
        ("What it leads to", outcomes),
        ("A theme", themes),
        ("An area of life", list(AREAS)),
        ("Old and new", list(LEANING)),
        ("How those it is about take part", list(SHAPED)),
    ]
    found = {lens.value: lens for _, group in groups for lens in group}
    return Lenses([group for group in groups if group[1]], found.get(asked, EVERYTHING))


def _named(me: Membership) -> list[tuple[str, str, str]]:
    """Outcomes in their order, then themes by name."""
    outcomes = (
        Outcome.objects.filter(collaborative=me.collaborative_id, retired_on=None)
        .annotate(what=Value("outcome", CharField()), words=F("label"), place=F("order"))
        .order_by()
        .values_list("what", "key", "words", "place")
    )
    themes = (
        Theme.objects.visible_to(me)
        .annotate(what=Value("theme", CharField()), words=F("name"), place=Value(0))
        .order_by()
        .values_list("what", "key", "words", "place")
    )
    rows = outcomes.union(themes).order_by("what", "place", "words")
    return [(what, key, words) for what, key, words, _ in rows]
