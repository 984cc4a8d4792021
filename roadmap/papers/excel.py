"""Excel: a sheet for the words and one for each table; frozen heads, and no formula anywhere."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from roadmap.papers.tables import spoken
from roadmap.papers.tree import Tree, moment

OPTIONS = {
    "in_memory": True,  # or its folder's name and times would stand in the file
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST = 32_767  # signs in one cell


def to_excel(tree: Tree) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": tree["title"], "created": moment(tree)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    taken: set[str] = set()
    _sheet(book.add_worksheet(_name("Report", taken)), spoken(tree), bold, plain)
    for block in tree["blocks"]:
        if block["kind"] == "table":
            sheet = book.add_worksheet(_name(block["title"], taken))
            _sheet(sheet, [block["head"], *block["rows"]], bold, plain)
    book.close()
    return out.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name: 31 signs, none of those that Excel refuses, each only once."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", title)[:28].strip() or "Table"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[:27]} {number}"
    taken.add(name.lower())
    return name


def _sheet(sheet: Any, rows: Iterable[Sequence[str]], bold: Any, plain: Any) -> None:
    """Words as words, numbers as numbers."""
    widest = 0
    for number, row in enumerate(rows):
        widest = max(widest, len(row))
        for column, cell in enumerate(row):
            style = plain if number else bold
            if re.fullmatch(r"[0-9]{1,9}", cell):
                sheet.write_number(number, column, int(cell), style)
            else:
                sheet.write_string(number, column, cell[:LONGEST], style)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(widest - 1, 0), 32)
