"""Asking bodies for a yes, what they are called, rules that may be none, cards from elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from collaborative import audit
from collaborative.keys import new_key
from members.access import today_in
from members.models import Collaborative, Membership
from prototypes.errors import ChangedMeanwhile, NameIsTaken
from prototypes.models import (
    Body,
    BodyName,
    Inspiration,
    Permission,
    PermissionStep,
    Prototype,
    RedTape,
)

MOST_NAMES = 20  # that one body may have had


def body_called(place: int, name: str) -> Body:
    """The body of that name, today's or an earlier one; a new one if there is none."""
    here = Body.objects.filter(collaborative=place)
    found = here.filter(name__iexact=name).first()
    found = found or here.filter(earlier__name__iexact=name).order_by("pk").first()
    return found or Body.objects.create(collaborative_id=place, name=name)


@transaction.atomic
def rename(*, body: Body, by: Membership, name: str) -> None:
    """It is called something else from today on; what it was called stays with it.

    Raises:
        NameIsTaken: another body is called that.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    if body.name == name:
        return
    BodyName.objects.update_or_create(
        body=body,
        name=body.name,
        defaults={"collaborative_id": body.collaborative_id, "until": today_in(by.collaborative)},
    )
    body.name = name
    try:
        with transaction.atomic():
            body.save(update_fields=["name"])
    except IntegrityError:
        raise NameIsTaken from None
    audit.record(actor=by.person, verb="body.rename", target=body)


@transaction.atomic
def want(
    *,
    by: Membership,
    key: str,
    body: str,
    text: str,
    asked_on: date | None,
    about: str = "",
    prototype: Prototype | None = None,
) -> Permission:
    """Something needs a yes; asked already, or not yet. ``key``: sent twice, it is one."""
    Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    known = Permission.objects.filter(key=key).first()
    if known and (known.collaborative_id, known.text) == (by.collaborative_id, text):
        return known
    of = body_called(by.collaborative_id, body)
    state = Permission.State.ASKED if asked_on else Permission.State.NOT_YET
    wanted = Permission.objects.create(
        collaborative=by.collaborative,
        key=new_key() if known else key,
        body=of,
        asked_as=of.name,
        prototype=prototype,
        text=text,
        about=about,
        state=state,
        asked_on=asked_on,
    )
    if asked_on:
        _step(wanted, asked_on, "")
    audit.record(actor=by.person, verb="permission.want", target=wanted)
    return wanted


@transaction.atomic
def hear(
    *,
    permission: Permission,
    by: Membership,
    seen: str,
    state: str,
    on: date,
    words: str = "",
    expires_on: date | None = None,
) -> Permission:
    """Asked, asked again, or answered on that day. ``words`` are conditions, or the reason.

    Raises:
        ChangedMeanwhile: somebody has told meanwhile.
    """
    permission = Permission.objects.select_for_update(of=("self",)).get(pk=permission.pk)
    if permission.edition != seen:
        raise ChangedMeanwhile
    answered = state in Permission.ANSWERED
    permission.state = state
    if state == Permission.State.NOT_YET:
        permission.asked_on = None
    elif permission.asked_on is None or permission.asked_on > on:
        permission.asked_on = on
    permission.answered_on = on if answered else None
    permission.conditions = words if state == Permission.State.CONDITIONS else ""
    permission.reason = words if state == Permission.State.REFUSED else ""
    permission.expires_on = expires_on
    if permission.asked_as != permission.body.name and state == Permission.State.ASKED:
        permission.asked_as = permission.body.name  # asked once more, of the body as it is now
    permission.save()
    _step(permission, on, words)
    audit.record(actor=by.person, verb="permission.hear", target=permission)
    return permission


def _step(permission: Permission, on: date, words: str) -> None:
    PermissionStep.objects.create(
        collaborative_id=permission.collaborative_id,
        permission=permission,
        state=permission.state,
        on=on,
        words=words,
    )


@transaction.atomic
def note_rule(*, by: Membership, key: str, **words: Any) -> RedTape:
    """A rule that stands in the way. ``key``: sent twice, it is one."""
    row, new = RedTape.objects.get_or_create(
        key=key,
        collaborative=by.collaborative,
        defaults={**words, "noted_on": today_in(by.collaborative)},
    )
    if new:
        audit.record(actor=by.person, verb="red_tape.note", target=row)
    return row


@transaction.atomic
def change_rule(*, row: RedTape, by: Membership, seen: str, **words: Any) -> RedTape:
    """Somebody found out where it is written, or that it is not.

    Raises:
        ChangedMeanwhile: it is no longer the edition ``seen``.
    """
    row = RedTape.objects.select_for_update().get(pk=row.pk)
    if row.edition != seen:
        raise ChangedMeanwhile
    for name, value in words.items():
        setattr(row, name, value)
    row.save(update_fields=[*words])
    audit.record(actor=by.person, verb="red_tape.change", target=row)
    return row


@transaction.atomic
def pin(*, by: Membership, key: str, **words: Any) -> Inspiration:
    """A card from elsewhere. ``key``: sent twice, it is one."""
    row, new = Inspiration.objects.get_or_create(
        key=key,
        collaborative=by.collaborative,
        defaults={**words, "pinned_on": today_in(by.collaborative)},
    )
    if new:
        audit.record(actor=by.person, verb="inspiration.pin", target=row)
    return row
