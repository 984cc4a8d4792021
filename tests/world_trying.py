"""What is tried in a little world: one that goes on, one that waits, one that was let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.factories_trying import GrewFromFactory, PrototypeFactory

if TYPE_CHECKING:
    from tests.world import Place

Planting = Callable[[str, str], str]


def trying_things(place: Place, say: Planting) -> None:
    """What members read; all of it is for everybody here."""
    rows, home = place.rows, place.collaborative
    today = timezone.localdate()
    long_ago = {"collaborative": home, "started_on": today - timedelta(days=90)}
    rows["let go"] = PrototypeFactory(
        **long_ago,
        name=say("let go", "Seven desks in one shop"),
        state="let_go",
        state_since=today - timedelta(days=60),
        why=say("why let go", "The walls moved indoors."),
    )
    rows["parked"] = PrototypeFactory(
        **long_ago,
        name=say("parked", "A corner to swap hours"),
        state="parked",
        state_since=today - timedelta(days=30),
        waiting_for=say("waiting for", "A host who asks first"),
        wake_on=today,
    )
    rows["prototype"] = PrototypeFactory(
        **long_ago,
        name=say("prototype", "Waiting-room tea"),
        question=say("question", "What if those who wait run it?"),
        hunch=say("hunch", "A name keeps people."),
        core=say("core", "A named host"),
        adaptable=say("adaptable", "Which day"),
        who_looks_out=say("looks out", "Whoever sits by the door"),
        look_again_on=today + timedelta(days=20),
        team=[place.people["member"], place.people["coordinator"]],
    )
    for parent in ("let go", "parked"):
        GrewFromFactory(child=rows["prototype"], parent=rows[parent])
    GrewFromFactory(child=rows["prototype"], theme=rows["theme"])
    GrewFromFactory(child=rows["prototype"], output=rows["outputs"][0])
    GrewFromFactory(child=rows["parked"], words=say("heard", "A talk on the radio"))
