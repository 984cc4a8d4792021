"""Word and Excel files of a report, opened and written again by another office program."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest

from roadmap.papers.excel import to_excel
from roadmap.papers.tables import spoken
from roadmap.papers.tree import Tree
from roadmap.papers.word import to_word
from tests.drills.long_tree import long_tree
from tests.figures import Figure

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="no LibreOffice (apt-get install libreoffice-writer libreoffice-calc)",
    ),
]


@pytest.fixture(scope="module")
def tree() -> Tree:
    return long_tree(items=60)


def opened_and_written(content: bytes, ending: str, folder: Path) -> bytes:
    """What the other program makes of it, in its own hand."""
    path = folder / f"report.{ending}"
    path.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", "out", path],
        cwd=folder,
        env=os.environ | {"HOME": str(folder)},
        capture_output=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return (folder / "out" / path.name).read_bytes()


def test_word_comes_back_with_every_heading_and_cell(
    tree: Tree, tmp_path: Path, figure: Figure
) -> None:
    back = docx.Document(io.BytesIO(opened_and_written(to_word(tree), "docx", tmp_path)))
    headings = [
        (int(line.style.name.removeprefix("Heading ")), line.text)
        for line in back.paragraphs
        if line.style.name.startswith("Heading")
    ]
    told = [(b["level"], b["text"]) for b in tree["blocks"] if b["kind"] == "heading"]
    assert headings == [(1, tree["title"]), *told]
    tables = [b for b in tree["blocks"] if b["kind"] == "table"]
    cells = [[[c.text for c in row.cells] for row in grid.rows] for grid in back.tables]
    assert cells == [[block["head"], *block["rows"]] for block in tables]
    many = sum(len(row) for grid in cells for row in grid)
    figure("Word through LibreOffice", f"{len(headings)} headings, {many} cells, all of them back")


def test_excel_comes_back_with_every_cell_and_no_formula(
    tree: Tree, tmp_path: Path, figure: Figure
) -> None:
    content = opened_and_written(to_excel(tree), "xlsx", tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables = [b for b in tree["blocks"] if b["kind"] == "table"]
    told = [list(spoken(tree)), *([block["head"], *block["rows"]] for block in tables)]
    assert len(book.worksheets) == len(told)
    many = live = 0
    for sheet, rows in zip(book.worksheets, told, strict=True):
        found = [[_words(cell.value) for cell in row] for row in sheet.iter_rows()]
        assert found == [list(row) for row in rows], sheet.title
        many += sum(map(len, found))
        live += sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert live == 0
    figure("Excel through LibreOffice", f"{many} cells on {len(told)} sheets, live formulas {live}")


def _words(value: object) -> str:
    return "" if value is None else str(value)
