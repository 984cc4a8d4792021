"""One meeting on one page: before it, during it, after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from collaborative.models import AuditEntry
from meetings.models import AgendaItem, Meeting
from members.models import Membership
from tests.conftest import as_
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    WriteUpFactory,
)
from tests.meetings.helpers import address, get, on_the_wall

HTMX = {"HX-Request": "true"}


@pytest.fixture
def held(member: Membership) -> Meeting:
    """A meeting of last week."""
    return MeetingFactory(
        collaborative=member.collaborative,
        title="A year, looked at",
        **on_the_wall(-7, "09:00", "11:00"),
        came=32,
    )


def test_before_it(client: Client, member: Membership) -> None:
    meeting = MeetingFactory(
        collaborative=member.collaborative,
        **on_the_wall(9, "09:00", "11:00"),
        purpose="To hear the shared team.",
        can_change="Who decides. Not the money.",
        venue__quiet_corner="The back booth.",
        venue__toilets="One on the ground floor.",
    )
    member.collaborative.agreement = ["Pass is fine"]
    member.collaborative.save()

    shown = get(client, member, "meeting", meeting).text

    for words in (
        "Will you come?",
        "To hear the shared team.",
        "What this meeting can change",
        "Who decides. Not the money.",
        "Blue door, opposite the old pump.",
        "The back booth.",
        "One on the ground floor.",
        "Pass is fine",
    ):
        assert words in shown
    assert "Write it up" not in shown
    assert "What came of it" not in shown


def test_after_it(client: Client, member: Membership, held: Meeting) -> None:
    WriteUpFactory(
        meeting=held,
        body="We sat <b>down</b>.\n\nWe talked.\nAnd sang.",
        easy_read="We met.",
        written_on=held.local_start.date() + timedelta(days=1),
    )
    DecisionFactory(meeting=held, text="First names on stickers.")
    AgendaItemFactory(meeting=held, title="Hello", minutes=10, state=AgendaItem.State.HAD)
    AgendaItemFactory(meeting=held, title="Late buses", state=AgendaItem.State.WAITING)

    shown = get(client, member, "meeting", held).text

    assert "32 people came." in shown
    assert "Written up the day after, on" in shown
    assert "<p>We sat &lt;b&gt;down&lt;/b&gt;.</p>" in shown
    assert "We talked.<br>And sang." in shown
    assert 'href="#easy"' in shown
    assert 'id="easy"' in shown
    assert "First names on stickers." in shown
    assert shown.index("What we did") < shown.index("Hello") < shown.index("Waiting to be heard")
    assert "Will you come?" not in shown


def test_called_off_says_why_and_asks_nothing(client: Client, member: Membership) -> None:
    meeting = MeetingFactory(
        collaborative=member.collaborative, state="called_off", called_off_because="Snow."
    )

    shown = get(client, member, "meeting", meeting).text

    assert "Snow." in shown
    assert "Will you come?" not in shown


def test_a_draft_write_up_is_for_those_who_help(
    client: Client, member: Membership, facilitator: Membership, held: Meeting
) -> None:
    WriteUpFactory(meeting=held, body="Half a thought.", state="draft", published_at=None)

    for_a_member = get(client, member, "meeting", held).text
    for_a_helper = get(client, facilitator, "meeting", held).text

    assert "Half a thought." not in for_a_member
    assert "draft" not in for_a_member
    assert "Go on with the write-up" in for_a_helper


def test_a_draft_meeting_is_not_found_by_members(
    client: Client, member: Membership, facilitator: Membership
) -> None:
    meeting = MeetingFactory(collaborative=member.collaborative, draft=True)

    assert get(client, member, "meeting", meeting).status_code == 404
    shown = get(client, facilitator, "meeting", meeting)
    assert shown.status_code == 200
    assert "Not announced yet" in shown.text
    assert "<button" not in shown.text.split("<main")[1].split("</main>")[0]


def test_what_helping_hands_do_is_not_offered_to_others(
    client: Client, member: Membership, facilitator: Membership, held: Meeting
) -> None:
    offers = ("Write it up", "How many came?", f"/sessions/new/?meeting={held.key}")

    for_a_member = get(client, member, "meeting", held).text
    for_a_helper = get(client, facilitator, "meeting", held).text

    assert not any(words in for_a_member for words in offers)
    assert all(words in for_a_helper for words in offers)


def test_the_number_who_came(client: Client, facilitator: Membership, held: Meeting) -> None:
    url = address("head_count", facilitator, held)
    as_(client, facilitator)

    plain = client.post(url, {"came": "29"})
    swapped = client.post(url, {"came": "30"}, headers=HTMX)
    wrong = client.post(url, {"came": "-3"}, headers=HTMX)
    wrong_page = client.post(url, {"came": "thirty"})

    assert (plain.status_code, swapped.status_code) == (302, 200)
    assert "Kept: 30." in swapped.text
    assert (wrong.status_code, wrong_page.status_code) == (422, 422)
    assert 'value="-3"' in wrong.text
    assert 'value="thirty"' in wrong_page.text
    assert "A year, looked at" in wrong_page.text
    held.refresh_from_db()
    assert held.came == 30
    assert AuditEntry.objects.filter(verb="meeting.came").count() == 2


def test_who_may_count(client: Client, member: Membership, facilitator: Membership) -> None:
    held = MeetingFactory(collaborative=member.collaborative, past=True)
    coming = MeetingFactory(collaborative=member.collaborative)
    off = MeetingFactory(collaborative=member.collaborative, past=True, state="called_off")
    elsewhere = MeetingFactory(past=True)

    def count(me: Membership, meeting: Meeting) -> int:
        return as_(client, me).post(address("head_count", me, meeting), {"came": 3}).status_code

    assert count(member, held) == 404
    assert count(MembershipFactory(), held) == 404
    assert [count(facilitator, m) for m in (held, coming, off, elsewhere)] == [302, 404, 404, 404]
    assert client.get(address("head_count", facilitator, held)).status_code == 405


def test_over_several_days_nothing_is_guessed(client: Client, member: Membership) -> None:
    day = on_the_wall(20, "09:30", "11:00")["starts_at"]
    gathering = MeetingFactory(
        collaborative=member.collaborative,
        kind="gathering",
        starts_at=day,
        ends_at=day + timedelta(days=1, hours=6, minutes=30),
    )
    AgendaItemFactory(meeting=gathering, title="Acting out", minutes=90)

    shown = get(client, member, "meeting", gathering).text

    assert "Acting out" in shown
    assert "9.30</time>" not in shown
    assert "to 4 in the afternoon on" in shown


def test_a_title_from_somebody_is_only_words(client: Client, member: Membership) -> None:
    meeting = MeetingFactory(
        collaborative=member.collaborative, title='<script>alert(1)</script>"', past=True
    )

    assert "<script>alert" not in get(client, member, "meeting", meeting).text
    assert "<script>alert" not in get(client, member, "meetings").text
