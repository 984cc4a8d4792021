"""Files to take along, unpacked to the last word and property: nothing in them is anybody's own."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from members.copies import fillings
from members.models import Copy
from roadmap import making, reports
from roadmap.models import Report
from roadmap.papers.formats import FORMATS
from tests.canary.crawl import VIEWERS, Crawl
from tests.canary.plant import STEM
from tests.figures import Figure

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def unpacked(content: bytes, folder: Path) -> Iterator[bytes]:
    """The bytes, and all that is folded up in them: zips in zips, streams and text of a PDF."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for info in packed.infolist():
                yield f"{info.filename} {info.date_time}".encode() + info.comment + info.extra
                yield from unpacked(packed.read(info), folder)
    elif content.startswith(b"%PDF"):
        for stream in STREAM.findall(content):
            with suppress(zlib.error):
                yield zlib.decompress(stream.strip(b"\r\n"))
        path = folder / "x.pdf"
        path.write_bytes(content)
        for command in (
            ("pdfinfo", path),
            ("pdfinfo", "-struct-text", path),
            ("pdftotext", path, "-"),
        ):
            if shutil.which(command[0]):
                yield subprocess.run(command, capture_output=True, check=True).stdout


def test_a_report_in_any_format_holds_nobodys_own(
    crawl: Crawl, tmp_path: Path, figure: Figure
) -> None:
    me = crawl.world.here.people["coordinator"]
    found = reports.build(me, since=date(2000, 1, 1))
    looked = 0
    for audience in Report.Audience.values:
        report = making.issue(by=me, audience=audience, found=found)
        for name, made in FORMATS.items():
            for piece in unpacked(made.make(report.tree), tmp_path):
                looked += 1
                crawl.hear("outsider", f"{name} for {audience}", piece)
    assert crawl.found() == []
    figure("canary crawl: reports unpacked", f"{looked} pieces, {len(crawl.leaks)} leaks")


def test_what_is_planted_in_any_format_is_heard(crawl: Crawl, tmp_path: Path) -> None:
    """The proof of the proof: words in each format are found, by whichever way they are folded."""
    me = crawl.world.here.people["coordinator"]
    report = making.issue(
        by=me, audience="members", found=reports.build(me, since=date(2000, 1, 1))
    )
    token = next(t for t, c in crawl.canaries.planted.items() if c.what == "job title")
    report.tree["blocks"].append({"kind": "words", "text": f"He is a {token}"})
    if shutil.which("pdftotext") is None:
        pytest.skip("no poppler here")
    for name, made in FORMATS.items():
        crawl.leaks.clear()
        for piece in unpacked(made.make(report.tree), tmp_path):
            crawl.hear("outsider", name, piece)
        assert {leak.what for leak in crawl.leaks} == {"job title"}, name


@pytest.mark.parametrize("viewer", sorted({*VIEWERS} - {"anonymous"}))
def test_a_copy_of_ones_own_holds_ones_own_alone(viewer: str, crawl: Crawl, tmp_path: Path) -> None:
    content = fillings["person"](Copy(owner=crawl.world.persons[viewer]))
    heard = b"".join(unpacked(content, tmp_path))
    crawl.hear(viewer, "a copy", heard, "members:everything")
    assert crawl.found() == []
    assert STEM.encode() in heard


def test_a_copy_of_a_place_holds_nobodys_own(crawl: Crawl, tmp_path: Path, figure: Figure) -> None:
    here = crawl.world.here
    copy = Copy(owner=here.people["coordinator"].person, collaborative=here.collaborative)
    pieces = list(unpacked(fillings["place"](copy), tmp_path))
    for piece in pieces:
        crawl.hear("outsider", "a copy of the place", piece)
    assert crawl.found() == []
    figure("canary crawl: copy of a place", f"{len(pieces)} pieces, {len(crawl.leaks)} leaks")
