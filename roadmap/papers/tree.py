"""What a report is made of: blocks in one order. ``docs/report.schema.json`` describes the same."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NotRequired, TypedDict

VERSION = 1


class Bar(TypedDict):
    label: str
    parts: list[tuple[str, int]]


class Block(TypedDict):
    """One of five kinds; each has the keys that its kind needs."""

    kind: Literal["heading", "words", "list", "table", "figure"]
    level: NotRequired[int]
    text: NotRequired[str]
    items: NotRequired[list[str]]
    title: NotRequired[str]
    head: NotRequired[list[str]]
    rows: NotRequired[list[list[str]]]
    bars: NotRequired[list[Bar]]


class Tree(TypedDict):
    version: int
    title: str
    place: str
    language: str
    audience: str
    number: int
    since: str
    on: str
    large: bool
    blocks: list[Block]


def heading(text: str, level: int = 2) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def words(text: str) -> Block:
    return {"kind": "words", "text": text}


def points(items: Sequence[str]) -> Block:
    return {"kind": "list", "items": list(items)}


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    return {"kind": "table", "title": title, "head": list(head), "rows": [list(r) for r in rows]}


def figure(title: str, text: str, bars: Sequence[Bar]) -> Block:
    """``text`` says the same to those who hear it."""
    return {"kind": "figure", "title": title, "text": text, "bars": list(bars)}


def canonical(tree: Any) -> bytes:
    """The one way to write it down, from which the check code is made."""
    return json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def check_code(tree: Any) -> str:
    """Twelve signs that stand on every copy; other words have another code."""
    found = hashlib.sha256(canonical(tree)).hexdigest()[:12]
    return "-".join(re.findall("....", found))


def moment(tree: Tree) -> datetime:
    """The one time that files carry: noon on the day of the snapshot."""
    return datetime.fromisoformat(f"{tree['on']}T12:00:00")


def facts(tree: Tree) -> list[str]:
    """Every word and cell in order: what all formats must tell alike."""
    found: list[str] = []
    for block in tree["blocks"]:
        found += [block.get("title", "")] if block["kind"] in ("table", "figure") else []
        found += [block.get("text", "")] if block["kind"] != "figure" else []
        found += block.get("items", [])
        for row in [block.get("head", []), *block.get("rows", [])]:
            found += row
    return [each for each in found if each]
