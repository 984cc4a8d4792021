"""The whole site on a port of its own, inside the transaction of the test.

Files are served as in production: collected, compressed and named by what is in
them. Requests come one after the other, for all of them share one connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread


class OneConnection(ThreadedWSGIServer):
    """Never closes the connection that it was lent: that would end the test's transaction."""

    def _close_connections(self) -> None:
        pass


class Server(LiveServerThread):
    server_class = OneConnection


class OneAfterTheOther:
    """Stands where Django's handler for static files would: WhiteNoise serves them here."""

    def __init__(self, application: WSGIHandler) -> None:
        self.application = application
        self.lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        with self.lock:
            return self.application(environ, start_response)


@contextmanager
def serve() -> Iterator[str]:
    """The address, without a slash at its end, for as long as it is served."""
    lent = connections["default"]  # itself: the proxy would look for itself in each thread
    thread = Server("localhost", OneAfterTheOther, connections_override={"default": lent})
    lent.inc_thread_sharing()
    with patch.object(lent, "close_if_unusable_or_obsolete"), patch.object(lent, "close"):
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://{thread.host}:{thread.port}"
        thread.terminate()
    lent.dec_thread_sharing()
