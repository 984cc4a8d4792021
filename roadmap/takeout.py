"""Reports name no person, but a sentence in one may: what is held so, and what goes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from collaborative.takeout import Holding, holdings
from members.models import Membership, User
from roadmap import making
from roadmap.models import Report


def naming(card: Membership, name: str) -> list[Report]:
    """Issued reports in whose words this name stands, as a word of its own."""
    if name in ("", "a member"):
        return []
    return list(
        Report.objects.filter(collaborative=card.collaborative_id)
        .exclude(state=Report.State.WITHDRAWN)
        .filter(tree__iregex=rf"\m{re.escape(name)}\M")
        .order_by("number")
    )


def reports(of: User) -> Iterable[dict[str, Any]]:
    cards = Membership.objects.filter(person=of).select_related("collaborative")
    return [
        {
            "Report": f"{card.collaborative.name}, number {report.number}",
            "As it was on": report.on,
            "In it stands your name, or one like it": card.chosen_name,
        }
        for card in cards
        for report in naming(card, card.chosen_name)
    ]


def take_back(card: Membership) -> None:
    """Whoever leaves without a name: reports that hold it say nothing any more."""
    if not card.keeps_name:
        for report in naming(card, card.was_called):
            making.withdraw(report, by=None)


holdings.announce(
    "reports",
    Holding(
        model="roadmap.report",
        words="Reports in whose words your name stands",
        why="A report keeps what it said on its day. It names nobody, but a sentence in it may.",
        kept="For good. If you leave and your name should go, such reports are withdrawn,"
        " with their files.",
        seen_by="Everybody here, and whoever was given a copy.",
        fields=("tree",),
        said={"tree": "the words of a report"},
        rows=reports,
        let_go=take_back,
    ),
)
