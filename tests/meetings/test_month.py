"""This month: five lines that tick themselves, one button each; and giving it to somebody."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from collaborative.tasks import tick
from meetings.models import Meeting
from meetings.month import months_of
from members import actions
from members.access import looks_after, today_in
from members.models import Hat, Invitation, Membership
from tests.conftest import as_
from tests.factories import (
    AgendaItemFactory,
    HatFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
    WriteUpFactory,
)
from tests.meetings.helpers import queries

pytestmark = pytest.mark.django_db


def page_of(me: Membership) -> str:
    return f"/{me.collaborative.slug}/look-after/"


def states(me: Membership) -> list[str]:
    """Of the first meeting on the page."""
    me = Membership.objects.select_related("collaborative", "person").get(pk=me.pk)
    return [line.state for line in months_of(me)[0].lines]


def test_the_five_lines_tick_themselves(client: Client, coordinator: Membership) -> None:
    meeting = MeetingFactory(
        collaborative=coordinator.collaborative, starts_at=timezone.now() + timedelta(days=9)
    )
    page = page_of(coordinator)
    as_(client, coordinator)
    assert states(coordinator) == ["next", "open", "later", "later", "later"]
    client.post(page, {"do": "invite", "key": meeting.key})
    assert states(coordinator) == ["done", "next", "later", "later", "later"]
    AgendaItemFactory(meeting=meeting)
    assert states(coordinator) == ["done", "done", "later", "later", "later"]

    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1)
    )
    assert states(coordinator) == ["done", "done", "done", "next", "later"]
    WriteUpFactory(meeting=meeting)
    assert states(coordinator) == ["done", "done", "done", "done", "next"]
    assert "Tell everybody" in client.get(page).text
    client.post(page, {"do": "tell", "key": meeting.key})
    assert "No meeting stands in the calendar" in client.get(page).text


def test_what_was_missed_is_passed_over_in_peace(coordinator: Membership) -> None:
    MeetingFactory(collaborative=coordinator.collaborative, past=True)
    assert states(coordinator) == ["passed", "passed", "done", "next", "later"]


def test_last_time_stands_first_and_the_next_one_below(
    client: Client, coordinator: Membership
) -> None:
    own = {"collaborative": coordinator.collaborative}
    now = timezone.now()
    for title, days in (("Older", -40), ("Last", -9), ("Next", 20), ("Near", 25), ("Far", 60)):
        MeetingFactory(**own, title=title, starts_at=now + timedelta(days=days))
    MeetingFactory(title="Elsewhere")
    MeetingFactory(**own, title="Off", state="called_off")
    text = as_(client, coordinator).get(page_of(coordinator)).text
    titles = re.findall(r'<h2 id="h-.*?>([A-Z]\w+), ', text)
    assert titles == ["Last", "Next", "Near"]
    assert text.count("btn main") == 1


def test_nothing_goes_for_what_is_not_there(client: Client, coordinator: Membership) -> None:
    elsewhere = MeetingFactory()
    answer = as_(client, coordinator).post(
        page_of(coordinator), {"do": "invite", "key": elsewhere.key}
    )
    elsewhere.refresh_from_db()
    assert (answer.status_code, elsewhere.invited_at) == (404, None)
    off = MeetingFactory(collaborative=coordinator.collaborative, state="called_off")
    said = client.post(page_of(coordinator), {"do": "invite", "key": off.key}, follow=True)
    assert "Nothing has gone to anybody" in said.text


def test_it_asks_as_much_at_one_as_at_thirty(client: Client, coordinator: Membership) -> None:
    own = {"collaborative": coordinator.collaborative}

    def more(number: int) -> int:
        for days in range(number):
            meeting = MeetingFactory(**own, starts_at=timezone.now() + timedelta(days=days + 1))
            ReplyFactory(
                meeting=meeting,
                member=HatFactory(member__collaborative=own["collaborative"]).member,
            )
        return queries(lambda: client.get(page_of(coordinator)))

    as_(client, coordinator)
    one = more(1)
    assert more(29) == one <= 8


def give(client: Client, me: Membership, **data: Any) -> Any:
    return as_(client, me).post(f"/{me.collaborative.slug}/look-after/off/", data)


def test_a_month_is_given_with_their_yes_and_comes_back(
    client: Client, coordinator: Membership, member: Membership
) -> None:
    until = today_in(coordinator.collaborative) + timedelta(days=20)
    sent = {"who": member.key, "kind": "coordinator", "until": f"{until:%Y-%m-%d}"}
    assert give(client, coordinator, **sent).status_code == 302
    tick()
    (letter,) = [m for m in mail.outbox if m.subject == "Would you help us?"]
    assert "in their place, until" in letter.body
    assert not looks_after(Membership.objects.get(pk=member.pk))

    link = re.search(r"http\S+(/invitation/\S+)", letter.body)
    assert link is not None
    as_(client, member)
    assert "until" in client.get(link[1]).text
    client.post(link[1])

    assert looks_after(Membership.objects.get(pk=member.pk))
    assert Hat.objects.get(member=member, kind="coordinator").until == until
    assert Hat.objects.get(member=coordinator, kind="coordinator").until is None


def test_who_holds_meetings_can_be_off_too(
    client: Client, facilitator: Membership, member: Membership
) -> None:
    until = today_in(facilitator.collaborative)
    sent = {"who": member.key, "kind": "facilitator", "until": f"{until:%Y-%m-%d}"}
    assert give(client, facilitator, **sent).status_code == 302
    assert Invitation.objects.get(member=member).helps_until == until
    assert give(client, facilitator, **sent | {"kind": "coordinator"}).status_code == 422
    assert give(client, member, **sent).status_code == 404


def test_a_while_is_not_for_ever_and_not_over(
    client: Client, coordinator: Membership, member: Membership
) -> None:
    today = today_in(coordinator.collaborative)
    sent = {"who": member.key, "kind": "coordinator"}
    for day in (today - timedelta(days=1), today + timedelta(days=93)):
        answer = give(client, coordinator, **sent, until=f"{day:%Y-%m-%d}")
        assert (answer.status_code, "within three months" in answer.text) == (422, True)
    HatFactory(member=member, kind=Hat.Kind.INDEPENDENT)
    answer = give(client, coordinator, **sent, until=f"{today:%Y-%m-%d}")
    assert "listens when it is about" in answer.text
    no_letters = MembershipFactory(collaborative=member.collaborative, person__email=None)
    answer = give(client, coordinator, who=no_letters.key, kind="coordinator", until=today)
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_whoever_did_it_for_a_while_can_take_it_on_for_good(member: Membership) -> None:
    """One hat, prolonged; not two of a kind."""
    HatFactory(member=member, kind=Hat.Kind.COORDINATOR)
    today = today_in(member.collaborative)
    other = MembershipFactory(collaborative=member.collaborative)
    actions.begin_to_help(member=other, kind=Hat.Kind.COORDINATOR, until=today)
    actions.begin_to_help(member=other, kind=Hat.Kind.COORDINATOR)
    actions.begin_to_help(member=other, kind=Hat.Kind.COORDINATOR, until=today)
    assert [hat.until for hat in Hat.objects.filter(member=other)] == [None]
