"""Issued reports: one snapshot, five formats, the same facts in each; and what goes wrong."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from unittest import mock

import docx
import openpyxl
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collaborative.models import AuditEntry
from members import actions
from members.models import Membership
from roadmap import making, reports
from roadmap.models import Report, ReportFile, RoadmapItem
from roadmap.papers.formats import FORMATS
from roadmap.papers.tree import check_code, facts
from tests.conftest import as_
from tests.factories import EvidenceFactory, MoveFactory, OutputFactory, RoadmapItemFactory
from tests.roadmap.helpers import FRAME, get

pytestmark = pytest.mark.django_db

IN_A_PROCESS_OF_ITS_OWN = making.render
SINCE = date(2024, 1, 1)
CELLS = ["=1+1", "+44 7", "-5", "@SUM(A1)", "\t=1", "  =1", "#panic($x$) *no*", "Żaneta’s café"]


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process: starting five for each report takes seconds. One test has them all."""
    monkeypatch.setattr(making, "render", lambda name, tree: FORMATS[name].make(tree))


@pytest.fixture
def road(member: Membership) -> Membership:
    """Every kind of thing, with cells that would be run, code for a typesetter, and no evidence."""
    for number, cell in enumerate(CELLS, start=1):
        item = RoadmapItemFactory(
            collaborative=member.collaborative,
            number=number,
            title=f"{cell} thing",
            state="stuck" if number % 2 else "arrived",
            stuck_because=cell if number % 2 else "",
            waiting_for=cell,
            horizon=["now", "next", "wow"][number % 3],
            added_on=date(2023, 5, 1),
        )
        MoveFactory(item=item, why=cell, moved_at=timezone.now() - timedelta(days=9))
    output = OutputFactory(session__meeting__collaborative=member.collaborative, words="A lamp.")
    EvidenceFactory(item=item, output=output)
    return member


def made(me: Membership, audience: str = "members") -> Report:
    making.issue(by=me, audience=audience, found=reports.build(me, since=SINCE))
    making.make_waiting()
    return Report.objects.latest("pk")


def contents(report: Report) -> dict[str, bytes]:
    files = ReportFile.objects.filter(report=report)
    return {each.format: Path(each.file.path).read_bytes() for each in files}


def squeezed(words: str) -> str:
    """Without blanks and without the sign that keeps a cell from being run."""
    return re.sub(r"[\s'\u00ad\u200b-]", "", words)


def told_by_word(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for grid in paper.tables for row in grid.rows for cell in row.cells]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


def told_by_excel(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None
    )


def told_by_csv(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = [packed.read(name).decode("utf-8-sig") for name in packed.namelist()]
    return "\n".join(
        cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row
    )


def test_the_same_facts_in_every_format(client: Client, road: Membership, figure: Any) -> None:
    report = made(road)
    found = contents(report)
    page = unescape(re.sub(r"<[^>]+>", " ", as_(client, road).get(report.get_absolute_url()).text))
    told = {
        "page": page,
        "word": told_by_word(found["word"]),
        "excel": told_by_excel(found["excel"]),
        "csv": told_by_csv(found["csv"]),
    }
    assert json.loads(found["json"]) == report.tree
    assert len(facts(report.tree)) > 100
    for name, words in told.items():
        plain = squeezed(words)
        missing = [fact for fact in facts(report.tree) if squeezed(fact) not in plain]
        assert missing == [], name
    figure("facts told alike by page, Word, Excel, CSV, JSON", len(facts(report.tree)))


@pytest.mark.skipif(
    # Where changes land, .ci/run has brought them: there it fails without them.
    "CI" not in os.environ and not all(map(shutil.which, ("qpdf", "pdfinfo", "pdftotext"))),
    reason="no qpdf or poppler here",
)
def test_the_pdf_is_sound_tagged_and_says_the_same(
    road: Membership, tmp_path: Path, figure: Any
) -> None:
    report = made(road)
    path = tmp_path / "report.pdf"
    path.write_bytes(contents(report)["pdf"])

    def ask(*command: str) -> str:
        done = subprocess.run([*command, str(path)], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode("utf-8", "replace")

    assert "No syntax or stream encoding errors found" in ask("qpdf", "--check")
    tags = ask("pdfinfo", "-struct")
    told = ask("pdfinfo")
    assert "Tagged:          yes" in told
    assert report.tree["title"] in told
    counts = {tag: len(re.findall(rf"^\s*{tag}\b", tags, re.M)) for tag in ("H1", "H2", "H3")}
    tables = [b for b in report.tree["blocks"] if b["kind"] == "table"]
    headings = Counter(b["level"] for b in report.tree["blocks"] if b["kind"] == "heading")
    assert counts == {"H1": 1, "H2": headings[2], "H3": headings[3]}
    assert len(re.findall(r"^\s*Table\b", tags, re.M)) == len(tables)
    assert len(re.findall(r"^\s*Figure\b", tags, re.M)) == 1
    words = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
    )
    plain = squeezed(re.sub(r"^\d+ / \d+$", "", words.stdout, flags=re.M))
    single = [b["text"] for b in report.tree["blocks"] if b["kind"] in ("heading", "words")]
    assert [fact for fact in single if squeezed(fact) not in plain] == []
    figure("PDF", f"qpdf clean; {counts}, {len(tables)} tables, 1 figure in the tag tree")


def test_made_again_in_another_process_it_is_the_same_to_the_byte(
    road: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "render", IN_A_PROCESS_OF_ITS_OWN)
    report = made(road)
    digests = dict(ReportFile.objects.values_list("format", "digest"))
    assert set(digests) == set(FORMATS)
    here = {name: each.make(report.tree) for name, each in FORMATS.items()}
    with time_machine.travel("2031-05-05", tick=False):
        later = {name: hashlib.sha256(content).hexdigest() for name, content in here.items()}
    assert later == digests
    making.again(report=report, by=road)
    making.make_waiting()
    assert dict(ReportFile.objects.values_list("format", "digest")) == digests
    assert check_code(report.tree) == report.check_code


def test_no_formula_lives_in_any_table(road: Membership, figure: Any) -> None:
    found = contents(made(road))
    book = openpyxl.load_workbook(io.BytesIO(found["excel"]))
    cells = [cell for sheet in book for row in sheet for cell in row]
    live = [cell for cell in cells if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(found["csv"])) as packed:
        for name in packed.namelist():
            rows = csv.reader(io.StringIO(packed.read(name).decode("utf-8-sig")))
            live += [c for r in rows for c in r if c.lstrip(" ")[:1] in set("=+-@\t\r") and c]
    assert live == []
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    figure("live formulas", f"{len(live)} of {len(cells)} cells")


def test_word_has_real_headings_and_heads_that_repeat(road: Membership) -> None:
    report = made(road)
    content = contents(report)["word"]
    paper = docx.Document(io.BytesIO(content))
    styles = {line.style.name for line in paper.paragraphs}
    assert styles >= {"Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption"}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        xml = packed.read("word/document.xml").decode()
        assert {info.date_time for info in packed.infolist()} == {(*_day(report), 12, 0, 0)}
    assert xml.count("w:tblHeader") == len(paper.tables)
    assert 'descr="On ' in xml


def _day(report: Report) -> tuple[int, int, int]:
    return report.on.year, report.on.month, report.on.day


def test_audiences_differ_by_their_rules(road: Membership) -> None:
    told = {a: "\n".join(facts(made(road, a).tree)) for a in Report.Audience.values}
    assert "Somebody said: A lamp." in told["members"]
    assert "A lamp." not in told["commissioners"] + told["public"] + told["easy"]
    assert "Carried by" in told["commissioners"]
    assert "Carried by" not in told["public"] + told["easy"]
    assert "What is stuck" not in told["easy"]
    for words in told.values():
        assert "What we ask of you" in words
        assert "Who it is for decides what stands in it" in words


def test_the_board_changes_and_the_report_does_not(road: Membership) -> None:
    report = made(road)
    RoadmapItem.objects.update(title="Another")
    making.again(report=report, by=road)
    making.make_waiting()
    assert "Another" not in contents(report)["json"].decode()


def test_with_nothing_in_it(client: Client, member: Membership) -> None:
    report = made(member)
    assert report.state == "ready"
    assert "Nothing moved in this time." in as_(client, member).get(report.get_absolute_url()).text


def test_from_the_report_to_the_file(client: Client, road: Membership) -> None:
    """Without JavaScript: choose, press, take the PDF."""
    report_page = get(client, road, "report", since="2024-01-01").text
    action = re.search(r'action="([^"]+/reports/made/)"', report_page)
    assert action
    since = re.search(r'name="since" value="([^"]+)"', report_page)
    assert since
    asked = client.post(action[1], {"since": since[1], "audience": "commissioners"})
    waiting = client.get(asked.url).text
    assert "Waiting for its turn" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert "Where our roadmap stands" in waiting  # the report itself is there at once
    making.make_waiting()
    ready = client.get(asked.url).text
    assert 'http-equiv="refresh"' not in ready
    answer = client.get(re.findall(r'href="([^"]+)" download', ready)[0])
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    assert "Report 1" in client.get(action[1]).text


def test_a_link_is_over_after_an_hour_and_cannot_be_forged(
    client: Client, road: Membership
) -> None:
    report = made(road)
    address = re.findall(
        r'href="([^"]+)" download', as_(client, road).get(report.get_absolute_url()).text
    )[0]
    forged = f"{address[:-2]}{'A' if address[-2] != 'A' else 'B'}/"
    assert client.get(forged).status_code == 404
    other = made(road)
    assert client.get(address.replace(report.key, other.key)).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        client.force_login(road.person)
        late = client.get(address)
    assert late.status_code == 302
    assert late.url == report.get_absolute_url()


def full_disk(part: int) -> Any:
    """The disk takes so many bytes and no more."""

    def save(self: Any, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read()[:part])
        raise OSError(errno.ENOSPC, "No space left on device")

    return mock.patch("django.core.files.storage.FileSystemStorage._save", save)


def test_a_full_disk_leaves_nothing_half_made(client: Client, road: Membership) -> None:
    with full_disk(100):
        report = made(road)
    page = as_(client, road).get(report.get_absolute_url()).text

    assert (report.state, report.trouble) == ("not_made", "disk")
    assert "There was no room left on the disk." in page
    assert not ReportFile.objects.exists()
    assert not list(Path(default_storage.path(f"reports/{report.key}")).glob("*"))
    client.post(report.get_absolute_url(), {"do": "again"})
    making.make_waiting()
    assert ReportFile.objects.count() == len(FORMATS)


def test_a_file_cut_short_is_not_served(client: Client, road: Membership) -> None:
    report = made(road)
    links = re.findall(
        r'href="([^"]+)" download', as_(client, road).get(report.get_absolute_url()).text
    )
    for name in FORMATS:
        path = Path(default_storage.path(f"reports/{report.key}/{name}"))
        path.write_bytes(path.read_bytes()[:-1])
    assert [client.get(link).status_code for link in links] == [302] * len(FORMATS)


def test_stopped_while_it_is_made(road: Membership) -> None:
    def stop_at_once(name: str, tree: object) -> bytes:
        making.stop(report=Report.objects.get(), by=road)
        return b"x"

    with mock.patch("roadmap.making.render", stop_at_once):
        report = made(road)
    assert report.state == "cancelled"
    assert not ReportFile.objects.exists()
    assert not default_storage.exists(f"reports/{report.key}/pdf")


def test_a_typesetter_that_stumbles_says_so(road: Membership) -> None:
    broken = subprocess.CalledProcessError(1, ["x"])
    with mock.patch("roadmap.making.render", side_effect=broken):
        report = made(road)
    assert (report.state, report.trouble) == ("not_made", "other")


def test_a_gone_broker_loses_nothing(road: Membership, settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    report = making.issue(by=road, audience="members", found=reports.build(road, since=SINCE))
    assert Report.objects.get().state == "waiting"
    assert making.make_waiting() == 1
    report.refresh_from_db()
    assert report.state == "ready"


def test_whoever_leaves_without_a_name_is_in_no_report(
    client: Client, road: Membership, coordinator: Membership
) -> None:
    RoadmapItem.objects.filter(number=1).update(need="", next_step="Ask Quillon about it.")
    leaver = Membership.objects.get(pk=road.pk)
    leaver.chosen_name = "Quillon"
    leaver.save()
    named, path = made(road), "reports/{}/json"
    RoadmapItem.objects.filter(number=1).update(next_step="Ask Quillonia about it.")
    other = made(road)
    everything = as_(client, road).get("/me/everything/").text
    assert "Reports in whose words your name stands" in everything

    actions.leave(card=leaver, by=leaver.person, keeps_name=False)

    named.refresh_from_db()
    other.refresh_from_db()
    assert (named.state, named.tree, other.state) == ("withdrawn", {}, "ready")
    assert set(ReportFile.objects.values_list("report", flat=True)) == {other.pk}
    page = as_(client, coordinator).get(named.get_absolute_url()).text
    assert "was withdrawn" in page
    assert named.check_code in page
    assert not making.again(report=named, by=coordinator)
    assert AuditEntry.objects.filter(verb="report.withdraw").count() == 1
    assert path


def test_few_queries_however_long(client: Client, road: Membership) -> None:
    report = made(road)
    url = report.get_absolute_url()
    as_(client, road).get(url)
    with CaptureQueriesContext(connection) as counted:
        client.get(url)
    assert sum(not any(part in q["sql"] for part in FRAME) for q in counted.captured_queries) <= 8


def test_the_schema_says_what_the_file_holds(road: Membership, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(contents(made(road))["json"])
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", "docs/report.schema.json"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
