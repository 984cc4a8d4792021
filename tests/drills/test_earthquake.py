"""Six hundred letters while what they stand on is killed: workers, Valkey, and PostgreSQL itself.

On servers of its own, which write to the disk as in earnest: the database of
the tests does not, and everything else stands on it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from collaborative.embedded import postgres, valkey
from collaborative.embedded.processes import Household
from collaborative.embedded.where import ROOT, socket_folder
from tests.drills.post_office import PostOffice
from tests.drills.test_outbox_drill import BEAT, SENDERS, Background, said
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.skipif(sys.platform != "linux", reason="kills groups")]

LETTERS = 600
PATIENCE = 280
SEED = f"""
from members.models import Preferences
from tests.factories import MeetingFactory, ReplyFactory
replies = ReplyFactory.create_batch({LETTERS}, meeting=MeetingFactory())
people = [reply.member.person for reply in replies]
Preferences.objects.bulk_create(Preferences(person=who, digest=False) for who in people)
"""


@dataclass
class Ground:
    """Servers that can be killed and come up again; ``shaken`` waits to be set up by the loop."""

    household: Household
    folder: Path
    shaken: list[Callable[[], object]] = field(default_factory=list)

    def start_database(self) -> str:
        return postgres.start(self.household, self.folder, self.folder)

    def start_broker(self) -> str:
        return valkey.start(self.household, self.folder, self.folder)

    def kill(self, name: str) -> None:
        found = self.household.find(name)
        assert found is not None
        os.kill(found[1].pid, signal.SIGKILL)
        self.shaken.append(self.start_database if name == "database" else self.start_broker)

    def empty_the_broker(self) -> None:
        """Gone, with all that it knew."""
        self.kill("broker")
        shutil.rmtree(self.folder / "valkey")

    def ask(self, query: str) -> list[Any] | None:
        """None while the database is away."""
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(host=str(self.folder), user="app", dbname="app") as connection,
        ):
            return [row[0] for row in connection.execute(query)]
        return None


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    folder = socket_folder()
    with Household(folder) as household:
        yield Ground(household, folder)


@pytest.fixture
def background(ground: Ground, office: PostOffice, tmp_path: Path) -> Iterator[Background]:
    with office.open() as email_url:
        told = {
            "DATABASE_URL": ground.start_database(),
            "REDIS_URL": ground.start_broker(),
            "EMAIL_URL": email_url,
            "LOCAL_DIR": str(tmp_path),
            "LETTERS_AT_ONCE": "1",
            "LETTERS_SENDERS": "1",
        }
        environment = os.environ | told
        for words in (["migrate", "--verbosity=0"], ["shell", "--verbosity=0", "-c", SEED]):
            subprocess.run(
                [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True
            )
        yield Background(ground.household, environment, tmp_path)


def test_nothing_is_lost_when_the_ground_shakes(
    background: Background, ground: Ground, office: PostOffice, figure: Figure
) -> None:
    last_fault = 0.0

    def noted(happens: Callable[[], None]) -> Callable[[], None]:
        def happen() -> None:
            nonlocal last_fault
            last_fault = time.monotonic()
            happens()

        return happen

    faults: dict[int, Callable[[], None]] = {
        60: background.kill_all_of_it,
        150: lambda: ground.kill("broker"),
        240: background.kill_its_head,
        330: lambda: ground.kill("database"),
        420: ground.empty_the_broker,
        500: background.kill_all_of_it,
    }
    office.then = {number: noted(fault) for number, fault in faults.items()}
    beats = {name: background.start(name, BEAT) for name in ("beat one", "beat two")}
    started = time.monotonic()
    waiting = "SELECT count(*) FROM collaborative_letter WHERE state = 'sent'"
    while ground.ask(waiting) != [LETTERS]:
        time.sleep(0.3)
        while ground.shaken:
            ground.shaken.pop()()
        background.keep_a_worker()
        for name, beat in beats.items():
            if beat.poll() is not None:  # as whatever runs us would
                beats[name] = background.start(name, BEAT)
        assert time.monotonic() - started < PATIENCE, said(background.logs)
    ended = time.monotonic()

    by_address = defaultdict(set)
    for address, message_id in office.taken:
        by_address[address].add(message_id)
    addresses = set(ground.ask("SELECT email FROM members_user") or [])
    lost = addresses - set(by_address)
    renamed = [each for each in by_address.values() if len(each) > 1]
    repeats = len(office.taken) - len(by_address)
    figure(
        "earthquake",
        f"{LETTERS} letters; workers killed 3 times, Valkey twice (once emptied), PostgreSQL once:"
        f" lost {len(lost)}, second letters with a new Message-ID {len(renamed)}, repeats with"
        f" the same one {repeats}; {ended - started:.0f} s, drained"
        f" {ended - last_fault:.0f} s after the last fault",
    )
    assert not office.then
    assert (lost, renamed) == (set(), [])
    assert repeats <= SENDERS * len(faults)
    assert ended - last_fault <= 60
