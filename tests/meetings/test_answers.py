"""Answers from a letter in two taps, and chairs that run out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from meetings import answers, changing, waiting
from meetings.actions import reply_to_meeting
from meetings.models import Meeting, Reply
from meetings.places import mark_of
from members.models import Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(member: Membership) -> Meeting:
    return MeetingFactory(collaborative=member.collaborative, places=1)


def path(meeting: Meeting, member: Membership) -> str:
    return "/letters/" + answers.url(meeting, member).partition("/letters/")[2]


class TestByLink:
    def test_looking_changes_nothing_and_one_press_answers(
        self, client: Client, meeting: Meeting, member: Membership
    ) -> None:
        link = path(meeting, member)
        assert client.get(link).status_code == client.head(link).status_code == 200
        assert not Reply.objects.exists()
        assert "You said <strong>" not in client.get(link).text
        assert "You said maybe." in client.post(link, {"answer": "maybe"}).text
        assert "You said not this time." in client.post(link, {"answer": "no"}).text
        assert Reply.objects.get().answer == "no"

    def test_it_names_nobody_and_greets_nobody(
        self, client: Client, meeting: Meeting, member: Membership
    ) -> None:
        other = MembershipFactory(collaborative=member.collaborative, chosen_name="Zebedee")
        Membership.objects.filter(pk=member.pk).update(chosen_name="Quillon")
        as_(client, other)
        reply_to_meeting(meeting=meeting, by=member, answer="yes")
        for shown in (
            client.get(path(meeting, member)),
            client.post(path(meeting, member), {"answer": "yes"}),
        ):
            for name in ("Quillon", "Zebedee", str(member.person.email), member.key):
                assert name not in shown.text.replace(path(meeting, member), "")
        assert 'aria-pressed="true"' not in client.get(path(meeting, member)).text

    def test_altered_in_any_byte_it_is_nobodys(
        self, client: Client, meeting: Meeting, member: Membership
    ) -> None:
        link = path(meeting, member)
        begins = link.index("answer/") + len("answer/")
        for at in range(begins, len(link) - 1):
            forged = f"{link[:at]}{'B' if link[at] != 'B' else 'C'}{link[at + 1 :]}"
            assert client.post(forged, {"answer": "yes"}).status_code == 404, at
        assert not Reply.objects.exists()

    def test_called_off_or_over_says_so(
        self, client: Client, meeting: Meeting, member: Membership
    ) -> None:
        off = {"state": Meeting.State.CALLED_OFF, "called_off_because": "Snow."}
        over = {"state": Meeting.State.PUBLISHED, "ends_at": timezone.now()}
        over["starts_at"] = timezone.now() - timedelta(hours=2)
        for to, says in ((off, "Snow."), (over, "This meeting is over.")):
            Meeting.objects.update(**to)
            assert says in client.get(path(meeting, member)).text
            answer = client.post(path(meeting, member), {"answer": "yes"})
            assert (answer.status_code, says in answer.text) == (422, True)
        assert not Reply.objects.exists()

    def test_who_left_answers_no_more(
        self, client: Client, meeting: Meeting, member: Membership
    ) -> None:
        Membership.objects.filter(pk=member.pk).update(state="left", left_on=timezone.localdate())
        assert client.get(path(meeting, member)).status_code == 404

    def test_online_only_where_there_is_a_link(
        self, client: Client, meeting: Meeting, member: Membership
    ) -> None:
        link = path(meeting, member)
        assert client.post(link, {"answer": "online"}).status_code == 422
        Meeting.objects.update(online_link="https://meet.example.org/abc")
        assert "You said online." in client.post(link, {"answer": "online"}).text


def say(meeting: Meeting, member: Membership, answer: str) -> Reply:
    return reply_to_meeting(meeting=meeting, by=member, answer=answer)


def waits(meeting: Meeting) -> list[str]:
    rows = Reply.objects.exclude(waiting_since=None).order_by("waiting_since", "pk")
    return [reply.member.chosen_name for reply in rows]


def test_the_list_moves_up_by_itself(meeting: Meeting, coordinator: Membership) -> None:
    place = {"collaborative": meeting.collaborative}
    a, b, c, d = (MembershipFactory(**place, chosen_name=name) for name in "ABCD")
    for who in (a, b, c, d):
        say(meeting, who, "yes")
    assert waits(meeting) == ["B", "C", "D"]
    say(meeting, b, "yes")  # again: it keeps its turn
    assert waits(meeting) == ["B", "C", "D"]
    say(meeting, a, "no")
    assert waits(meeting) == ["C", "D"]
    say(meeting, a, "yes")  # at the end now
    assert waits(meeting) == ["C", "D", "A"]
    Membership.objects.filter(pk=b.pk).update(state="left", left_on=timezone.localdate())
    assert waiting.fill_chairs(timezone.now()) == 1
    assert waits(meeting) == ["D", "A"]
    to = {name: getattr(meeting, name) for name in changing.FIELDS} | {"places": None}
    seen = changing.mark_of(meeting)
    changing.change_date(meeting=meeting, by=coordinator, seen=seen, new_place="", **to)
    assert waits(meeting) == []


def test_who_waits_reads_so_and_counts_not_as_coming(
    client: Client, meeting: Meeting, member: Membership
) -> None:
    say(meeting, MembershipFactory(collaborative=meeting.collaborative), "yes")
    answer = as_(client, member).post(meeting.get_absolute_url(), {"answer": "yes"}, follow=True)
    assert "You are on the list." in answer.text
    assert "1 said yes" in answer.text
    assert list(Reply.objects.coming().values_list("member", flat=True)) != [member.pk]


@pytest.mark.django_db(transaction=True)
def test_the_last_chair_goes_once_under_eight_threads() -> None:
    meeting = MeetingFactory(places=3)
    people = MembershipFactory.create_batch(8, collaborative=meeting.collaborative)
    start = Barrier(8)

    def answer(member: Membership) -> int:
        try:
            start.wait(timeout=20)
            return Client().post(path(meeting, member), {"answer": "yes"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(answer, people)) == {200}
    assert Reply.objects.filter(waiting_since=None).count() == 3
    assert Reply.objects.exclude(waiting_since=None).count() == 5


def test_a_place_says_what_it_is_like(
    client: Client, meeting: Meeting, coordinator: Membership, member: Membership
) -> None:
    url = f"/{member.collaborative.slug}/meetings/places/{meeting.venue.key}/"
    facts = {"bus": "The 7, four minutes away.", "map_link": "https://maps.example.org/x"}
    sent = facts | {"seen": mark_of(meeting.venue)}
    assert as_(client, member).post(url, sent).status_code == 404
    as_(client, coordinator).post(url, sent)
    shown = as_(client, member).get(url).text
    for words in (*facts.values(), "We are there next on"):
        assert words in shown
    assert url in client.get(meeting.get_absolute_url()).text
