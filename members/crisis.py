"""Who to turn to when today is hard, by nation; in each at least one to text.

Checked in November 2026 against the services' own pages. Numbers change
seldom, and are data: ``docs/`` says how to look them over once a year.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """Read as "name: says number"; ``number`` may say what to press: "111 and choose 2"."""

    name: str
    says: str
    number: str
    href: str


SAMARITANS = Line("Samaritans, day and night", "ring", "116 123", "tel:116123")
SHOUT = Line("Shout, by text", "send SHOUT to", "85258", "sms:85258")
DANGER = Line("In danger", "ring", "999", "tel:999")

BY_NATION: dict[str, list[Line]] = {
    "ENG": [
        Line("NHS mental health help", "ring", "111 and choose 2", "tel:111"),
        SAMARITANS,
        SHOUT,
        DANGER,
    ],
    "SCT": [
        Line("NHS 24, mental health hub", "ring", "111 and choose 2", "tel:111"),
        SAMARITANS,
        SHOUT,
        DANGER,
    ],
    "WLS": [
        Line("NHS 111 Wales", "ring", "111 and choose 2", "tel:111"),
        SAMARITANS,
        SHOUT,
        DANGER,
    ],
    "NIR": [
        Line("Lifeline", "ring", "0808 808 8000", "tel:08088088000"),
        SAMARITANS,
        SHOUT,
        DANGER,
    ],
}


def lines(nation: str = "ENG") -> list[Line]:
    return BY_NATION[nation]
