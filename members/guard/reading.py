"""Reading a text: its words, which of them are names, and what the lists know among them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from members.guard.lists import (
    TOKEN,
    alone,
    known,
    mended,
    ordinary,
    starting,
    words,
)

Kind = Literal["title", "employer", "grade", "qualification", "honorific", "label", "diagnosis"]

NAME = "@"  # how somebody's name stands in ``Sentence.plain``
ENDS = frozenset(".!?\n")
SIGNS = frozenset(".,;:!?()/-–—·|@&=\n")
GRADE = re.compile(
    r"(?:afc )?(?:band|grade|tier) \d{1,2}[a-d]?|(?:po|so|scp|st|ct|fy|hew) ?\d{1,2}"
)
SHORT_GRADE = re.compile(r"[2-9][a-d]")
LETTERS = re.compile(
    r"[MFL]RC[A-Z][A-Za-z]*|[BM](?:Sc|Ed|Eng|Phil|Pharm|Nurs)|Dip[A-Z]\w*|PG[CD]\w*"
)
MOST_WORDS = 200  # in one sentence; a longer one is read in parts


@dataclass(frozen=True)
class Found:
    """Words ``first`` to ``last`` (not included) of a sentence, which a list knows."""

    kind: Kind
    first: int
    last: int


class Sentence:
    """One sentence as words; ``plain`` has them in small letters and names as ``@``."""

    def __init__(self, tokens: list[re.Match[str]], names: Collection[str]) -> None:
        self.tokens = tokens
        self.words = [token[0] for token in tokens]
        self.low = one_of_several([mended(word.lower()) for word in self.words])
        typed_small = bool(self.words) and self.words[0][:1].islower()
        self.plain = [
            NAME if self._is_name(at, names, typed_small) else low
            for at, low in enumerate(self.low)
        ]
        self.text = " ".join(self.plain)

    def before(self, at: int) -> str:
        """Up to twenty words in front, with ``^`` where the sentence begins."""
        start = max(0, at - 20)
        return " ".join((["^"] if start == 0 else []) + self.plain[start:at])

    def after(self, at: int) -> str:
        """Up to eight words behind, with ``$`` where the sentence ends."""
        end = at + 8
        return " ".join(self.plain[at:end] + (["$"] if end >= len(self.plain) else []))

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start(), self.tokens[last - 1].end()

    def _is_name(self, at: int, names: Collection[str], typed_small: bool) -> bool:
        word, low = self.words[at], self.low[at]
        if not word[0].isalpha() or low in words("not_names"):
            return False
        if word.lower() in names:
            return True
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        if word[0].isupper():
            return self._capital_is_name(at, following)
        if typed_small and at > 0 and self.low[at - 1] in words("small_honorifics"):
            return low not in ordinary()
        begins = (
            at == 0 or self.words[at - 1] in ",;:=(&" or self.low[at - 1] in words("before_names")
        )
        return (
            typed_small
            and begins
            and len(word) > 2
            and low not in ordinary()
            and following.lower() in words("after_names")
        )

    def _capital_is_name(self, at: int, following: str) -> bool:
        word, low = self.words[at], self.low[at]
        if len(word) > 1 and word.isupper():
            return at > 0 and self.low[at - 1] in words("honorifics")
        earlier = self.words[at - 1] if at else ""
        if following[:1].isupper() and following.lower() in words("places"):
            return False
        if low in words("places") and earlier[:1].isupper():
            return False
        if low in words("honorifics") and following[:1].isupper() and not earlier[:1].isupper():
            return False
        if low in words("surnames"):
            jobs = words("titles") | words("modifiers")
            return not (following.lower() in jobs and following.lower() not in words("surnames"))
        begins = at == 0 or self.words[at - 1] in ":\"“'‘"
        return low not in known() and (not begins or low not in words("common"))


def one_of_several(low: list[str]) -> list[str]:
    """ "One of our service users" is one: the words behind it without their "s"."""
    for at in range(2, len(low)):
        if low[at - 1] == "of" and low[at - 2] in ONE and low[at] in ("our", "the", "my", "your"):
            for then in range(at + 1, min(at + 5, len(low))):
                if low[then].endswith("s") and low[then][:-1] in known():
                    low[then] = low[then][:-1]
    return low


ONE = frozenset({"one", "another", "two", "three", "some", "both"})


def sentences(text: str, names: Collection[str] = ()) -> Iterator[Sentence]:
    """The sentences of a text. A full stop after "Dr" ends none."""
    now: list[re.Match[str]] = []
    below = frozenset(part for name in names for part in name.lower().split())
    spaced = re.sub(r"[’‘ʼ]", "'", text)
    end = 0
    for token in TOKEN.finditer(spaced):
        if now and "\n" in spaced[end : token.start()]:
            yield Sentence(now, below)
            now = []
        end = token.end()
        stop = token[0] in ENDS and not (now and now[-1][0].lower() in words("honorifics"))
        now.append(token)
        if stop or len(now) == MOST_WORDS:
            yield Sentence(now, below)
            now = []
    if now:
        yield Sentence(now, below)


def find(sentence: Sentence) -> Iterator[Found]:
    """What the lists know in it, longest first and from the left; none overlaps another."""
    at, size = 0, len(sentence.low)
    while at < size:
        found = _at(sentence, at)
        if found is None:
            at += 1
            continue
        yield found
        at = found.last


def _at(sentence: Sentence, at: int) -> Found | None:
    low = sentence.low
    if sentence.plain[at] == NAME:
        return _employer(sentence, at)
    for read in (_grade, _title, _letters, _employer):
        if found := read(sentence, at):
            return found
    for kind, name in (("label", "labels"), ("diagnosis", "diagnoses")):
        if last := _match(low, at, name):
            return Found(kind, at, last)  # type: ignore[arg-type]
    if low[at] in alone("honorifics") and _before_name(sentence, at + 1):
        return Found("honorific", at, at + 1)
    return None


def _before_name(sentence: Sentence, at: int) -> bool:
    rest = [
        then for then in range(at, min(at + 2, len(sentence.plain))) if sentence.low[then] != "."
    ]
    return bool(rest) and sentence.plain[rest[0]] == NAME


def _match(low: list[str], at: int, name: str) -> int:
    """Where the longest entry of a list that begins here ends, or 0."""
    for phrase in starting(name).get(low[at], ()):
        if tuple(low[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return 0


def _grade(sentence: Sentence, at: int) -> Found | None:
    if match := GRADE.match(" ".join(sentence.low[at : at + 3]) + " "):
        last = at + len(match[0].split())
        return _title_behind(sentence, at, last) or Found("grade", at, last)
    return Found("grade", at, at + 1) if SHORT_GRADE.fullmatch(sentence.low[at]) else None


def _title_behind(sentence: Sentence, at: int, then: int) -> Found | None:
    """A grade right before a title belongs to it."""
    title = _title(sentence, then) if then < len(sentence.low) else None
    return Found("title", at, title.last) if title else None


def _title(sentence: Sentence, at: int) -> Found | None:
    """Modifiers and a head: "deputy ward manager", "head of nursing", "fundraising officer"."""
    low, then, best = sentence.low, at, 0
    while then < len(low) and then - at < LONGEST:
        last = _head(sentence, then, modified=then > at)
        best = max(best, last)
        step = 0 if sentence.plain[then] == NAME else _match(low, then, "modifiers")
        if not step and not last and _may_modify(sentence, then, first=then == at):
            step = then + 1
        if not step:
            break
        then = step + (low[step : step + 1] == ["'"])
        if low[then : then + 1] == ["and"] and then + 1 < len(low) and not best:
            then += 1
    return Found("title", at, best) if best else None


def _head(sentence: Sentence, at: int, *, modified: bool) -> int:
    """Where the title that is complete here ends, with what it is over, or 0."""
    low = sentence.low
    last = _match(low, at, "titles") or _match(low, at, "trades")
    rank = _match(low, at, "ranks")
    if rank > last:
        return _what_it_is_over(sentence, rank)
    if modified:
        last = max(last, _match(low, at, "heads"))
    return _what_it_is_over(sentence, last) if last else 0


def _may_modify(sentence: Sentence, at: int, *, first: bool) -> bool:
    """An unknown word right before "officer" or "manager": what the job is about."""
    if not first and sentence.low[at - 1] != "and":
        return False
    if at + 1 >= len(sentence.low) or sentence.low[at + 1] not in alone("headed"):
        return False
    word = sentence.low[at]
    taken = ("common", "describing", "unwork", "honorifics")
    return word.isalpha() and len(word) > 3 and not any(word in words(name) for name in taken)


LONGEST = 10  # words in one title


def _what_it_is_over(sentence: Sentence, last: int) -> int:
    """Past "of operations", "for mental health" or "of the whole team" behind a rank."""
    low = sentence.low
    rank = low[last - 1]
    if rank in words("over") and low[last : last + 1] in (["of"], ["for"]):
        last += 1
    elif rank not in ("of", "for", "on"):
        return last
    if low[last : last + 1] and low[last] in ("the", "our", "a", "this"):
        last += 1
        last += low[last : last + 1] in (["whole"], ["entire"])
    if low[last : last + 1] and low[last] in words("unwork"):
        return 0  # the head of the queue
    if low[last - 1] in ("the", "our", "a", "this", "whole", "entire") and not (
        low[last : last + 1] and low[last] in known() | words("led")
    ):
        return 0
    if rank not in words("over") and not (
        low[last : last + 1] and low[last] in known() | words("led")
    ):
        return 0
    if step := _match(low, last, "modifiers") if last < len(low) else 0:
        more = _match(low, step, "modifiers") if step < len(low) else 0
        return more or step
    return min(last + 1, len(low))


def _letters(sentence: Sentence, at: int) -> Found | None:
    """Letters after a name; "MA" and not "ma", unless all is typed small and they are three."""
    word = sentence.words[at]
    listed = _match(sentence.low, at, "qualifications")
    capitals = sum(letter.isupper() for letter in word) > 1
    if LETTERS.fullmatch(word) or (listed and (capitals or len(word) > 2)):
        last = max(listed, at + 1)
        if [w.lower() for w in sentence.words[last : last + 3]] == ["(", "hons", ")"]:
            last += 3
        return Found("qualification", at, last)
    return None


def _employer(sentence: Sentence, at: int) -> Found | None:
    """A kind of workplace with the names in front of it: "St Brannock's Hospice"."""
    low, said = sentence.low, sentence.words
    then = at
    while then < len(low) and then - at < 6:
        last = _match(low, then, "employers")
        if last:
            while last < len(low) and (more := _match(low, last, "employers")):
                last = more
            if low[last : last + 1] == ["of"] and said[last + 1 : last + 2]:
                last += 2 if said[last + 1][0].isupper() else 0
            return Found("employer", at, last)
        named = said[then][0].isupper() or (then > at and said[then] in ("'s", "and", "'", "."))
        if not named or low[then] in ("the", "i"):
            break
        then += 1
    if sentence.plain[at] != NAME and said[at] != "it" and (last := _match(low, at, "departments")):
        return Found("employer", at, last)
    if (
        at > 0
        and sentence.plain[at - 1] == ","
        and low[at] in ("age", "mind", "rethink", "turning")
    ):
        return Found("employer", at, min(at + 2, len(low))) if said[at][0].isupper() else None
    return None
