"""The labelled sentences in ``dev.tsv``: which tie a job or a label to somebody, and where.

Six columns between tabs, no header: id, where such words are typed, the text,
``leak`` or ``clean``, the spans (``start-end;start-end``, the end not
included), and why it is so.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "dev.tsv"


class Line(NamedTuple):
    key: str
    where: str
    text: str
    leaks: bool
    spans: tuple[tuple[int, int], ...]
    why: str


def read() -> list[Line]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_line(*line.split("\t")) for line in lines if line]


def _line(key: str, where: str, text: str, label: str, spans: str, why: str) -> Line:
    pairs = (span.split("-") for span in spans.split(";") if span)
    found = tuple((int(start), int(end)) for start, end in pairs)
    return Line(key, where, text, label == "leak", found, why)
