"""What a report asks of those who read it: a yes, money, or news that somebody waits for."""

from __future__ import annotations

from datetime import date

from collaborative.clock import say_date
from members.models import Collaborative
from prototypes.models import Permission
from roadmap.models import BodyNeeded, RoadmapItem
from roadmap.papers import tree as to
from roadmap.papers.tree import Block
from roadmap.reports import Line

Answer, Asked, Money = BodyNeeded.Answer, Permission.State, RoadmapItem.Money
SETTLED = (RoadmapItem.State.ARRIVED, RoadmapItem.State.LET_GO)
OPEN = (Asked.NOT_YET, Asked.ASKED, Asked.NO_ANSWER)


def blocks(place: Collaborative, lines: list[Line], on: date) -> list[Block]:
    """Under one heading: by body, then what needs money, then what else something waits for."""
    open_lines = [line for line in lines if line.state not in SETTLED]
    tables = (
        ("A yes that we ask for, by body", ["Body", "What we ask", "For", "How it stands"]),
        ("What needs money", ["What", "Next step"]),
        ("What else it waits for", ["What", "It waits for", "Last heard"]),
    )
    waiting = [
        [line.title, line.waiting_for, say_date(line.last_heard) if line.last_heard else "—"]
        for line in open_lines
        if line.waiting_for
    ]
    found: list[Block] = [to.heading("What we ask of you")]
    all_rows = (by_body(place, open_lines, on), money(place, open_lines), waiting)
    for (title, head), rows in zip(tables, all_rows, strict=True):
        if rows:
            found.append(to.table(title, head, rows))
    if len(found) == 1:
        found.append(to.words("Just now nothing waits for anybody’s yes."))
    return found


def by_body(place: Collaborative, lines: list[Line], on: date) -> list[list[str]]:
    """Permissions without an answer, and bodies whose yes a thing still needs; by name of body."""
    titles = {line.key: line.title for line in lines}
    needed = BodyNeeded.objects.filter(collaborative=place, item__key__in=titles)
    rows = [
        [body, "A yes", titles[key], Answer(answer).label]
        for body, key, answer in needed.exclude(answer=Answer.YES).values_list(
            "name", "item__key", "answer"
        )
    ]
    asked = Permission.objects.filter(collaborative=place, state__in=OPEN)
    ended = Permission.objects.filter(collaborative=place, expires_on__lte=on)
    for each in (asked | ended).select_related("prototype"):
        what_for = each.prototype.name if each.prototype else each.about
        stands = str(each.get_state_display())
        if each.expires_on and each.expires_on <= on:
            stands = f"The yes ended on {say_date(each.expires_on)}"
        elif each.asked_on:
            stands += f", since {say_date(each.asked_on)}"
        rows.append([each.asked_as, each.text, what_for or "—", stands])
    return sorted(rows, key=lambda row: [cell.casefold() for cell in row])


def money(place: Collaborative, lines: list[Line]) -> list[list[str]]:
    """What depends on money, as its card says."""
    asked = RoadmapItem.objects.filter(collaborative=place, depends_on_money=Money.YES)
    keys = set(asked.values_list("key", flat=True))
    return [[line.title, line.next_step or "—"] for line in lines if line.key in keys]
