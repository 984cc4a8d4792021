"""CSV: a file for each table and one for all the words, in a zip. And JSON: the tree itself."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

from roadmap.papers.cells import safe
from roadmap.papers.packing import pack
from roadmap.papers.tree import Block, Tree, moment


def to_json(tree: Tree) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def to_csv(tree: Tree) -> bytes:
    files = [("0-report.csv", _write(spoken(tree)))]
    tables = [block for block in tree["blocks"] if block["kind"] == "table"]
    for number, block in enumerate(tables, start=1):
        name = re.sub(r"[^a-z0-9]+", "-", block["title"].lower()).strip("-")[:40]
        files.append((f"{number}-{name}.csv", _write([block["head"], *block["rows"]])))
    return pack(files, moment(tree))


def spoken(tree: Tree) -> Iterable[Sequence[str]]:
    """Everything that stands in no table, one line each: under which heading, and the words."""
    yield ("Under", "Words")
    under = tree["title"]
    for block in tree["blocks"]:
        if block["kind"] == "heading":
            under = block["text"]
            yield (under, "")
        else:
            for line in lines_of(block):
                yield (under, line)


def lines_of(block: Block) -> list[str]:
    if block["kind"] == "list":
        return block["items"]
    if block["kind"] == "table":
        return [f"See the table: {block['title']}"]
    return [f"{block['title']}. {block['text']}" if "title" in block else block["text"]]


def _write(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, which tells Excel about letters beyond English."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
