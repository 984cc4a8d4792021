"""``manage.py up``: database, broker, web, worker and beat on this machine, until Ctrl-C.

Needs no settings: it finds out what they have to be and hands it to its children.
"""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from functools import partial

from . import postgres, running, valkey
from .address import Address, listening
from .processes import Household, Program
from .supervisor import Supervisor
from .where import Trouble, data_folder, local, socket_folder

HELP = "Start everything on this machine and keep it running until Ctrl-C."
SETTINGS = (  # .env.example says what each is for
    *("ALLOWED_HOSTS", "ANYMAIL", "BROKER_URL", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL", "DEBUG"),
    *("EMAIL_BY", "EMAIL_URL", "LETTERS_SENDERS", "NOTIFY_KEY", "NOTIFY_TEMPLATE"),
    *(
        "INSECURE_HTTP",
        "LETTERS_AT_ONCE",
        "LETTERS_HOST",
        "LETTERS_REPLY_TO",
        "TEXTS",
        "LOCAL_DIR",
        "MAIL_FROM",
    ),
    *("PRESENCE_FLOOR", "REDIS_URL", "SECRET_KEY", "SITE_URL", "TRUSTED_PROXIES"),
)
PATIENCE = 60.0  # seconds until all must answer
PYTHON = [sys.executable, "-W", "ignore:You're running the worker with superuser privileges"]
CELERY = [*PYTHON, "-m", "celery", "--quiet", "--app", "collaborative"]


def add_arguments(parser: ArgumentParser) -> None:
    """For our own parser and for Django's list of commands."""
    parser.add_argument("--demo", action="store_true", help="with the demo's people and words")
    parser.add_argument("--anchor-date", metavar="DAY", help="load the demo anew, as on this day")
    parser.add_argument(
        "--with-starter", action="store_true", help="stop when the program that called us ends"
    )


def main(argv: list[str]) -> int:
    """Parse, run, and return the exit code: 1 with one sentence, or 0 when asked to stop."""
    parser = ArgumentParser(prog="manage.py up", description=HELP)
    add_arguments(parser)
    options = parser.parse_args(argv)
    options.demo |= os.environ.get("DEMO", "").lower() in ("1", "true", "yes", "on")
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if sign != signal.SIGHUP or signal.getsignal(sign) != signal.SIG_IGN:  # nohup
            signal.signal(sign, signal.default_int_handler)
    try:
        with listening() as address:
            live(address, options)
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def live(address: Address, options: Namespace) -> None:
    """From the lock to the end; leaving the household ends all in order."""
    starter = os.getppid() if options.with_starter else None
    lock, data, sockets = running.claim(), data_folder(), socket_folder()
    with Household(sockets, keep=[lock]) as household:
        running.record(address=address.url, folders=[sockets], environment={})
        say(f"Starting. The data are in {data}")
        told = surroundings(address, demo=options.demo)
        if "DATABASE_URL" not in told:
            told["DATABASE_URL"] = postgres.start(household, data, sockets)
        if "REDIS_URL" not in told:
            told["REDIS_URL"] = valkey.start(household, data, sockets)
        running.record(address=address.url, folders=[sockets], environment=told)
        prepare(household, told, options.anchor_date)
        supervisor = Supervisor(household, say)
        supervisor.adopt("database", vital=True)
        supervisor.adopt("broker")
        for program in programs(address, told):
            supervisor.add(program)
        wait(supervisor, address)
        welcome(address, demo=options.demo)
        if told["DEMO"] != "1":
            open_house(household, told)
        while starter in (None, os.getppid()):
            supervisor.turn()


def wait(supervisor: Supervisor, address: Address) -> None:
    """Until everything answers."""
    deadline = time.monotonic() + PATIENCE
    while not address.is_ready():
        supervisor.turn()
        if time.monotonic() > deadline:
            raise Trouble(f"{address.url}/readyz does not say yes after {PATIENCE:.0f} seconds.")
    supervisor.ready = True


def welcome(address: Address, *, demo: bool) -> None:
    say(f"\n  Living Well is at {address.url}/")
    if demo:
        say(f"  Come in as …      {address.url}/demo/")
    say("  Ctrl-C stops it; the data stay.\n")


def open_house(household: Household, told: Mapping[str, str]) -> None:
    """The link for a first day, as long as nobody lives here; it needs no answer from us."""
    argv = [*PYTHON, "manage.py", "open_house", "--if-empty"]
    household.run(Program(name="open_house", argv=argv, environment=os.environ | told))


def surroundings(address: Address, *, demo: bool) -> dict[str, str]:
    """What the settings read: as it is set already, or as this machine needs it."""
    hosts = dict.fromkeys(["localhost", "127.0.0.1", "[::1]", address.host])
    needed = {
        "LOCAL_DIR": str(local()),
        "INSECURE_HTTP": "1",
        "ALLOWED_HOSTS": ",".join(hosts),
        "SITE_URL": address.url,
    }
    told = needed | {name: value for name in SETTINGS if (value := os.environ.get(name))}
    if "SECRET_KEY" not in told:
        told["SECRET_KEY"] = running.secret_key()
    return told | {"DEMO": "1" if demo else "0"}


def prepare(household: Household, told: Mapping[str, str], anchor_date: str | None) -> None:
    """Tables, demo, checks, static files; each step in a process of its own.

    Raises:
        Trouble: a step said why it refuses.
    """
    anew = ["--anchor-date", anchor_date] if anchor_date else ["--if-empty"]
    steps = [
        ["migrate"],
        ["demo", *anew] if told["DEMO"] == "1" else [],
        ["check", "--database", "default"],
        ["collectstatic", "--no-input"],
    ]
    for step in filter(None, steps):
        argv = [*PYTHON, "manage.py", *step]
        program = Program(
            name=step[0], argv=argv, environment=os.environ | told, output=subprocess.DEVNULL
        )
        if household.run(program) != 0:
            raise Trouble(f"`manage.py {step[0]}` refused, so nothing is started.")


def programs(address: Address, told: Mapping[str, str]) -> list[Program]:
    """Web, worker and beat; they end in the opposite order."""
    doors = [opened.fileno() for opened in address.sockets]
    binds = [word for door in doors for word in ("--bind", f"fd://{door}")]
    worker = ["--loglevel", "WARNING", "--concurrency", "1", "--without-gossip", "--without-mingle"]
    # In memory: the schedule is fixed, and what is due stands in the database.
    beat = ["--loglevel", "WARNING", "--scheduler", "celery.beat:Scheduler"]
    service = partial(Program, environment=os.environ | told, output=subprocess.PIPE)
    return [
        service(name="web", argv=[*PYTHON, "-m", "gunicorn", *binds], sockets=doors),
        service(name="worker", argv=[*CELERY, "worker", *worker]),
        service(name="beat", argv=[*CELERY, "beat", *beat]),
    ]
