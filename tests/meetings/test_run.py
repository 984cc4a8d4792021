"""In the room: the run sheet, notes on a dead line, turns, heads and the worry box."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from collaborative.keys import new_key
from collaborative.models import AuditEntry
from meetings.models import AgendaItem, Attendance, Decision, Interest, ItemNote, Meeting, Worry
from meetings.notes import beginning_of
from meetings.openings import QUESTIONS, question_for
from members.models import Hat, Membership
from tests.conftest import as_
from tests.factories import AgendaItemFactory, HatFactory, MeetingFactory, MembershipFactory
from tests.factories_room import CommitmentFactory, WorryFactory
from tests.meetings.helpers import address, get, on_the_wall, queries

State = AgendaItem.State


@pytest.fixture
def now(facilitator: Membership) -> Meeting:
    times = on_the_wall(0, "00:01", "23:59")
    return MeetingFactory(collaborative=facilitator.collaborative, **times)


def send(client: Client, me: Membership, item: AgendaItem, do: str, **typed: Any) -> Any:
    path = f"{address('run', me, item.meeting)}{item.key}/"
    return as_(client, me).post(path, {"do": do, **typed})


def test_one_thing_at_a_time_begins_with_what_we_said(
    client: Client, member: Membership, facilitator: Membership, now: Meeting
) -> None:
    before = MeetingFactory(collaborative=now.collaborative, **on_the_wall(-9, "09:00", "11:00"))
    CommitmentFactory(member=member, text="Ring them", made_on=before.days[0], meeting=before)
    one, two = (AgendaItemFactory(meeting=now, order=n, title=f"Thing {n}") for n in (1, 2))

    page = get(client, facilitator, "run", now).text
    assert "Ring them" in page
    assert "1 of 3" in page
    assert send(client, facilitator, one, "had").url.endswith(f"?item={two.key}")
    page = as_(client, facilitator).get(f"{address('run', facilitator, now)}?item={two.key}").text
    assert "<h1>Thing 2</h1>" in page
    assert 'rel="prev"' in page
    assert get(client, member, "run", now).status_code == 404


def test_notes_are_kept_once_and_the_write_up_begins_with_them(
    client: Client, facilitator: Membership, now: Meeting
) -> None:
    item = AgendaItemFactory(meeting=now, title="Late buses")
    sent_as = str(uuid4())
    for _ in range(50):
        send(client, facilitator, item, "note", words="The last one goes at six.", sent_as=sent_as)
    assert ItemNote.objects.count() == 1
    send(client, facilitator, item, "note", words="Other words", sent_as=sent_as)
    assert ItemNote.objects.count() == 2  # nothing said is lost
    page = get(client, facilitator, "write_up", now).text
    assert "Late buses\nThe last one goes at six." in page


def test_asked_who_gains_and_a_name_only_by_ones_own_hand(
    client: Client, member: Membership, facilitator: Membership, now: Meeting
) -> None:
    item = AgendaItemFactory(meeting=now, kind="decide", about_money=True)
    url = f"{address('run', facilitator, now)}?item={item.key}"
    assert "does anyone stand to gain?" in as_(client, facilitator).get(url).text
    send(client, facilitator, item, "asked")
    send(client, facilitator, item, "interest", body="The bench works")
    send(client, facilitator, item, "interest", body="The trust", with_my_name="on")
    key = new_key()
    for _ in range(2):
        send(client, facilitator, item, "decide", text="We buy the bench.", key=key)

    named = dict(Interest.objects.values_list("body", "member"))
    assert named == {"The bench works": None, "The trust": facilitator.pk}
    assert Decision.objects.get().item == item
    log = get(client, member, "decisions").text
    assert "We buy the bench." in log
    assert "The bench works; The trust" in log
    assert f"({facilitator.chosen_name})" in log
    begun = get(client, facilitator, "write_up", now).text
    assert "We asked who can say yes to this, and who stands to gain. Said: The bench" in begun
    assert "We decided: We buy the bench." in begun


def test_a_job_in_a_decision_waits_for_a_choice(
    client: Client, member: Membership, facilitator: Membership, now: Meeting
) -> None:
    item = AgendaItemFactory(meeting=now)
    text = "The ward manager who came late pays."
    send(client, facilitator, item, "decide", text=text, key=new_key())
    for name in ("decisions", "meeting"):
        where = None if name == "decisions" else now
        assert "ward manager" not in get(client, member, name, where).text


@pytest.mark.parametrize("do", ["note", "decide", "interest"])
def test_nothing_typed_is_said_at_the_field(
    client: Client, facilitator: Membership, now: Meeting, do: str
) -> None:
    item = AgendaItemFactory(meeting=now, kind="decide", about_money=True)
    refused = send(client, facilitator, item, do)
    assert refused.status_code == 422
    assert "Please fill this in." in refused.text


def test_carried_to_the_next_one(client: Client, facilitator: Membership, now: Meeting) -> None:
    following = MeetingFactory(collaborative=now.collaborative)
    item = AgendaItemFactory(meeting=now, title="A choir")
    send(client, facilitator, item, "carry")
    assert following.agenda.get().title == "A choir"


def test_as_many_queries_for_thirty(client: Client, facilitator: Membership) -> None:
    counts = []
    for rows in (1, 30):
        meeting = MeetingFactory(collaborative=facilitator.collaborative)
        AgendaItemFactory.create_batch(rows, meeting=meeting, kind="commitments")
        CommitmentFactory.create_batch(
            rows, member=facilitator, made_on=on_the_wall(-3, "09:00", "11:00")["starts_at"].date()
        )
        url = address("run", facilitator, meeting)
        as_(client, facilitator)
        counts.append(queries(lambda url=url: client.get(url)))
    assert counts[0] == counts[1] <= 8


def test_a_turn_is_offered_and_somebody_says_yes(
    client: Client, member: Membership, facilitator: Membership
) -> None:
    meeting = MeetingFactory(collaborative=member.collaborative, **on_the_wall(3, "09:00", "11:00"))
    url, day = address("turns", member, meeting), meeting.days[0]
    as_(client, member).post(url, {"do": "offer", "kind": "facilitator"})
    assert not Hat.objects.filter(member=member).exists()
    yes = {"do": "yes", "kind": "facilitator", "who": member.key}
    as_(client, member).post(url, yes)  # nobody says yes to themselves
    assert not Hat.objects.filter(member=member).exists()
    as_(client, facilitator).post(url, yes)
    assert Hat.objects.get(member=member).is_on(day)
    as_(client, member).post(url, {"do": "offer", "kind": "timekeeper"})
    assert Hat.objects.filter(member=member, kind="timekeeper", since=day, until=day).exists()
    as_(client, member).post(url, {"do": "back", "kind": "facilitator"})
    assert not Hat.objects.filter(member=member, kind="facilitator").exists()


def test_whose_turn_it_could_be_is_by_name_and_not_by_how_often(
    client: Client, member: Membership
) -> None:
    meeting = MeetingFactory(collaborative=member.collaborative, **on_the_wall(3, "09:00", "11:00"))
    for name, days in (("Zoe", (200, 300, 400)), ("Bo", (100,)), ("Just now", (9,))):
        who = MembershipFactory(collaborative=member.collaborative, chosen_name=name)
        for ago in days:
            day = on_the_wall(-ago, "09:00", "11:00")["starts_at"].date()
            HatFactory(member=who, kind="scribe", since=day, until=day)
    page = get(client, member, "turns", meeting).text
    assert "It could be Bo or Zoe again, or somebody who has never done it." in page


def test_heads_are_counted_by_where_they_were(
    client: Client, member: Membership, facilitator: Membership, now: Meeting
) -> None:
    url = address("head_count", facilitator, now)
    refused = as_(client, facilitator).post(url, {"came": "2", "online": "3"})
    assert refused.status_code == 422
    as_(client, facilitator).post(url, {"came": "20", "online": "3", "by_phone": "1"})
    page = get(client, member, "meeting", now).text
    assert "20 people, 3 of them online and 1 by phone." in page


def test_i_was_here_is_for_oneself(client: Client, member: Membership, now: Meeting) -> None:
    url = address("here", member, now)
    for _ in range(2):
        as_(client, member).post(url, {"do": "yes"})
    assert Attendance.objects.get().member == member
    assert f"Say so themselves: {member.chosen_name}." in get(client, member, "meeting", now).text
    as_(client, member).post(url, {"do": "no"})
    assert not Attendance.objects.exists()


@pytest.fixture
def gathering(member: Membership) -> Meeting:
    times = on_the_wall(9, "09:00", "16:00")
    return MeetingFactory(collaborative=member.collaborative, kind="gathering", **times)


def test_a_slip_tells_nobody_whose_it_is(
    client: Client, member: Membership, facilitator: Membership, gathering: Meeting
) -> None:
    url = address("worries", member, gathering)
    typed = {"words": "That it is only well meant", "sent_as": str(uuid4())}
    for _ in range(2):
        assert as_(client, member).post(url, typed).status_code == 302
    slip = Worry.objects.get()
    people = [f.name for f in Worry._meta.fields if f.is_relation]
    assert people == ["collaborative", "meeting"]
    assert not AuditEntry.objects.filter(target__startswith="meetings.worry").exists()
    assert "well meant" not in get(client, member, "worries", gathering).text

    assert as_(client, member).post(url, {"slip": slip.key, "do": "read_out"}).status_code == 404
    as_(client, facilitator).post(url, {"slip": slip.key, "do": "read_out"})
    as_(client, facilitator).post(url, {"slip": slip.key, "did_we": "Some of it."})
    page = get(client, member, "worries", gathering).text
    assert "well meant" in page
    assert "Some of it." in page


def test_a_job_on_a_slip_is_asked_about_before_it_is_in(
    client: Client, member: Membership, gathering: Meeting
) -> None:
    url = address("worries", member, gathering)
    typed = {"words": "The ward manager who came late laughs", "sent_as": str(uuid4())}
    asked = as_(client, member).post(url, typed)
    assert "<mark>ward manager</mark>" in asked.text
    assert not Worry.objects.exists()
    as_(client, member).post(url, {**typed, "told": "ward manager"})
    assert Worry.objects.count() == 1


def test_there_is_no_box_before_a_breakfast(client: Client, member: Membership) -> None:
    slip = WorryFactory(meeting__collaborative=member.collaborative)
    breakfast = MeetingFactory(collaborative=member.collaborative)
    assert get(client, member, "worries", breakfast).status_code == 404
    assert get(client, member, "worries", slip.meeting).status_code == 200


def test_the_pack_holds_last_time_and_keeps_no_name(client: Client, member: Membership) -> None:
    here = {"collaborative": member.collaborative}
    MeetingFactory(**here, title="The porridge", **on_the_wall(-9, "09:00", "11:00"))
    meeting = MeetingFactory(**here, **on_the_wall(9, "09:00", "11:00"))
    AgendaItemFactory(meeting=meeting, title="Late buses")
    page = get(client, member, "pack", meeting).text
    for words in ("Last time: The porridge", "Late buses", "Fares and time", "Large print"):
        assert words in page
    assert page.count("<form") == 0


def test_somebody_says_stop_and_what_changed_then_is_a_turning_point(
    client: Client, facilitator: Membership, now: Meeting
) -> None:
    item = AgendaItemFactory(meeting=now)
    for _ in range(2):
        sent_as = "4e7f1a9e-6a0e-4d5c-9a43-0c9f1c8a7b11"
        send(client, facilitator, item, "stop", words="We went back.", sent_as=sent_as)
    assert item.notes.get().stop
    shown = client.get(address("run", facilitator, now), {"item": item.key}).text
    assert "<strong>Stop, " in shown
    assert "Somebody said stop. We went back." in beginning_of(now)


def test_a_question_to_begin_with_and_others_for_the_asking(
    client: Client, facilitator: Membership, now: Meeting
) -> None:
    url = address("run", facilitator, now)
    shown = as_(client, facilitator).get(url).text
    assert [each for each in QUESTIONS if each in shown] == [question_for(now)]
    for turn in ("1", "99", "x", "\u00b2", "9" * 400):
        assert client.get(url, {"question": turn}).status_code == 200
    assert question_for(now) not in client.get(url, {"question": "1"}).text
