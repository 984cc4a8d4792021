"""The formats in which a report can be taken along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roadmap.papers.excel import to_excel
from roadmap.papers.pdf import to_pdf
from roadmap.papers.tables import to_csv, to_json
from roadmap.papers.tree import Tree
from roadmap.papers.word import to_word


@dataclass(frozen=True)
class Format:
    words: str  # on its button
    ending: str
    content_type: str
    make: Callable[[Tree], bytes]


OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: dict[str, Format] = {
    "pdf": Format("PDF, to read or print", "pdf", "application/pdf", to_pdf),
    "word": Format("Word", "docx", f"{OFFICE}.wordprocessingml.document", to_word),
    "excel": Format("Excel", "xlsx", f"{OFFICE}.spreadsheetml.sheet", to_excel),
    "csv": Format("Tables as CSV, in a zip", "zip", "application/zip", to_csv),
    "json": Format("JSON, for other software", "json", "application/json", to_json),
}
