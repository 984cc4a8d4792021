"""What the frame of every page needs: where we are, who to turn to, how it should look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from members import crisis
from members.access import independent, named_in, turn_to
from members.models import Collaborative, Membership, Preferences


def preferences_of(request: HttpRequest, here: Membership | None) -> Preferences:
    """The viewer's own; the defaults for somebody who never changed them, or is not signed in."""
    person = here.person if here else getattr(request, "user", None)
    mine = getattr(person, "preferences", None) if getattr(person, "pk", None) else None
    return mine or Preferences()


def around(request: HttpRequest) -> dict[str, Any]:
    """For ``base.html``. Nothing is asked of the database before a template asks for it."""
    here: Membership | None = getattr(request, "here", None)
    others: list[Membership] = getattr(request, "others", [])
    place: Collaborative | None = here.collaborative if here else getattr(request, "place", None)
    mine = SimpleLazyObject(lambda: preferences_of(request, here))
    named = SimpleLazyObject(
        lambda: (turn_to(here), independent(here)) if here else named_in(others)
    )
    return {
        "here": here,
        "others": others,
        "collaborative": place,
        "crisis": crisis.lines(place.nation if place else "ENG"),
        "turn_to": SimpleLazyObject(lambda: named[0]),
        "independent": SimpleLazyObject(lambda: named[1]),
        "look": SimpleLazyObject(lambda: mine.look),
        "print_size": SimpleLazyObject(lambda: "large" if mine.large_print else ""),
    }
