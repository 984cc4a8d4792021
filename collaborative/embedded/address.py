"""Where pages are served: the sockets are opened here, before anything else starts."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from .where import Trouble

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- only if HOST asks for it


@dataclass(frozen=True)
class Address:
    """``sockets`` listen already: the web program gets them, and a restart loses no visitor."""

    host: str
    port: int
    sockets: list[socket.socket]

    @property
    def url(self) -> str:
        """What a person types on this machine."""
        host = "localhost" if self.host in EVERYWHERE else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def is_ready(self) -> bool:
        """Whether the pages say that all is well."""
        host = self.sockets[0].getsockname()[0]
        asked = HTTPConnection(EVERYWHERE.get(host, host), self.port, timeout=5)
        try:
            asked.request("GET", "/readyz", headers={"Host": self.url.removeprefix("http://")})
            return asked.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()


@contextmanager
def listening() -> Iterator[Address]:
    """Open HOST and PORT.

    Raises:
        Trouble: the port is in use, or there is no such address.
    """
    host, wanted = os.environ.get("HOST") or "localhost", os.environ.get("PORT") or "8000"
    if not wanted.isdecimal() or int(wanted) > 65535:
        raise Trouble(f"PORT must be a number up to 65535, not {wanted!r}.")
    port = int(wanted)
    with ExitStack() as stack:
        sockets: list[socket.socket] = []
        for name in ["127.0.0.1", "::1"] if host == "localhost" else [host]:
            try:
                sockets.append(stack.enter_context(_listen(name, port)))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise Trouble(
                        f"Port {port} is in use by another program: "
                        f"try another one, like `PORT={port + 1}`."
                    ) from None
                if name != "::1" or not sockets:  # many machines have no IPv6
                    raise Trouble(f"Cannot listen on {name} port {port}: {error}") from None
            port = sockets[0].getsockname()[1]
        yield Address(host, port, sockets)


def _listen(name: str, port: int) -> socket.socket:
    family = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0][0]
    return socket.create_server((name, port), family=family, backlog=128)
