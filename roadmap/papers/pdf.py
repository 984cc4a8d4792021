"""PDF by typst: tagged (PDF/UA), with bookmarks, a language and a title. And single drawings."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from roadmap.papers.tree import Block, Tree

HERE = Path(__file__).parent


def to_pdf(tree: Tree) -> bytes:
    made: bytes = typst.compile(
        HERE / "report.typ",
        sys_inputs={"tree": json.dumps(tree)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,  # the same letters, and bytes, on every machine
    )
    return made


def drawing(block: Block, tree: Tree) -> bytes:
    """The figure as PNG."""
    made: bytes = typst.compile(
        HERE / "bars.typ",
        sys_inputs={"block": json.dumps(block)},
        format="png",
        ppi=150.0,
        ignore_system_fonts=True,
    )
    return made
