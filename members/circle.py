"""Who can ask somebody to step back, who can agree to it, and who hears the appeal.

Nobody can do it alone, and nobody can make up the second person overnight:
both have looked after things, or listened, for a week (or from the first
week on, where everything is new). The independent person is kept free to hear
the appeal, but for one case: it is about whoever looks after things. Then
they are one of the two, always. One is enough to bring somebody back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from members.access import today_in
from members.models import Collaborative, Hat, Membership, StepBack

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Circle:
    """Who may be one of the two, by what they help with: keys of cards."""

    coordinators: frozenset[int]
    concern: frozenset[int]
    independent: frozenset[int]

    @property
    def all(self) -> frozenset[int]:
        return self.coordinators | self.concern | self.independent

    def may_ask(self, by: int, about: int) -> bool:
        """Whoever looks after things; about one of these, whoever is independent of them too."""
        if by == about:
            return False
        return by in self.coordinators or (by in self.independent and about in self.coordinators)

    def seconds(self, by: int, about: int) -> frozenset[int]:
        """Who can agree to what ``by`` asks of ``about``."""
        others = frozenset({by, about})
        if about in self.coordinators:
            if by in self.independent:
                return (self.coordinators | self.concern) - others
            return self.independent - others
        return ((self.coordinators | self.concern) - others) or (self.independent - others)

    def hears(self, *of_the_two: int | None, about: int) -> list[int]:
        """Who hears the appeal: the best first, one who was not among the two if there is any."""
        each = (self.independent, self.concern, self.coordinators)
        ranked = list(dict.fromkeys(pk for kind in each for pk in sorted(kind)))
        free = [pk for pk in ranked if pk not in (*of_the_two, about)]
        return free or [pk for pk in ranked if pk != about]


def circle(place: Collaborative) -> Circle:
    """As it is today; two queries."""
    today = today_in(place)
    kinds = (Hat.Kind.COORDINATOR, *Hat.LISTENING)
    here = Hat.objects.filter(collaborative=place.pk)
    first = here.order_by("since").values_list("since", flat=True).first() or today
    settled = max(today - A_WEEK, first + A_WEEK)
    hats = here.on(today).filter(
        kind__in=kinds, since__lte=settled, member__state__in=Membership.TAKING_PART
    )
    found: dict[str, set[int]] = {kind: set() for kind in kinds}
    for kind, member in hats.values_list("kind", "member"):
        found[kind].add(member)
    after = frozenset(found[Hat.Kind.COORDINATOR])
    return Circle(
        coordinators=after,
        concern=frozenset(found[Hat.Kind.CONCERN]),
        independent=frozenset(found[Hat.Kind.INDEPENDENT]) - after,
    )


def hears_appeal(asked: StepBack) -> list[Membership]:
    """Who can be asked to look at it again, the best first."""
    now = circle(asked.collaborative)
    ranked = now.hears(asked.asked_by_id, asked.second_id, about=asked.member_id)
    cards = Membership.objects.select_related("person", "collaborative").in_bulk(ranked)
    return [cards[pk] for pk in ranked]


def may_see(asked: StepBack, me: Membership) -> bool:
    """The two, and while it stands whoever hears the appeal."""
    if me.pk in (asked.asked_by_id, asked.second_id):
        return asked.waits or asked.confirmed_at is not None
    return asked.stands and me in hears_appeal(asked)[:1]
