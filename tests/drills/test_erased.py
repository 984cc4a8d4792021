"""Somebody who has left without a name, looked for in a dump, files, Valkey and the log."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings as configured
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from collaborative import backup
from collaborative.backup import MAINTENANCE, Where
from collaborative.tasks import do_work, tick
from members import actions, copies, lanyards
from members.models import Membership
from roadmap import making, reports
from roadmap.models import RoadmapItem
from tests.canary.crawl import listening
from tests.canary.plant import STEM
from tests.conftest import as_
from tests.factories import PerspectiveFactory, RoadmapItemFactory
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def planted(member: Membership) -> None:
    """A word of its own in each private and each personal thing."""
    person = member.person
    lanyards.write(person, job_title=f"{STEM}aaa", employer=f"{STEM}aab")
    lanyards.need(person, f"{STEM}aac")
    lanyards.route(person, "sms", f"{STEM}aad")
    stands = PerspectiveFactory(collaborative=member.collaborative)
    lanyards.stand(person, [stands])
    person.email = f"{STEM}aae@example.org"
    person.save()
    member.chosen_name = f"{STEM.title()}aaf"
    member.brings_me_here = f"I am {STEM}aag"
    member.ask_me_about, member.i_like = f"{STEM}aah", f"{STEM}aai"
    member.save()


def dump(where: Where, folder: Path) -> str:
    """All tables as text, over the wall."""
    path = folder / "dump.sql"
    backup._run(where, MAINTENANCE, "pg_dump", "--format=plain", f"--file={path}")
    return path.read_text().lower()


def in_files(folder: Path) -> list[str]:
    """Files whose bytes, or whose unpacked bytes, hold the stem."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            zipped = path.read_bytes().startswith(b"PK")
            asked = ["unzip", "-p", str(path)] if zipped else ["cat", str(path)]
            content = subprocess.run(asked, capture_output=True, check=False).stdout
            if STEM.encode() in (content + path.read_bytes()).lower():
                found.append(path.name)
    return found


def in_valkey() -> list[bytes]:
    store = redis.Redis.from_url(configured.CACHES["default"]["LOCATION"])
    found = []
    for key in store.scan_iter():
        kind = store.type(key)
        value: Any = store.get(key) if kind == b"string" else store.dump(key)
        if STEM.encode() in (key + (value or b"")).lower():
            found.append(key)
    return found


def test_nothing_is_left_of_who_left(
    client: Client, member: Membership, coordinator: Membership, tmp_path: Path, figure: Figure
) -> None:
    planted(member)
    here = member.collaborative
    RoadmapItemFactory(collaborative=here, next_step=f"Ask {member.chosen_name} about it.")
    where = Where.of(connection.settings_dict, Path(default_storage.path("")))
    with listening() as lines:
        Client().post("/accounts/", {"email": member.person.email})
        as_(client, member).get("/me/everything/")
        copies.ask(by=member.person)
        copies.ask(by=coordinator.person, place=here)
        making.issue(
            by=member, audience="members", found=reports.build(member, since=date(2024, 1, 1))
        )
        do_work()
        tick()
        full = dump(where, tmp_path).count(STEM)
        files = in_files(where.files)
        assert full > 10
        assert len(files) >= 3  # both copies, and the report
        # The sentence of others that names them is theirs to change; here it is.
        RoadmapItem.objects.update(next_step="")

        actions.leave(card=member, by=member.person, keeps_name=False)
        left = dump(where, tmp_path)

    assert left.count(STEM) == 0, [line for line in left.splitlines() if STEM in line][:3]
    assert in_files(where.files) == []
    assert in_valkey() == []
    assert STEM not in lines.getvalue().lower()
    mail.outbox.clear()
    figure(
        "erased",
        f"canaries in the dump {full} before, 0 after; files {len(files)} before, 0 after;"
        " Valkey 0, log 0",
    )
