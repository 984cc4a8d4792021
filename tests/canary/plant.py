"""Words that nobody else would write, one for each private thing, all of one stem."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from string import ascii_lowercase as abc

STEM = "qzxvjkw"  # long enough that no random key or forgery token holds it by chance
LENGTH = len(STEM) + 3


@dataclass(frozen=True)
class Canary:
    """``whose`` names a person or a place of the world; ``what`` the thing planted there."""

    token: str
    whose: str
    what: str
    words: str  # as they stand in the table


class Canaries:
    """What ``World`` takes as ``say``: gives every word a token, and remembers whose it was."""

    def __init__(self) -> None:
        self.planted: dict[str, Canary] = {}
        self.hashes: dict[str, str] = {}

    def __call__(self, whose: str, what: str, words: str) -> str:
        number = len(self.planted)
        token = STEM + abc[number // 676 % 26] + abc[number // 26 % 26] + abc[number % 26]
        canary = Canary(token, whose, what, f"{words} {token}")
        self.planted[token] = canary
        return canary.words

    def remember_hashes(self, values: dict[str, str]) -> None:
        """``values``: what stands in a column → its token. A hash of an address is the address."""
        for value, token in values.items():
            for form in {value, value.lower(), value.strip().casefold()}:
                for kind in ("md5", "sha1", "sha256", "sha512"):
                    digest = hashlib.new(kind, form.encode(), usedforsecurity=False)
                    self.hashes[digest.hexdigest()] = token
