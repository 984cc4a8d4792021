"""The agenda is open to everybody: put forward, in order, heard another day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from collaborative.keys import new_key
from meetings import agenda_actions
from meetings.models import AgendaItem, Meeting
from members import actions as members
from members.models import Membership
from tests.conftest import as_
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory
from tests.meetings.helpers import address, get, on_the_wall, queries

State = AgendaItem.State


@pytest.fixture
def meeting(member: Membership) -> Meeting:
    return MeetingFactory(collaborative=member.collaborative, **on_the_wall(3, "09:00", "11:00"))


def put(client: Client, me: Membership, meeting: Meeting, **typed: Any) -> Any:
    data = {"title": "A bench", "minutes": "20", "key": new_key(), **typed}
    return as_(client, me).post(address("agenda", me, meeting), data)


def do(client: Client, me: Membership, meeting: Meeting, item: AgendaItem, what: str) -> Any:
    path = f"{address('agenda', me, meeting)}{item.key}/"
    return as_(client, me).post(path, {"do": what})


def test_anyone_puts_something_forward_and_nobody_reads_from_whom(
    client: Client, member: Membership, meeting: Meeting
) -> None:
    answer = put(client, member, meeting)

    item = AgendaItem.objects.get()
    assert (answer.status_code, item.state, item.put_forward_by) == (302, State.OFFERED, member)
    other = MembershipFactory(collaborative=member.collaborative)
    page = get(client, other, "agenda", meeting).text
    assert "A bench" in page
    assert f"From {member.chosen_name}" not in page

    put(client, member, meeting, title="A choir", named="on")
    assert f"From {member.chosen_name}" in get(client, other, "agenda", meeting).text


def test_fifty_equal_posts_are_one(client: Client, member: Membership, meeting: Meeting) -> None:
    key = new_key()
    for _ in range(50):
        put(client, member, meeting, key=key)
    assert AgendaItem.objects.count() == 1


def test_what_is_typed_wrong_is_kept(client: Client, member: Membership, meeting: Meeting) -> None:
    refused = put(client, member, meeting, minutes="soon")
    assert refused.status_code == 422
    assert "Please write a number, like 20." in refused.text
    assert 'value="A bench"' in refused.text


def test_the_order_and_the_time_there_is(
    client: Client, member: Membership, meeting: Meeting
) -> None:
    first, second, third = (
        AgendaItemFactory(meeting=meeting, order=n, minutes=m, title=t)
        for n, m, t in ((1, 60, "One"), (2, 50, "Two"), (3, 30, "Three"))
    )
    do(client, member, meeting, third, "up")
    do(client, member, meeting, first, "up")  # it is the first already
    page = get(client, member, "agenda", meeting).text

    assert page.index("One") < page.index("Three") < page.index("Two")
    assert "140 of 120 minutes." in page
    assert "That is 20 more than there is" in page
    do(client, member, meeting, second, "off")
    assert "90 of 120 minutes." in get(client, member, "agenda", meeting).text


def test_an_htmx_press_gets_the_board(client: Client, member: Membership, meeting: Meeting) -> None:
    item = AgendaItemFactory(meeting=meeting, state=State.OFFERED)
    path = f"{address('agenda', member, meeting)}{item.key}/"
    part = as_(client, member).post(path, {"do": "on"}, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div class="stack" id="agenda-board"')
    item.refresh_from_db()
    assert item.state == State.ON_AGENDA


def test_taking_back_is_for_ones_own(client: Client, member: Membership, meeting: Meeting) -> None:
    put(client, member, meeting)
    item = AgendaItem.objects.get()
    other = MembershipFactory(collaborative=member.collaborative)
    do(client, other, meeting, item, "take_back")
    assert AgendaItem.objects.count() == 1
    do(client, member, meeting, item, "take_back")
    assert AgendaItem.objects.count() == 0


def test_what_waits_is_heard_in_its_order_at_another_meeting(
    client: Client, member: Membership, meeting: Meeting
) -> None:
    past = MeetingFactory(collaborative=member.collaborative, past=True)
    now = timezone.now()
    new, old = (
        AgendaItemFactory(
            meeting=past, title=t, state=State.WAITING, offered_at=now - timedelta(days=d)
        )
        for t, d in (("Young", 10), ("Old", 90))
    )
    page = get(client, member, "agenda", meeting).text
    assert page.index("Old") < page.index("Young")

    for _ in range(2):
        do(client, member, meeting, old, "bring")
    (here,) = meeting.agenda.all()
    old.refresh_from_db()
    assert (here.title, here.offered_at, old.state) == ("Old", old.offered_at, State.CARRIED_OVER)
    assert new.state == State.WAITING


def test_carried_to_the_next_meeting_or_waiting(member: Membership, meeting: Meeting) -> None:
    past = MeetingFactory(collaborative=member.collaborative, past=True)
    item = AgendaItemFactory(meeting=past)
    assert agenda_actions.carry_over(item=item, by=member).meeting == meeting
    last = AgendaItemFactory(meeting=meeting)
    assert agenda_actions.carry_over(item=last, by=member).state == State.WAITING


def test_four_hundred_do_not_break_it(client: Client, member: Membership, meeting: Meeting) -> None:
    AgendaItemFactory.create_batch(400, meeting=meeting)
    shown = get(client, member, "agenda", meeting)
    assert shown.text.count('id="up-') < 61
    assert "And 340 more." in shown.text
    put(client, member, meeting)
    assert AgendaItem.objects.get(title="A bench").state == State.WAITING
    assert "yours waits to be heard" in get(client, member, "agenda", meeting).text
    assert get(client, member, "meeting", meeting).text.count("Late buses") <= 60


def test_as_many_queries_for_thirty(client: Client, member: Membership) -> None:
    counts = []
    for rows in (1, 30):
        meeting = MeetingFactory(collaborative=member.collaborative)
        for state in (State.ON_AGENDA, State.OFFERED, State.WAITING):
            AgendaItemFactory.create_batch(
                rows, meeting=meeting, put_forward_by=member, named=True, state=state
            )
        url = address("agenda", member, meeting)
        as_(client, member)
        counts.append(queries(lambda url=url: client.get(url)))
    assert counts[0] == counts[1] <= 8


def test_a_job_in_it_is_asked_about(
    client: Client, member: Membership, facilitator: Membership, meeting: Meeting
) -> None:
    put(client, member, meeting, title="The ward manager who came late said yes")
    item = AgendaItem.objects.get()
    other = MembershipFactory(collaborative=member.collaborative)
    assert item.held
    assert "ward manager" not in get(client, other, "agenda", meeting).text
    for reader in (member, facilitator):
        assert "<mark>ward manager</mark>" in get(client, reader, "agenda", meeting).text
    path = f"/{member.collaborative.slug}/meetings/held/item/{item.key}/"
    assert as_(client, other).post(path, {"do": "keep"}).status_code == 404
    as_(client, member).post(path, {"do": "without"})
    item.refresh_from_db()
    assert (item.held, item.title) == (False, "Somebody who came late said yes")


def test_a_meeting_that_is_over_takes_nothing(client: Client, member: Membership) -> None:
    past = MeetingFactory(collaborative=member.collaborative, **on_the_wall(-2, "09:00", "11:00"))
    assert put(client, member, past).status_code == 404


def test_leaving_takes_the_tie_away(member: Membership, meeting: Meeting) -> None:
    item = AgendaItemFactory(meeting=meeting, put_forward_by=member)
    members.leave(card=member, by=member.person, keeps_name=True)
    item.refresh_from_db()
    assert item.put_forward_by is None


def test_how_the_time_is_shared_out_is_seen(
    client: Client, member: Membership, meeting: Meeting
) -> None:
    for kind, minutes in (("discuss", 30), ("learn", 45), ("discuss", 20), ("", 5)):
        AgendaItemFactory(meeting=meeting, kind=kind, minutes=minutes, state="on_agenda")
    shown = get(client, member, "agenda", meeting).text
    assert "So it is shared out: Talk 50, Learn 45." in shown
