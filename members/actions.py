"""Changes of more than one row: inviting, coming in, a card, which letters."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from collaborative import audit
from collaborative.keys import new_token, token_hash
from members import letters, listening
from members.access import today_in
from members.errors import LinkIsOver, NobodyToTurnTo
from members.models import Collaborative, Hat, Invitation, Membership, Preferences, User

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def invite(*, by: Membership, address: str, name: str, helps_with: str = "") -> None:
    """Write one letter with one link to somebody new; the newest link is the only one.

    Says nothing about the address: for somebody who is here already, resting
    or not, there is no letter, and whoever invites hears the same. Only who
    is asked to help (``helps_with``, a kind of ``Hat``) gets one there, too:
    they help once they have said yes.

    Raises:
        NobodyToTurnTo: nobody is named yet for when something feels wrong.
    """
    place = Collaborative.objects.select_for_update().get(pk=by.collaborative_id)
    if not helps_with and listening.missing(place):
        raise NobodyToTurnTo
    person, _ = User.objects.get_or_create(
        email=address.strip().lower(), defaults={"password": make_password(None)}
    )
    member = Membership.objects.filter(collaborative=place, person=person, left_on=None).first()
    here = member is not None and member.state != Membership.State.INTRODUCED
    if here and not helps_with:
        return
    if member is None:
        member = Membership(collaborative=place, person=person)
        member.state = Membership.State.INTRODUCED
    if not here:
        member.chosen_name = name
        member.save()
    before = Invitation.objects.filter(member=member, used_at=None)
    asked = before.exclude(helps_with="").values_list("helps_with", flat=True).first()
    before.delete()
    token = new_token()
    invitation = Invitation.objects.create(
        collaborative=place,
        member=member,
        token_hash=token_hash(token),
        helps_with=helps_with or asked or "",
        not_after=timezone.now() + INVITATION_LASTS,
    )
    audit.record(actor=by.person, verb="member.invite", target=member)
    letters.post_invitation(invitation, token=token)


@transaction.atomic
def invite_many(*, by: Membership, people: list[tuple[str, str]]) -> None:
    """Addresses with names, all or none. Who holds an open invitation gets no second letter.

    Raises:
        NobodyToTurnTo: nobody is named yet for when something feels wrong.
    """
    waiting = Invitation.objects.open().filter(collaborative=by.collaborative_id)
    asked = set(waiting.values_list("member__person__email", flat=True))
    for address, name in people:
        if address.strip().lower() not in asked:
            invite(by=by, address=address, name=name)


@transaction.atomic
def accept(*, invitation: Invitation, name: str) -> Membership:
    """Come in by a link, which then is used; the name is the person's own choice.

    Raises:
        LinkIsOver: somebody was faster, or a newer link has been sent.
    """
    now = timezone.now()
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None, not_after__gt=now)
    if used.update(used_at=now) != 1:
        raise LinkIsOver
    introduced = Membership.objects.filter(
        pk=invitation.member_id, state=Membership.State.INTRODUCED, left_on=None
    )
    changed = introduced.update(state=Membership.State.WELCOMED, chosen_name=name, digest_upto=now)
    member = Membership.objects.select_related("person", "collaborative").get(
        pk=invitation.member_id
    )
    if changed != 1 and (not invitation.helps_with or member.left_on is not None):
        raise LinkIsOver
    audit.record(actor=member.person, verb="member.accept", target=member)
    if invitation.helps_with:
        begin_to_help(member=member, kind=invitation.helps_with)
    return member


@transaction.atomic
def begin_to_help(*, member: Membership, kind: str) -> None:
    """From today on; somebody's own yes. Said twice, it is one."""
    today = today_in(member.collaborative)
    worn = Hat.objects.on(today).filter(member=member, kind=kind)
    if worn.exists():
        return
    hat = Hat.objects.create(
        collaborative_id=member.collaborative_id, member=member, kind=kind, since=today
    )
    audit.record(actor=member.person, verb="member.helps", target=hat)


@transaction.atomic
def change_card(
    *,
    card: Membership,
    by: User,
    chosen_name: str,
    brings_me_here: str = "",
    ask_me_about: str = "",
    i_like: str = "",
) -> None:
    """Write somebody's own card anew."""
    card.chosen_name = chosen_name
    card.brings_me_here = brings_me_here
    card.ask_me_about = ask_me_about
    card.i_like = i_like
    card.save(update_fields=["chosen_name", "brings_me_here", "ask_me_about", "i_like"])
    audit.record(actor=by, verb="member.card", target=card)


def choose_letters(*, by: User, reminder: bool, digest: bool) -> None:
    """Which letters somebody wants."""
    Preferences.objects.update_or_create(
        person=by, defaults={"reminder": reminder, "digest": digest}
    )


def choose_look(*, by: User, look: str | None = None, large_print: bool | None = None) -> None:
    """How pages look to somebody; ``None`` leaves that part as it is."""
    chosen = {"look": look, "large_print": large_print}
    Preferences.objects.update_or_create(
        person=by, defaults={name: value for name, value in chosen.items() if value is not None}
    )
