"""Changes of the roadmap that others must hear of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.keys import digest, new_key
from meetings.models import Meeting
from members import erasure
from members.access import today_in
from members.models import Collaborative, Membership
from prototypes.asking_leave import body_called
from prototypes.models import Output, Theme
from roadmap.errors import ChangedMeanwhile, MovedMeanwhile
from roadmap.models import (
    CARD,
    BodyNeeded,
    Evidence,
    ItemOutcome,
    Move,
    MoveWords,
    Outcome,
    RoadmapItem,
    Update,
)
from roadmap.models.evidence import THINGS

SAME_PRESS = timedelta(minutes=10)  # a second press of one button, on the slowest Wi-Fi

KEPT_WITH = ("state", "stuck_on", "stuck_because", "next_step", "carried_by", "waiting_for")


@transaction.atomic
def add_item(
    *,
    by: Membership,
    title: str,
    horizon: str,
    theme: Theme | None = None,
    output: Output | None = None,
    key: str = "",
    bodies: Iterable[tuple[str, str]] = (),
    outcomes: Iterable[Outcome] = (),
    **card: Any,
) -> RoadmapItem:
    """Put something on the roadmap, under the next number, with what stands under it.

    ``theme`` or ``output`` are the words it came from; ``card`` holds any of ``CARD``.

    The collaborative's row is locked, so two at once get two numbers. ``key``
    was made with the form: pressed twice, the second press finds the first;
    other words under one key are another item.
    """
    Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    here = RoadmapItem.objects.filter(collaborative=by.collaborative_id)
    if key and (already := here.filter(key=key, title=title, first_horizon=horizon).first()):
        return already
    if not key or RoadmapItem.objects.filter(key=key).exists():
        key = new_key()
    last = here.order_by("-number").values_list("number", flat=True).first()
    item = RoadmapItem.objects.create(
        collaborative=by.collaborative,
        key=key,
        number=(last or 0) + 1,
        title=title,
        horizon=horizon,
        first_horizon=horizon,
        **{name: value for name, value in card.items() if name in CARD},
        added_on=today_in(by.collaborative),
        written_at=timezone.now(),
    )
    link(item, bodies=bodies, outcomes=outcomes)
    audit.record(actor=by.person, verb="roadmap.add", target=item)
    if theme is not None:
        add_evidence(item=item, by=by, theme=theme)
    if output is not None:
        add_evidence(item=item, by=by, output=output)
    outbox.nudge()
    return item


def link(
    item: RoadmapItem, *, bodies: Iterable[tuple[str, str]], outcomes: Iterable[Outcome]
) -> None:
    """Whose yes it needs and where it leads, instead of what stood there.

    A body that stays keeps the name it was written down by, whatever it is called now.
    """
    here = item.collaborative_id
    was = dict(item.bodies.values_list("body", "name"))
    found = {body_called(here, name): answer for name, answer in bodies}
    item.bodies.all().delete()
    item.towards.all().delete()
    BodyNeeded.objects.bulk_create(
        BodyNeeded(
            collaborative_id=here,
            item=item,
            body=body,
            name=was.get(body.pk, body.name),
            answer=answer,
        )
        for body, answer in found.items()
    )
    ItemOutcome.objects.bulk_create(
        ItemOutcome(collaborative_id=here, item=item, outcome=outcome) for outcome in outcomes
    )


@transaction.atomic
def change_card(
    *,
    item: RoadmapItem,
    by: Membership,
    seen: str,
    bodies: Iterable[tuple[str, str]] = (),
    outcomes: Iterable[Outcome] = (),
    **card: Any,
) -> RoadmapItem:
    """Write the card anew; ``seen`` is the edition that ``by`` began from.

    Raises:
        ChangedMeanwhile: it says something else by now; ``item`` is as it stands.
    """
    item = _lock(item)
    if item.edition != seen:
        raise ChangedMeanwhile(item)
    for name in CARD:
        setattr(item, name, card.get(name, getattr(item, name)))
    item.save(update_fields=list(CARD))
    link(item, bodies=bodies, outcomes=outcomes)
    audit.record(actor=by.person, verb="roadmap.change", target=item)
    outbox.nudge()
    return item


def _lock(item: RoadmapItem) -> RoadmapItem:
    return (
        RoadmapItem.objects.select_for_update(of=("self",))
        .select_related("collaborative")
        .get(pk=item.pk)
    )


@transaction.atomic
def move_item(
    *,
    item: RoadmapItem,
    by: Membership,
    was: str,
    to: str,
    why: str,
    made_possible_by: str = "",
    meeting: Meeting | None = None,
    puts_right: Move | None = None,
) -> Move:
    """Move an item from the horizon in which the viewer saw it, with a reason, for good.

    Raises:
        MovedMeanwhile: it is no longer where the viewer saw it. Only when the
            last move is this very one (pressed twice) is that move returned.
    """
    item = _lock(item)
    if item.horizon != was:
        return _already_moved(item, was=was, to=to, why=why)
    before = item.moves.aggregate(at=Max("moved_at"))["at"]
    move = Move.objects.create(
        moved_at=max(timezone.now(), before) if before else timezone.now(),  # clocks go back
        collaborative_id=item.collaborative_id,
        item=item,
        meeting=meeting,
        puts_right=puts_right,
        from_horizon=was,
        to_horizon=to,
        made_possible_by=made_possible_by,
        why_digest=digest(why),
    )
    MoveWords.objects.create(collaborative_id=item.collaborative_id, move=move, why=why)
    RoadmapItem.objects.filter(pk=item.pk).update(horizon=to)
    audit.record(actor=by.person, verb="roadmap.move", target=move)
    outbox.nudge()
    return move


@transaction.atomic
def put_right(*, move: Move, by: Membership, why: str) -> Move:
    """Answer a mistaken move by another, back to where the item stood. Both stay for good.

    Raises:
        MovedMeanwhile: it has moved on since: then a plain move says it better.
    """
    item = _lock(move.item)
    last = item.moves.select_related("words").last()
    if last is not None and last.puts_right_id == move.pk:
        return last  # pressed twice
    if last is None or last.pk != move.pk:
        raise MovedMeanwhile(item, last)
    was, to = move.to_horizon, move.from_horizon
    return move_item(item=item, by=by, was=was, to=to, why=why, puts_right=move)


@transaction.atomic
def strike_reason(*, move: Move, by: Membership, ground: str) -> bool:
    """Take the words of a move out for good; that it moved, and when, stays."""
    return erasure.strike(move.words, field="why", ground=ground, by=by.person)


def _already_moved(item: RoadmapItem, *, was: str, to: str, why: str) -> Move:
    last = item.moves.select_related("words").last()
    if (
        last is not None
        and (last.from_horizon, last.to_horizon) == (was, to)
        and last.why_digest == digest(why)
        and last.moved_at > timezone.now() - SAME_PRESS
    ):
        return last
    raise MovedMeanwhile(item, last)


@transaction.atomic
def tell_news(
    *,
    item: RoadmapItem,
    by: Membership,
    text: str,
    state: str = "",
    stuck_on: str = "",
    stuck_because: str = "",
    next_step: str = "",
    carried_by: str = "",
    waiting_for: str = "",
) -> Update:
    """Keep what was heard of an item today, and what changed with it; blank means "as it was".

    The same sentence on the same day is one update, however often it is sent.
    """
    item = _lock(item)
    today = today_in(item.collaborative)
    changed = {
        "state": state,
        "stuck_on": stuck_on if state == RoadmapItem.State.STUCK else "",
        "stuck_because": stuck_because if state == RoadmapItem.State.STUCK else "",
        "next_step": next_step,
        "carried_by": carried_by,
        "waiting_for": waiting_for,
    }
    same = item.updates.filter(on=today, text=text, **changed).first()
    if same is not None:
        return same
    update = Update.objects.create(
        collaborative_id=item.collaborative_id,
        item=item,
        on=today,
        text=text,
        written_at=timezone.now(),
        **changed,
    )
    _stand(item, changed)
    item.last_heard = today
    item.save(update_fields=[*KEPT_WITH, "last_heard"])
    audit.record(actor=by.person, verb="roadmap.update", target=update)
    outbox.nudge()
    return update


def _stand(item: RoadmapItem, changed: dict[str, str]) -> None:
    """How it stands now. What it was stuck on or waited for is over once it goes on."""
    if changed["state"] and changed["state"] != RoadmapItem.State.STUCK:
        item.stuck_on = item.stuck_because = ""
        if changed["state"] != RoadmapItem.State.RESTING:
            item.waiting_for = ""
    for name, value in changed.items():
        if value:
            setattr(item, name, value)


@transaction.atomic
def add_evidence(
    *,
    item: RoadmapItem,
    by: Membership,
    theme: Theme | None = None,
    output: Output | None = None,
    **other: Any,
) -> Evidence:
    """Put a theme (and so all its words) or a note under an item; twice is once.

    ``other`` is any one else of ``THINGS``: a prototype, meeting, permission or commitment.
    """
    tied = dict.fromkeys(THINGS) | other | {"theme": theme, "output": output}
    evidence, new = Evidence.objects.get_or_create(
        item=item,
        **tied,
        defaults={"collaborative_id": item.collaborative_id},
    )
    if new and theme is not None:
        before = (Theme.State.EMERGING, Theme.State.AGREED)
        Theme.objects.filter(pk=theme.pk, state__in=before).update(state=Theme.State.IN_THE_ROADMAP)
    if new:
        audit.record(actor=by.person, verb="roadmap.evidence", target=evidence)
        outbox.nudge()
    return evidence
