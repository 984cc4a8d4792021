"""Is it alive? For containers, which bring no curl: ``python -m collaborative.alive``.

It asks as a visitor would, with a host that the site answers to; Django is not loaded.
``python -m collaborative.alive http://web:8000/readyz background`` wants that part too.
"""

from __future__ import annotations

import json
import os
import sys
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

HERE = "http://127.0.0.1:8000/healthz"


def host() -> str:
    """The first of ALLOWED_HOSTS, as a name that a browser could ask for."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    return first.lstrip(".*") or "localhost"


def is_alive(url: str = HERE, part: str = "") -> bool:
    """Whether ``url`` answers 200 and, where asked, says of ``part`` that it is there."""
    straight = build_opener(ProxyHandler({}))
    try:
        with straight.open(Request(url, headers={"Host": host()}), timeout=4) as answer:  # noqa: S310 -- ours
            said = answer.read()
            return answer.status == 200 and (not part or json.loads(said)[part] is True)
    except (URLError, OSError, ValueError, KeyError):
        return False


if __name__ == "__main__":
    sys.exit(not is_alive(*sys.argv[1:]))
