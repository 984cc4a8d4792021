"""Following every link there is, as a browser would, one page after another."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

from tests.canary.crawl import wire

LINK = re.compile(r"""\b(?:href|action|formaction|src|hx-get)="([^"]*)\"""")
FARTHEST = 4000  # pages; a walk that long has no end
SITE = "http://testserver"


@dataclass
class Walk:
    """``see(path, data)`` is told of everything that came back; ``passed_by`` is not asked for."""

    client: Client
    see: Callable[[str, bytes], None]
    passed_by: tuple[str, ...] = ("/static/", "/demo/mailbox/", "/accounts/goodbye/")
    seen: dict[str, int] = field(default_factory=dict)

    def go(self, *starts: str) -> None:
        waiting = deque(starts)
        while waiting:
            path = waiting.popleft()
            if path in self.seen or path.startswith(self.passed_by):
                continue
            assert len(self.seen) < FARTHEST, path
            waiting += self.ask(path)

    def ask(self, path: str) -> list[str]:
        """One GET, and once more as a part of a page; return where it leads."""
        response = self.client.get(path)
        self.seen[path] = response.status_code
        assert response.status_code < 500, path
        data = wire(response, self.client)
        self.see(path, data)
        if response.has_header("Location"):
            return list(inside(path, [response["Location"]]))
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return []
        part = self.client.get(path, headers={"HX-Request": "true"})
        self.see(f"{path} as a part", wire(part, self.client))
        return list(inside(path, LINK.findall(data.decode())))


def inside(path: str, links: list[str]) -> Iterator[str]:
    for link in links:
        url = urldefrag(urljoin(f"{SITE}{path}", unescape(link))).url
        if url.startswith(f"{SITE}/"):
            parts = urlsplit(url)
            yield parts.path + (f"?{parts.query}" if parts.query else "")
