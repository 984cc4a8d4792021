"""Handing over: ask, print, stop. The last one cannot stop, and the page holds nothing private."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from collaborative.tasks import tick
from members import lanyards
from members.access import looks_after
from members.models import Hat, Membership
from tests.conftest import as_
from tests.factories import HatFactory, MeetingFactory, MeetingSeriesFactory
from tests.meetings.helpers import queries

pytestmark = pytest.mark.django_db


def page_of(me: Membership) -> str:
    return f"/{me.collaborative.slug}/look-after/hand-over/"


def send(client: Client, me: Membership, **data: str) -> Any:
    return as_(client, me).post(page_of(me), data, follow=True)


def still_does(me: Membership) -> bool:
    return looks_after(Membership.objects.select_related("collaborative").get(pk=me.pk))


def test_ask_say_yes_and_stop(client: Client, coordinator: Membership, member: Membership) -> None:
    assert "on its way" in send(client, coordinator, do="ask", who=member.key).text
    tick()
    (letter,) = mail.outbox
    link = re.search(r"http\S+(/invitation/\S+)", letter.body)
    assert link is not None
    as_(client, member).post(link[1])
    assert Hat.objects.get(member=member).until is None

    assert "Thank you for all of it" in send(client, coordinator, do="stop").text
    assert (still_does(coordinator), still_does(member)) == (False, True)
    assert client.get(page_of(coordinator)).status_code == 404


def test_the_last_one_stays_until_somebody_says_yes(
    client: Client, coordinator: Membership, member: Membership
) -> None:
    """A forged press, too; and somebody who does it for a while is not enough."""
    assert "End my part today" not in as_(client, coordinator).get(page_of(coordinator)).text
    HatFactory(member=member, kind="coordinator", until=timezone.localdate() + timedelta(days=9))
    assert "Nobody else looks after this forum yet" in send(client, coordinator, do="stop").text
    assert still_does(coordinator)


def test_the_page_has_what_a_successor_needs_and_nothing_private(
    client: Client, coordinator: Membership, member: Membership
) -> None:
    place = coordinator.collaborative
    MeetingSeriesFactory(collaborative=place, words="The second Thursday")
    MeetingFactory(collaborative=place, title="Soup together")
    lanyards.write(member.person, job_title="Lamp lighter", employer="The Lamp Works")
    lanyards.route(member.person, "sms", "07700 900321")
    HatFactory(member=member, kind=Hat.Kind.SCRIBE)
    text = as_(client, coordinator).get(page_of(coordinator)).text
    for said in ("The second Thursday", "Soup together", member.chosen_name, "invited, not yet"):
        assert said in text
    sheet = text[text.index('id="sheet"') :]
    for kept in ("Lamp", "07700", member.person.email, coordinator.person.email):
        assert kept not in sheet


def test_it_asks_as_much_at_one_as_at_thirty(client: Client, coordinator: Membership) -> None:
    place = coordinator.collaborative

    def more(number: int) -> int:
        for days in range(number):
            MeetingFactory(collaborative=place, starts_at=timezone.now() + timedelta(days=days + 1))
            HatFactory(member__collaborative=place)
        return queries(lambda: client.get(page_of(coordinator)))

    as_(client, coordinator)
    one = more(1)
    assert more(29) == one <= 8
