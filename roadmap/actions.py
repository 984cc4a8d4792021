"""Changes of the roadmap that others must hear of."""

from __future__ import annotations

import hashlib


def digest(words: str) -> str:
    """What stands for words in the permanent record, so that a strike shows and still verifies."""
    return hashlib.sha256(words.encode()).hexdigest()
