"""PostgreSQL and Valkey as we start them: who may do what, who can reach them, what stays."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
import redis

from collaborative.embedded.processes import is_gone
from collaborative.embedded.run import throwaway
from collaborative.embedded.where import ROOT

WORDS = "what somebody said in confidence"


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, str]]:
    """Our own, whatever the rest of the tests stands on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.delenv("REDIS_URL", raising=False)
        with throwaway() as found:
            yield found


@pytest.fixture
def folder(servers: dict[str, str]) -> Path:
    return Path(unquote(urlsplit(servers["DATABASE_URL"]).netloc.partition("@")[2]))


@pytest.fixture
def database(servers: dict[str, str]) -> Iterator[psycopg.Connection]:
    with psycopg.connect(servers["DATABASE_URL"], autocommit=True) as connection:
        yield connection


def test_the_application_owns_its_database_and_sees_over_no_wall(
    database: psycopg.Connection,
) -> None:
    roles = database.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcanlogin FROM pg_roles"
        " WHERE rolname !~ '^pg_' ORDER BY rolname"
    ).fetchall()
    owner = database.execute(
        "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'app'"
    ).fetchone()

    assert roles == [
        ("app", False, False, True, True),
        ("installer", True, True, True, True),
        ("maintenance", False, True, False, True),
    ]
    assert owner == ("app",)


def test_maintenance_reads_and_writes_behind_the_wall(
    servers: dict[str, str], database: psycopg.Connection
) -> None:
    database.execute("CREATE TABLE private (words text)")
    database.execute("ALTER TABLE private ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    url = servers["DATABASE_URL"].replace("//app@", "//maintenance@")
    with psycopg.connect(url, autocommit=True) as maintenance:
        maintenance.execute("INSERT INTO private VALUES (%s)", [WORDS])
        assert maintenance.execute("SELECT words FROM private").fetchall() == [(WORDS,)]

    assert database.execute("SELECT words FROM private").fetchall() == []


def test_text_is_utf8_and_sorts_the_same_on_every_machine(database: psycopg.Connection) -> None:
    row = database.execute(
        "SELECT pg_encoding_to_char(encoding), datlocprovider, datlocale FROM pg_database"
        " WHERE datname = 'app'"
    ).fetchone()
    assert row == ("UTF8", "b", "C.UTF-8")
    assert database.execute("SELECT lower('ÉCOUTE')").fetchone() == ("écoute",)


def test_nothing_listens_on_the_network(
    servers: dict[str, str], database: psycopg.Connection
) -> None:
    assert database.execute("SHOW listen_addresses").fetchone() == ("",)
    with redis.Redis.from_url(servers["REDIS_URL"]) as broker:
        assert broker.config_get("port") == {"port": "0"}
        assert broker.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_the_log_of_a_failed_statement_has_no_words(
    database: psycopg.Connection, folder: Path
) -> None:
    database.execute("CREATE TABLE once (words text PRIMARY KEY)")
    for _ in range(2):
        try:
            database.execute(f"INSERT INTO once VALUES ('{WORDS}')")
        except psycopg.errors.UniqueViolation:
            break

    log = (folder / "postgres.log").read_text()
    assert "once_pkey" in log
    assert WORDS not in log


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_somebody_else_on_the_machine_gets_nowhere(folder: Path) -> None:
    assert folder.stat().st_uid != 0
    for path in (folder, folder / ".s.PGSQL.5432", folder / "valkey.sock"):
        look = subprocess.run(
            ["ls", path], user="games", group="games", extra_groups=[], capture_output=True
        )
        assert look.returncode != 0


def test_a_command_gets_servers_and_they_go_with_it() -> None:
    script = "import os; print(os.environ['DATABASE_URL']); raise SystemExit(3)"
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    run = [sys.executable, "-m", "collaborative.embedded.run", sys.executable, "-c", script]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (3, "")
    assert not Path(unquote(urlsplit(done.stdout.strip()).netloc.partition("@")[2])).exists()


def test_nothing_outlives_a_starter_that_is_killed() -> None:
    script = (
        "import os, time; from collaborative.embedded.run import throwaway\n"
        "with throwaway() as found: print(found['LOCAL_DIR'], flush=True); time.sleep(60)"
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    starter = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout
    folder = Path(starter.stdout.readline().strip()).parent
    postmaster = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
    starter.kill()
    starter.communicate()

    deadline = time.monotonic() + 10
    while (folder.exists() or not is_gone(postmaster)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()
    assert is_gone(postmaster)
