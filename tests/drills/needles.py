"""What nobody else may read, as it stands in the demo's files, and the search for it in bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from collaborative.demo.content import PLACES, Row, read
from tests.canary.find import LOOSE, TAG, readings

NOBODY = "nobody"
SPACE = re.compile(r"\s+")
SHORTEST_LOOSE = 8  # letters; shorter ones would be found in unrelated words run together
BLOCK = re.compile(
    r"</?(?:article|blockquote|body|button|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h\d|"
    r"header|label|legend|li|main|nav|ol|option|p|section|summary|table|td|th|title|tr|ul)\b[^>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Needle:
    """``whose`` are the people of the files that it belongs to; nobody's for words held back."""

    words: str
    what: str
    whose: frozenset[str]

    def __str__(self) -> str:
        return f"the {self.what} “{self.words}” of {', '.join(sorted(self.whose))}"


def even(text: str) -> str:
    return SPACE.sub(" ", text.casefold().replace("’", "'"))


def loose(text: str) -> str:
    return LOOSE.sub("", text)


@dataclass
class Haystack:
    """Looks for every needle at once."""

    needles: list[Needle]
    by_words: dict[str, Needle] = field(init=False)
    by_loose_words: dict[str, Needle] = field(init=False)

    def __post_init__(self) -> None:
        self.by_words = {even(needle.words): needle for needle in self.needles}
        run_together = {loose(words): needle for words, needle in self.by_words.items()}
        self.by_loose_words = {w: n for w, n in run_together.items() if len(w) >= SHORTEST_LOOSE}

    @cached_property
    def plain(self) -> re.Pattern[str]:
        return one_of(self.by_words, before=r"(?<!\w)")

    @cached_property
    def run_together(self) -> re.Pattern[str]:
        return one_of(self.by_loose_words)

    def search(self, data: bytes, *, besides: list[str]) -> set[Needle]:
        """Every needle in ``data``, however it was wrapped on the way.

        Not where it stands within one of the texts ``besides``.
        """
        found: set[Needle] = set()
        for reading in {without(besides, reading) for reading in readings(data)}:
            found |= {self.by_words[hit] for hit in self.plain.findall(reading)}
        bare = loose(without(besides, html.unescape(TAG.sub(" ", data.decode("utf-8", "replace")))))
        return found | {self.by_loose_words[hit] for hit in self.run_together.findall(bare)}


def without(texts: list[str], text: str) -> str:
    text = even(text)
    for said in texts:
        text = text.replace(even(said), " ")
    return text


def one_of(words: dict[str, Needle], before: str = "") -> re.Pattern[str]:
    """Overlapping ones too; the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?={before}({'|'.join(map(re.escape, longest_first))}))")


def blocks(data: bytes) -> Iterator[str]:
    """What stands together: the text of a paragraph, a cell, an entry."""
    for block in BLOCK.sub("\n\0", data.decode("utf-8", "replace")).split("\0"):
        yield even(html.unescape(TAG.sub("", block)))


@dataclass
class Secrets:
    """Both files, turned round."""

    files: dict[str, Row] = field(default_factory=lambda: {place: read(place) for place in PLACES})

    @cached_property
    def people(self) -> list[Row]:
        rows = [row for content in self.files.values() for row in content["people"]]
        return [row for row in rows if "same_as" not in row]

    @cached_property
    def bodies(self) -> set[str]:
        return {even(row["name"]) for content in self.files.values() for row in content["bodies"]}

    def needles(self) -> list[Needle]:
        """Each once, with everybody whose it is."""
        found: dict[tuple[str, str], set[str]] = {}
        for whose, what, words in self._all():
            found.setdefault((words, what), set()).add(whose)
        return [Needle(words, what, frozenset(whose)) for (words, what), whose in found.items()]

    def _all(self) -> Iterator[tuple[str, str, str]]:
        for row in self.people:
            for what, words in self._of(row):
                if words:
                    yield row["id"], what, words
        for content in self.files.values():
            for what, words in self._kept_back(content):
                yield NOBODY, what, words

    def _of(self, row: Row) -> Iterator[tuple[str, str | None]]:
        lanyard = row["lanyard"]
        yield "job title", lanyard.get("job_title")
        yield "work address", lanyard.get("work_email")
        if even(lanyard.get("employer") or "") not in self.bodies:
            yield "employer", lanyard.get("employer")
        for need in lanyard["access_needs"]:
            yield "need", need["text"]
        for held in lanyard["perspectives"]:
            yield "standpoint", self.standpoints[held["perspective"]]
        for route in row["contact_routes"]:
            yield route["kind"], route["value"]
            yield "hours", route.get("best_times")
            if route["kind"] == "post":  # its lines by themselves, too
                for part in re.split(r"[,(]", route["value"])[:1]:
                    yield "post", part.removeprefix("c/o ").strip()
            if route["kind"] in ("sms", "phone"):  # and as it is dialled from abroad
                yield route["kind"], route["value"].replace(" ", "")[1:]

    @cached_property
    def standpoints(self) -> dict[str, str]:
        return {row["id"]: row["label"] for row in self.files["larkmoor"]["perspectives"]}

    @cached_property
    def kept_back(self) -> list[str]:
        return [words for content in self.files.values() for _, words in self._kept_back(content)]

    def is_kept_back(self, needle: Needle) -> bool:
        """Whether it stands in words that those who help read, to write them anew."""
        return any(even(needle.words) in even(words) for words in self.kept_back)

    def _kept_back(self, content: Row) -> Iterator[tuple[str, str]]:
        quotes = content["quirks"].get("quotes_never_to_show", [])
        for output in content["outputs"]:
            if output.get("held"):
                yield "held words", output["words"]
            elif output["id"] in quotes:
                yield "quote", output["words"]
        for meeting in content["meetings"]:
            for item in meeting["agenda"]:
                if item.get("held"):
                    yield "held agenda", item["title"]

    def beside(self, data: bytes, *, besides: list[str]) -> Iterator[Needle]:
        """A public body in one breath with somebody who works there."""
        for block in (without(besides, block) for block in blocks(data)):
            for body in (body for body in self.bodies if body in block):
                for row in self.people:
                    name = re.escape(even(row["chosen_name"]))
                    works_there = even(row["lanyard"].get("employer") or "") == body
                    if works_there and re.search(rf"(?<!\w){name}(?!\w)", block):
                        whose = frozenset({row["id"]})
                        yield Needle(row["lanyard"]["employer"], "employer beside the name", whose)
