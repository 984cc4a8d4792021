"""Word: real headings, tables whose heads repeat, figures with words for those who hear them."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from roadmap.papers.packing import repack
from roadmap.papers.pdf import drawing
from roadmap.papers.tree import Block, Tree, moment


def to_word(tree: Tree) -> bytes:
    paper = docx.Document()
    _properties(paper, tree)
    paper.add_heading(tree["title"], level=1)
    end = paper.element.body.sectPr  # once: python-docx looks through all that stands before it
    for block in tree["blocks"]:
        _block(paper, end, block, tree)
    out = io.BytesIO()
    paper.save(out)
    return repack(out.getvalue(), moment(tree))


def _properties(paper: Any, tree: Tree) -> None:
    """No author and no program: the file tells of the collaborative alone."""
    core = paper.core_properties
    core.title, core.language = tree["title"], tree["language"]
    core.author, core.last_modified_by, core.comments = tree["place"], "", ""
    core.created = core.modified = moment(tree)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(18 if tree["large"] else 12)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tree["language"])
    normal.element.get_or_add_rPr().append(language)


def _block(paper: Any, end: Any, block: Block, tree: Tree) -> None:
    kind = block["kind"]
    if kind == "heading":
        _line(end, block["text"], f"Heading{block['level']}")
    elif kind == "words":
        _line(end, block["text"], "Normal")
    elif kind == "list":
        for item in block["items"]:
            _line(end, item, "ListBullet")
    elif kind == "table":
        _table(paper, end, block)
    else:
        _figure(paper, end, block, tree)


def _line(end: Any, text: str, style: str) -> None:
    """A paragraph by hand: python-docx looks through all styles for each of thousands."""
    line = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    properties.append(named)
    line.append(properties)
    line.append(_run(text))
    end.addprevious(line)


def _run(text: str) -> Any:
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = _sayable(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


def _table(paper: Any, end: Any, block: Block) -> None:
    _line(end, block["title"], "Caption")
    rows = [block["head"], *block["rows"]]
    grid = paper.add_table(rows=len(rows), cols=len(block["head"]), style="Table Grid")
    cells = iter(list(grid._cells))  # once: python-docx counts them all at every look
    for row in rows:
        for cell in row:
            next(cells)._tc.p_lst[0].append(_run(cell))
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(repeat)


def _figure(paper: Any, end: Any, block: Block, tree: Tree) -> None:
    picture = paper.add_picture(io.BytesIO(drawing(block, tree)), width=Cm(15))
    told = picture._inline.docPr
    told.set("descr", _sayable(block["text"]))
    told.set("title", _sayable(block["title"]))
    _line(end, block["title"], "Caption")


def _sayable(text: str) -> str:
    """Without control characters, which XML cannot hold, on one line."""
    return "".join(sign if sign >= " " else " " for sign in text)
