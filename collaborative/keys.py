"""Keys in URLs: short and random, so that they tell neither order nor number nor date."""

from __future__ import annotations

import hashlib
import secrets

# No vowels, so no words; nothing that reads like something else.
LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def new_key() -> str:
    """Ten letters and digits: 27¹⁰ of them, enough never to meet another."""
    return "".join(secrets.choice(LETTERS) for _ in range(10))


def new_token() -> str:
    """A secret for a link: 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(words: str) -> str:
    """What stands for words in a permanent record, so that a strike shows and still verifies."""
    return hashlib.sha256(words.encode()).hexdigest()


def token_hash(token: str) -> str:
    """What the table keeps of a token, so that a copy of the table opens nothing."""
    return digest(token)
