"""A mail server on loopback that remembers what it took, and lets a test act in that moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import SMTP
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Lock, Thread

SECONDS_A_LETTER = 0.01


@dataclass
class PostOffice:
    """``taken``: address and Message-ID of each letter, noted just before the server says so.

    ``then[n]`` is called with letter number ``n`` taken and the sender still waiting to hear it.
    """

    then: dict[int, Callable[[], None]] = field(default_factory=dict)
    taken: list[tuple[str, str]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def refuses(self, address: str) -> bool:
        """Whether nobody has this address."""
        return False

    def take(self, addresses: list[str], data: bytes) -> str:
        """What the server says to a whole letter; raise ConnectionError to say nothing."""
        time.sleep(SECONDS_A_LETTER)
        message_id = message_from_bytes(data, policy=SMTP)["Message-ID"]
        with self._lock:
            self.taken += [(address, message_id) for address in addresses]
            self.then.pop(len(self.taken), lambda: None)()
        return "250 taken"

    @contextmanager
    def open(self) -> Iterator[str]:
        """Serve; yield the EMAIL_URL."""
        office = self

        class Counter(StreamRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):  # the sender was killed while we talked
                    self.talk()

            def say(self, line: str) -> None:
                self.wfile.write(f"{line}\r\n".encode())

            def talk(self) -> None:
                addresses: list[str] = []
                self.say("220 post office")
                for line in self.rfile:
                    match line.split(b":")[0].strip().upper().split(b" ")[0]:
                        case b"RCPT":
                            address = line.partition(b"<")[2].partition(b">")[0].decode()
                            if office.refuses(address):
                                self.say("550 nobody here")
                            else:
                                addresses.append(address)
                                self.say("250 ok")
                        case b"DATA":
                            self.say("354 go on")
                            self.say(office.take(addresses, self.letter()))
                            addresses = []
                        case b"QUIT":
                            return self.say("221 bye")
                        case _:
                            self.say("250 ok")

            def letter(self) -> bytes:
                lines = []
                while (line := self.rfile.readline()) != b".\r\n":
                    if not line:  # half a letter is none
                        raise ConnectionError
                    lines.append(line)
                return b"".join(lines)

        with ThreadingTCPServer(("127.0.0.1", 0), Counter) as server:
            thread = Thread(target=server.serve_forever, daemon=True)
            thread.start()
            yield f"smtp://127.0.0.1:{server.server_address[1]}"
            server.shutdown()
            thread.join()
