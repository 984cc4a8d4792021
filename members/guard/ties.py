"""Whether words that the lists know are tied to a person, by what stands around them.

``before`` ends right in front of the words and ``after`` begins right behind
them; both are in small letters, with ``@`` for a name, ``^`` where the
sentence begins and ``$`` where it ends. *Self* is the writer.
"""

from __future__ import annotations

import re
from typing import Literal

from members.guard.lists import phrases, words
from members.guard.phrasings import (
    A_CASE,
    BESIDE,
    BOUNDARY,
    EMPLOYED,
    EMPLOYS_ME,
    FAMILY,
    FIRST_PERSON,
    FOUND_BY,
    FRAGMENT,
    FRAGMENT_ENDS,
    ILL,
    IS_SO,
    NAMED,
    NOBODY,
    PLAYS,
    SELF,
    SELF_AS,
    SOMEONE_IS,
    THE,
    THEIRS,
    WHERE,
    WHO_IS,
    A,
)
from members.guard.reading import SIGNS, Found, Sentence

Tie = Literal["", "self", "somebody"]


def tie(sentence: Sentence, found: Found) -> Tie:
    """To whom these words are tied: the writer, somebody else, or nobody."""
    before, after = sentence.before(found.first), sentence.after(found.last)
    if found.kind == "honorific":
        return "" if _acted(sentence) else "somebody"
    rule = {
        "title": _title,
        "grade": _grade,
        "qualification": _letters,
        "employer": _employer,
        "label": _label,
        "diagnosis": _diagnosis,
    }[found.kind]
    return rule(sentence, found, before, after)


def _any(rules: list[str], text: str) -> bool:
    return any(re.search(rule, text) for rule in rules)


def _acted(sentence: Sentence, before: str = "") -> bool:
    return PLAYS.search(before) is not None or any(
        f" {cue} " in f" {sentence.text} " for cue in _cues("acted")
    )


def _wished(sentence: Sentence, before: str) -> bool:
    return re.search(r"\bvacan(?:t|cy)\b", sentence.text) is not None or any(
        f" {cue} " in f" {before} " for cue in _cues("wished")
    )


def _cues(name: str) -> list[str]:
    return [" ".join(phrase) for phrase in sorted(phrases(name))]


def _is_self(sentence: Sentence, before: str) -> bool:
    if _any(SELF, before):
        return True
    alone_here = "@" not in before and not re.search(r"\b(?:he|she|they)\b", before)
    spoken = FIRST_PERSON.search(sentence.text) is not None
    return spoken and alone_here and _any(SELF_AS, before)


def _is_thing(found: Found, sentence: Sentence) -> bool:
    """A title in front of another noun, as in "GP letter" or "the consultants' car park"."""
    rest = sentence.low[found.last : found.last + 2]
    if rest[:1] == ["'s"] and THEIRS.search(sentence.before(found.first)):
        return False  # "my social worker's phone" is the phone of somebody
    return any(word in words("things") for word in rest[:1] if word not in ("'", "'s")) or (
        rest[:1] in (["'"], ["'s"]) and rest[1:] != [] and rest[1] in words("things")
    )


def _many(sentence: Sentence, found: Found) -> bool:
    """Several, in general: "managers". The lists hold titles of one."""
    return sentence.low[found.last : found.last + 1] == ["'"]


def _title(sentence: Sentence, found: Found, before: str, after: str) -> Tie:
    trade = tuple(sentence.low[found.first : found.last]) in phrases("trades")
    if re.search(r"\b(?:word|words|term|called)$", before):
        return ""
    if trade and re.search(
        r"\b(?:good|great|keen|fair|fine|terrible|amateur|slow|hopeless)$", before
    ):
        return ""
    if re.search(r"\b(?:my|a|the|as) (?:\w+ )?$|\b(?:my|wearing)(?: \w+)?$", before) and re.match(
        r"hat\b", after
    ):
        return "self" if FIRST_PERSON.search(sentence.text) or "wearing" in before else ""
    if _is_thing(found, sentence) or _many(sentence, found):
        return ""
    acted = _acted(sentence, before)
    if _is_self(sentence, before) and not acted:
        return "self"
    if _fragment(sentence, found, before, after):
        return "self"
    if _named(sentence, found, before, after) and not acted:
        return "somebody"
    if trade or acted:
        return ""
    return "somebody" if _pointed_at(sentence, before, after) else ""


def _fragment(sentence: Sentence, found: Found, before: str, after: str) -> bool:
    """A card's "Retired head teacher." or "Mum of three, midwife, slow runner"."""
    if (
        "?" in sentence.text
        or ":" in sentence.text
        or "@" in sentence.text
        or not FRAGMENT.search(before)
    ):
        return False
    return FRAGMENT_ENDS.match(after) is not None and not _wished(sentence, before)


def _named(sentence: Sentence, found: Found, before: str, after: str) -> bool:
    if _any(NAMED, before):
        return not (
            before.endswith((" a", " an")) and "there" in before and _wished(sentence, before)
        )
    if re.search(r"@ :$", before) and BOUNDARY.match(after):
        return True
    if re.search(r"\w \($", before) and after.startswith(")"):
        inside = before.removesuffix(" (").split()[-1]  # "(ot)" behind "therapist" explains a word
        return inside not in words("titles") and not inside.isdigit()
    if before.endswith(" @") or before == "@" or before.endswith("^ @"):
        small = sentence.words[found.first][0].islower() or found.last - found.first > 1
        return small
    return after.startswith("@") and "." not in after[:1] and not before.endswith(" the word")


def _pointed_at(sentence: Sentence, before: str, after: str) -> bool:
    """Nobody's name, and yet one person: "my GP", "the manager who came late"."""
    if match := WHO_IS.search(before):
        return not re.search(NOBODY, before[: match.start()][-40:])
    if SOMEONE_IS.search(before):
        return True
    if re.search(r"\bof the (?:future|day|month|week|table)\b", after[:20]):
        return False
    if THEIRS.search(before):
        return not re.search(r"(?:every\w+|no\w+|any\w+) 's(?: \w+)?$", before)
    if THE.search(before):
        if re.search(
            rf"(?:{NOBODY}|no one)(?: \w+)? (?:is|was|be|becomes|became|'s|plays) the$", before
        ):
            return False
        asked = sentence.text.endswith("?") and re.search(
            r"\b(?:would|should|could|might)\b", before
        )
        if asked:
            return False
        return not _wished(sentence, before) and not re.search(
            r"(?:word|called|as) the(?: \w+)?$", before
        )
    beside = rf"{WHERE}|\w+ (?:at|beside|next to|opposite|with) (?:our|my|me|us|table)\b"
    return A.search(before) is not None and re.match(beside, after) is not None


def _grade(sentence: Sentence, found: Found, before: str, after: str) -> Tie:
    if re.match(r"(?:means?|is a|was a|stands|pay|and|or|to)\b", after) and before == "^":
        return ""
    short = found.last - found.first == 1 and len(sentence.words[found.first]) == 2
    if short and not re.search(r"\b(?:the|an?|is|'m|'s)(?: \w+)?$|\($", before):
        return ""
    if before == "^" and re.match(r"(?:here|\$|,|\.)", after):
        return "self"
    if re.search(r"(?:\bi|\bim|'m|\bi am)(?: [\w',]+){0,5}$", before):
        return "self"
    if re.search(r"\b(?:gone|moved|went|promoted|stuck|am)\b(?: [\w']+){0,3}$", before):
        return "self"
    if re.search(r"(?:@|\bhe|\bshe|\bthey)(?: [\w',(-]+){0,5}(?: \()?$", before):
        return "somebody"
    pointed = THE.search(before) or A.search(before) or THEIRS.search(before)
    return "somebody" if pointed and (FOUND_BY.match(after) or short) else ""


def _letters(sentence: Sentence, found: Found, before: str, after: str) -> Tie:
    if re.search(r"@(?: ,| \()?$", before):
        return "somebody"
    return "self" if _is_self(sentence, before) else ""


def _employer(sentence: Sentence, found: Found, before: str, after: str) -> Tie:
    part = " ".join(sentence.low[found.first : found.last]) in _cues("departments")
    if EMPLOYS_ME.search(before):
        return "self"
    if _any(EMPLOYED, before) and not re.search(r"\bto (?:the )?$", before):
        return "somebody"
    if re.fullmatch(r"\^ @(?: @)? ,", before) and after == "$":
        return "somebody"
    if BESIDE.search(before) and BOUNDARY.match(after) and not (part and "," in before[-4:]):
        return "somebody"
    return ""


def _label(sentence: Sentence, found: Found, before: str, after: str) -> Tie:
    if _is_thing(found, sentence) or _many(sentence, found):
        return ""
    if sentence.low[found.first] == "patient" and re.search(IS_SO, before):
        return ""  # somebody who waits without a fuss
    if _is_self(sentence, before) or _acted(sentence, before):
        return ""  # somebody's own to say
    if _named(sentence, found, before, after):
        return "somebody"
    if match := WHO_IS.search(before):
        return "" if re.search(NOBODY, before[: match.start()][-40:]) else "somebody"
    if SOMEONE_IS.search(before):
        return "somebody"
    if re.search(r"\b(?:my|our|his|her)(?: \w+)?$", before):
        return "somebody"
    pointed = THE.search(before) or A.search(before)
    return "somebody" if pointed and FOUND_BY.match(after) else ""


def _diagnosis(sentence: Sentence, found: Found, before: str, after: str) -> Tie:
    mine = re.search(r"\b(?:i|im|ive|my|me)\b(?: (?!(?:he|she|they)\b)[\w']+){0,5}$", before)
    if mine or re.search(rf"\bmy {FAMILY}\b", before):
        return ""
    if _any(ILL, before):
        return "somebody"
    if match := WHO_IS.search(before):
        return "" if re.search(NOBODY, before[: match.start()][-40:]) else "somebody"
    if re.search(r"@ ,$", before) and BOUNDARY.match(after):
        return "somebody"
    pointed = THE.search(before) or A.search(before)
    return "somebody" if pointed and A_CASE.match(after) else ""


def beside_another(sentence: Sentence, found: Found, last: int) -> bool:
    """Right behind a hint that ends at ``last``: ", Larkmoor Council", "at the surgery"."""
    between = sentence.plain[last : found.first]
    if found.kind not in ("employer", "grade", "qualification", "title") or len(between) > 3:
        return False
    joins = SIGNS | {"at", "from", "of", "for", "with", "in", "the", "a", "our", "and"}
    if not between:
        return found.kind == "qualification"
    if any(word not in joins or word in "?!.=&" for word in between):
        return False
    return between[0] not in ("and", "the", "a", "our") and between[0] not in ")"
