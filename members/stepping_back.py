"""Asking somebody to step back: one asks, another agrees, and a third hears the appeal.

Who can be one of the two stands in ``members.circle``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from collaborative import audit
from collaborative.chores import chores
from collaborative.registry import Registry
from members import actions, signing_out, stepping_letters
from members.access import is_last_coordinator, today_in
from members.circle import Circle, circle, may_see
from members.errors import AskedAlready, NeedsAnother
from members.models import Collaborative, Hat, Invitation, JoinRequest, Membership, StepBack
from members.models.stepping_back import WAITS, WORDS_KEPT

# What opens something of a place without signing in: each is ended for this card.
links: Registry[Callable[[Membership], None]] = Registry()


@transaction.atomic
def ask(*, by: Membership, about: Membership, second: Membership, why: str) -> StepBack:
    """Ask for it. Until the second person agrees nothing happens, and nobody else hears of it.

    Raises:
        NeedsAnother: ``by`` may not ask this, or ``second`` cannot be the second.
        AskedAlready: two are at it, or it stands.
    """
    place = Collaborative.objects.select_for_update().get(pk=by.collaborative_id)
    now = circle(place)
    if not now.may_ask(by.pk, about.pk) or second.pk not in now.seconds(by.pk, about.pk):
        raise NeedsAnother
    StepBack.objects.filter(
        member=about, confirmed_at=None, asked_at__lte=timezone.now() - WAITS
    ).delete()
    if StepBack.objects.filter(member=about, ended_at=None).exists():
        raise AskedAlready
    asked = StepBack.objects.create(
        collaborative=place, member=about, asked_by=by, second=second, why=why
    )
    audit.record(actor=by.person, verb="member.ask_step_back", target=asked)
    stepping_letters.post_second(asked)
    return asked


@transaction.atomic
def agree(*, asked: StepBack, by: Membership) -> None:
    """The second person's yes: from this moment the door is shut, on every device.

    Raises:
        NeedsAnother: ``by`` is not the second person, or one of the two is none any more.
    """
    place = Collaborative.objects.select_for_update().get(pk=asked.collaborative_id)
    asked = StepBack.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if by.pk != asked.second_id or asked.asked_by_id is None:
        raise NeedsAnother
    if asked.stands:
        return
    now = circle(place)
    possible = asked.waits and now.may_ask(asked.asked_by_id, asked.member_id)
    if not possible or by.pk not in now.seconds(asked.asked_by_id, asked.member_id):
        raise NeedsAnother
    member = Membership.objects.select_for_update(of=("self",)).get(pk=asked.member_id)
    _look_after_it(asked, member, now)
    asked.was, asked.confirmed_at = member.state, timezone.now()
    asked.save()
    _shut(member, at=asked.confirmed_at)
    audit.record(actor=by.person, verb="member.step_back", target=asked)
    stepping_letters.post_why(asked)


def _look_after_it(asked: StepBack, member: Membership, now: Circle) -> None:
    """Where it is about the only one who looks after things, one of the two does from now on."""
    if not is_last_coordinator(member):
        return
    pair = (asked.asked_by, asked.second)
    after = next(one for one in pair if one is not None and one.pk not in now.independent)
    worn = Hat.objects.on(today_in(after.collaborative)).filter(
        member=after, kind=Hat.Kind.COORDINATOR
    )
    if not worn.update(until=None):
        actions.begin_to_help(member=after, kind=Hat.Kind.COORDINATOR)


def _shut(member: Membership, *, at: datetime) -> None:
    """The card stays as it is. What opens anything for them ends now."""
    member.state, member.stepped_back_at = Membership.State.RESTING, at
    member.greets_by_name = False
    member.save(update_fields=["state", "stepped_back_at", "greets_by_name"])
    Invitation.objects.filter(member=member, used_at=None).delete()
    JoinRequest.objects.filter(welcomed_by=member).update(welcomed_by=None)
    for end_links in links.values():
        end_links(member)
    signing_out.everywhere(member.person)


@transaction.atomic
def drop(*, asked: StepBack, by: Membership) -> None:
    """No from the second person, or second thoughts of the first: nothing of it is kept.

    Raises:
        NeedsAnother: ``by`` is neither of the two.
    """
    if by.pk not in (asked.asked_by_id, asked.second_id):
        raise NeedsAnother
    gone, _ = StepBack.objects.filter(pk=asked.pk, confirmed_at=None).delete()
    if gone:
        audit.record(actor=by.person, verb="member.drop_step_back", target=asked)


@transaction.atomic
def bring_back(*, asked: StepBack, by: Membership) -> None:
    """It is over: they come back as what they were, without a pile of letters.

    Raises:
        NeedsAnother: ``by`` is neither one of the two nor the one who hears the appeal.
    """
    if not may_see(asked, by):
        raise NeedsAnother
    now = timezone.now()
    standing = StepBack.objects.standing().filter(pk=asked.pk)
    if standing.update(ended_at=now) != 1:
        return
    Membership.objects.filter(pk=asked.member_id).exclude(state__in=Membership.GONE).update(
        state=asked.was, stepped_back_at=None, digest_upto=now
    )
    audit.record(actor=by.person, verb="member.bring_back", target=asked)
    stepping_letters.post_over(asked)


def let_go_of_old(now: datetime) -> int:
    """What nobody agreed to goes whole; of what is long over, the words."""
    gone, _ = StepBack.objects.filter(confirmed_at=None, asked_at__lte=now - WAITS).delete()
    old = StepBack.objects.filter(ended_at__lt=now - WORDS_KEPT).exclude(why="")
    return gone + old.update(why="")


chores.announce("asking to step back", let_go_of_old)
