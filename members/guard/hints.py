"""Where in a text words tie a job, an employer, a grade or a label to somebody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from members.guard.deeds import deeds
from members.guard.leaving_out import leave_out
from members.guard.reading import Kind, find, sentences
from members.guard.ties import beside_another, tie

# An address at work names the employer: what stands behind the @ of such a domain.
WORK_ADDRESS = re.compile(
    r"(?<=@)[\w.-]*?(?:\b(?:nhs|gov|police|ac|mod|parliament|sch)\.uk|"
    r"(?:council|trust|hospice|hospital|surgery|university)[\w-]*\.[\w.]+\w)"
)


@dataclass(frozen=True)
class Hint:
    """``words`` stand from ``start`` to ``end`` (not included) and tell this of somebody.

    ``own`` says that the writer speaks of themselves.
    """

    start: int
    end: int
    kind: Kind
    words: str
    own: bool = False


@dataclass(frozen=True)
class Nudge:
    """What to ask about a text that is kept: keep it, or say it without?"""

    words: tuple[str, ...]
    instead: str

    @property
    def told(self) -> str:
        """The words in one line: a form that brings it back has shown them."""
        return " · ".join(word.casefold() for word in self.words)


def hints(
    text: str, *, names: Collection[str] = frozenset(), own_job: Collection[str] = ()
) -> list[Hint]:
    """What to point at, from the left; none overlaps another.

    ``names`` are names that people here go by, in case they are typed small.
    ``own_job`` are the writer's own job and employer: found wherever they stand.
    What people say of their own illness or care is theirs, and never among these.
    """
    found = [*_tied(text, names), *_addresses(text), *_own(text, own_job)]
    found.sort(key=lambda hint: (hint.start, -hint.end))
    kept: list[Hint] = []
    for hint in found:
        if not kept or hint.start >= kept[-1].end:
            kept.append(hint)
    return kept


def nudge(text: str) -> Nudge | None:
    """The question that a text asks for, or nothing."""
    found = hints(text)
    if not found:
        return None
    words = tuple(dict.fromkeys(hint.words for hint in found))
    label = all(hint.kind in ("label", "diagnosis") for hint in found)
    return Nudge(words, "Say it with the name only" if label else "Say it without the job")


def without(text: str) -> str:
    """A first try at saying it with names only, for whoever wrote it to read over."""
    return leave_out(text, [(hint.start, hint.end) for hint in hints(text)])


def _tied(text: str, names: Collection[str]) -> Iterator[Hint]:
    for sentence in sentences(text, names):
        for first, end_of, whose in deeds(sentence):
            span = sentence.span(first, end_of)
            yield Hint(*span, "title", text[slice(*span)], own=whose == "self")
        last, before = -1, "somebody"
        for found in find(sentence):
            how: str = tie(sentence, found)
            if not how and last >= 0 and beside_another(sentence, found, last):
                how = before
            if how:
                last, before = (-1 if found.kind == "label" else found.last), how
                start, end = sentence.span(found.first, found.last)
                yield Hint(start, end, found.kind, text[start:end], own=how == "self")


def _addresses(text: str) -> Iterator[Hint]:
    for match in WORK_ADDRESS.finditer(text):
        yield Hint(match.start(), match.end(), "employer", match[0])


def _own(text: str, own_job: Collection[str]) -> Iterator[Hint]:
    for said in own_job:
        if len(said) > 2:
            pattern = rf"(?<!\w){re.escape(said)}(?!\w)"
            for match in re.finditer(pattern, text, re.IGNORECASE):
                yield Hint(match.start(), match.end(), "title", match[0], own=True)
