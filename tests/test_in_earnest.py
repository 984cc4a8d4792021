"""What runs in earnest says the same in all its files: containers, settings, embedded servers."""

from __future__ import annotations

import ast
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
import yaml
from dotenv import dotenv_values

from collaborative import alive
from collaborative.embedded import postgres, up
from collaborative.embedded.address import Address
from collaborative.embedded.where import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("prepare", "web", "worker", "beat")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
FOR_UP = {"HOST", "PORT"}  # read by collaborative/embedded/address.py


def names_in_example() -> list[str]:
    return re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)


def names_in_settings() -> set[str]:
    """The first argument of every ``env.…("NAME")``."""
    tree = ast.parse((ROOT / "collaborative" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and isinstance(call.args[0], ast.Constant)
    }


def names_in_compose() -> set[str]:
    return set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))


def test_the_example_names_all_that_is_read_and_nothing_else() -> None:
    names = names_in_example()

    assert sorted(names) == sorted(names_in_settings() | names_in_compose() | FOR_UP)


def test_up_hands_on_every_setting() -> None:
    assert set(up.SETTINGS) | {"DEMO"} == names_in_settings()


def test_what_is_left_out_of_the_example_has_a_default() -> None:
    """An empty number or switch would not be read: such a name stands behind a #."""
    empty = {name for name, value in dotenv_values(ROOT / ".env.example").items() if not value}

    assert empty == {"SECRET_KEY", "DATABASE_PASSWORD"}


def test_a_shell_reads_the_example_as_compose_does() -> None:
    told = subprocess.run(
        ["sh", "-c", "set -a; . ./.env.example; env"],
        cwd=ROOT,
        env={},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    for name, value in dotenv_values(ROOT / ".env.example").items():
        assert f"{name}={value}" in told


def test_containers_run_what_up_runs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        found = up.programs(Address("127.0.0.1", 0, [door]), {})
    commands = {program.name: list(program.argv) for program in found}
    for name in ("worker", "beat"):
        argv = commands[name]
        assert SERVICES[name]["command"] == argv[argv.index("-m") + 1 :]
    web = SERVICES["web"]["command"]
    assert web[:2] == ["gunicorn", "--bind"]
    assert f"CMD {web}".replace("'", '"') in DOCKERFILE


def test_the_database_is_made_as_the_embedded_one() -> None:
    database = SERVICES["db"]
    command = database["command"]
    chosen = dict(word.split("=") for word in command if "=" in word)

    assert database["environment"]["POSTGRES_INITDB_ARGS"].split() == postgres.CLUSTER
    assert chosen | {"listen_addresses": ""} == postgres.ALWAYS
    assert "./collaborative/embedded/roles.sql:/roles.sql:ro" in database["volumes"]
    assert "database:/var/lib/postgresql" in database["volumes"]


def test_the_broker_keeps_what_it_has() -> None:
    command = SERVICES["broker"]["command"]

    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"
    assert command[command.index("--appendonly") + 1] == "yes"


def test_only_the_pages_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert SERVICES["web"]["ports"] == ["${PUBLISH:-127.0.0.1:8000}:8000"]


def test_our_processes_own_nothing() -> None:
    for name in OURS:
        service = SERVICES[name]
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["volumes"] == ["files:/files"], name
    stages = DOCKERFILE.split("FROM ")
    assert re.findall(r"^USER (.*)", stages[-1], re.MULTILINE) == ["living"]
    assert stages[-1].index("USER living") < stages[-1].index("HEALTHCHECK")


def test_tables_and_wall_come_first() -> None:
    for name in OURS[1:]:
        condition = SERVICES[name]["depends_on"]["prepare"]["condition"]
        assert condition == "service_completed_successfully", name
    steps = SERVICES["prepare"]["command"][-1]
    assert shlex.split(steps.replace("&&", ";")) == shlex.split(
        "python manage.py migrate --no-input ; python manage.py check --database default ;"
        " python manage.py open_house --if-empty"
    )


def test_nothing_secret_gets_into_the_image() -> None:
    let_in = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")
    }

    assert "*" in (ROOT / ".dockerignore").read_text().splitlines()
    assert not let_in & {".env", ".git", ".local", "tests"}
    assert {"manage.py", "gunicorn.conf.py", "requirements.txt", "static", "templates"} <= let_in


@pytest.fixture
def answering() -> Iterator[dict[str, Any]]:
    """A server on loopback that says ``says`` and notes the host that was asked for."""
    noted: dict[str, Any] = {"status": 200, "says": b"ok"}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            noted["host"] = self.headers["Host"]
            self.send_response(noted["status"])
            self.end_headers()
            self.wfile.write(noted["says"])

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        noted["url"] = f"http://127.0.0.1:{server.server_port}/"
        yield noted
        server.shutdown()


@pytest.mark.parametrize(
    ("hosts", "asked"),
    [
        ("living-well.example.org, other.example.org", "living-well.example.org"),
        (".example.org", "example.org"),
        ("*", "localhost"),
        ("", "localhost"),
    ],
)
def test_it_is_asked_by_a_host_of_its_own(
    monkeypatch: pytest.MonkeyPatch, answering: dict[str, Any], hosts: str, asked: str
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)

    assert alive.is_alive(answering["url"])
    assert answering["host"] == asked


@pytest.mark.parametrize(
    ("status", "says", "well"),
    [
        (200, b'{"background": true}', True),
        (200, b'{"background": false}', False),
        (200, b"{}", False),
        (200, b"ok", False),
        (503, b'{"background": true}', False),
    ],
)
def test_a_part_that_is_away(
    answering: dict[str, Any], status: int, says: bytes, well: bool
) -> None:
    answering |= {"status": status, "says": says}

    assert alive.is_alive(answering["url"], "background") is well


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}/healthz"
    asked = subprocess.run([sys.executable, "-m", "collaborative.alive", url], cwd=ROOT)

    assert asked.returncode == 1
