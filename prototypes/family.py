"""What something we try grew from, and what grew from it: read whole in one query.

From any note, theme or prototype, up to the first words and down to the newest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import connection
from django.urls import reverse

from members.models import Membership
from prototypes.board import shown
from prototypes.models import GrewFrom, Output, Prototype, Theme

WORDS_OF_A_THEME = 3  # the newest; its own page has all of them
LONG = 90  # letters of a note, in a list of many
STATES = {state.value: str(state.label) for state in Prototype.State}
HOW = {how.value: str(how.label) for how in GrewFrom.How}

# All edges above the starting prototypes, and those between what is below them.
EDGES = """
WITH RECURSIVE up(id) AS (
    SELECT unnest(%(above)s::bigint[])
    UNION
    SELECT e.parent_id FROM prototypes_grewfrom e JOIN up ON e.child_id = up.id
    WHERE e.parent_id IS NOT NULL
), down(id) AS (
    SELECT unnest(%(above)s::bigint[])
    UNION
    SELECT e.child_id FROM prototypes_grewfrom e
    WHERE e.theme_id = ANY(%(themes)s) OR e.output_id = ANY(%(outputs)s)
    UNION
    SELECT e.child_id FROM prototypes_grewfrom e JOIN down ON e.parent_id = down.id
)
SELECT e.key, e.how, e.unsure, e.words, c.key, c.name, c.state,
    p.key, p.name, p.state, t.key, t.name, o.key, e.output_id
FROM prototypes_grewfrom e
JOIN prototypes_prototype c ON c.id = e.child_id
LEFT JOIN prototypes_prototype p ON p.id = e.parent_id
LEFT JOIN prototypes_theme t ON t.id = e.theme_id
LEFT JOIN prototypes_output o ON o.id = e.output_id
WHERE e.collaborative_id = %(here)s AND (
    e.child_id IN (SELECT id FROM up)
    OR e.parent_id IN (SELECT id FROM down)
    OR e.theme_id = ANY(%(themes)s) OR e.output_id = ANY(%(outputs)s))
ORDER BY e.id
"""


@dataclass(frozen=True)
class Node:
    """A prototype, a theme, a note, or words of something that stands nowhere here."""

    id: str
    kind: str
    name: str
    url: str = ""
    state: str = ""
    count: int = 0  # of a theme: how many notes stand under it


@dataclass(frozen=True)
class Edge:
    child: str
    parent: str
    how: str = GrewFrom.How.GREW
    unsure: bool = False
    key: str = ""  # of its row; a note stands under a theme by another table

    @property
    def says(self) -> str:
        """How the child came from the parent, in a word or two."""
        return HOW[self.how]


@dataclass
class Family:
    """The graph around ``start``; ``above`` and ``below`` lead from a node to its edges."""

    start: Node
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.nodes[self.start.id] = self.start
        self.above: dict[str, list[Edge]] = defaultdict(list)
        self.below: dict[str, list[Edge]] = defaultdict(list)

    def add(self, edge: Edge, *nodes: Node) -> None:
        for node in nodes:
            self.nodes.setdefault(node.id, node)
        self.edges.append(edge)
        self.above[edge.child].append(edge)
        self.below[edge.parent].append(edge)


def family_of(me: Membership, start: Prototype | Theme | Output) -> Family:
    """Everything above and below; words that others may not read are passed over as words."""
    slug = me.collaborative.slug
    found = Family(_node(slug, start))
    themes = [start.pk] if isinstance(start, Theme) else []
    outputs = [start.pk] if isinstance(start, Output) else []
    homes = list(start.themes.all()) if isinstance(start, Output) else []
    for theme in homes:
        found.add(Edge(_id(theme), found.start.id), _node(slug, theme))
    asked: dict[str, list[int] | int] = {
        "above": [start.pk] if isinstance(start, Prototype) else [],
        "themes": [*themes, *(theme.pk for theme in homes)],
        "outputs": outputs,
        "here": me.collaborative_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(EDGES, asked)
        rows = cursor.fetchall()
    said = Output.objects.visible_to(me.person).in_bulk({row[13] for row in rows if row[13]})
    nodes = found.nodes
    for row in rows:
        # A prototype stands at the end of many edges, and is looked at once.
        child = nodes.get(f"p{row[4]}") or _prototype(slug, *row[4:7])
        parent = (row[7] and nodes.get(f"p{row[7]}")) or _parent(slug, row, said)
        found.add(Edge(child.id, parent.id, row[1], row[2], row[0]), child, parent)
    _words_of_themes(me, found, homes)
    return found


def _parent(slug: str, row: tuple, said: dict[int, Output]) -> Node:  # type: ignore[type-arg]
    if row[7]:
        return _prototype(slug, *row[7:10])
    if row[10]:
        return Node(f"t{row[10]}", "theme", row[11], _url("prototypes:theme", slug, row[10]))
    if row[12]:
        if row[13] in said:
            return _node(slug, said[row[13]])
        return Node(f"o{row[12]}", "note", "A note that is held back just now")
    return Node(f"w{row[0]}", "words", row[3])


def _words_of_themes(me: Membership, found: Family, homes: Iterable[Theme]) -> None:
    """The first words: the newest few notes under each theme that is above something."""
    below = {_id(theme) for theme in homes}
    keys = [n.id[1:] for n in found.nodes.values() if n.kind == "theme" and n.id not in below]
    if not keys:
        return
    slug = me.collaborative.slug
    words = Output.objects.visible_to(me.person)
    for each in shown(Theme.objects.filter(key__in=keys), words, most=WORDS_OF_A_THEME):
        theme = _id(each.theme)
        old = found.nodes[theme]
        found.nodes[theme] = Node(theme, "theme", old.name, old.url, count=each.count)
        if theme == found.start.id:
            found.start = found.nodes[theme]
        for note in each.notes:
            found.add(Edge(theme, _id(note)), _node(slug, note))


def _id(row: Prototype | Theme | Output) -> str:
    """Of its node: ``p`` for a prototype, ``t`` and ``o``; it ends up in links within the page."""
    return f"{type(row).__name__[0].lower()}{row.key}"


def _url(name: str, slug: str, key: str) -> str:
    before, after = _around_key(name, slug)
    return f"{before}{key}{after}"


@lru_cache(maxsize=512)
def _around_key(name: str, slug: str) -> tuple[str, str]:
    """Of all addresses of one kind only the key differs; ``reverse`` takes longer than the rest."""
    before, _, after = reverse(name, kwargs={"collaborative": slug, "key": "KEY"}).partition("KEY")
    return before, after


def _prototype(slug: str, key: str, name: str, state: str) -> Node:
    url = _url("trying:one", slug, key)
    return Node(f"p{key}", "prototype", name, url, STATES[state])


def _node(slug: str, row: Prototype | Theme | Output) -> Node:
    if isinstance(row, Prototype):
        return _prototype(slug, row.key, row.name, row.state)
    if isinstance(row, Theme):
        return Node(_id(row), "theme", row.name, _url("prototypes:theme", slug, row.key))
    words = " ".join(row.said.split())
    short = words if len(words) <= LONG else f"{words[:LONG].rsplit(' ', 1)[0]}…"
    return Node(_id(row), "note", short, _url("trying:from_note", slug, row.key))
