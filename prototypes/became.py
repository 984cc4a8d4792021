"""What became of a note: announced by the apps above, read by whoever holds a table's slip."""

from __future__ import annotations

from collections.abc import Callable, Collection

from collaborative.registry import Registry

# became(notes by primary key): a line or two for each of which something came; one query.
became: Registry[Callable[[Collection[int]], dict[int, list[str]]]] = Registry()


def all_lines(notes: Collection[int]) -> dict[int, list[str]]:
    """Every line about these notes, in the order of the apps."""
    found: dict[int, list[str]] = {}
    for ask in became.values():
        for note, lines in ask(notes).items():
            found.setdefault(note, []).extend(lines)
    return found
