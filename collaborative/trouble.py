"""Why a letter did not go, in plain words. Never the other server's: they may quote people."""

from __future__ import annotations

import ssl
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

# Class → how it is kept on the letter. The first that fits counts: an SMTPException is an OSError.
KINDS: list[tuple[type[BaseException], str]] = [
    (SMTPRecipientsRefused, "address"),
    (SMTPAuthenticationError, "sign_in"),
    (SMTPSenderRefused, "sender"),
    (SMTPConnectError, "no_server"),
    (SMTPServerDisconnected, "no_server"),
    (SMTPException, "refused"),
    (ssl.SSLError, "secure"),
    (OSError, "no_server"),
]

WORDS = {
    "address": "The mail server says that nobody has this address, or that it takes no post.",
    "sign_in": "The mail server does not know our name or password."
    " Look at both in EMAIL_URL; some providers want a password made for this alone.",
    "sender": "The mail server does not let us write from our own address. Look at MAIL_FROM.",
    "no_server": "No mail server answers where we look for one."
    " Look at the name and the port in EMAIL_URL.",
    "secure": "The mail server and we could not agree on a safe line. Look at the port in"
    " EMAIL_URL: 587 goes with submission:// and 465 with smtps://.",
    "refused": "The mail server did not take this letter, and did not say why in a way we know.",
    "ours": "Something of ours went wrong before the letter reached a mail server."
    " The log of the worker says where.",
}


def kind_of(error: BaseException) -> str:
    """A key of ``WORDS``."""
    return next((kind for known, kind in KINDS if isinstance(error, known)), "ours")
