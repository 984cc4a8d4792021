from __future__ import annotations

from typing import Any


class NotTheHolder(Exception):
    """Somebody asks for what is private to another person."""


class LastCoordinator(Exception):
    """Nobody else looks after the collaborative; somebody must, before this one goes."""


class LinkIsOver(Exception):
    """A link that is wrong, used, too old or forged; which of these is nobody's business."""


class SlugTaken(Exception):
    """Another collaborative has this word for its address."""


class ShutOut(Exception):
    """Somebody with this address may not come in."""


class NobodyToTurnTo(Exception):
    """Nobody is invited before it is known who listens when something feels wrong."""


class LooksAfterIt(Exception):
    """Somebody who looks after a collaborative cannot be the independent one."""


class NoLetterReachesThem(Exception):
    """Somebody without an address is asked by word of mouth."""


class PrivateShut(Exception):
    """Somebody else wrote in how to reach this person, who has not said yet that it is right."""


class TooSoon(Exception):
    """Others rely on it, and must hear of its end some days before."""


class NeedsAnother(Exception):
    """This takes another person: one alone, or this one, cannot do it."""


class AskedAlready(Exception):
    """Two are at it already."""


class Changed(Exception):
    """Somebody else kept another text meanwhile; ``current`` is what stands there now."""

    def __init__(self, current: Any = None) -> None:
        super().__init__()
        self.current = current


class NotTheirs(Exception):
    """They may not do this, or not with this one, or not any more."""
