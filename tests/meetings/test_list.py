"""All meetings: what comes, and what came of the past ones; page by page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from collaborative import came_out
from collaborative.came_out import Line
from members.models import Membership
from tests.conftest import as_
from tests.factories import (
    HatFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    MembershipFactory,
    MoveFactory,
    ReplyFactory,
    WriteUpFactory,
)
from tests.meetings.helpers import address, get, on_the_wall

pytestmark = pytest.mark.django_db


def titles(html: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>([^<]*)</a></h3>", html)


def past(me: Membership, days: int, **more: Any) -> Any:
    return MeetingFactory(
        collaborative=me.collaborative, **on_the_wall(-days, "09:00", "11:00"), **more
    )


def test_coming_ones_with_my_answer_or_a_place_to_give_it(
    client: Client, member: Membership
) -> None:
    here = {"collaborative": member.collaborative}
    soon = MeetingFactory(**here, **on_the_wall(2, "09:00", "11:00"), title="Soon")
    MeetingFactory(**here, **on_the_wall(3, "18:30", "20:00"), title="Later")
    MeetingFactory(
        **here,
        **on_the_wall(4, "09:00", "11:00"),
        state="called_off",
        called_off_because="The cafe is flooded.",
        title="Flooded",
    )
    ReplyFactory(meeting=soon, member=member, answer="no")
    ReplyFactory(meeting=soon, answer="yes")

    shown = get(client, member, "meetings").text

    assert titles(shown) == ["Soon", "Later", "Flooded"]
    assert shown.count("You said not this time.") == 1
    assert shown.count("Say if you will come") == 1
    assert "The cafe is flooded." in shown
    assert "Half past 6 to 8 in the evening" in shown


def test_past_ones_say_what_came_of_them(client: Client, member: Membership) -> None:
    meeting = past(member, 10, title="Money, plainly", came=28)
    WriteUpFactory(
        meeting=meeting,
        body="Plain answers. Two were no.\n\nThe second paragraph.",
        written_on=meeting.local_start.date() + timedelta(days=2),
    )
    MoveFactory(
        item__collaborative=member.collaborative, item__title="Weekend line", meeting=meeting
    )

    shown = get(client, member, "meetings").text

    assert "28 people. Plain answers. Two were no." in shown
    assert "The second paragraph" not in shown
    assert "Weekend line moved from Next to Now" in shown
    assert "Written up 2 days after" in shown


def test_a_draft_is_not_told_even_to_those_who_write_it(
    client: Client, facilitator: Membership
) -> None:
    WriteUpFactory(
        meeting=past(facilitator, 3), body="Not yet for all.", state="draft", published_at=None
    )

    shown = get(client, facilitator, "meetings").text

    assert "Not yet for all." not in shown
    assert "Written up" not in shown


def test_draft_meetings_are_for_those_who_help(
    client: Client, member: Membership, facilitator: Membership
) -> None:
    MeetingFactory(collaborative=member.collaborative, draft=True, title="An idea")

    assert titles(get(client, member, "meetings").text) == []
    assert titles(get(client, facilitator, "meetings").text) == ["An idea"]
    assert "Not announced yet" in get(client, facilitator, "meetings").text


def test_visiting_for_a_day_shows_no_drafts(client: Client, member: Membership) -> None:
    HatFactory(member=member, kind="visiting")
    MeetingFactory(collaborative=member.collaborative, draft=True, title="An idea")

    assert titles(get(client, member, "meetings").text) == []


@time_machine.travel("2026-11-25 12:00 +0000", tick=False)
def test_past_ones_page_by_page_and_the_button_names_what_is_behind_it(
    client: Client, member: Membership
) -> None:
    made = [past(member, 9 + 28 * n, title=f"No {n}") for n in range(27)]

    first = get(client, member, "meetings").text
    url, label = re.findall(r'rel="next" href="([^"]*)">([^<]*)<', first)[0]
    second = client.get(url).text
    url2, label2 = re.findall(r'rel="next" href="([^"]*)">([^<]*)<', second)[0]
    third = client.get(url2).text

    assert titles(first) == [f"No {n}" for n in range(12)]
    assert titles(second) == [f"No {n}" for n in range(12, 24)]
    assert titles(third) == [f"No {n}" for n in range(24, 27)]
    assert made[11].key in url
    assert (label, label2) == ("Before January", "Before February 2025")
    assert 'rel="next"' not in third
    assert "Coming" not in second


def test_two_in_one_month_are_told_apart_by_the_day(client: Client, member: Membership) -> None:
    with time_machine.travel("2026-11-25 12:00 +0000", tick=False):
        for day in range(1, 15):
            past(member, day)
        shown = get(client, member, "meetings").text

    assert "Before 13 November" in shown


def test_equal_moments_are_neither_lost_nor_doubled(client: Client, member: Membership) -> None:
    for n in range(15):
        past(member, 5, title=f"No {n}")

    first = get(client, member, "meetings").text
    url = re.findall(r'rel="next" href="([^"]*)"', first)[0]

    assert sorted(titles(first) + titles(client.get(url).text)) == sorted(
        f"No {n}" for n in range(15)
    )


def test_coming_ones_page_by_page(client: Client, member: Membership) -> None:
    for n in range(14):
        MeetingFactory(
            collaborative=member.collaborative,
            title=f"No {n}",
            **on_the_wall(30 * (n + 1), "09:00", "11:00"),
        )
    first = get(client, member, "meetings").text
    url, label = re.findall(r'rel="next" href="([^"]*)">([^<]*)<', first)[0]

    assert label.startswith("After ")
    assert titles(client.get(url).text) == ["No 12", "No 13"]


def test_a_key_from_elsewhere_begins_no_page(client: Client, member: Membership) -> None:
    theirs = MeetingFactory(past=True)
    as_(client, member)

    for key in (theirs.key, "nosuchkey1", "a%00b", "'", "%F0%9F%8D%B5"):
        assert client.get(f"{address('meetings', member)}?before={key}").status_code == 404


def test_only_the_coordinator_is_offered_to_add_one(
    client: Client, member: Membership, coordinator: Membership
) -> None:
    MeetingSeriesFactory(collaborative=member.collaborative)

    assert "Add a meeting" not in get(client, member, "meetings").text
    shown = get(client, coordinator, "meetings").text
    assert "Add a meeting" in shown
    assert "Second Thursday of the month, nine till eleven." in shown


def test_what_a_floor_above_announces_stands_there(
    client: Client, member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = past(member, 3)
    monkeypatch.setitem(
        came_out.announcers, "test", lambda meetings: {meeting.pk: [Line("A pie & a song")]}
    )

    assert "A pie &amp; a song" in get(client, member, "meetings").text
    assert "A pie &amp; a song" in get(client, member, "meeting", meeting).text


def test_next_always_leads_to_the_next_one(client: Client, member: Membership) -> None:
    here = {"collaborative": member.collaborative}
    as_(client, member)
    nothing = client.get(address("next", member))
    MeetingFactory(**here, **on_the_wall(1, "09:00", "11:00"), state="called_off")
    MeetingFactory(**here, **on_the_wall(5, "09:00", "11:00"))
    soonest = MeetingFactory(**here, **on_the_wall(2, "09:00", "11:00"))

    led = client.get(address("next", member))

    assert nothing.status_code == 404
    assert "Nothing is planned yet" in nothing.text
    assert (led.status_code, led.url) == (302, soonest.get_absolute_url())


def test_resting_members_may_read(client: Client) -> None:
    resting = MembershipFactory(state="resting")
    MeetingFactory(collaborative=resting.collaborative, title="Still here")

    assert titles(get(client, resting, "meetings").text) == ["Still here"]
