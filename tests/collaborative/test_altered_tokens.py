"""Ten thousand altered links: none of them stops a letter."""

from __future__ import annotations

import random
import string

from collaborative import stopping
from collaborative.letters import kinds
from tests.figures import Figure

LETTERS = string.ascii_letters + string.digits + "-_:."
MANY = 10_000


def altered(token: str, chance: random.Random) -> str:
    """One letter changed, one gone, one more, or two turned round."""
    at = chance.randrange(len(token))
    match chance.randrange(4):
        case 0:
            return token[:at] + chance.choice(LETTERS) + token[at + 1 :]
        case 1:
            return token[:at] + token[at + 1 :]
        case 2:
            return token[:at] + chance.choice(LETTERS) + token[at:]
        case _:
            return token[:at] + token[at : at + 2][::-1] + token[at + 2 :]


def test_none_is_accepted(figure: Figure) -> None:
    chance = random.Random(8058)  # noqa: S311 -- the same ten thousand each time
    stoppable = [name for name, kind in kinds.items() if kind.stop]
    accepted = tried = 0
    while tried < MANY:
        token = stopping.token(chance.choice(stoppable), chance.randrange(1, 99_999))
        other = altered(token, chance)
        if other != token:
            tried += 1
            accepted += stopping.read(other) is not None
    figure("altered tokens", f"{tried:,}, accepted {accepted}")
    assert accepted == 0
