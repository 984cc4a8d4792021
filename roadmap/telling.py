"""What a report says, as one tree of plain values: built once, frozen, and then only rendered.

The same for whoever asks: it is built from what every member may read, and it
names no person. Audiences differ by the rules in ``AUDIENCES`` and by nothing
else; each report prints the rules that shaped it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from collaborative.clock import listed, say_date
from meetings.models import Commitment, Decision, Meeting
from members.models import PresenceTable
from members.presence import MOVERS
from roadmap import asking, changed, charts, learned, worked
from roadmap.days import end_of, start_of
from roadmap.models import Report, RoadmapItem
from roadmap.papers import tree as to
from roadmap.papers.tree import Block, Tree
from roadmap.reports import Line
from roadmap.reports import Report as Found

State = RoadmapItem.State


@dataclass(frozen=True)
class Rules:
    """What one audience gets; ``said`` stands in the small print."""

    parts: tuple[str, ...]
    said: str
    large: bool = False
    carriers: bool = True  # who carries a thing: a group or a body
    words: bool = True  # what people said at the tables


ALL = ("changed", "moved", "ask", "stuck", "learned", "decided", "presence", "worked", "items")

AUDIENCES: dict[str, Rules] = {
    Report.Audience.MEMBERS: Rules(ALL, "All of it: what every member may read."),
    Report.Audience.COMMISSIONERS: Rules(
        ALL, "Left out: what people said at the tables. It belongs to the room.", words=False
    ),
    Report.Audience.PUBLIC: Rules(
        ("changed", "moved", "ask", "stuck", "presence", "worked", "items"),
        "Left out: what people said at the tables, what was decided and promised,"
        " and who carries what.",
        carriers=False,
        words=False,
    ),
    Report.Audience.EASY: Rules(
        ("changed", "moved", "ask"),
        "Easy read: what changed, what moved and what we ask. In large print.",
        large=True,
        carriers=False,
        words=False,
    ),
}


# What somebody may choose among, as the headings call it.
PART_WORDS = {
    "changed": "What changed for people",
    "moved": "What moved, and why",
    "ask": "What we ask of you",
    "stuck": "What is stuck, and what would help",
    "learned": "What we learned",
    "decided": "What we decided and said we would do",
    "presence": "Who is in the room",
    "worked": "How we worked",
    "items": "Each thing on the roadmap",
}


def tell(
    found: Found,
    *,
    audience: str,
    number: int,
    horizons: Iterable[str] = (),
    parts: Iterable[str] = (),
) -> Tree:
    """The tree of a report; with ``horizons`` or ``parts`` only these. The small print says so."""
    rules = AUDIENCES[audience]
    chosen = set(horizons) or {part.horizon.value for part in found.parts}
    wanted = set(parts)
    told = tuple(part for part in rules.parts if part in wanted) or rules.parts
    scope = Scope(
        found,
        rules,
        [ln for ln in found.lines if ln.horizon.value in chosen],
        _narrowed(
            [h.horizon.word for h in found.parts if h.horizon.value in chosen]
            if len(chosen) < len(found.parts)
            else [],
            [PART_WORDS[part] for part in told] if told != rules.parts else [],
        ),
    )
    place = found.collaborative
    blocks = [
        to.words(
            f"{place.name}. As it is on {say_date(found.on)}, and what moved since"
            f" {say_date(found.since)}."
        ),
        to.words(found.in_words),
    ]
    for part in told:
        blocks += PARTS[part](scope)
    blocks += _small_print(scope, number)
    return {
        "version": to.VERSION,
        "title": "Where our roadmap stands",
        "place": place.name,
        "language": "en-GB",
        "audience": audience,
        "number": number,
        "since": found.since.isoformat(),
        "on": found.on.isoformat(),
        "large": rules.large,
        "blocks": blocks,
    }


@dataclass(frozen=True)
class Scope:
    found: Found
    rules: Rules
    lines: list[Line]
    narrowed: str = ""  # what was chosen, if not all of it

    @property
    def titles(self) -> set[str]:
        return {line.key for line in self.lines}


def _narrowed(horizons: list[str], parts: list[str]) -> str:
    said = f"Chosen from the roadmap: {listed(horizons)}." if horizons else ""
    return f"{said} Chosen from its parts: {listed(parts)}.".strip() if parts else said


def _day(day: date | None, otherwise: str = "Nothing yet") -> str:
    return say_date(day) if day else otherwise


def _changed(scope: Scope) -> list[Block]:
    """What arrived, and what was heard of the rest."""
    return changed.blocks(scope.found, scope.lines)


def _moved(scope: Scope) -> list[Block]:
    found = scope.found
    titles = {line.title for line in scope.lines}
    moves = [move for move in found.moved if move.title in titles]
    blocks = [to.heading("What moved, and why")]
    if moves:
        rows = [
            [m.title, m.was.word, m.to.word, say_date(m.on), m.why or f"Taken out: {m.ground}"]
            for m in moves
        ]
        blocks.append(to.table("What moved", ["What", "From", "To", "When", "Why"], rows))
    else:
        blocks.append(to.words("Nothing moved in this time."))
    horizons = [part.horizon for part in found.parts]
    if any(count.all for count in found.counts):
        chart = charts.by_horizon(found.counts, horizons)
        bars: list[to.Bar] = [
            {
                "label": say_date(count.on),
                "parts": [(h.word, count.many[h.value]) for h in horizons],
            }
            for count in found.counts
        ]
        blocks.append(to.figure("Things on the roadmap, drawn", chart.words if chart else "", bars))
        head = ["As on", *(h.word for h in horizons), "All"]
        rows = [
            [say_date(c.on), *(str(c.many[h.value]) for h in horizons), str(c.all)]
            for c in found.counts
        ]
        blocks.append(to.table("Things on the roadmap, by horizon", head, rows))
    return blocks


def _ask(scope: Scope) -> list[Block]:
    """What a body, money or a yes could do."""
    return asking.blocks(scope.found.collaborative, scope.lines, scope.found.on)


def _stuck(scope: Scope) -> list[Block]:
    rows = [
        [
            line.title,
            line.stuck_because,
            line.waiting_for or line.next_step or "Somebody who knows a way",
            _day(line.last_heard),
        ]
        for line in scope.lines
        if line.state == State.STUCK
    ]
    found = scope.found
    loose = learned.unstuck(found.collaborative, since=found.since, on=found.on, keys=scope.titles)
    blocks = [to.heading("What is stuck, and what would help")]
    if not rows:
        return [*blocks, to.words("Nothing is stuck."), *loose]
    head = ["What", "Why", "What would help", "Last heard"]
    return [*blocks, to.table("What is stuck", head, rows), *loose]


def _learned(scope: Scope) -> list[Block]:
    """What the tables found, and what to steer clear of; nobody's own words among them."""
    found = scope.found
    return learned.blocks(
        found.collaborative, since=found.since, on=found.on, words=scope.rules.words
    )


def _decided(scope: Scope) -> list[Block]:
    """Decisions, and what was said we would do: by how it stands, never by whose it is."""
    found = scope.found
    decisions = (
        Decision.objects.shown()
        .filter(
            collaborative=found.collaborative,
            meeting__state=Meeting.State.PUBLISHED,
            meeting__starts_at__gte=start_of(found.since, found.collaborative),
            meeting__starts_at__lt=end_of(found.on, found.collaborative),
        )
        .select_related("meeting")
        .order_by("meeting__starts_at", "order", "pk")
    )
    made = [
        [say_date(each.meeting.starts_at.astimezone(found.collaborative.zone).date()), each.text]
        for each in decisions
    ]
    promised = (
        Commitment.objects.shown()
        .filter(collaborative=found.collaborative, made_on__gte=found.since)
        .filter(made_on__lte=found.on)
        .order_by("made_on", "key")
    )
    said = [[each.text, each.get_state_display(), say_date(each.made_on)] for each in promised]
    blocks = [to.heading("What we decided and said we would do")]
    if made:
        blocks.append(to.table("Decisions", ["When", "What"], made))
    if said:
        blocks.append(to.table("Commitments", ["What", "How it stands", "Said on"], said))
    if not made and not said:
        blocks.append(to.words("Nothing in this time."))
    return blocks


def _presence(scope: Scope) -> list[Block]:
    place = scope.found.collaborative
    last = PresenceTable.objects.filter(collaborative=place, counted_on__lte=scope.found.on)
    table = last.order_by("-quarter").first()
    blocks = [to.heading("Who is in the room")]
    if table is None:
        return [*blocks, to.words("There is no count: it takes at least twenty members.")]
    blocks.append(
        to.words(
            f"About {table.told} of about {table.members} of us have said where they stand;"
            f" that is their choice. Counted on {say_date(table.counted_on)}."
        )
    )
    if table.rows:
        rows = [[label, str(many)] for label, many in table.rows]
        blocks.append(to.table("Who is in the room", ["They say", "About"], rows))
        blocks.append(to.words("One person may stand in two rows, so they do not add up."))
    else:
        blocks.append(to.words("We are too few to say more without pointing at somebody."))
    if place.not_in_the_room:
        blocks.append(to.words(f"Who is not in the room, as we see it: {place.not_in_the_room}"))
    return blocks


def _worked(scope: Scope) -> list[Block]:
    """The five of 4Pi: principles, purpose, presence, process, impact."""
    found = scope.found
    return worked.blocks(
        found.collaborative,
        since=found.since,
        on=found.on,
        moved=len(found.moved),
        arrived=sum(line.state == State.ARRIVED for line in scope.lines),
    )


def _items(scope: Scope) -> list[Block]:
    blocks: list[Block] = []
    chosen = {line.key for line in scope.lines}
    for part in scope.found.parts:
        lines = [line for line in part.lines if line.key in chosen]
        if lines:
            blocks += [to.heading(part.horizon.word), to.words(part.horizon.means)]
        for line in lines:
            blocks += [to.heading(line.title, 3), to.points(_item(line, scope.rules))]
    return blocks


def _item(line: Line, rules: Rules) -> list[str]:
    said = [f"How it stands: {line.state_words}"]
    if line.is_new:
        said.append("New in this time")
    if line.stuck_because:
        said.append(f"Stuck on: {line.stuck_because}")
    if line.next_step:
        said.append(f"Next step: {line.next_step}")
    if line.waiting_for:
        said.append(f"Waiting for: {line.waiting_for}")
    if rules.carriers:
        said.append(f"Carried by: {line.carried_by or 'nobody yet'}")
    said.append(f"Last heard: {_day(line.last_heard, 'nothing yet')}")
    if line.themes:
        said.append(f"Themes: {' · '.join(line.themes)}")
    if rules.words:
        said += [f"Somebody said: {output.said}" for output in line.words]
    said.append(f"Words under it: {line.words_many}")
    return said


def _small_print(scope: Scope, number: int) -> list[Block]:
    found = scope.found
    return [
        to.heading("Small print"),
        to.points(
            [
                f"Report number {number}, made from the roadmap as it stood on"
                f" {say_date(found.on)}. It names no person.",
                AUDIENCES_SAID + scope.rules.said,
                *([scope.narrowed] if scope.narrowed else []),
                "Words stand here only if everybody may read them: none that is held back, none"
                " that was taken back, and nobody’s own words without their yes.",
                "Who is in the room is rounded to five, blurred by lot, never for fewer than eight,"
                f" and counted again only after {MOVERS} people have moved.",
                "Something is wrong? Tell whoever gave it to you, or say it at the next meeting."
                " We put it right in the next report, and can withdraw this one.",
            ]
        ),
    ]


AUDIENCES_SAID = "Who it is for decides what stands in it, by rule. "

PARTS: dict[str, Callable[[Scope], list[Block]]] = {
    "changed": _changed,
    "moved": _moved,
    "ask": _ask,
    "stuck": _stuck,
    "learned": _learned,
    "decided": _decided,
    "presence": _presence,
    "worked": _worked,
    "items": _items,
}
