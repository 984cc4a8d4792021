"""Files of reports in bad weather: a worker killed at its work, a disk that is really full."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client

from members.models import Membership
from roadmap import making, reports
from roadmap.models import Report, ReportFile
from roadmap.papers.formats import FORMATS
from tests.conftest import as_
from tests.factories import RoadmapItemFactory
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

WORK = "from roadmap.making import make_waiting; make_waiting()"
PATIENCE = 120


def issued(me: Membership) -> Report:
    RoadmapItemFactory.create_batch(40, collaborative=me.collaborative)
    return making.issue(by=me, audience="members", found=reports.build(me, since=date(2024, 1, 1)))


def served(client: Client, me: Membership, report: Report) -> tuple[int, int]:
    """How many links stand on the page, and how many of them give a whole file."""
    page = as_(client, me).get(report.get_absolute_url()).text
    links = re.findall(r'href="([^"]+)" download', page)
    sizes = set(ReportFile.objects.filter(report=report).values_list("size", flat=True))
    answers = [client.get(link) for link in links]
    got = [len(b"".join(a.streaming_content)) for a in answers if a.status_code == 200]
    return len(links), sum(size in sizes for size in got)


def worker(folder: Path) -> subprocess.Popen[bytes]:
    ours = urlsplit(os.environ["DATABASE_URL"])
    database = ours._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", WORK],
        env=os.environ | {"DATABASE_URL": database, "LOCAL_DIR": str(folder)},
        cwd=configured.BASE_DIR,
        start_new_session=True,
    )


@pytest.mark.parametrize("step", range(len(FORMATS)))
def test_killed_at_its_work(
    step: int, client: Client, member: Membership, tmp_path: Path, figure: Figure
) -> None:
    report = issued(member)
    at_work = worker(tmp_path)
    deadline = time.monotonic() + PATIENCE
    while Report.objects.filter(pk=report.pk, state="making", step__gte=step).count() == 0:
        assert time.monotonic() < deadline
        assert at_work.poll() is None
        time.sleep(0.05)
    os.killpg(at_work.pid, signal.SIGKILL)
    at_work.wait()

    assert ReportFile.objects.count() == 0
    assert served(client, member, report) == (0, 0)
    while not making.make_waiting():  # until the database has seen that the worker is gone
        assert time.monotonic() < deadline
        time.sleep(0.2)
    report.refresh_from_db()
    assert report.state == "ready"
    assert served(client, member, report) == (5, 5)
    figure(
        f"worker killed after {step} files", "0 half rows, 0 half files served, made again whole"
    )


@pytest.fixture
def small_disk(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """One megabyte, mounted where files are kept; only root can do that."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk here")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, "base_url": None},
        },
    }
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_of_one_megabyte_that_is_nearly_full(
    client: Client, member: Membership, small_disk: Path, figure: Figure
) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(bytes(960 * 1024))
    report = issued(member)
    making.make_waiting()
    report.refresh_from_db()
    page = as_(client, member).get(report.get_absolute_url()).text

    assert (report.state, report.trouble) == ("not_made", "disk")
    assert "There was no room left on the disk." in page
    assert ReportFile.objects.count() == 0
    assert [path for path in small_disk.rglob("*") if path.is_file()] == [filler]
    filler.unlink()
    client.post(report.get_absolute_url(), {"do": "again"})
    making.make_waiting()
    assert served(client, member, report) == (5, 5)
    figure("full disk of 1 MB", "0 half files, said in words, made after room was made")
