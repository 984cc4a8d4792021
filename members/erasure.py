"""Taking words out for good, and taking a person out.

``strike`` is the only door for words in tables that refuse every change. It
leaves when, on which ground and, in the audit, by whom; never the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.utils import timezone

from collaborative import audit, files
from collaborative.models import Letter, StoredFile
from collaborative.takeout import holdings
from members import copies, extras, lanyards, photos, sessions
from members.access import is_last_coordinator, today_in
from members.errors import LastCoordinator
from members.models import (
    Buddying,
    Concern,
    Hat,
    Invitation,
    JoinRequest,
    Membership,
    PaperCode,
    Preferences,
    StepBack,
    User,
)

DOOR = "erasure.door"


@transaction.atomic
def strike(row: models.Model, *, field: str, ground: str, by: User) -> bool:
    """Empty the words of ``row.field``; False when they were struck before.

    The table has ``struck_at`` and ``ground`` beside the words.

    Raises:
        ValueError: no ground was given.
    """
    if not ground.strip():
        raise ValueError("Words are struck on a ground that is named.")
    standing = type(row)._default_manager.filter(pk=row.pk, struck_at=None)
    with _open_door():
        struck = standing.update(**{field: "", "struck_at": timezone.now(), "ground": ground})
    if struck:
        audit.record(actor=by, verb="erasure.strike", target=row)
        row.refresh_from_db()
    return bool(struck)


@contextmanager
def _open_door() -> Iterator[None]:
    """Open for this transaction, and shut before its end: it may go on to other things."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'open', true)", [DOOR])
    try:
        with transaction.atomic():  # after a failed statement we can still shut the door
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, '', true)", [DOOR])


@transaction.atomic
def erase(person: User, *, by: User | None, keeps_name: bool) -> None:
    """Take a person out. Their words stay, under the name they chose or as those of "a member".

    Address, private part, cards, helping, letters and files go; whatever is
    still open on some device ends with the next click.

    Raises:
        LastCoordinator: somebody else must look after a collaborative of theirs first.
    """
    for member in Membership.objects.filter(person=person).select_related("collaborative"):
        if is_last_coordinator(member):
            raise LastCoordinator
        let_go(member, keeps_name=keeps_name)
    wipe(person, by=by)
    audit.record(actor=by, verb="erasure.person", target=person)


def wipe(person: User, *, by: User | None) -> None:
    """Address, private part, files and letters: all that is not a card."""
    lanyards.forget(person, by=by)
    for file in StoredFile.objects.filter(owner=person):
        files.remove(file)
    copies.forget(owner=person)
    Letter.objects.filter(person=person).update(subject="", body="")
    Preferences.objects.filter(person=person).delete()
    PaperCode.objects.filter(person=person).delete()
    extras.forget(person)
    sessions.end(person=person, but=None)
    User.objects.filter(pk=person.pk).update(
        email=None, is_active=False, private_shut_at=None, address_written_in=False
    )


def part_buddies(member: Membership) -> None:
    """Whoever rests or goes has no buddy, and is none; the other may ask for another."""
    Buddying.objects.filter(newcomer=member).delete()
    Buddying.objects.filter(buddy=member).update(buddy=None)


def let_go(member: Membership, *, keeps_name: bool) -> None:
    """End one membership: helping, card and invitation; the name stays if they wish."""
    today = today_in(member.collaborative)
    Invitation.objects.filter(member=member).delete()
    part_buddies(member)
    JoinRequest.objects.filter(welcomed_by=member).update(welcomed_by=None)
    Concern.objects.filter(raised_by=member).update(raised_by=None)
    StepBack.objects.filter(member=member).delete()
    Hat.objects.filter(member=member, since__gt=today).delete()
    Hat.objects.filter(member=member).exclude(until__lt=today).update(until=today)
    photos.take_off(member)
    if member.left_on is None:
        member.state, member.left_on = Membership.State.LEFT, today
    member.keeps_name, member.greets_by_name, member.stepped_back_at = keeps_name, False, None
    member.was_called = member.chosen_name
    if not keeps_name:
        member.chosen_name = "a member"
    member.brings_me_here = member.ask_me_about = member.i_like = ""
    member.gladly = []
    member.save()
    for holding in holdings.values():  # what the floors above hold of this card
        if holding.let_go:
            holding.let_go(member)
