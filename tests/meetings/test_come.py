"""Come to breakfast: for anybody, the same for everybody, and no name without a yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import AgendaItem, Meeting
from members.models import Collaborative, Hat, Membership
from tests.conftest import as_
from tests.factories import AgendaItemFactory, HatFactory, MeetingFactory, MembershipFactory
from tests.meetings.helpers import on_the_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(member: Membership) -> Collaborative:
    Collaborative.objects.update(shows_come=True)
    member.collaborative.refresh_from_db()
    return member.collaborative


@pytest.fixture
def breakfast(place: Collaborative) -> Meeting:
    return MeetingFactory(
        collaborative=place, title="Zora’s farewell", **on_the_wall(3, "09:00", "11:00")
    )


def main(place: Collaborative, client: Client | None = None) -> str:
    page: str = (client or Client()).get(f"/{place.slug}/come/").text
    return page.partition("<main")[2].partition("</main>")[0]


def test_when_where_and_what_will_happen(place: Collaborative, breakfast: Meeting) -> None:
    page = main(place)
    for words in ("Come to breakfast", "9 to 11 in the morning", "Leave any time", "3 Dock Lane"):
        assert words in page
    assert "Blue door, opposite the old pump." in page
    assert f"http://localhost:8000/{place.slug}/come/" in page
    assert "116 123" in Client().get(f"/{place.slug}/come/").text


def test_a_title_of_the_meeting_or_agenda_stays_inside(
    place: Collaborative, breakfast: Meeting
) -> None:
    kinds = [AgendaItem.Kind.CHECK_IN, AgendaItem.Kind.DISCUSS, AgendaItem.Kind.DISCUSS, ""]
    for order, kind in enumerate(kinds):
        AgendaItemFactory(
            meeting=breakfast, order=order, kind=kind, minutes=20, title="What Zora said"
        )
    page = main(place)
    assert "Zora" not in page
    assert page.count("Talk at small tables.") == 1
    assert '">9.20</time> <span>Talk at small tables' in page
    assert '">11.00</time> <span>Home' in page


def test_a_name_stands_there_only_with_a_yes_and_on_the_day(
    client: Client, place: Collaborative, breakfast: Meeting
) -> None:
    day = breakfast.days[0]
    on_the_day: dict[str, Any] = {"kind": Hat.Kind.WELCOME, "since": day, "until": day}
    win = HatFactory(
        member=MembershipFactory(collaborative=place, chosen_name="Winifred"), **on_the_day
    ).member
    for name, more in (
        ("Later", {"since": day + timedelta(days=1), "until": None}),
        ("Scribe", {"kind": Hat.Kind.SCRIBE}),
        ("Rest", {"member__state": "resting"}),
    ):
        HatFactory(
            **{
                "member__collaborative": place,
                "member__chosen_name": name,
                "member__greets_by_name": True,
                **on_the_day,
                **more,
            }
        )
    assert "Somebody at the door" in main(place)
    asked = as_(client, win).get("/me/").text
    assert "My name may stand on the public page" in asked
    client.post(f"/me/greeting/{place.slug}/", {"do": "yes"})
    page = main(place)
    assert "Winifred, with a hello" in page
    assert not any(name in page for name in ("Later", "Scribe", "Rest,"))
    client.post(f"/me/greeting/{place.slug}/", {"do": "no"})
    assert "Winifred" not in main(place)


@pytest.mark.parametrize(
    "change",
    [
        {"state": Meeting.State.DRAFT},
        {"state": Meeting.State.CALLED_OFF},
        {"kind": Meeting.Kind.DESIGN_TEAM},
        {"starts_at": timezone.now() - timedelta(days=2)}
        | {"ends_at": timezone.now() - timedelta(days=1)},
    ],
    ids=["draft", "called off", "not for all", "over"],
)
def test_only_what_is_open_to_all_and_will_happen(
    place: Collaborative, breakfast: Meeting, change: dict[str, Any]
) -> None:
    Meeting.objects.update(**change)
    MeetingFactory()
    page = main(place)
    assert "The next date is not fixed yet." in page
    assert "minute by minute" not in page


def test_it_is_the_same_for_everybody_and_may_be_kept(
    client: Client, place: Collaborative, breakfast: Meeting, member: Membership
) -> None:
    as_(client, member).post("/me/look/", {"look": "dark"})
    client.post(f"/me/rest/{place.slug}/", {"do": "rest"})  # a message waits, for another page
    mine = client.get(f"/{place.slug}/come/")
    anybodys = Client().get(f"/{place.slug}/come/")

    assert mine.content == anybodys.content
    assert anybodys["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in anybodys["Vary"] + mine["Vary"]
    assert not anybodys.cookies
    assert member.chosen_name not in mine.text
    assert "Rest well." in client.get("/me/").text


def test_few_questions(place: Collaborative, django_assert_max_num_queries: Any) -> None:
    for n in range(30):
        meeting = MeetingFactory(collaborative=place, **on_the_wall(3 + n, "09:00", "11:00"))
        AgendaItemFactory(meeting=meeting)
        HatFactory(member__collaborative=place, kind=Hat.Kind.WELCOME)
    with django_assert_max_num_queries(4):
        main(place)
