"""Yes, maybe, not this time: in place, and without JavaScript."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaborative.models import AuditEntry
from meetings.actions import reply_to_meeting
from meetings.errors import RepliesClosed
from meetings.models import Meeting, Reply
from members.models import Hat, Membership
from tests.conftest import as_
from tests.factories import (
    HatFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
)
from tests.meetings.helpers import address, get, on_the_wall

HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(member: Membership) -> Meeting:
    return MeetingFactory(collaborative=member.collaborative, **on_the_wall(9, "09:00", "11:00"))


def pressed(html: str) -> list[str]:
    """Which answers stand as chosen."""
    buttons = [part.split(">")[0] for part in html.split("<button")[1:]]
    return [b.split('value="')[1].split('"')[0] for b in buttons if 'aria-pressed="true"' in b]


def test_saved_with_and_without_htmx(client: Client, member: Membership, meeting: Meeting) -> None:
    url = meeting.get_absolute_url()
    as_(client, member)

    plain = client.post(url, {"answer": "yes"})
    swapped = client.post(url, {"answer": "no"}, headers=HTMX)
    empty = client.post(url, {}, headers=HTMX)

    assert (plain.status_code, swapped.status_code, empty.status_code) == (302, 200, 422)
    assert plain.url == f"{url}#answer"
    assert swapped.text.lstrip().startswith('<section id="meeting-reply"')
    assert pressed(swapped.text) == ["no"]
    assert Reply.objects.get().answer == "no"
    assert "Please press one of the three answers." in empty.text


def test_an_answer_from_home_leads_back_home(
    client: Client, member: Membership, meeting: Meeting
) -> None:
    home = reverse("home", kwargs={"collaborative": member.collaborative.slug})
    as_(client, member)

    answered = client.post(meeting.get_absolute_url(), {"answer": "maybe", "back": "home"})
    elsewhere = client.post(
        meeting.get_absolute_url(), {"answer": "maybe", "back": "https://example.org/"}
    )

    assert answered.url == f"{home}#answer"
    assert elsewhere.url == f"{meeting.get_absolute_url()}#answer"
    assert pressed(client.get(home).text) == ["maybe"]
    swapped = client.post(
        meeting.get_absolute_url(), {"answer": "yes", "back": "home"}, headers=HTMX
    )
    assert 'name="back" value="home"' in swapped.text


def test_an_answer_that_nobody_offered_is_refused_with_the_page_kept(
    client: Client, member: Membership, meeting: Meeting
) -> None:
    answered = as_(client, member).post(meeting.get_absolute_url(), {"answer": "perhaps\x00"})

    assert answered.status_code == 422
    assert "Please press one of the three answers." in answered.text
    assert not Reply.objects.exists()


@pytest.mark.parametrize("swap", [{}, HTMX], ids=["page", "part"])
@pytest.mark.parametrize(
    "change",
    [
        {"state": Meeting.State.CALLED_OFF},
        {
            "starts_at": timezone.now() - timedelta(hours=3),
            "ends_at": timezone.now() - timedelta(hours=1),
        },
    ],
    ids=["called off", "over"],
)
def test_a_closed_meeting_takes_no_answer_and_says_so(
    client: Client,
    member: Membership,
    meeting: Meeting,
    change: dict[str, object],
    swap: dict[str, str],
) -> None:
    Meeting.objects.update(**change)

    answered = as_(client, member).post(meeting.get_absolute_url(), {"answer": "yes"}, headers=swap)

    assert answered.status_code == 422
    assert "takes no answers any more" in answered.text
    assert "<button" not in answered.text.split('id="meeting-reply"')[1].split("</section>")[0]
    assert not Reply.objects.exists()
    with pytest.raises(RepliesClosed):
        reply_to_meeting(meeting=meeting, by=member, answer="yes")


def test_another_collaboratives_meeting_is_not_found(
    client: Client, member: Membership, meeting: Meeting
) -> None:
    both = MembershipFactory(person=member.person)
    under_the_other = address("meeting", both, meeting)

    assert as_(client, member).post(under_the_other, {"answer": "yes"}).status_code == 404
    assert as_(client, MembershipFactory()).post(
        meeting.get_absolute_url(), {"answer": "yes"}
    ).status_code == 404  # fmt: skip
    assert not Reply.objects.exists()


def test_the_same_answer_again_is_noted_once(member: Membership, meeting: Meeting) -> None:
    for answer in ("yes", "yes", "no", "no"):
        reply_to_meeting(meeting=meeting, by=member, answer=answer)

    assert AuditEntry.objects.filter(verb="meeting.reply").count() == 2


@pytest.mark.django_db(transaction=True)
def test_fifty_equal_answers_are_one_row() -> None:
    member = MembershipFactory()
    meeting = MeetingFactory(collaborative=member.collaborative)
    start = Barrier(10)

    def answer(_: int) -> int:
        try:
            client = Client()
            client.force_login(member.person)
            start.wait(timeout=20)
            posted = client.post(meeting.get_absolute_url(), {"answer": "yes"}, headers=HTMX)
            assert pressed(posted.text) == ["yes"]
            return posted.status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(answer, range(50))) == {200}
    assert Reply.objects.get().answer == "yes"
    assert AuditEntry.objects.filter(verb="meeting.reply").count() == 1


def said(meeting: Meeting) -> None:
    for name, answer in (("Łucja", "yes"), ("zoe", "yes"), ("Mo", "maybe"), ("Nil", "no")):
        card = MembershipFactory(collaborative=meeting.collaborative, chosen_name=name)
        ReplyFactory(meeting=meeting, member=card, answer=answer)
    left = MembershipFactory(
        collaborative=meeting.collaborative,
        chosen_name="Gone",
        state="left",
        left_on=timezone.localdate(),
    )
    ReplyFactory(meeting=meeting, member=left)


def test_members_see_numbers_and_no_names(
    client: Client, member: Membership, meeting: Meeting
) -> None:
    said(meeting)

    shown = get(client, member, "meeting", meeting).text

    assert "2 said yes, 1 maybe." in shown
    assert not any(name in shown for name in ("Łucja", "zoe", "Mo<", "Who comes"))


@pytest.mark.parametrize("kind", [Hat.Kind.FACILITATOR, Hat.Kind.COORDINATOR, Hat.Kind.SCRIBE])
def test_those_who_help_that_day_see_names_by_name(
    client: Client, member: Membership, meeting: Meeting, kind: str
) -> None:
    said(meeting)
    HatFactory(member=member, kind=kind)

    shown = get(client, member, "meeting", meeting).text
    swapped = client.post(meeting.get_absolute_url(), {"answer": "no"}, headers=HTMX).text

    for html in (shown, swapped):
        assert "Yes: Łucja and zoe." in html
        assert "Maybe: Mo." in html
        assert "Gone" not in html
        assert "Nil" not in html


def test_helping_today_or_being_a_buddy_shows_no_names_of_another_day(
    client: Client, member: Membership, meeting: Meeting
) -> None:
    said(meeting)
    today = timezone.localdate()
    HatFactory(member=member, kind=Hat.Kind.FACILITATOR, since=today, until=today)
    HatFactory(member=member, kind=Hat.Kind.BUDDY)

    assert "Łucja" not in get(client, member, "meeting", meeting).text


def test_home_shows_numbers_to_everybody(client: Client, coordinator: Membership) -> None:
    meeting = MeetingFactory(collaborative=coordinator.collaborative)
    said(meeting)

    url = reverse("home", kwargs={"collaborative": coordinator.collaborative.slug})
    shown = as_(client, coordinator).get(url).text
    swapped = client.post(
        meeting.get_absolute_url(), {"answer": "no", "back": "home"}, headers=HTMX
    ).text

    assert "2 said yes, 1 maybe." in shown
    assert "Łucja" not in shown + swapped
