"""Changes of more than one row: inviting, coming in, a card, which letters."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from collaborative import audit
from collaborative.keys import new_token, token_hash
from members import letters
from members.errors import LinkIsOver
from members.models import Collaborative, Invitation, Membership, Preferences, User

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def invite(*, by: Membership, address: str, name: str) -> None:
    """Write one letter with one link to somebody new; the newest link is the only one.

    Says nothing about the address: for somebody who is here already, resting
    or not, there is no letter, and whoever invites hears the same.
    """
    place = Collaborative.objects.select_for_update().get(pk=by.collaborative_id)
    person, _ = User.objects.get_or_create(
        email=address.strip().lower(), defaults={"password": make_password(None)}
    )
    member = Membership.objects.filter(collaborative=place, person=person, left_on=None).first()
    if member is not None and member.state != Membership.State.INTRODUCED:
        return
    if member is None:
        member = Membership(collaborative=place, person=person)
        member.state = Membership.State.INTRODUCED
    member.chosen_name = name
    member.save()
    Invitation.objects.filter(member=member, used_at=None).delete()
    token = new_token()
    invitation = Invitation.objects.create(
        collaborative=place,
        member=member,
        token_hash=token_hash(token),
        not_after=timezone.now() + INVITATION_LASTS,
    )
    audit.record(actor=by.person, verb="member.invite", target=member)
    letters.post_invitation(invitation, token=token)


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
    if changed != 1:
        raise LinkIsOver
    member = Membership.objects.select_related("person", "collaborative").get(
        pk=invitation.member_id
    )
    audit.record(actor=member.person, verb="member.accept", target=member)
    return member


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


def told_names_only(*, by: User) -> None:
    """Somebody has had the one hint about their own job."""
    Preferences.objects.update_or_create(person=by, defaults={"told_names_only": True})


def choose_look(*, by: User, look: str | None = None, large_print: bool | None = None) -> None:
    """How pages look to somebody; ``None`` leaves that part as it is."""
    chosen = {"look": look, "large_print": large_print}
    Preferences.objects.update_or_create(
        person=by, defaults={name: value for name, value in chosen.items() if value is not None}
    )
