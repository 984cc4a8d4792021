"""What changed for people: what arrived, what it is for, and what was heard of the rest."""

from __future__ import annotations

from collaborative.clock import listed, say_date
from roadmap.models import ItemOutcome, RoadmapItem, Update
from roadmap.papers import tree as to
from roadmap.papers.tree import Block
from roadmap.reports import Line, Report

ARRIVED, LET_GO = RoadmapItem.State.ARRIVED, RoadmapItem.State.LET_GO


def blocks(found: Report, lines: list[Line]) -> list[Block]:
    """In words first; then by what all of it is for, and for whom."""
    heard = (
        Update.objects.filter(
            collaborative=found.collaborative,
            on__gte=found.since,
            on__lte=found.on,
            item__key__in=[line.key for line in lines],
        )
        .select_related("item")
        .order_by("on", "pk")
    )
    told = [f"{each.item.title}, {say_date(each.on)}: {each.text}" for each in heard]
    arrived = [line.title for line in lines if line.state == ARRIVED]
    said = [to.heading("What changed for people")]
    if arrived:
        said.append(to.words(f"Arrived until now: {listed(arrived)}."))
    if told:
        said.append(to.points(told))
    if not told and not arrived:
        said.append(to.words("Nothing was heard in this time."))
    if rows := _towards(found, lines):
        head = ["What it is for", "For whom", "Arrived", "On the way"]
        said.append(to.table("What all of it is for", head, rows))
    return said


def _towards(found: Report, lines: list[Line]) -> list[list[str]]:
    """Outcomes in the place's own words and order, each with the things that lead there."""
    standing = {line.key: line for line in lines if line.state != LET_GO}
    towards = ItemOutcome.objects.filter(
        collaborative=found.collaborative, item__key__in=standing
    ).select_related("item", "outcome")
    by_outcome: dict[tuple[str, str], list[Line]] = {}
    for each in towards.order_by("outcome__order", "outcome", "item__number"):
        whom = each.outcome.for_whom or "anybody"
        by_outcome.setdefault((each.outcome.label, whom), []).append(standing[each.item.key])
    return [
        [
            label,
            whom,
            listed(line.title for line in things if line.state == ARRIVED) or "—",
            listed(line.title for line in things if line.state != ARRIVED) or "—",
        ]
        for (label, whom), things in by_outcome.items()
    ]
