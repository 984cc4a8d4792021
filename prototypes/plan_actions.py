"""What a session is for and how it is done: changed by those who help, and audited."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from collaborative import audit
from members.models import Membership
from prototypes.errors import NameIsTaken
from prototypes.models import Parked, PrototypingSession, Scenario, Scene, VisitingHelp


@transaction.atomic
def plan(*, session: PrototypingSession, by: Membership, **said: Any) -> PrototypingSession:
    """Say what it is called, what it is for, and how it is done.

    Raises:
        NameIsTaken: this meeting has another session of that title.
    """
    for name, value in said.items():
        setattr(session, name, value)
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError:
        raise NameIsTaken from None
    audit.record(actor=by.person, verb="session.plan", target=session)
    return session


@transaction.atomic
def add_scenario(*, session: PrototypingSession, by: Membership, **said: str) -> Scenario:
    """A moment to act out, with invented people in it."""
    scenario = Scenario.objects.create(
        collaborative_id=session.collaborative_id, session=session, **said
    )
    audit.record(actor=by.person, verb="scenario.add", target=scenario)
    return scenario


@transaction.atomic
def add_scene(*, scenario: Scenario, by: Membership, **said: Any) -> Scene:
    """What one table did with it. Played again, it is the next round."""
    Scenario.objects.select_for_update().get(pk=scenario.pk)
    played = Scene.objects.filter(scenario=scenario, table=said["table"]).order_by("-round")
    last = played.first()
    if last and last.what_happened == said["what_happened"]:
        return last  # the same form, sent twice
    scene = Scene.objects.create(
        collaborative_id=scenario.collaborative_id,
        scenario=scenario,
        round=last.round + 1 if last else 1,
        **said,
    )
    audit.record(actor=by.person, verb="scene.add", target=scene)
    return scene


@transaction.atomic
def welcome_visiting(
    *, session: PrototypingSession, by: Membership, kind: str, how_many: int
) -> None:
    """So many came to do this, and each said yes. Said again, the number is another one."""
    VisitingHelp.objects.update_or_create(
        session=session,
        kind=kind,
        defaults={"how_many": how_many},
        create_defaults={"how_many": how_many, "collaborative_id": session.collaborative_id},
    )
    audit.record(actor=by.person, verb="session.visiting", target=session)


@transaction.atomic
def park(*, session: PrototypingSession, by: Membership, words: str) -> Parked:
    """Put an objection on the shelf: it is kept, and read back before we go."""
    parked, is_new = Parked.objects.get_or_create(
        session=session,
        words=words,
        defaults={"collaborative_id": session.collaborative_id},
    )
    if is_new:
        audit.record(actor=by.person, verb="shelf.park", target=session)
    return parked


@transaction.atomic
def read_back(*, parked: Parked, by: Membership) -> None:
    """The room heard it again."""
    if Parked.objects.filter(pk=parked.pk, read_back_at=None).update(read_back_at=timezone.now()):
        audit.record(actor=by.person, verb="shelf.read_back", target=parked)
