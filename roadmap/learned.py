"""What we learned, what to steer clear of, and what got things unstuck: told to all audiences."""

from __future__ import annotations

from datetime import date

from collaborative.clock import say_date
from meetings.models import Meeting
from members.models import Collaborative
from prototypes.models import Learning, Output
from roadmap.days import end_of, start_of
from roadmap.models import RoadmapItem, Update
from roadmap.papers import tree as to
from roadmap.papers.tree import Block

MOST = 40
KINDS = {
    Output.Kind.MIGHT_WORK: "What might work",
    Output.Kind.STEER_CLEAR: "What to steer clear of",
}


def blocks(place: Collaborative, *, since: date, on: date, words: bool) -> list[Block]:
    """``words``: what the tables wrote too, and else only how much of it there was."""
    found: list[Block] = [to.heading("What we learned")]
    tried = Learning.objects.filter(collaborative=place, learned_on__gte=since, learned_on__lte=on)
    learned = [
        f"{each.prototype.name}, {say_date(each.learned_on)}: {each.what}"
        for each in tried.select_related("prototype").order_by("learned_on", "key")[:MOST]
    ]
    if learned:
        found += [to.heading("From what we tried", 3), to.points(learned)]
    outputs = (
        Output.objects.cleared()
        .filter(
            collaborative=place,
            kind__in=KINDS,
            session__meeting__state=Meeting.State.PUBLISHED,
            session__meeting__starts_at__gte=start_of(since, place),
            session__meeting__starts_at__lt=end_of(on, place),
        )
        .order_by("kind", "key")
    )
    if not words:
        many = outputs.count()
        return [*found, to.words(f"The tables wrote down {many} things of this kind.")]
    rows = list(outputs[: MOST + 1])
    for kind, title in KINDS.items():
        if said := [each.words for each in rows[:MOST] if each.kind == kind]:
            found += [to.heading(title, 3), to.points(said)]
    if not rows:
        found.append(to.words("No table wrote anything of this kind down in this time."))
    elif len(rows) > MOST:
        found.append(to.words(f"The first {MOST}; the others are on the site."))
    return found


def unstuck(place: Collaborative, *, since: date, on: date, keys: set[str]) -> list[Block]:
    """What was stuck and came loose in this time, and what had been said of it then."""
    told = Update.objects.filter(collaborative=place, on__lte=on, item__key__in=keys)
    stuck: dict[int, str] = {}
    rows = []
    for each in told.exclude(state="").select_related("item").order_by("on", "pk"):
        if each.state == RoadmapItem.State.STUCK:
            stuck[each.item_id] = each.stuck_words
        elif (why := stuck.pop(each.item_id, None)) and each.on >= since:
            rows.append([each.item.title, why, each.text, say_date(each.on)])
    head = ["What", "It was stuck on", "Then", "When"]
    return [to.table("What came unstuck", head, rows)] if rows else []
