"""What changes an agenda. It is open to everyone, so each change looks at the row as it stands."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.keys import new_key
from meetings.errors import AgendaClosed
from meetings.models import AgendaItem, Meeting
from members.guard import nudge
from members.models import Membership

MOST = 40  # things for one meeting; the next one waits to be heard, and is not lost
State = AgendaItem.State
STANDING = (State.OFFERED, State.ON_AGENDA)


def locked(meeting: Meeting) -> Meeting:
    """The row as it stands now, and nobody else's until we are done."""
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def _open(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.is_over or meeting.state == Meeting.State.CALLED_OFF:
        raise AgendaClosed
    return meeting


def _last_place(meeting: Meeting) -> int:
    last = meeting.agenda.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


def is_full(meeting: Meeting) -> bool:
    return meeting.agenda.filter(state__in=STANDING).count() >= MOST


@transaction.atomic
def put_forward(
    *,
    meeting: Meeting,
    by: Membership,
    key: str,
    title: str,
    minutes: int | None = None,
    kind: str = "",
    named: bool = False,
    about_money: bool = False,
) -> AgendaItem:
    """Anyone may. ``key`` was made with the form: pressed twice, the second press finds the first.

    Where forty things stand already, it waits to be heard at a later meeting.

    Raises:
        AgendaClosed: the meeting is over or called off.
    """
    meeting = _open(meeting)
    known = AgendaItem.objects.filter(key=key).first()
    if known and (known.collaborative_id, known.title) == (meeting.collaborative_id, title):
        return known
    item = AgendaItem.objects.create(
        collaborative_id=meeting.collaborative_id,
        meeting=meeting,
        key=new_key() if known else key,
        order=_last_place(meeting),
        title=title,
        minutes=minutes,
        kind=kind,
        put_forward_by=by,
        named=named,
        about_money=about_money,
        state=State.WAITING if is_full(meeting) else State.OFFERED,
        held=nudge(title) is not None,
    )
    audit.record(actor=by.person, verb="agenda.put_forward", target=item)
    return item


@transaction.atomic
def move(*, item: AgendaItem, by: Membership, up: bool) -> None:
    """One place up or down among those on the agenda; at either end nothing happens."""
    meeting = _open(item.meeting)
    run = list(meeting.agenda.shown().filter(state__in=AgendaItem.ON_IT))
    places = {each.pk: place for place, each in enumerate(run)}
    if item.pk not in places:
        return
    here = places[item.pk]
    there = here - 1 if up else here + 1
    if not 0 <= there < len(run):
        return
    run[here], run[there] = run[there], run[here]
    _put_in_order(run)
    audit.record(actor=by.person, verb="agenda.order", target=item)


def _put_in_order(run: list[AgendaItem]) -> None:
    for order, each in enumerate(run, start=1):
        each.order = order
    AgendaItem.objects.bulk_update(run, ["order"])


@transaction.atomic
def set_state(*, item: AgendaItem, by: Membership, state: str) -> AgendaItem:
    """On the agenda (as the last), off it again, waiting for another day, or had."""
    meeting = locked(item.meeting)
    item = AgendaItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    if state != State.HAD and (meeting.is_over or meeting.state == Meeting.State.CALLED_OFF):
        raise AgendaClosed
    if item.state in (state, State.CARRIED_OVER):
        return item
    if state == State.ON_AGENDA and item.state != State.HAD:
        item.order = _last_place(meeting)
    item.state = state
    item.save(update_fields=["state", "order"])
    audit.record(actor=by.person, verb=f"agenda.{state}"[:40], target=item)
    return item


@transaction.atomic
def take_back(*, item: AgendaItem, by: Membership) -> bool:
    """One's own, while nobody has talked about it; False when there is something under it."""
    if item.notes.exists() or item.decisions.exists():
        return False
    audit.record(actor=by.person, verb="agenda.take_back", target=item)
    item.delete()
    return True


@transaction.atomic
def bring(*, item: AgendaItem, to: Meeting, by: Membership) -> AgendaItem:
    """Hear it at another meeting: a new row there, which keeps the day it was first put forward.

    Brought twice, the second press finds the first.
    """
    to = _open(to)
    old = AgendaItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    there = to.agenda.filter(title=old.title, offered_at=old.offered_at).first()
    if there is not None:
        return there
    new = AgendaItem.objects.create(
        collaborative_id=to.collaborative_id,
        meeting=to,
        order=_last_place(to),
        title=old.title,
        minutes=old.minutes,
        kind=old.kind,
        about_money=old.about_money,
        put_forward_by_id=old.put_forward_by_id,
        named=old.named,
        offered_at=old.offered_at,
        held=old.held,
        state=State.WAITING if is_full(to) else State.OFFERED,
    )
    old.state = State.CARRIED_OVER
    old.save(update_fields=["state"])
    audit.record(actor=by.person, verb="agenda.bring", target=new)
    outbox.nudge()
    return new


@transaction.atomic
def carry_over(*, item: AgendaItem, by: Membership) -> AgendaItem:
    """To the next meeting there is; where none is planned, it waits to be heard."""
    here = Meeting.objects.filter(collaborative=item.collaborative_id).happening()
    coming = here.after(item.meeting).filter(ends_at__gt=timezone.now())
    following = coming.order_by("starts_at", "pk").first()
    if following is not None:
        return bring(item=item, to=following, by=by)
    AgendaItem.objects.filter(pk=item.pk).update(state=State.WAITING)
    audit.record(actor=by.person, verb="agenda.wait", target=item)
    item.refresh_from_db()
    return item
