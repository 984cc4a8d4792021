"""Signing in: allauth's way of doing it, our letters, our words, one answer for everybody."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from collaborative.http import page
from members import letters, tries
from members.models import User

CODE_LETTER = "account/email/login_code"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Where allauth asks how things are done here. Its table of addresses stays empty."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": "This code does not fit. Type the digits of our newest letter.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are invited."""
        return False

    def generate_login_code(self) -> str:
        """Six digits to type on a phone; twelve while somebody is guessing."""
        digits = tries.MANY_DIGITS if tries.is_long(self.request) else tries.DIGITS
        return f"{secrets.randbelow(10**digits):0{digits}}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter with a code into the outbox.

        Never sent in the request: a slow mail server would tell whether we
        know the address. allauth's other letters speak of passwords and
        confirmed addresses, which do not exist here.
        """
        person = User.objects.known_by(email)
        if template_prefix == CODE_LETTER and person is not None:
            letters.post_code(person, code=context["code"])

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what has happened."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Shut between the asking and the typing: the same page as for a code that is over."""
        return page(request, "calm.html", status=404)
