"""Now, next, wow in the words of one collaborative, with what it means by them."""

from __future__ import annotations

from dataclasses import dataclass

from members.models import Collaborative
from roadmap.models import Horizon

NEAREST_FIRST = (Horizon.NOW, Horizon.NEXT, Horizon.WOW)


@dataclass(frozen=True)
class Named:
    """``value`` is also the shape and the class that draw it."""

    value: str
    word: str
    means: str


def horizons(collaborative: Collaborative) -> list[Named]:
    """The three, nearest first."""
    return [
        Named(
            value, getattr(collaborative, f"{value}_word"), getattr(collaborative, f"{value}_means")
        )
        for value in NEAREST_FIRST
    ]


def named(collaborative: Collaborative) -> dict[str, Named]:
    """The three by value."""
    return {horizon.value: horizon for horizon in horizons(collaborative)}


def is_back(from_horizon: str, to_horizon: str) -> bool:
    """Whether a move leads further away. It is as normal as the other way, and is said."""
    return NEAREST_FIRST.index(Horizon(to_horizon)) > NEAREST_FIRST.index(Horizon(from_horizon))


def say_move(collaborative: Collaborative, from_horizon: str, to_horizon: str) -> str:
    """ "moved from Next to Now", "moved back from Now to Next"."""
    words = named(collaborative)
    back = " back" if is_back(from_horizon, to_horizon) else ""
    return f"moved{back} from {words[from_horizon].word} to {words[to_horizon].word}"
