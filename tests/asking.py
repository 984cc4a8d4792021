"""The part of the little world that waits for somebody's answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.factories import ConcernFactory, IncidentFactory, JoinRequestFactory, StepBackFactory

if TYPE_CHECKING:
    from tests.world import World


def asking_and_worried(world: World) -> None:
    """Who would like to join, a concern whose letter waits, and what two people talk over."""
    for place, whose, member in (
        (world.here, "asking", "member"),
        (world.there, "asking there", "elsewhere"),
    ):
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
        about = place.people.get("resting", place.people["member"])
        place.rows["step back"] = StepBackFactory(
            member=about,
            asked_by=place.people["coordinator"],
            second=place.people.get("listening", place.people["both"]),
            why=world.say("there" if place is world.there else "nobody", "why", "Twice now."),
        )
        place.rows["incident"] = IncidentFactory(collaborative=place.collaborative)
