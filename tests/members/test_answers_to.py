"""An answer to a letter goes to the place that wrote it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from collaborative.tasks import tick
from members.letters import post_code, post_test
from members.models import Membership
from members.settings import mark, values_of
from tests.conftest import as_
from tests.factories import ReplyFactory

pytestmark = pytest.mark.django_db


def test_to_the_place_and_else_to_whoever_runs_the_site(
    client: Client, coordinator: Membership, settings: Any
) -> None:
    settings.LETTERS_REPLY_TO = ["site@example.org"]
    place = coordinator.collaborative
    typed = {"phone": "", "answers_to": "table@example.org", "footer": ""}
    form = {f"reach-{name}": value for name, value in typed.items()}
    form |= {"part": "reach", "reach-was": mark(values_of(place, "reach"))}
    page = f"/{place.slug}/look-after/settings/"
    assert as_(client, coordinator).post(page, form).status_code == 302

    here = ReplyFactory(meeting__collaborative=place, member__collaborative=place).member
    there = ReplyFactory().member
    post_test(coordinator)  # words that were written when it was posted
    post_code(there.person, code="123456")
    tick()
    goes = {(m.to[0], tuple(m.reply_to)) for m in mail.outbox}
    assert goes == {
        (here.person.email, ("table@example.org",)),
        (coordinator.person.email, ("table@example.org",)),
        (there.person.email, ("site@example.org",)),
    }
