"""HOST and PORT, taken before anything else starts."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from collaborative.embedded.address import listening
from collaborative.embedded.where import ROOT, Trouble


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.0.0", "localhost"),  # noqa: S104
        ("::1", "[::1]"),
    ],
)
def test_the_address_is_one_that_a_person_can_open(
    host: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", "0")
    with listening() as address:
        assert address.url == f"http://{says}:{address.port}"
        assert {opened.getsockname()[1] for opened in address.sockets} == {address.port}


def test_localhost_is_both_of_its_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "localhost")
    monkeypatch.setenv("PORT", "0")
    with listening() as address:
        for opened in address.sockets:
            with socket.create_connection(opened.getsockname()[:2], timeout=2):
                pass
        assert address.sockets[0].getsockname()[0] == "127.0.0.1"


def test_a_port_in_use_is_one_clear_sentence_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        local = tmp_path / "local"
        done = subprocess.run(
            [sys.executable, "manage.py", "up", "--demo"],
            cwd=ROOT,
            env={"PORT": str(port), "LOCAL_DIR": str(local), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
        )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Port {port} is in use by another program: try another one, like `PORT={port + 1}`.\n"
    )
    assert not local.exists()


@pytest.mark.parametrize("port", ["http", "-1", "65536", "80 80"])
def test_a_port_is_a_number(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Trouble, match="PORT must be a number"), listening():
        pass
