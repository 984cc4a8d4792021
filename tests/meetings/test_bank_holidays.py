"""Bank holidays of four nations, and a date that is moved a week by one press."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from meetings import changing
from meetings.bank_holidays import holiday
from meetings.models import Meeting
from members.models import Collaborative, Membership
from tests.conftest import as_
from tests.factories import MeetingFactory
from tests.meetings.helpers import address

ENGLAND = "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12"
# As https://www.gov.uk/bank-holidays lists them, day by day.
LISTED = {
    ("ENG", 2022): "3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12",
    ("ENG", 2023): "2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12",
    ("WLS", 2026): "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12",
    ("ENG", 2027): ENGLAND,
    ("WLS", 2027): ENGLAND,
    ("SCT", 2023): "2/1 3/1 7/4 1/5 8/5 29/5 7/8 30/11 25/12 26/12",
    ("SCT", 2027): "1/1 4/1 26/3 3/5 31/5 2/8 30/11 27/12 28/12",
    ("NIR", 2026): "1/1 17/3 3/4 6/4 4/5 25/5 13/7 31/8 25/12 28/12",
    ("NIR", 2027): "1/1 17/3 26/3 29/3 3/5 31/5 12/7 30/8 27/12 28/12",
}


@pytest.mark.parametrize(("nation", "year"), LISTED)
def test_they_are_those_that_are_listed(nation: str, year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    found = [f"{day.day}/{day.month}" for day in days if holiday(nation, day) and day.weekday() < 5]
    assert " ".join(found) == LISTED[nation, year]


@pytest.mark.django_db
class TestAnotherWeek:
    @pytest.fixture(autouse=True)
    def january(self) -> object:
        with time_machine.travel("2027-01-04 12:00 +0000", tick=False) as clock:
            yield clock

    @pytest.fixture
    def meeting(self, coordinator: Membership) -> Meeting:
        """On Easter Monday; the clocks went forward the day before."""
        start = datetime(2027, 3, 29, 9, tzinfo=ZoneInfo("Europe/London"))
        return MeetingFactory(collaborative=coordinator.collaborative, starts_at=start)

    def test_one_press_moves_it_and_a_second_one_does_not(
        self, client: Client, coordinator: Membership, meeting: Meeting
    ) -> None:
        shown = as_(client, coordinator).get(meeting.get_absolute_url()).text
        assert "It falls on Easter Monday." in shown
        sent = {"do": "earlier", "seen": changing.mark_of(meeting)}
        for _ in range(2):
            client.post(address("week", coordinator, meeting), sent)
        moved = Meeting.objects.get()
        assert f"{moved.local_start:%d %m %H:%M}" == "22 03 09:00"
        assert moved.ends_at - moved.starts_at == meeting.ends_at - meeting.starts_at
        assert moved.by_hand
        assert "Move it a week?" not in client.get(meeting.get_absolute_url()).text

    def test_it_may_stay_and_nobody_asks_again(
        self, client: Client, coordinator: Membership, meeting: Meeting
    ) -> None:
        as_(client, coordinator).post(address("week", coordinator, meeting), {"do": "stay"})
        assert "Move it a week?" not in client.get(meeting.get_absolute_url()).text
        assert Meeting.objects.get().starts_at == meeting.starts_at

    def test_whoever_was_quicker_is_not_written_over(
        self, client: Client, coordinator: Membership, meeting: Meeting
    ) -> None:
        sent = {"do": "later", "seen": changing.mark_of(meeting)}
        Meeting.objects.update(title="Somewhere else, by boat")
        as_(client, coordinator).post(address("week", coordinator, meeting), sent)
        assert Meeting.objects.get().starts_at == meeting.starts_at

    def test_in_scotland_that_monday_is_a_day_like_others(
        self, client: Client, coordinator: Membership, member: Membership, meeting: Meeting
    ) -> None:
        assert "Move it a week?" not in as_(client, member).get(meeting.get_absolute_url()).text
        Collaborative.objects.update(nation="SCT")
        shown = as_(client, coordinator).get(meeting.get_absolute_url()).text
        assert "Move it a week?" not in shown
