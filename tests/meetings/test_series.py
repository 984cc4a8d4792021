"""A rule gives its dates; what hands changed, and what is past, stays."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from meetings import changing, series
from meetings.dates import hours_on
from meetings.models import Meeting, MeetingSeries
from meetings.rules import WHICH, Rule, days
from members.models import Collaborative, Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, ReplyFactory
from tests.meetings.helpers import address, queries

NINE, ELEVEN = time(9), time(11)
SECOND_THURSDAY = Rule("second", 3, NINE, ELEVEN)
EVERY_OTHER_MONDAY = Rule("fortnightly", 0, time(18), time(19, 30))
ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"]


def any_rule(dice: random.Random) -> Rule:
    which = dice.choice([name for name, _ in WHICH])
    starts = time(dice.randrange(0, 20), dice.choice([0, 15, 30]))
    ends = time(starts.hour + dice.randrange(1, 4), starts.minute)
    month = dice.randrange(1, 13)
    day = 29 if month == 2 else dice.randrange(1, 31)
    return Rule(which, dice.randrange(7), starts, ends, day, month)


def is_right(rule: Rule, day: date) -> bool:
    """Told from the calendar on the wall, not by the library that made it."""
    last = (day + timedelta(days=1)).month != day.month
    if rule.which in ("monthly", "yearly"):
        on_it = day.day == rule.day or (last and day.day < rule.day)
        return on_it and (rule.which == "monthly" or day.month == rule.month)
    if day.weekday() != rule.weekday or rule.which in ("weekly", "fortnightly"):
        return day.weekday() == rule.weekday
    if rule.which == "last":
        return (day + timedelta(days=7)).month != day.month
    names = ["first", "second", "third", "fourth", "fifth"]
    return names[(day.day - 1) // 7] == rule.which


def check(rule: Rule, zone: str, begins: date, years: int = 10) -> int:
    """Right days, none left out, and the wall shows the hour on both sides of each change."""
    end = begins + timedelta(days=years * 365)
    found = []
    for day in days(rule.rrule, begins):
        if day > end:
            break
        found.append(day)
    step = 14 if rule.which == "fortnightly" else 1
    first = found[0]
    every = (first + timedelta(days=n) for n in range(0, (end - first).days + 1, step))
    assert found == [day for day in every if is_right(rule, day)]
    there = ZoneInfo(zone)
    for day in found:
        start, stop = hours_on(day, rule.starts, rule.ends, there)
        wall = start.astimezone(there)
        skipped = wall.replace(tzinfo=None) - datetime.combine(day, rule.starts)
        assert skipped in (timedelta(), timedelta(hours=1), timedelta(minutes=30))
        assert start < stop
        if skipped:  # no clock shows that hour on that night
            noon = datetime.combine(day, time(12), tzinfo=there)
            assert noon.utcoffset() != (noon - timedelta(days=1)).utcoffset()
    assert Rule.read(rule.rrule, rule.starts, rule.ends).rrule == rule.rrule
    return len(found)


def test_any_rule_in_any_zone_for_ten_years() -> None:
    """A sample; the drill takes them all."""
    dice = random.Random(4)  # noqa: S311 -- the same sample each time
    for _ in range(40):
        begins = date(2024, 1, 1) + timedelta(days=dice.randrange(1500))
        assert check(any_rule(dice), dice.choice(ZONES), begins) > 5


@pytest.mark.parametrize(
    ("rule", "words", "first"),
    [
        (
            Rule("monthly", 0, NINE, ELEVEN, 31, 1),
            "the 31st or the last day of each month",
            "2027-02-28",
        ),
        (
            Rule("fifth", 3, NINE, ELEVEN),
            "the fifth Thursday, in months that have one",
            "2027-04-29",
        ),
        (
            Rule("yearly", 0, NINE, ELEVEN, 29, 2),
            "every year on 29 February or 28 February",
            "2027-02-28",
        ),
    ],
)
def test_months_without_the_day(rule: Rule, words: str, first: str) -> None:
    assert rule.words == f"{words}, 9 to 11 in the morning"
    assert str(rule.first_on(date(2027, 2, 1))) == first


pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 4, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def a_monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def breakfast(coordinator: Membership) -> MeetingSeries:
    return series.set_rule(
        by=coordinator, rule=SECOND_THURSDAY, first_on=date(2027, 1, 5), name="Breakfast"
    )


def dates() -> list[str]:
    return [str(each.days[0]) for each in Meeting.objects.order_by("starts_at")]


def test_a_year_of_dates_once(breakfast: MeetingSeries, client: Client) -> None:
    before = dates()
    assert (before[0], len(before)) == ("2027-01-14", 12)
    assert series.keep_a_year_ahead(timezone.now()) == 0
    assert dates() == before
    with time_machine.travel(NOW + timedelta(days=40)):
        assert series.keep_a_year_ahead(timezone.now()) == 2


def test_another_zone_keeps_its_own_wall(coordinator: Membership) -> None:
    Collaborative.objects.filter(pk=coordinator.collaborative_id).update(
        time_zone="America/New_York"
    )
    series.set_rule(by=coordinator, rule=SECOND_THURSDAY, first_on=date(2027, 1, 5), name="Soup")
    assert {each.local_start.time() for each in Meeting.objects.all()} == {NINE}
    assert len({each.starts_at.time() for each in Meeting.objects.all()}) == 2


def test_fortnightly_for_a_while_then_as_before(
    breakfast: MeetingSeries, coordinator: Membership, member: Membership
) -> None:
    """What was moved, called off or answered stays where it is, and nothing is doubled."""
    march, april, may = Meeting.objects.order_by("starts_at")[2:5]
    changing.call_off(meeting=march, by=coordinator, because="Snow.")
    to = {name: getattr(april, name) for name in changing.FIELDS}
    to |= {name: to[name] + timedelta(days=1) for name in ("starts_at", "ends_at")}
    seen = changing.mark_of(april)
    changing.change_date(meeting=april, by=coordinator, seen=seen, new_place="", **to)
    ReplyFactory(meeting=may, member=member)
    asked = {
        "by": coordinator,
        "rule": EVERY_OTHER_MONDAY,
        "first_on": date(2027, 3, 1),
        "last_on": date(2027, 6, 30),
        "name": "Breakfast",
        "thread": breakfast.thread,
        "online_link": "https://meet.example.org/abc",
    }
    shown = [(str(each.days[0]), each.stays) for each in series.foretold(**asked)]
    assert len(dates()) == 12
    series.set_rule(**asked)
    series.set_rule(**asked)

    kept = dates()
    assert kept[:2] == ["2027-01-14", "2027-02-11"]
    assert [day for day in kept if "2027-03" <= day < "2027-07"] == [
        *("2027-03-01", "2027-03-11", "2027-03-15", "2027-03-29", "2027-04-09", "2027-04-12"),
        *("2027-04-26", "2027-05-10", "2027-05-13", "2027-05-24", "2027-06-07", "2027-06-21"),
    ]
    assert next(day for day in kept if day >= "2027-07") == "2027-07-08"
    assert shown == [(day, day in ("2027-03-11", "2027-04-09", "2027-05-13")) for day in kept[:12]]
    assert Meeting.objects.get(pk=march.pk).state == Meeting.State.CALLED_OFF
    assert len(set(kept)) == len(kept)
    assert [
        str(r.first_on) for r in series.rules_of(breakfast.collaborative, breakfast.thread)
    ] == [
        "2027-01-14",
        "2027-03-01",
        "2027-07-08",
    ]


def test_the_same_days_at_another_hour_keep_their_answers(
    breakfast: MeetingSeries, coordinator: Membership, member: Membership
) -> None:
    first = Meeting.objects.order_by("starts_at")[0]
    ReplyFactory(meeting=first, member=member)
    later = Rule("second", 3, time(10), time(12))
    series.set_rule(
        by=coordinator,
        rule=later,
        first_on=date(2027, 1, 5),
        name="Breakfast",
        thread=breakfast.thread,
    )
    moved = Meeting.objects.get(pk=first.pk)
    assert (moved.local_start.time(), moved.sequence, moved.replies.count()) == (time(10), 1, 1)
    assert Meeting.objects.count() == 12


def test_the_end_of_a_series(breakfast: MeetingSeries, coordinator: Membership) -> None:
    kept = Meeting.objects.order_by("starts_at")[3]
    ReplyFactory(meeting=kept, member=coordinator)
    series.end(thread=breakfast.thread, by=coordinator)
    assert list(Meeting.objects.all()) == [kept]
    assert series.keep_a_year_ahead(timezone.now()) == 0


FORM = {"which": "second", "weekday": "3", "starts": "09:00", "ends": "11:00", "kind": "breakfast"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ends": "08:00"}, "This is not after the time it starts."),
        ({"which": "monthly"}, "Please say the first day"),
        ({"first_on": "2027-02-20", "last_on": "2027-03-01"}, "There is no date of this rule"),
        ({"first_on": "2030-02-20"}, "That is more than a year away."),
        ({"online_link": "javascript:alert(1)"}, "online_link"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(
    client: Client, coordinator: Membership, wrong: dict[str, str], says: str
) -> None:
    answer = as_(client, coordinator).post(address("series_new", coordinator), FORM | wrong)
    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="09:00"' in answer.text
    assert not Meeting.objects.exists()


def test_shown_first_and_kept_then(client: Client, coordinator: Membership) -> None:
    url = address("series_new", coordinator)
    shown = as_(client, coordinator).post(url, FORM | {"do": "dates"}).text
    assert "So the next twelve are" in shown
    assert "Thursday 14 January" in shown
    assert not MeetingSeries.objects.exists()
    there = client.post(url, FORM | {"do": "keep"}, follow=True)
    assert "The second Thursday of the month, 9 to 11 in the morning" in there.text
    assert Meeting.objects.count() == 12


class TestOneDate:
    @pytest.fixture
    def meeting(self, coordinator: Membership) -> Meeting:
        return MeetingFactory(
            collaborative=coordinator.collaborative,
            starts_at=datetime(2027, 2, 11, 9, tzinfo=ZoneInfo("Europe/London")),
            venue=None,
        )

    FORM = {"title": "Soup", "day": "2027-02-18", "starts": "10:00", "ends": "12:00"}
    FORM |= {"kind": "breakfast"}

    def form(self, **more: str) -> dict[str, str]:
        """What somebody sends whose page is of now."""
        return self.FORM | {"seen": changing.mark_of(Meeting.objects.get())} | more

    def test_it_is_moved_and_says_so(
        self, client: Client, coordinator: Membership, meeting: Meeting
    ) -> None:
        url = address("change", coordinator, meeting)
        there = as_(client, coordinator).post(url, self.form(), follow=True).text
        assert "It was to be on Thursday 11 February, 9 in the morning." in there
        # And back to where it was: nothing to say any more.
        again = self.form(day="2027-02-11", starts="09:00")
        assert "It was to be" not in client.post(url, again, follow=True).text

    @pytest.mark.parametrize(
        ("theirs", "mine", "shown"),
        [
            ({"day": "2027-02-18"}, {"day": "2027-02-25"}, ["It says: Thursday 18 February"]),
            ({"title": "Stew"}, {"title": "Broth"}, ["It says: Stew", "You wrote: Broth"]),
            ({"purpose": "Buses."}, {"purpose": "Lamps."}, ["It says: Buses.", "You wrote: Lamps"]),
            ({"places": "12"}, {"can_change": "All."}, ["It says: 12", "You wrote: nothing"]),
        ],
    )
    def test_whoever_was_quicker_is_not_overwritten(
        self,
        client: Client,
        coordinator: Membership,
        meeting: Meeting,
        theirs: dict[str, str],
        mine: dict[str, str],
        shown: list[str],
    ) -> None:
        """Whatever either of them changed: both stand on the page, and theirs in the calendar."""
        url, mine = address("change", coordinator, meeting), self.form(**mine)
        as_(client, coordinator).post(url, self.form(**theirs))
        stands = changing.mark_of(Meeting.objects.get())
        answer = client.post(url, mine)
        assert answer.status_code == 409
        assert [words for words in shown if words not in answer.text] == []
        assert all(f"{words}" in answer.text for words in mine.values() if words != mine["seen"])
        assert changing.mark_of(Meeting.objects.get()) == stands
        client.post(url, mine | {"seen": stands})
        kept = Meeting.objects.get()
        assert (kept.title, kept.purpose) == (mine["title"], mine.get("purpose", ""))
        assert changing.mark_of(kept) != stands

    def test_words_that_name_a_job_are_asked_about_first(
        self, client: Client, coordinator: Membership, meeting: Meeting
    ) -> None:
        url = address("change", coordinator, meeting)
        sent = self.form(purpose="Sarah, the ward manager, tells us.")
        asked = as_(client, coordinator).post(url, sent).text
        assert "here we use names only" in asked
        assert Meeting.objects.get().purpose == ""
        plain = client.post(url, sent | {"without": "on"}).text
        assert "Sarah tells us." in plain
        told = asked.partition('name="told" value="')[2].partition('"')[0]
        client.post(url, sent | {"told": told})
        assert Meeting.objects.get().purpose == sent["purpose"]

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"day": "2027-01-03"}, "That day is over."),
            ({"ends": "10:00"}, "This is not after the time it starts."),
            ({"day": "2027-03-28", "starts": "01:30", "ends": "04:00"}, "The clocks go forward"),
            ({"last_day": "2027-02-01"}, "This is before it starts"),
            ({"places": "0"}, "places"),
        ],
    )
    def test_what_cannot_be(
        self,
        client: Client,
        coordinator: Membership,
        meeting: Meeting,
        wrong: dict[str, str],
        says: str,
    ) -> None:
        url = address("change", coordinator, meeting)
        answer = as_(client, coordinator).post(url, self.form(**wrong))
        assert (answer.status_code, says in answer.text) == (422, True)

    def test_off_and_on_again(
        self, client: Client, coordinator: Membership, meeting: Meeting, member: Membership
    ) -> None:
        ReplyFactory(meeting=meeting, member=member)
        url = address("call_off", coordinator, meeting)
        as_(client, coordinator).post(url, {"because": "The road is shut.", "do": "off"})
        seen = as_(client, member).get(meeting.get_absolute_url()).text
        assert "Called off" in seen
        assert "The road is shut." in seen
        as_(client, coordinator).post(url, {"do": "on"})
        assert as_(client, member).get(meeting.get_absolute_url()).text.count("You said") == 1

    def test_a_reason_that_names_a_job_is_asked_about(
        self, client: Client, coordinator: Membership, meeting: Meeting
    ) -> None:
        url = address("call_off", coordinator, meeting)
        because = {"because": "Sarah, the ward manager, is ill.", "do": "off"}
        asked = as_(client, coordinator).post(url, because).text
        assert "here we use names only" in asked
        assert Meeting.objects.get().state == Meeting.State.PUBLISHED
        told = asked.partition('name="told" value="')[2].partition('"')[0]
        client.post(url, because | {"told": told})
        assert Meeting.objects.get().state == Meeting.State.CALLED_OFF

    def test_what_has_been_stays(
        self, client: Client, coordinator: Membership, meeting: Meeting
    ) -> None:
        with time_machine.travel(meeting.ends_at):
            for name in ("change", "call_off"):
                url = address(name, coordinator, meeting)
                assert as_(client, coordinator).get(url).status_code == 404


def test_a_series_asks_as_often_for_thirty_dates(
    client: Client, coordinator: Membership, member: Membership
) -> None:
    row = series.set_rule(
        by=coordinator, rule=EVERY_OTHER_MONDAY, first_on=date(2027, 1, 5), name="Soup"
    )
    url = f"/{member.collaborative.slug}/meetings/series/{row.thread}/"
    as_(client, member)
    many = queries(lambda: client.get(url))
    Meeting.objects.exclude(pk=Meeting.objects.order_by("starts_at")[0].pk).delete()
    assert queries(lambda: client.get(url)) == many
