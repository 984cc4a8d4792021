"""People on their way in: those who ask, those with a buddy, and a concern that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.factories import BuddyingFactory, ConcernFactory, JoinRequestFactory, MembershipFactory

if TYPE_CHECKING:
    from tests.world import Place, World


def coming_in(world: World) -> None:
    """The same in both places; what stands in the other one is planted."""
    for place, whose, member in (
        (world.here, "asking", "member"),
        (world.there, "asking there", "elsewhere"),
    ):
        _asking(world, place, whose, member)
        _without_an_account(world, place)
        place.rows["buddying"] = BuddyingFactory(
            newcomer=place.people["member"], buddy=place.people["both"]
        )


def _asking(world: World, place: Place, whose: str, member: str) -> None:
    """Somebody who would like to join, and somebody with a concern whose letter waits."""
    place.rows["asking"] = JoinRequestFactory(
        collaborative=place.collaborative,
        chosen_name=world.say("there", "asking", "Ash") if "there" in whose else "Ash",
        contact=world.say(whose, "contact", "ash@example.org"),
        welcomed_by=place.people["coordinator"],
    )
    place.rows["concern"] = ConcernFactory(
        to=place.people.get("listening", place.people["coordinator"]),
        raised_by=place.people["member"],
        words=world.say(member, "concern", "It hurt."),
        raised_at=timezone.now() - timedelta(hours=2),
    )


def _without_an_account(world: World, place: Place) -> None:
    """Somebody who gets post."""
    there = place is world.there
    MembershipFactory(
        collaborative=place.collaborative,
        person__email=None,
        chosen_name=world.say("there", "no account", "Peg") if there else "Pat",
    )
