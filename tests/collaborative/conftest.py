"""A kind of letter that exists only here: a postcard to everybody with an address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F, Value
from django.utils import timezone

from collaborative import outbox
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from members.models import User
from tests.factories import UserFactory

KIND = "postcard"


class Postcards:
    """What the tests turn: who gets one, until when, and what happens on the way."""

    def __init__(self) -> None:
        self.window = (timedelta(hours=-1), timedelta(days=1))
        self.applies: bool = True
        self.words = Words(subject="Hello from the sea", text="The sea is here.")
        self.render: Any = lambda letter: self.words
        self.after_sending: Any = lambda letter: None
        self.stopped: list[int] = []

    def due(self) -> Any:
        start, end = self.window
        now = timezone.now()
        return User.objects.filter(is_active=True).annotate(
            person=F("pk"),
            about=F("pk"),
            edition=Value(""),
            not_before=Value(now + start),
            not_after=Value(now + end),
        )


@pytest.fixture
def postcards(monkeypatch: pytest.MonkeyPatch) -> Postcards:
    cards = Postcards()
    kind = Kind(
        due=cards.due,
        still_applies=lambda letter: cards.applies,
        render=lambda letter: cards.render(letter),
        sent=lambda letter: cards.after_sending(letter),
        says="postcards",
        stop=cards.stopped.append,
    )
    for name in list(kinds):  # nobody else's letters
        monkeypatch.delitem(kinds, name)
    monkeypatch.setitem(kinds, KIND, kind)
    return cards


@pytest.fixture
def letter(db: None, postcards: Postcards) -> Letter:
    """One postcard, planned and due."""
    UserFactory(email="abi@example.org")
    assert outbox.plan(KIND, postcards.due()) == 1
    return Letter.objects.get()
