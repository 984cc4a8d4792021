"""What is tried in a little world: one that goes on, one that waits, one that was let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from prototypes.models import BodyName, PermissionStep, Question
from tests.factories_trying import (
    BodyFactory,
    CreditFactory,
    EvidenceCardFactory,
    GrewFromFactory,
    InspirationFactory,
    LearningFactory,
    PermissionFactory,
    PrototypeFactory,
    RedTapeFactory,
    ServiceModelFactory,
    TestCycleFactory,
)

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
        story=say("story", "Somebody put a kettle there."),
        story_goes_out=True,
        method="acted out",
        how_we_worked=say("how we worked", "Everybody spoke once."),
        look_again_on=today + timedelta(days=20),
        team=[place.people["member"], place.people["coordinator"]],
    )
    # Numbers and words of their own in each place: bent over there, a row must meet no twin.
    first = 1 if place.slug == "harbour-side" else 11
    rows["cycle"] = TestCycleFactory(
        prototype=rows["prototype"],
        n=first,
        question=say("cycle question", "Will anybody stay?"),
        tried=say("tried", "One Monday, two till four"),
        happened=say("happened", "Eleven people, and the desk poured."),
        surprised=say("surprised", "Leaflets had been put out."),
        where=say("where", "Fennel Street"),
        told_on=today,
    )
    TestCycleFactory(
        prototype=rows["prototype"],
        n=first + 1,
        tried=say("silent cycle", "Four Mondays"),
        from_on=today - timedelta(days=20),
    )
    rows["learning"] = LearningFactory(
        prototype=rows["prototype"],
        what=say("learned", "Cake brings people and a name keeps them."),
        effect_on_workers=say("effect", "They take their break there."),
        surfaced_at=rows["past meeting"],
        cycles=[rows["cycle"]],
    )
    rows["body"] = BodyFactory(collaborative=home, name=say("asking body", "Dale End ICB"))
    BodyName.objects.create(
        collaborative=home, body=rows["body"], name=say("earlier body", f"{place.slug} PCT")
    )
    rows["permission"] = PermissionFactory(
        collaborative=home,
        body=rows["body"],
        prototype=rows["prototype"],
        text=say("asked for", "May we use the waiting room?"),
        state="asked",
        asked_on=today - timedelta(days=40),
    )
    PermissionStep.objects.create(
        collaborative=home,
        permission=rows["permission"],
        state="asked",
        on=today - timedelta(days=40),
        words=say("step of permission", "By letter"),
    )
    rows["rule"] = RedTapeFactory(collaborative=home, rule=say("rule", "Cake needs a policy."))
    rows["card"] = InspirationFactory(
        collaborative=home, title=say("card", "Open Dialogue"), says=say("says", "People talk.")
    )
    Question.objects.create(
        collaborative=home,
        card=rows["card"],
        text=say("why", f"Why not in {place.slug}?"),
        asked_on=today,
    )
    rows["evidence"] = EvidenceCardFactory(
        collaborative=home,
        title=say("evidence", "Waiting counted"),
        says=say("measured", "Nine in ten"),
        caution=say("caution", "One town only"),
        speaks_of=[rows["prototype"]],
    )
    rows["whole"] = ServiceModelFactory(
        collaborative=home,
        name=say("whole", "A house of open doors"),
        would_be=say("would be", "Somebody is always there."),
        parts=[rows["prototype"]],
    )
    CreditFactory(prototype=rows["prototype"], member=place.people["member"])
    for parent in ("let go", "parked"):
        GrewFromFactory(child=rows["prototype"], parent=rows[parent])
    GrewFromFactory(child=rows["prototype"], theme=rows["theme"])
    GrewFromFactory(child=rows["prototype"], output=rows["outputs"][0])
    GrewFromFactory(child=rows["parked"], words=say("heard", "A talk on the radio"))
