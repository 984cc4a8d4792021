"""What people help with, and its end: asked for by letter, begun by their own yes."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from members import actions
from members.access import is_last_coordinator, today_in
from members.composing import compose
from members.errors import LastCoordinator, LooksAfterIt, NoLetterReachesThem, TooSoon
from members.models import Collaborative, Hat, Membership

HELPING = "helping"
NOTICE = timedelta(days=7)
LETTER_LASTS = timedelta(days=14)

# Nobody takes these from somebody else overnight: they keep an eye on each other.
WITH_NOTICE = (Hat.Kind.COORDINATOR, *Hat.LISTENING)


def first_end(hat: Hat, by: Membership) -> date:
    """The first day that ``by`` may make its last: one's own today, others' in a week."""
    today = today_in(by.collaborative)
    if hat.kind in WITH_NOTICE and hat.member_id != by.pk:
        return max(hat.since, today + NOTICE)
    return max(hat.since, today)


@transaction.atomic
def end(*, hat: Hat, by: Membership, until: date | None) -> None:
    """Its last day; ``None`` for as long as they like. Whoever it is about hears of it.

    Raises:
        LastCoordinator: nobody else looks after the collaborative.
        TooSoon: others rely on it for some days yet.
    """
    hat = _held(hat)
    if hat.until == until:
        return
    if until is not None and until < first_end(hat, by):
        raise TooSoon
    if until is not None:
        _somebody_stays(hat)
    hat.until = until
    hat.save(update_fields=["until"])
    audit.record(actor=by.person, verb="member.helps_end", target=hat)
    _tell(hat, by)


@transaction.atomic
def end_now(*, hat: Hat, by: Membership) -> None:
    """It is over at once, today already.

    Raises:
        LastCoordinator: nobody else looks after the collaborative.
        TooSoon: only they themselves can end this from one moment to the next.
    """
    hat = _held(hat)
    today = today_in(by.collaborative)
    if first_end(hat, by) > max(hat.since, today):
        raise TooSoon
    _somebody_stays(hat)
    audit.record(actor=by.person, verb="member.helps_end", target=hat)
    if hat.since >= today:
        hat.delete()
        return
    hat.until = today - timedelta(days=1)
    hat.save(update_fields=["until"])
    _tell(hat, by)


def _held(hat: Hat) -> Hat:
    """The row as it stands, while no other coordinator can go."""
    Collaborative.objects.select_for_update().get(pk=hat.collaborative_id)
    return Hat.objects.select_related("member__collaborative", "member__person").get(pk=hat.pk)


def _somebody_stays(hat: Hat) -> None:
    if hat.kind == Hat.Kind.COORDINATOR and is_last_coordinator(hat.member):
        raise LastCoordinator


def _tell(hat: Hat, by: Membership) -> None:
    """A letter to whoever it is about, if another person changed it."""
    if hat.member_id != by.pk and hat.member.person.email is not None:
        outbox.post(
            kind=HELPING,
            person=hat.member.person,
            words=Words(subject="", text=""),  # written when it goes, from the row
            edition=f"{hat.pk}-{uuid4().hex[:8]}",
            not_after=timezone.now() + LETTER_LASTS,
        )


@transaction.atomic
def ask(*, by: Membership, member: Membership, kind: str) -> None:
    """Ask somebody who is here to help; they do once they have said yes. Oneself needs no letter.

    Raises:
        NoLetterReachesThem: they have no address; speak to them.
        LooksAfterIt: whoever looks after it all cannot be independent of themselves.
    """
    after = Hat.objects.filter(member=member, kind=Hat.Kind.COORDINATOR)
    if kind == Hat.Kind.INDEPENDENT and after.not_over().exists():
        raise LooksAfterIt
    if member == by:
        actions.begin_to_help(member=member, kind=kind)
    elif member.person.email is None:
        raise NoLetterReachesThem
    else:
        actions.invite(by=by, address=member.person.email, name=member.chosen_name, helps_with=kind)


def _hat_of(letter: Letter) -> Hat | None:
    pk = int(letter.edition.partition("-")[0])
    return Hat.objects.select_related("member__collaborative").filter(pk=pk).first()


def still_applies(letter: Letter) -> bool:
    hat = _hat_of(letter)
    return hat is not None and hat.member.left_on is None


def written(letter: Letter) -> Words:
    """How it stands now, however often it was changed since."""
    hat = _hat_of(letter)
    if hat is None:
        raise Hat.DoesNotExist
    today = today_in(hat.member.collaborative)
    return compose(
        letter,
        subject="What you are helping with",
        template="letters/helping.txt",
        to=hat.member,
        context={"hat": hat, "over": hat.until is not None and hat.until < today},
    )


kinds.announce(HELPING, Kind(written, still_applies))
