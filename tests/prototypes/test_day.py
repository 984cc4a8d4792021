"""A day in the room: when and where, who comes to help, a question to sit with, what weighs."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.html import escape

from members.models import Membership
from prototypes.methods import OPENINGS
from prototypes.models import PrototypingSession, VisitingHelp
from prototypes.weighing import WEIGHS, rather
from tests.conftest import as_
from tests.factories import OutputFactory, SessionFactory, TableFactory, ThemeFactory
from tests.factories_writing import QuestionFactory, TensionFactory
from tests.prototypes.helpers import Helper, address

pytestmark = pytest.mark.django_db


def planned(session: PrototypingSession, **said: str) -> dict[str, str]:
    return {"do": "plan", "title": session.title, "method": "acted out", **said}


def test_hour_room_and_question_stand_in_the_programme(
    helper: Helper, session: PrototypingSession, member: Membership
) -> None:
    question = QuestionFactory(collaborative=session.collaborative, text="Who is not here?")
    TableFactory(session=session, name="Teapot", task="The door")
    SessionFactory(meeting=session.meeting, title="Not yet timed")
    when = {"begins": "09:30", "ends": "10:45", "room": "The back room", "question": question.key}
    posted = planned(session, **when)
    assert helper.client.post(helper.address("plan"), posted).status_code == 302

    session.refresh_from_db()
    zone = ZoneInfo(session.meeting.time_zone)
    assert session.starts_at.astimezone(zone).date() == session.meeting.days[0]
    page = as_(Client(), member).get(address("programme", member, session.meeting)).text
    for words in ("09:30 to 10:45", "The back room", "Teapot: The door", "Who is not here?"):
        assert words in page
    assert page.index("Not yet timed") < page.index("09:30")
    assert session.title in as_(Client(), member).get(address("questions", member)).text
    again = helper.client.get(helper.address("plan")).text
    assert 'value="09:30"' in again


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ({"begins": "11:00", "ends": "10:00"}, "It ends before it begins"),
        ({"ends": "10:00"}, "When does it begin?"),
        ({"begins": "soon"}, "We could not read this time"),
    ],
)
def test_hours_that_cannot_be(
    helper: Helper, session: PrototypingSession, when: dict[str, str], says: str
) -> None:
    answer = helper.client.post(helper.address("plan"), planned(session, **when))

    assert (answer.status_code, says in answer.text) == (422, True)


def test_what_day_one_did_not_agree_on_is_where_day_two_begins(
    helper: Helper, session: PrototypingSession, member: Membership
) -> None:
    when = session.meeting.starts_at
    PrototypingSession.objects.filter(pk=session.pk).update(starts_at=when + timedelta(hours=4))
    before = SessionFactory(meeting=session.meeting, starts_at=when)
    after = SessionFactory(meeting=session.meeting, starts_at=when + timedelta(hours=8))
    TensionFactory(session=before, one="A bell at the door")
    TensionFactory(session=before, one="Settled by now", state="settled")
    TensionFactory(session=after, one="Not said yet")

    page = as_(Client(), member).get(address("how", member, session)).text

    assert "A bell at the door" in page
    assert "Settled by now" not in page
    assert "Not said yet" not in page


def test_another_question_to_begin_with_each_time(
    helper: Helper, session: PrototypingSession
) -> None:
    asked = {
        number: helper.client.get(helper.address("how"), {"another": number}).text
        for number in ("1", "2", "x", "99999")
    }
    found = {
        number: next(each for each in OPENINGS if escape(each) in part(page))
        for number, page in asked.items()
    }

    assert found["1"] != found["2"]
    assert found["x"] == found["99999"]


def part(page: str) -> str:
    """Between the heading and what follows."""
    return page.partition('id="opening"')[2].partition("Another one")[0]


def test_who_visits_says_yes_and_has_no_name(helper: Helper, session: PrototypingSession) -> None:
    come = {"do": "visiting", "visiting-kind": "actor", "visiting-how_many": "2"}
    refused = helper.client.post(helper.address("plan"), come)
    for number in ("2", "3"):
        come |= {"visiting-yes": "on", "visiting-how_many": number}
        helper.client.post(helper.address("plan"), come)

    assert refused.status_code == 422
    assert VisitingHelp.objects.get().how_many == 3
    told = helper.client.get(helper.address("how")).text
    assert "Acts with us: three. What they hear stays here." in told


def test_words_that_weigh_are_asked_about_before_it_is_out_and_what_was_said_is_not(
    helper: Helper, session: PrototypingSession, member: Membership
) -> None:
    said = OutputFactory(session=session, words="They call me a frequent flyer")
    named = ThemeFactory(
        collaborative=session.collaborative, name="Hard-to-reach people", outputs=[said]
    )
    before = helper.client.get(helper.address("heard")).text
    weighs = before[: before.index("</form>")]

    assert "“Hard-to-reach” in the theme “Hard-to-reach people”" in weighs
    assert "frequent flyer" not in weighs
    named.challenged = "Hard-to-reach"
    named.save()
    assert "can weigh on somebody" not in helper.client.get(helper.address("heard")).text

    words = {"in_short": "We sat.", "content_note": "It speaks of a night in hospital."}
    helper.client.post(helper.address("heard"), words)
    page = as_(Client(), member).get(address("heard", member, session)).text
    assert page.index("Before you read on") < page.index("We sat.")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Hard to reach, they say", ["Hard to reach"]),
        ("He commits suicide; she Suffers from it", ["commits suicide", "Suffers from"]),
        (
            "a non-compliant, Manipulative bed-blocker",
            ["non-compliant", "Manipulative", "bed-blocker"],
        ),
        ("We sufferance the addictive homelessness charity", []),
    ],
)
def test_words_that_weigh_are_found_whole_and_each_has_another_way(
    words: str, found: list[str]
) -> None:
    assert WEIGHS.findall(words) == found
    assert all(rather(each) for each in found)


def test_what_is_hard_with_the_way_in_beside_it(
    helper: Helper, session: PrototypingSession, member: Membership
) -> None:
    hard = OutputFactory(session=session, kind="challenge", words="The step is too high")
    OutputFactory(session=session, kind="opportunity", pairs_with=hard, words="A ramp next door")
    OutputFactory(session=session, kind="challenge", words="Held back", held=True)
    OutputFactory(session=session, kind="idea", words="An idea")
    ThemeFactory(collaborative=session.collaborative, name="Doors", outputs=[hard])

    page = as_(Client(), member).get(address("challenges", member)).text

    for words in ("The step is too high", "A ramp next door", ">Doors<"):
        assert words in page
    assert "Held back" not in page
    assert "An idea" not in page


def test_what_is_left_at_the_door_is_never_sent() -> None:
    page = Client().get("/t/at/the-door/")

    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    assert "<form" not in main
    assert "name=" not in main
