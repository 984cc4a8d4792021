"""A family as a picture, and the same as a list: whatever the one shows, the other says.

Both are put together here and not in a template: three hundred nodes would be
some thousand tags. Every word goes through ``escape``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe

from prototypes.family import Edge, Family, Node

MOST_DRAWN = 400  # nodes; more is a list only

WIDE, HIGH, GAP, DROP, EDGE = 200, 66, 18, 84, 12
LETTERS, LINES = 24, 2

KINDS = {"note": "Said", "theme": "Theme", "words": "From elsewhere", "prototype": ""}


def levels(family: Family) -> dict[str, int]:
    """How far below the first words each node stands: the longest way counts."""
    found: dict[str, int] = {}
    for first in family.nodes:
        waiting = [first]
        while waiting:
            node = waiting[-1]
            parents = [edge.parent for edge in family.above[node]]
            missing = [parent for parent in parents if parent not in found]
            if node not in found and missing:
                waiting.extend(missing)
                continue
            found.setdefault(node, 1 + max((found[parent] for parent in parents), default=-1))
            waiting.pop()
    return found


def places(family: Family) -> dict[str, tuple[int, int]]:
    """Where each box begins: a column for each level, beside what it came from.

    First words stand in the column before what grew of them, and not all at the
    far left: the lines stay short.
    """
    level = levels(family)
    for node in family.nodes:
        if not family.above[node] and family.below[node]:
            level[node] = min(level[edge.child] for edge in family.below[node]) - 1
    columns: dict[int, list[str]] = {}
    for node in family.nodes:
        columns.setdefault(level[node], []).append(node)
    tallest = max(len(column) for column in columns.values())
    found: dict[str, tuple[int, int]] = {}
    for number, at in enumerate(sorted(columns)):
        column = sorted(columns[at], key=lambda node: _pull(family, node, found))
        begin = (tallest - len(column)) * (HIGH + GAP) // 2 + EDGE
        for row, node in enumerate(column):
            found[node] = (EDGE + number * (WIDE + DROP), begin + row * (HIGH + GAP))
    return found


def _pull(family: Family, node: str, found: dict[str, tuple[int, int]]) -> float:
    """How far down its parents stand; those of one column are laid in that order."""
    beside = [found[edge.parent][1] for edge in family.above[node] if edge.parent in found]
    return sum(beside) / len(beside) if beside else 0.0


def drawn(family: Family) -> SafeString:
    """An SVG; nothing when there are too many nodes to see anything in it."""
    if len(family.nodes) > MOST_DRAWN:
        return mark_safe("")
    at = places(family)
    width = max(x for x, _ in at.values()) + WIDE + EDGE
    height = max(y for _, y in at.values()) + HIGH + EDGE
    parts = [_line(edge, at) for edge in family.edges]
    parts += [_box(node, *at[node.id], here=node == family.start) for node in family.nodes.values()]
    return mark_safe(  # noqa: S308 -- every word is escaped below
        f'<svg class="family" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' role="img" aria-label="A picture of the list below">' + "".join(parts) + "</svg>"
    )


def _line(edge: Edge, at: dict[str, tuple[int, int]]) -> str:
    (x1, y1), (x2, y2) = at[edge.parent], at[edge.child]
    x1, y1, y2 = x1 + WIDE, y1 + HIGH // 2, y2 + HIGH // 2
    middle = (x1 + x2) // 2
    unsure = " unsure" if edge.unsure else ""
    way = f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
    path = f'<path class="{edge.how}{unsure}" d="{way}"/>'
    if edge.how == "grew":
        return path
    return path + f'<text class="how" x="{middle}" y="{(y1 + y2) // 2 - 4}">{edge.says}</text>'


def _box(node: Node, x: int, y: int, *, here: bool) -> str:
    lines = _fitted(node.name)
    told = KINDS[node.kind] or node.state
    texts = [f'<text class="kind" x="{x + 10}" y="{y + 20}">{escape(told)}</text>']
    texts += [
        f'<text x="{x + 10}" y="{y + 38 + 17 * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    mark = " here" if here else ""
    return (
        f'<g class="{node.kind}{mark}">'
        f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="8"/>' + "".join(texts) + "</g>"
    )


def _fitted(name: str) -> list[str]:
    """The lines of a box; "…" where the words went on. (``textwrap`` took a third of the page.)"""
    words, lines = name.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if len(longer) <= LETTERS:
            lines[-1] = longer
        elif len(lines) < LINES and lines[-1]:
            lines.append(word[:LETTERS])
        else:
            lines[-1] = f"{longer[: LETTERS - 1].rstrip()}…"
            break
    return lines


def listed_above(family: Family) -> SafeString:
    """What it grew from, what that grew from, and so on: nested, each thing once."""
    return _list(family, family.above, lambda edge: edge.parent, "above")


def listed_below(family: Family) -> SafeString:
    """What grew from it, and so on."""
    return _list(family, family.below, lambda edge: edge.child, "below")


def _list(
    family: Family, edges: dict[str, list[Edge]], other: Callable[[Edge], str], name: str
) -> SafeString:
    seen: set[str] = set()

    def walk() -> Iterator[str]:
        # By hand and not by recursion: a chain of a thousand would be too deep.
        yield '<ul class="prose">'
        waiting: list[tuple[str, Edge | None]] = [("close", None)]
        waiting += _turned(edges, family.start.id)
        while waiting:
            what, edge = waiting.pop()
            if edge is None:
                yield "</ul>" if what == "close" else "</ul></li>"
                continue
            node = family.nodes[other(edge)]
            again = node.id in seen
            seen.add(node.id)
            yield f"<li>{_says(edge, node, name, again=again, first=not again)}"
            if again or not edges[node.id]:
                yield "</li>"
                continue
            yield '<ul class="prose">'
            waiting.append(("close both", None))
            waiting.extend(_turned(edges, node.id))

    return mark_safe("".join(walk()) if edges[family.start.id] else "")  # noqa: S308 -- escaped


def _turned(edges: dict[str, list[Edge]], node: str) -> list[tuple[str, Edge | None]]:
    return [("node", edge) for edge in reversed(edges[node])]


def _says(edge: Edge, node: Node, name: str, *, again: bool, first: bool) -> str:
    """One line: how, what it is, its name, how it stands."""
    label = escape(node.name)
    mark = f' id="{name}-{node.id}"' if first else ""
    words = f'<a href="{node.url}"{mark}>{label}</a>' if node.url else f"<span{mark}>{label}</span>"
    told = " · ".join(filter(None, [KINDS[node.kind], node.state]))
    count = f", {node.count} notes under it" if node.count > 1 else ""
    sure = " (not sure)" if edge.unsure else ""
    how = "" if edge.how == "grew" else f"{edge.says}: "
    more = f' <a href="#{name}-{node.id}">as above</a>' if again else ""
    return f'{how.capitalize()}{words} <span class="soft">{told}{count}{sure}</span>{more}'
