"""A plain graph beside the real one: what people do to both, and whether they still agree."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from collaborative.keys import new_key
from members.models import Membership
from prototypes import trying
from prototypes.errors import WouldGrowFromItself
from prototypes.family import family_of
from prototypes.models import GrewFrom, Output, Prototype, Theme
from tests.factories import MembershipFactory, OutputFactory, SessionFactory, ThemeFactory

Node = tuple[str, Any]  # ("p", pk), ("t", pk), ("o", pk), ("w", words)


@dataclass
class Tree:
    """``parents`` leads from a prototype to what it grew from. Seeded: a run can be repeated."""

    me: Membership
    seed: int
    parents: dict[int, set[Node]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    refused: int = 0
    done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 -- a run to be repeated
        session = SessionFactory(meeting__collaborative=self.me.collaborative)
        notes: list[Output] = OutputFactory.create_batch(12, session=session)
        self.notes = {note.pk: note for note in notes}
        themes = ThemeFactory.create_batch(6, collaborative=self.me.collaborative)
        self.themes: dict[int, Theme] = {theme.pk: theme for theme in themes}
        self.begin()

    def any(self) -> Prototype:
        return Prototype.objects.get(pk=self.random.choice([*self.parents]))

    def step(self) -> None:
        """One thing that people do."""
        deeds = {
            self.begin: 4,
            self.merge: 3,
            self.split: 3,
            self.borrow: 8,
            self.undo: 3,
            self.delete: 2,
            self.leave: 1,
            self.drop_a_theme: 0.05,
            self.drop_a_note: 0.05,
        }
        if len(self.parents) > 60:
            deeds[self.delete] = 8
        deed = self.random.choices([*deeds], [*deeds.values()])[0]
        self.done[deed.__name__] = self.done.get(deed.__name__, 0) + 1
        deed()

    def begin(self, *parents: Prototype, how: str = "grew") -> None:
        words = [f"Heard of it {self.random.randrange(40)}"] if self.random.random() < 0.2 else []
        themes = [self.random.choice([*self.themes.values()])] if self.random.random() < 0.4 else []
        notes = [self.random.choice([*self.notes.values()])] if self.random.random() < 0.4 else []
        came = trying.From(parents, themes, notes, words, how, self.random.random() < 0.3)
        name = f"Idea {self.random.randrange(10**9)}"
        made = trying.begin(by=self.me, key=new_key(), name=name, came=came)
        self.names[made.pk] = name
        self.parents[made.pk] = {("p", parent.pk) for parent in parents}
        self.parents[made.pk] |= {("t", theme.pk) for theme in themes}
        self.parents[made.pk] |= {("o", note.pk) for note in notes}
        self.parents[made.pk] |= {("w", word) for word in words}

    def merge(self) -> None:
        self.begin(*{self.any(), self.any(), self.any()}, how="merged")

    def split(self) -> None:
        self.begin(self.any(), how="split")

    def borrow(self) -> None:
        """Somebody says later where it came from; half of them would close a circle."""
        child, parent = self.any(), self.any()
        try:
            trying.add_ancestors(child=child, by=self.me, came=trying.From([parent]))
        except WouldGrowFromItself:
            assert ("p", child.pk) in self.above(parent.pk) | {("p", parent.pk)}
            self.refused += 1
        else:
            assert ("p", child.pk) not in self.above(parent.pk) | {("p", parent.pk)}
            self.parents[child.pk].add(("p", parent.pk))

    def undo(self) -> None:
        edges = GrewFrom.objects.order_by("pk")
        edge = edges[self.random.randrange(count)] if (count := edges.count()) else None
        if edge:
            trying.take_ancestor_off(edge=edge, by=self.me)
            self.parents[edge.child_id].discard(end_of(edge))

    def delete(self) -> None:
        gone = self.any()
        gone_pk = gone.pk
        gone.delete()
        own = self.parents.pop(gone_pk)
        for parents in self.parents.values():
            if ("p", gone_pk) in parents:
                parents.discard(("p", gone_pk))
                parents |= own or {("w", self.names[gone_pk])}
        if not self.parents:
            self.begin()

    def leave(self) -> None:
        """Somebody goes, with all that is held of them."""
        other = MembershipFactory(collaborative=self.me.collaborative)
        trying.join(prototype=self.any(), by=other)
        other.delete()

    def drop_a_theme(self) -> None:
        if len(self.themes) > 1:
            pk = self.random.choice([*self.themes])
            name = self.themes.pop(pk).name
            Theme.objects.get(pk=pk).delete()
            self.rename(("t", pk), ("w", name))

    def drop_a_note(self) -> None:
        if len(self.notes) > 1:
            pk = self.random.choice([*self.notes])
            self.notes.pop(pk)
            Output.objects.get(pk=pk).delete()
            self.rename(("o", pk), ("w", "something that was said"))

    def rename(self, old: Node, new: Node) -> None:
        for parents in self.parents.values():
            if old in parents:
                parents.discard(old)
                parents.add(new)

    def above(self, pk: int) -> set[Node]:
        """All that a prototype came from, up to the first words."""
        found: set[Node] = set()
        waiting = [*self.parents[pk]]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self.parents[node[1]] if node[0] == "p" else []
        return found

    def check(self) -> None:
        """The same edges, no circle, nothing that leads nowhere, and every path whole."""
        connection.check_constraints()
        rows: dict[int, set[Node]] = {pk: set() for pk in self.parents}
        for edge in GrewFrom.objects.all():
            rows[edge.child_id].add(end_of(edge))
        assert rows == self.parents
        for pk in self.parents:
            assert ("p", pk) not in self.above(pk)
        for pk in self.random.sample([*self.parents], min(5, len(self.parents))):
            self.read(Prototype.objects.get(pk=pk))

    def read(self, start: Prototype) -> None:
        """What the page shows of one of them is what the plain graph says."""
        family = family_of(self.me, start)
        nodes = self.by_key()
        shown, waiting = set(), [family.start.id]
        while waiting:
            for edge in family.above[waiting.pop()]:
                node = nodes[edge.parent]
                if node not in shown:
                    shown.add(node)
                    waiting.append(edge.parent)
        assert shown == self.above(start.pk)
        below = {pk for pk in self.parents if ("p", start.pk) in self.above(pk)}
        found, waiting = set(), [family.start.id]
        while waiting:
            for edge in family.below[waiting.pop()]:
                if edge.child not in found:
                    found.add(edge.child)
                    waiting.append(edge.child)
        assert {nodes[child] for child in found} == {("p", pk) for pk in below}

    def by_key(self) -> dict[str, Node]:
        """Pages know keys, the plain graph numbers and words."""
        rows = {
            "p": Prototype.objects.values_list("key", "pk"),
            "t": Theme.objects.values_list("key", "pk"),
            "o": Output.objects.values_list("key", "pk"),
            "w": GrewFrom.objects.exclude(words="").values_list("key", "words"),
        }
        return {f"{kind}{key}": (kind, end) for kind, pairs in rows.items() for key, end in pairs}


def end_of(edge: GrewFrom) -> Node:
    """Where an edge leads to."""
    if edge.parent_id:
        return ("p", edge.parent_id)
    if edge.theme_id:
        return ("t", edge.theme_id)
    return ("o", edge.output_id) if edge.output_id else ("w", edge.words)
