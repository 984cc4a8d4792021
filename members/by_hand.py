"""A way in that is handed over on paper, for the day when no letter arrives.

Two kinds. A *slip* for somebody invited: a second link to the same invitation
and, for somebody who is nowhere yet, one code to come in again with. And a
*code* for a member whom letters do not reach. Whoever hands a code over may
have read it, so what is private stays shut to a session that began with one.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from collaborative import audit, post_office
from collaborative.keys import LETTERS, token_hash
from collaborative.square import Square, square
from members import actions, letters, opening, reaching
from members.access import today_in
from members.composing import link
from members.errors import NotTheirs
from members.models import Hat, Invitation, Membership, PaperCode, User
from members.models.membership import MembershipQuerySet

GROUPS = 4  # of four letters: short enough to type from paper, and 76 bits


@dataclass(frozen=True)
class Slip:
    """What stands on one piece of paper. ``name`` is what whoever invites typed."""

    name: str
    address: str
    link: str
    square: Square
    until: date
    code: str
    helps_with: str = ""


@transaction.atomic
def slip(*, by: Membership, address: str, name: str, helps_with: str = "") -> Slip:
    """Invite somebody (``actions.invite``), and write the same on paper for them.

    For somebody who is here already, link and code open nothing, and look the
    same: paper tells no more than a letter of whose address we know. Who is
    asked to look after things or to listen gets no code: whoever printed it
    could come in as them. They make codes of their own.

    Raises:
        NobodyToTurnTo: nobody is named yet for when something feels wrong.
    """
    address = address.strip().lower()
    found = _open_invitation(by, address)
    if found is None or (helps_with and found.helps_with != helps_with):
        actions.invite(by=by, address=address, name=name, helps_with=helps_with)
        found = _open_invitation(by, address)
    token = _token()
    kept_apart = helps_with in reaching.KEPT_APART
    code = "" if kept_apart else opening.new_code()
    if found is not None:
        Invitation.objects.filter(pk=found.pk).update(
            paper_hash=token_hash(token), not_after=timezone.now() + actions.INVITATION_LASTS
        )
        person = found.member.person
        if code and not Membership.objects.current().filter(person=person).exists():
            _keep(person, code)
        audit.record(actor=by.person, verb="member.slip", target=found.member)
    leads_to = link(f"/invitation/{token}/")
    return Slip(
        name=name,
        address=address,
        link=leads_to,
        square=square(leads_to),
        until=today_in(by.collaborative) + actions.INVITATION_LASTS,
        code=opening.spaced(code),
        helps_with=Hat.Kind(helps_with).label if helps_with else "",
    )


@transaction.atomic
def slips(*, by: Membership, people: list[tuple[str, str]]) -> list[Slip]:
    """For many, addresses with names: all or none.

    Raises:
        NobodyToTurnTo: nobody is named yet for when something feels wrong.
    """
    return [slip(by=by, address=address, name=name) for address, name in people]


def _open_invitation(by: Membership, address: str) -> Invitation | None:
    waiting = Invitation.objects.open().filter(collaborative=by.collaborative_id)
    return waiting.filter(member__person__email=address).order_by("-pk").first()


def _token() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(GROUPS))
    return "-".join(groups)


def _keep(person: User, code: str) -> None:
    """One code that somebody else has made; the one before is void."""
    PaperCode.objects.filter(person=person, handed=True).delete()
    PaperCode.objects.create(
        person=person, code_hash=opening.paper_hash(person.pk, code), handed=True
    )


def may_get_code(by: Membership) -> MembershipQuerySet:
    """Whom a code may be handed to: whom letters do not reach, or all while none goes at all.

    Never oneself, nor those who look after the place or listen (``reaching.KEPT_APART``), here or
    anywhere: what is said to them is private.
    """
    place = by.collaborative
    kept = Hat.objects.on(today_in(place)).filter(kind__in=reaching.KEPT_APART)
    if post_office.trouble():
        here = Membership.objects.taking_part().filter(
            collaborative=place, person__email__isnull=False
        )
    else:
        here = reaching.unreached(place)
    others = here.exclude(pk=by.pk).exclude(person__in=kept.values("member__person"))
    return others.by_name()


@transaction.atomic
def code_for(*, by: Membership, member: Membership) -> str:
    """One code for a member, shown this once; they are told of it by letter, when one goes.

    Raises:
        NotTheirs: letters reach them, or it is one whom nobody makes codes for.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=member.person_id)
    if not may_get_code(by).filter(pk=member.pk).exists():
        raise NotTheirs
    code = opening.new_code()
    _keep(person, code)
    audit.record(actor=by.person, verb="member.code_for", target=member)
    letters.post_keys_changed(person, edition=secrets.token_hex(8))
    return opening.spaced(code)
