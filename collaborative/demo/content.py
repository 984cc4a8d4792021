"""The demo's words, read from the files beside this one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from collaborative.demo.dates import Dates
from members.models import Collaborative

Row = dict[str, Any]

FOLDER = Path(__file__).parent
PLACES = ("larkmoor", "tarnside")  # in this order: the second names people of the first

# The loader in C is ten times as quick; every wheel of PyYAML has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(place: str) -> Row:
    """One place as it is written down, with what ``now.yaml`` adds for the day itself."""
    content: Row = _file(place)
    now: Row = _file("now")[place]
    return content | now | {"meetings": content["meetings"] + now.get("meetings", [])}


def _file(name: str) -> Row:
    words = (FOLDER / f"{name}.yaml").read_text("utf-8")
    rows: Row = yaml.load(words, Loader=LOADER)  # noqa: S506 -- a safe loader, in C where there is one
    return rows


@dataclass
class Place:
    """One place while it is being loaded.

    ``made`` holds the rows by the ids of the files. Both places share it.
    """

    content: Row
    dates: Dates
    collaborative: Collaborative
    made: dict[str, Any]
    written: dict[str, Row] = field(init=False)  # meetings as they stand in the file, by id

    def __post_init__(self) -> None:
        self.written = {row["id"]: row for row in self.content["meetings"]}

    def found(self, key: str | None) -> Any:
        """The row made for an id; None for none."""
        return None if key is None else self.made[key]

    def not_after_anchor(self, moment: datetime) -> datetime:
        """A breakfast the day before the anchor would be written up the day after it."""
        return min(moment, self.dates.at("anchor"))
