"""A thousand things that are tried, one of them 200 times, and a family of three hundred."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from members.models import Membership

MANY, GOES, FAMILY = 1_000, 200, 300
LONG_AGO = date(2013, 1, 1)  # so that home has no news of them


def grow(me: Membership) -> dict[str, str]:
    """Put them in the place of ``me``; the addresses of the pages to be measured."""
    from prototypes.models import (  # noqa: PLC0415 -- Django first
        GrewFrom,
        Learning,
        Prototype,
        TestCycle,
    )

    own = {"collaborative": me.collaborative}
    rows = Prototype.objects.bulk_create(
        Prototype(
            **own,
            name=f"Tea in waiting room {number}",
            how_small="One Monday, one cake.",
            question="What if those who wait run it?",
            started_on=LONG_AGO,
            state_since=LONG_AGO,
        )
        for number in range(MANY)
    )
    GrewFrom.objects.bulk_create(
        GrewFrom(**own, child=child, parent=rows[number // 2])
        for number, child in enumerate(rows[1:FAMILY], start=1)
    )
    TestCycle.objects.bulk_create(
        TestCycle(
            **own,
            prototype=rows[0],
            n=number,
            tried="One Monday, two till four.",
            happened="Eleven came.",
            from_on=LONG_AGO + timedelta(days=number),
            told_on=LONG_AGO + timedelta(days=number),
        )
        for number in range(1, GOES + 1)
    )
    Learning.objects.bulk_create(
        Learning(**own, prototype=rows[0], what="A name keeps them.", learned_on=LONG_AGO)
        for _ in range(5)
    )
    return {
        "what we try, of 1,000": rows[0].url("one").replace(f"{rows[0].key}/", ""),
        "prototype, 200 goes": rows[0].get_absolute_url(),
        "ancestry, 300 nodes": rows[0].url("ancestry"),
    }
