"""What people said they would do: saying it, how it stands, and what the next meeting hears."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Prefetch, Q

from collaborative import audit
from collaborative.keys import new_key
from meetings.models import Commitment, CommitmentQuerySet, CommitmentStep, Meeting
from members.access import today_in
from members.guard import nudge
from members.models import Collaborative, Membership

MOST_HEARD = 40


@transaction.atomic
def promise(
    *,
    by: Membership,
    key: str,
    text: str,
    member: Membership | None = None,
    group: str = "",
    hoped_for: date | None = None,
    size: str = "",
    meeting: Meeting | None = None,
) -> Commitment:
    """By a person or a group. ``key`` was made with the form: sent twice, it is said once."""
    Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    known = Commitment.objects.filter(key=key).first()
    if known and (known.collaborative_id, known.text) == (by.collaborative_id, text):
        return known
    today = today_in(by.collaborative)
    commitment = Commitment.objects.create(
        collaborative=by.collaborative,
        key=new_key() if known else key,
        member=None if group else member or by,
        group=group,
        text=text,
        hoped_for=hoped_for,
        size=size,
        meeting=meeting,
        made_on=today,
        held=nudge(f"{group}\n{text}") is not None,
    )
    _step(commitment, Commitment.State.OFFERED, today, "")
    audit.record(actor=by.person, verb="commitment.offer", target=commitment)
    return commitment


@transaction.atomic
def tell(*, commitment: Commitment, by: Membership, state: str, note: str) -> Commitment:
    """How it stands from today on; the same words on the same day change nothing."""
    found = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    today = today_in(by.collaborative)
    last = found.steps.order_by("pk").last()
    if last and (last.state, last.note, last.on) == (state, note, today):
        return found
    _step(found, state, today, note)
    found.state = state
    found.save(update_fields=["state"])
    audit.record(actor=by.person, verb="commitment.tell", target=found)
    return found


def _step(commitment: Commitment, state: str, on: date, note: str) -> None:
    CommitmentStep.objects.create(
        collaborative_id=commitment.collaborative_id,
        commitment=commitment,
        state=state,
        on=on,
        note=note,
    )


def to_be_heard(me: Membership, meeting: Meeting) -> CommitmentQuerySet:
    """For reading out at a meeting: what is open, and what was settled since the one before."""
    here = Meeting.objects.filter(collaborative=meeting.collaborative_id).happening()
    last = here.before(meeting).order_by("-starts_at", "-pk").first()
    steps = CommitmentStep.objects.filter(on__lte=meeting.days[1])
    since = steps.filter(on__gte=last.days[0]) if last else steps
    found = Commitment.objects.visible_to(me.person).shown()
    found = found.filter(collaborative=meeting.collaborative_id, made_on__lte=meeting.days[0])
    found = found.exclude(meeting=meeting)
    heard = found.filter(Q(state__in=Commitment.OPEN) | Q(pk__in=since.values("commitment")))
    ordered = heard.order_by("made_on", "key")
    return with_last_word(ordered)[:MOST_HEARD]


def with_last_word(rows: CommitmentQuerySet) -> CommitmentQuerySet:
    """Each with ``last``: its newest step, in a list of one."""
    newest = CommitmentStep.objects.order_by("commitment", "-pk").distinct("commitment")
    return rows.prefetch_related(Prefetch("steps", queryset=newest, to_attr="last"))
