"""Extras that nobody needs: a passkey instead of the code, and an app that is asked after it.

allauth.mfa keeps them and does the reckoning. Two things are ours: a passkey
is a second way in and never a second lock (whoever loses the phone still has
their letters), and each change is told in a letter.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from collaborative import audit
from members import letters
from members.models import Membership, User
from members.sessions import IN_AT, by_handed_code

FRESH = 15 * 60
MOST_PASSKEYS = 10
NAME = "Living Well"

Kind = Authenticator.Type
WORDS = {
    Kind.WEBAUTHN: "A passkey",
    Kind.TOTP: "An app that is asked as well",
    Kind.RECOVERY_CODES: "Spare codes for that app",
}


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Where allauth asks how things are done here."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code does not fit. Type the one that stands there now.",
    }

    def is_mfa_enabled(self, user: User, types: Any = None) -> bool:
        """Whether something is asked after the code: the app, never a passkey."""
        asked = {Kind.TOTP} if types is None else set(types) - {Kind.WEBAUTHN}
        found = Authenticator.objects.filter(user_id=user.pk, type__in=asked)
        return bool(asked) and found.exists()

    def get_totp_issuer(self) -> str:
        return NAME

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What their own device shows them: a name on one of their cards, and no address."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        card = Membership.objects.current().filter(person=user).order_by("pk").first()
        name = card.chosen_name if card else NAME
        return {**entity, "name": name, "display_name": name}


def is_fresh(request: HttpRequest) -> bool:
    """Whether they came in just now: a phone left on a table must not give its finder a key.

    With a code that somebody else has handed over they never did.
    """
    if by_handed_code(request):
        return False
    return time.time() - float(request.session.get(IN_AT, 0)) < FRESH


def held_by(person: User) -> dict[str, list[Authenticator]]:
    """What somebody switched on, by kind; one query."""
    found: dict[str, list[Authenticator]] = {kind: [] for kind in Kind.values}
    for one in Authenticator.objects.filter(user_id=person.pk).order_by("created_at", "pk"):
        found[one.type].append(one)
    return found


def mark(one: Authenticator) -> str:
    """What a form calls it: no number of ours stands on a page."""
    return salted_hmac("members.extras", str(one.pk)).hexdigest()[:20]


@transaction.atomic
def add_passkey(*, by: User, name: str, credential: dict[str, Any]) -> None:
    WebAuthn.add(by, name, credential)
    _note(by, "member.passkey")


@transaction.atomic
def switch_on(*, by: User, secret: str) -> list[str]:
    """The app is asked from now on; ten codes for the day when the phone is lost."""
    TOTP.activate(by, secret)
    _note(by, "member.app_on")
    return new_codes(by=by)


@transaction.atomic
def new_codes(*, by: User) -> list[str]:
    """Ten codes, shown this once; those before are void."""
    Authenticator.objects.filter(user_id=by.pk, type=Kind.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(by).generate_codes()
    audit.record(actor=by, verb="member.spare_codes", target=by)
    return [f"{code[:4]} {code[4:]}" for code in codes]


@transaction.atomic
def take_off(*, by: User, which: str) -> bool:
    """Take off a passkey by its mark, or the app with its codes (``"app"``)."""
    mine = Authenticator.objects.filter(user_id=by.pk)
    if which == "app":
        gone, _ = mine.exclude(type=Kind.WEBAUTHN).delete()
    else:
        keys = [one.pk for one in mine.filter(type=Kind.WEBAUTHN) if mark(one) == which]
        gone, _ = mine.filter(pk__in=keys).delete()
    if gone:
        _note(by, "member.key_off")
    return bool(gone)


def forget(person: User) -> None:
    Authenticator.objects.filter(user_id=person.pk).delete()


def _note(person: User, verb: str) -> None:
    audit.record(actor=person, verb=verb, target=person)
    letters.post_keys_changed(person, edition=secrets.token_hex(8))
