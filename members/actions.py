"""Changes of more than one row: inviting, coming in, resting, leaving, a card, which letters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from collaborative import audit
from collaborative.keys import new_token, token_hash
from collaborative.models import Letter
from members import erasure, lanyards, letters, listening
from members.access import is_last_coordinator, today_in
from members.digest import DIGEST
from members.errors import LastCoordinator, LinkIsOver, NobodyToTurnTo
from members.models import (
    Collaborative,
    Hat,
    Invitation,
    JoinRequest,
    Membership,
    PaperCode,
    Preferences,
    User,
)

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def invite(
    *,
    by: Membership,
    address: str,
    name: str,
    helps_with: str = "",
    helps_until: date | None = None,
) -> None:
    """Write one letter with one link to somebody new; the newest link is the only one.

    Says nothing about the address: for somebody who is here already, resting
    or not, there is no letter, and whoever invites hears the same. Only who
    is asked to help (``helps_with``, a kind of ``Hat``, perhaps ``helps_until``
    a day) gets one there, too: they help once they have said yes.

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
    asked = before.exclude(helps_with="").first() if not helps_with else None
    before.delete()
    token = new_token()
    invitation = Invitation.objects.create(
        collaborative=place,
        member=member,
        token_hash=token_hash(token),
        helps_with=asked.helps_with if asked else helps_with,
        helps_until=asked.helps_until if asked else helps_until,
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
def take_back(*, by: Membership, address: str) -> None:
    """End every open invitation to an address. Says nothing of whether there was one.

    Whoever never came in is forgotten: the name and the address were typed by somebody else.
    """
    sent = Invitation.objects.filter(
        collaborative=by.collaborative_id,
        member__person__email=address.strip().lower(),
        used_at=None,
    )
    for invitation in sent.select_related("member__person"):
        member, person = invitation.member, invitation.member.person
        audit.record(actor=by.person, verb="member.take_back", target=member)
        invitation.delete()
        if member.state == Membership.State.INTRODUCED:
            member.delete()
            if not Membership.objects.filter(person=person).exists():
                lanyards.forget(person, by=by.person)
                person.delete()


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
    # Whoever comes to help gets the letters that all get.
    state = Membership.State.ACTIVE if invitation.helps_with else Membership.State.WELCOMED
    changed = introduced.update(state=state, chosen_name=name, digest_upto=now)
    member = Membership.objects.select_related("person", "collaborative").get(
        pk=invitation.member_id
    )
    if changed != 1 and (not invitation.helps_with or member.left_on is not None):
        raise LinkIsOver
    audit.record(actor=member.person, verb="member.accept", target=member)
    if invitation.helps_with:
        begin_to_help(member=member, kind=invitation.helps_with, until=invitation.helps_until)
    return member


@transaction.atomic
def begin_to_help(*, member: Membership, kind: str, until: date | None = None) -> None:
    """From today on, or for a while; somebody's own yes. Said twice, it is one: the longer."""
    today = today_in(member.collaborative)
    worn = Hat.objects.on(today).filter(member=member, kind=kind).order_by("-since", "-pk")
    hat = worn.first() or Hat(
        collaborative_id=member.collaborative_id, member=member, kind=kind, since=today
    )
    if hat.pk and (hat.until is None or (until and hat.until >= until)):
        return
    hat.until = max(until, today) if until else None
    hat.save()
    if kind in (Hat.Kind.COORDINATOR, *Hat.LISTENING):  # nobody else holds a key to those
        PaperCode.objects.filter(person=member.person_id, handed=True).delete()
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
    gladly: Collection[str] = (),
) -> None:
    """Write somebody's own card anew."""
    card.chosen_name = chosen_name
    card.brings_me_here = brings_me_here
    card.ask_me_about = ask_me_about
    card.i_like, card.gladly = i_like, list(gladly)
    card.save(update_fields=["chosen_name", "brings_me_here", "ask_me_about", "i_like", "gladly"])
    audit.record(actor=by, verb="member.card", target=card)


@transaction.atomic
def rest(*, card: Membership, by: User) -> None:
    """No letters, and nothing asked of them, until they say otherwise."""
    taking_part = Membership.objects.taking_part().filter(pk=card.pk)
    if taking_part.update(state=Membership.State.RESTING):
        JoinRequest.objects.filter(welcomed_by=card).update(welcomed_by=None)
        erasure.part_buddies(card)
        audit.record(actor=by, verb="member.rest", target=card)


@transaction.atomic
def come_back(*, card: Membership, by: User) -> None:
    """Take part again. The next digest begins today: nobody comes back to a pile."""
    resting = Membership.objects.filter(pk=card.pk, state=Membership.State.RESTING)
    if resting.update(state=Membership.State.ACTIVE, digest_upto=timezone.now()):
        audit.record(actor=by, verb="member.come_back", target=card)


@transaction.atomic
def leave(*, card: Membership, by: User, keeps_name: bool) -> None:
    """Leave one collaborative. With the last one the address and all that is private go too.

    An open invitation to another place keeps the address, or it would lead nowhere.

    Raises:
        LastCoordinator: somebody else must look after it first.
    """
    place = Collaborative.objects.select_for_update().get(pk=card.collaborative_id)
    person = User.objects.select_for_update().get(pk=card.person_id)
    if is_last_coordinator(card):
        raise LastCoordinator
    erasure.let_go(card, keeps_name=keeps_name)
    lanyards.leave(person, place)
    audit.record(actor=by, verb="member.leave", target=card)
    elsewhere = Membership.objects.current().filter(person=person).exists()
    invited = Invitation.objects.open().filter(member__person=person).exists()
    if not elsewhere and not invited:
        erasure.wipe(person, by=by)


@transaction.atomic
def greet_by_name(*, card: Membership, by: User, yes: bool) -> None:
    """Whether the name may stand on the public page of the days when they say hello."""
    Membership.objects.filter(pk=card.pk).update(greets_by_name=yes)
    audit.record(actor=by, verb="member.greet_by_name", target=card)


@transaction.atomic
def look_after(
    *, place: Collaborative, by: User, shows_come: bool, welcomes_strangers: bool
) -> None:
    """Open or shut the pages that anybody in the world may read."""
    shown = {"shows_come": shows_come, "welcomes_strangers": welcomes_strangers}
    Collaborative.objects.filter(pk=place.pk).update(**shown)
    audit.record(actor=by, verb="collaborative.look_after", target=place)


@transaction.atomic
def say_about_privacy(*, place: Collaborative, by: User, words: str) -> None:
    """The paragraph of their own under what we all promise."""
    Collaborative.objects.filter(pk=place.pk).update(privacy_words=words)
    audit.record(actor=by, verb="collaborative.privacy", target=place)


@transaction.atomic
def choose_letters(*, by: User, **wishes: Any) -> None:
    """Which letters somebody wants, and when; what came of it is planned anew for that hour."""
    Preferences.objects.update_or_create(person=by, defaults=wishes)
    waiting = Letter.objects.filter(kind=DIGEST, person=by, state=Letter.State.WAITING)
    waiting.delete()


def told_names_only(*, by: User) -> None:
    """Somebody has had the one hint about their own job."""
    Preferences.objects.update_or_create(person=by, defaults={"told_names_only": True})


def choose_look(*, by: User, look: str | None = None, large_print: bool | None = None) -> None:
    """How pages look to somebody; ``None`` leaves that part as it is."""
    chosen = {"look": look, "large_print": large_print}
    Preferences.objects.update_or_create(
        person=by, defaults={name: value for name, value in chosen.items() if value is not None}
    )
