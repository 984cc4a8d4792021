"""Two hundred letters, two beats, and a worker that is killed again and again."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from urllib.parse import urlsplit

import pytest
from django.db import connection

from collaborative.embedded.processes import Household, Program
from collaborative.models import Letter
from meetings.letters import REMINDER
from members.models import Preferences
from tests.drills.post_office import PostOffice
from tests.factories import MeetingFactory, ReplyFactory
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

LETTERS = 200
SENDERS = 2  # processes of one worker; each may have one letter in its hands when it dies
PATIENCE = 240
CELERY = [sys.executable, "-m", "celery", "--quiet", "--app", "tests.drills.app"]
WORKER = ["worker", "--concurrency", str(SENDERS), "--without-gossip", "--without-mingle"]
BEAT = ["beat", "--scheduler", "celery.beat:Scheduler"]


@dataclass
class Background:
    """Worker and beats, as ``manage.py up`` starts them; a dead worker is followed by a new one."""

    household: Household
    environment: dict[str, str]
    logs: Path
    workers: list[Popen[bytes]] = field(default_factory=list)

    def start(self, name: str, argv: list[str]) -> Popen[bytes]:
        output = self.logs / f"{name}.log"
        argv = [*CELERY, *argv, "--loglevel", "WARNING"]
        return self.household.start(
            Program(name=name, argv=argv, environment=self.environment, output=output)
        )

    def keep_a_worker(self) -> None:
        """Each has a name of its own, so that what a killed one left behind may go on."""
        if not self.workers or self.workers[-1].poll() is not None:
            self.workers.append(self.start(f"worker {len(self.workers)}", WORKER))

    def kill_all_of_it(self) -> None:
        """The worker and its senders, as when a machine is switched off."""
        os.killpg(self.workers[-1].pid, signal.SIGKILL)

    def kill_its_head(self) -> None:
        """The worker alone: its senders go on with what they have, beside those of the next."""
        os.kill(self.workers[-1].pid, signal.SIGKILL)

    def kill_a_sender(self) -> None:
        """One sender, as when memory runs out: the worker starts another and ticks again."""
        head = self.workers[-1].pid
        children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def background(office: PostOffice, tmp_path: Path) -> Iterator[Background]:
    """Nothing runs yet; whatever will, works on the database of the tests."""
    ours = urlsplit(os.environ["DATABASE_URL"])
    database = ours._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    with office.open() as email_url, Household() as household:
        told = {"DATABASE_URL": database, "EMAIL_URL": email_url, "LOCAL_DIR": str(tmp_path)}
        told |= {"LETTERS_AT_ONCE": "1", "LETTERS_SENDERS": "1"}
        yield Background(household, os.environ | told, tmp_path)


def two_hundred_are_coming() -> set[str]:
    """To one meeting tomorrow; they read no digest. Return their addresses."""
    meeting = MeetingFactory()
    replies = ReplyFactory.create_batch(LETTERS, meeting=meeting)
    people = [reply.member.person for reply in replies]
    Preferences.objects.bulk_create(Preferences(person=who, digest=False) for who in people)
    return {who.email for who in people}


def states() -> list[str]:
    return list(Letter.objects.filter(kind=REMINDER).values_list("state", flat=True))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_each_of_two_hundred_gets_one_letter(
    background: Background, office: PostOffice, figure: Figure
) -> None:
    addresses = two_hundred_are_coming()
    office.then = {
        30: background.kill_all_of_it,
        80: background.kill_its_head,
        130: background.kill_a_sender,
        170: background.kill_all_of_it,
    }
    kills = len(office.then)
    started = time.monotonic()
    for name in ("beat one", "beat two"):
        background.start(name, BEAT)
    while states() != ["sent"] * LETTERS:
        background.keep_a_worker()
        time.sleep(0.1)
        assert time.monotonic() - started < PATIENCE, (states(), said(background.logs))
    seconds = time.monotonic() - started
    time.sleep(3)  # three more ticks of each beat find nothing left to do

    by_address = defaultdict(set)
    for address, message_id in office.taken:
        by_address[address].add(message_id)
    lost = addresses - set(by_address)
    renamed = [each for each in by_address.values() if len(each) > 1]
    repeats = len(office.taken) - len(by_address)
    figure(
        "outbox",
        f"{LETTERS} letters, {kills} kills, {len(background.workers)} workers, 2 beats,"
        f" {seconds:.0f} s: lost {len(lost)}, second letters with a new Message-ID"
        f" {len(renamed)}, repeats with the same one {repeats}",
    )
    assert not office.then  # every kill came, in the middle
    assert (lost, renamed, set(by_address) - addresses) == (set(), [], set())
    # The one whose sender died between the 250 and the commit, and at most one for each sender.
    assert 1 <= repeats <= kills * SENDERS
    assert states() == ["sent"] * LETTERS
    assert Letter.objects.count() == LETTERS


def said(logs: Path) -> str:
    return "\n".join(f"{log.name}: {log.read_text()[-2000:]}" for log in logs.glob("*.log"))
