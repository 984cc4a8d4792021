"""A pasted list of people, or a table from a spreadsheet, read line by line.

What it makes of each line is shown before anything is done. Titles, jobs and
other columns are not kept: an address, and a name without its rank.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from collaborative.text import check_name, clean_name

MOST_LINES = 200  # at a time: more than one collaborative has chairs
MOST_LETTERS = 100_000
NAME_LENGTH = 80
NO_NAME = "neighbour"  # what a letter calls somebody whose name we were not told

ADDRESS = re.compile(r"[^\s<>,;:\"'()|\[\]]+@[^\s<>,;:\"'()|\[\]]+")
TITLES = re.compile(
    r"^(?:dr|doctor|prof|professor|mrs?|ms|miss|mx|sir|dame|lord|lady|rev|revd|reverend|cllr|"
    r"councillor|hon|canon|father|sister|nurse|matron|captain|major|colonel|sgt|pc)$",
    re.IGNORECASE,
)
LETTERS_AFTER = re.compile(
    r"^(?:MBE|OBE|CBE|KBE|PhD|DPhil|MD|RN|RMN|RGN|SRN|JP|QC|KC|MP|FRCP\w*|MRCP\w*|FRCN|"
    r"BSc|MSc|BA|MA|MBA|MBBS|MBChB|DClinPsy\w*|CPsychol|Esq|Jr|Snr)$",
    re.IGNORECASE,
)
JOBS = re.compile(
    r"\b(?:consultant|psychiatrist|psychologist|nurse|manager|director|officer|chief|head|lead|"
    r"therapist|worker|commissioner|commissioning|assistant|coordinator|co-ordinator|"
    r"chair|chairman|chairwoman|chairperson|"
    r"secretary|trustee|clinician|practitioner|carer|user|patient|trust|nhs|council|"
    r"gp|ot|cpn|ceo|cfo|coo|hr|team|services?|support|senior|deputy|executive)\b",
    re.IGNORECASE,
)
HEADS = {"name", "first name", "full name", "display name", "vorname", "given name", "known as"}


@dataclass(frozen=True)
class Line:
    """One line as it was pasted. ``problem`` says why there is no letter; "" where there is one."""

    number: int
    raw: str
    address: str = ""
    name: str = ""
    problem: str = ""

    @property
    def shown_name(self) -> str:
        return self.name or NO_NAME


def decode(data: bytes) -> str:
    """The text of an uploaded list, from Excel too, which writes in its own alphabet (cp1252).

    Raises:
        ValidationError: it is no text at all.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:4096] or data[:4] in (b"PK\x03\x04", b"%PDF"):
        raise ValidationError(
            "This is not a list in plain text. In your spreadsheet, choose “Save as” and then CSV."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read(text: str) -> list[Line]:
    """Every line that has something in it, in the order it was pasted."""
    found: list[Line] = []
    seen: dict[str, int] = {}
    columns: list[str] = []
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        raw = raw.strip()
        if not raw:
            continue
        if not found and (heads := _heads(raw)):
            columns = heads
            continue
        for line in _people(number, raw, columns):
            found.append(_once(line, seen))
    return found


def _heads(raw: str) -> list[str]:
    """The names of the columns, if this line is only that."""
    cells = [cell.strip().casefold() for cell in _cells(raw)]
    words = ("mail", "address", "adresse")
    is_head = "@" not in raw and any(word in cell for cell in cells for word in words)
    return cells if is_head and len(cells) > 1 else []


def _cells(raw: str) -> list[str]:
    dividers = [mark for mark in ("\t", ";", ",") if mark in raw]
    try:
        return next(csv.reader([raw], delimiter=dividers[0] if dividers else ","))
    except csv.Error:
        return [raw]


def _people(number: int, raw: str, columns: list[str]) -> Iterator[Line]:
    """One, most often; several where a mail program put them all in one line."""
    raw = raw.replace("mailto:", "")
    addresses = ADDRESS.findall(raw)
    if not addresses:
        wrong = "There is an @, and nothing that makes it an address." if "@" in raw else ""
        yield Line(number, raw, problem=wrong or "There is no email address in this line.")
    elif len(addresses) == 1:
        yield _person(number, raw, addresses[0], columns)
    else:
        for part in filter(None, map(str.strip, _parts(raw))):
            yield _person(number, part.rstrip(",; "), ADDRESS.findall(part)[0], [])


def _parts(raw: str) -> list[str]:
    """Cut behind each address: what stands before one is its name."""
    parts, begin = [], 0
    for match in ADDRESS.finditer(raw):
        end = match.end()
        while end < len(raw) and raw[end] in "> ,;":
            end += 1
        parts.append(raw[begin:end])
        begin = end
    return parts


def _person(number: int, raw: str, address: str, columns: list[str]) -> Line:
    address = address.strip(".").lower()
    try:
        if len(address) > 254:
            raise ValidationError("")
        validate_email(address)
    except ValidationError:
        return Line(number, raw, problem=f"“{shortened(address)}” is not a whole address.")
    return Line(number, raw, address=address, name=_name(raw, columns))


def shortened(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"


def _name(raw: str, columns: list[str]) -> str:
    """The name beside an address, without rank and letters; "" where there is none we can use."""
    if match := re.match(r"(?P<name>[^<>]*)<[^<>]*@[^<>]*>", raw):
        return _without_rank(match["name"].strip(" \"'\t,;"), displayed=True)
    cells = [cell.strip() for cell in _cells(raw)]
    at = next((n for n, head in enumerate(columns) if head in HEADS), None)
    if at is not None and at < len(cells) and "@" not in cells[at]:
        return _without_rank(cells[at])
    beside = [cell for cell in cells if "@" not in cell and re.search(r"[^\W\d_]", cell)]
    if not beside and len(cells) == 1:
        beside = [ADDRESS.sub(" ", cells[0]).strip(" \"'<>()-:")]
    return _without_rank(beside[0]) if beside else ""


def _without_rank(name: str, *, displayed: bool = False) -> str:
    """ "Prof. Zoë Smith, OBE (Trust)" → "Zoë Smith"; "Smith, Zoë" → "Zoë Smith"."""
    name = re.sub(r"[(\[].*", "", name)
    first, comma, rest = name.partition(",")
    first = re.split(r"\s+[-–—|/]\s+", first)[0]
    after = _plain_words(re.split(r"\s+[-–—|/]\s+", rest)[0])
    if displayed and comma and after and len(first.split()) == 1 and not JOBS.search(rest):
        first = f"{after} {first}"  # as mail programs at work write it
    name = clean_name(_plain_words(first))[:NAME_LENGTH].strip()
    try:
        return "" if JOBS.search(name) else check_name(name)
    except ValidationError:
        return ""


def _plain_words(name: str) -> str:
    words = [word for word in name.replace("_", " ").split() if not _is_rank(word)]
    return " ".join(words).strip(" .,\"'")


def _is_rank(word: str) -> bool:
    bare = word.strip(".,'\"").replace(".", "")
    return bool(TITLES.match(bare) or LETTERS_AFTER.match(bare))


def _once(line: Line, seen: dict[str, int]) -> Line:
    before = seen.get(line.address)
    if line.problem:
        return line
    if before is not None:
        words = f"The same address stands in line {before}. One letter is enough."
        return Line(line.number, line.raw, line.address, line.name, words)
    seen[line.address] = line.number
    return line
