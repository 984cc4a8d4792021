"""The report as a table that any spreadsheet opens: one row for each thing on the roadmap."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from roadmap.papers.cells import safe
from roadmap.reports import WORDS_EACH, Line, Moved, Report

HEAD = [
    "Horizon",
    "Number",
    "What",
    "How it stands",
    "Stuck on",
    "Next step",
    "Carried by",
    "Waiting for",
    "Last heard",
    "On the roadmap since",
    "Moved since {since}",
    "Why it moved",
    "Themes",
    *(f"Somebody said ({number})" for number in range(1, WORDS_EACH + 1)),
    "Words under it",
]


def write(report: Report) -> bytes:
    """UTF-8 with its mark, which tells Excel about letters beyond English."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(safe(name.format(since=report.since)) for name in HEAD)
    table.writerows([safe(cell) for cell in _row(line)] for line in report.lines)
    return out.getvalue().encode("utf-8-sig")


def _row(line: Line) -> Iterator[str]:
    yield line.horizon.word
    yield str(line.number)
    yield line.title
    yield line.state_words
    yield line.stuck_because
    yield line.next_step
    yield line.carried_by
    yield line.waiting_for
    yield _day(line.last_heard)
    yield _day(line.added_on)
    yield "; ".join(f"{move.was.word} to {move.to.word}, {_day(move.on)}" for move in line.moved)
    yield "; ".join(_why(move) for move in line.moved)
    yield "; ".join(line.themes)
    for number in range(WORDS_EACH):
        yield line.words[number].said if number < len(line.words) else ""
    yield str(line.words_many)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _why(move: Moved) -> str:
    if move.struck_on is None:
        return move.why
    return f"(These words were taken out on {_day(move.struck_on)}: {move.ground})"
