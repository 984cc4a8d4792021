"""Asking to join, and being welcomed: a stranger's one line, for a month, behind a few doors."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from collaborative import audit
from collaborative.chores import chores
from members import access, actions
from members.models import Collaborative, JoinRequest, Membership

AT_ONCE = 30  # so many stand on one page; more than that is mischief, and goes by itself


def one_form(contact: str) -> str:
    """An address or number as the table holds it: asked twice, it is one row."""
    if "@" in contact:
        return contact.strip().lower()
    return ("+" if contact.strip().startswith("+") else "") + re.sub(r"\D", "", contact)


@transaction.atomic
def ask(*, place: Collaborative, name: str, contact: str) -> None:
    """Note that somebody would like to join. Nothing tells them whether we knew the address."""
    request, _ = JoinRequest.objects.update_or_create(
        collaborative=place,
        contact=one_form(contact),
        defaults={"chosen_name": name, "asked_at": timezone.now()},
    )
    audit.record(actor=None, verb="join.ask", target=request)


@transaction.atomic
def say_hello(*, request: JoinRequest, by: Membership) -> bool:
    """Take it on to welcome somebody; False when another was faster."""
    free = JoinRequest.objects.filter(pk=request.pk, welcomed_by=None)
    taken = free.update(welcomed_by=by) == 1
    if taken:
        audit.record(actor=by.person, verb="join.hello", target=request)
    return taken


def may_reach(me: Membership, request: JoinRequest) -> bool:
    """Whoever said they would say hello, and whoever looks after the collaborative."""
    return request.welcomed_by_id == me.pk or access.looks_after(me)


def look(*, request: JoinRequest, by: Membership) -> str:
    """How to reach them; each look is noted."""
    audit.record(actor=by.person, verb="join.look", target=request)
    return request.contact


@transaction.atomic
def invite(*, request: JoinRequest, by: Membership) -> None:
    """Send the letter with the link, and keep nothing of the asking."""
    actions.invite(by=by, address=request.contact, name=request.chosen_name)
    let_go(request=request, by=by)


@transaction.atomic
def let_go(*, request: JoinRequest, by: Membership) -> None:
    """They have been spoken to, or need not be."""
    audit.record(actor=by.person, verb="join.let_go", target=request)
    request.delete()


def forget_old(now: datetime) -> int:
    """A month is long enough to keep a stranger's number."""
    return JoinRequest.objects.old().delete()[0]


chores.announce("join requests", forget_old)
