"""People on their way in: those with a buddy, and those who get post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from members import lanyards
from tests.factories import BuddyingFactory, MembershipFactory

if TYPE_CHECKING:
    from tests.world import Place, World


def coming_in(world: World) -> None:
    """The same in both places; what stands in the other one is planted."""
    for place in (world.here, world.there):
        _without_an_account(world, place)
        place.rows["buddying"] = BuddyingFactory(
            newcomer=place.people["member"], buddy=place.people["both"]
        )


def _without_an_account(world: World, place: Place) -> None:
    """Somebody who gets post."""
    there = place is world.there
    card = place.rows["without email"] = MembershipFactory(
        collaborative=place.collaborative,
        person__email=None,
        chosen_name=world.say("there", "no account", "Peg") if there else "Pat",
    )
    whose = "listed there" if there else "listed"
    for kind in lanyards.RouteKind:
        given = world.say(whose, f"way {kind}", "9 Dock Lane")
        lanyards.write_in(card.person, kind, given, by=place.people["coordinator"].person)
