"""What stands in the tables after loading: all of it, and nothing that should not be seen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid5

import pytest
from django.contrib.auth.hashers import is_password_usable
from django.db import connection
from django.utils import timezone

from collaborative.demo.content import PLACES, Row
from collaborative.demo.prototypes import OURS
from collaborative.keys import digest
from collaborative.models import Letter
from meetings.models import AgendaItem, Commitment, Decision, Meeting, Reply, Venue, Worry, WriteUp
from members import lanyards
from members.access import turn_to
from members.models import Collaborative, Hat, Membership, Perspective, User
from prototypes.models import (
    Inspiration,
    Learning,
    Output,
    Permission,
    Prototype,
    RedTape,
    Table,
    TestCycle,
    Theme,
    ThemeOutput,
)
from roadmap.models import Evidence, Move, MoveWords, RoadmapItem, Update

pytestmark = pytest.mark.django_db

COUNTS = {  # Larkmoor, Tarnside
    Membership: (34, 14),
    Perspective: (9, 9),
    Venue: (5, 2),
    Meeting: (35, 8),
    WriteUp: (25, 6),
    AgendaItem: (163, 30),
    Decision: (47, 7),
    Commitment: (65, 8),
    Worry: (4, 0),
    Reply: (620, 75),
    Table: (20, 3),
    Output: (265, 24),
    Theme: (13, 4),
    Prototype: (6, 2),
    TestCycle: (14, 2),
    Learning: (14, 1),
    Permission: (9, 2),
    RedTape: (3, 0),
    Inspiration: (2, 0),
    RoadmapItem: (18, 7),
    Move: (13, 1),
    MoveWords: (13, 1),
    Update: (48, 8),
    Evidence: (162, 22),
}


def card(name: str, place: str = "larkmoor") -> Membership:
    return Membership.objects.select_related("collaborative", "person").get(
        chosen_name=name, collaborative__slug=place
    )


def output(key: str) -> Output:
    return Output.objects.get(client_id=uuid5(OURS, key))


@pytest.mark.parametrize("model", COUNTS, ids=lambda model: model.__name__)
def test_all_that_has_a_table_is_there(demo: date, model: Any) -> None:
    counts = tuple(
        model.objects.filter(collaborative__slug=place).count()
        for place in ("larkmoor", "tarnside")
    )
    assert counts == COUNTS[model]


def test_nothing_points_out_of_its_place(demo: date) -> None:
    connection.check_constraints()


def test_the_numbers_come_from_the_files(demo: date, files: dict[str, Row]) -> None:
    links = [len(t["outputs"]) for place in files.values() for t in place["themes"]]
    assert ThemeOutput.objects.count() == sum(links)
    totals = [
        meeting["attendance"]["total"]
        for place in files.values()
        for meeting in place["meetings"]
        if meeting["state"] == "closed"
    ]
    came = Meeting.objects.exclude(came=None).values_list("came", flat=True)
    assert sorted(came) == sorted(totals)


def test_places_have_words_of_their_own(demo: date) -> None:
    larkmoor = Collaborative.objects.get(slug="larkmoor")
    tarnside = Collaborative.objects.get(slug="tarnside")
    assert larkmoor.vision.endswith("somebody notices when they are away.")
    assert larkmoor.values[-1] == "Stay"
    assert (len(larkmoor.agreement), larkmoor.agreed_on) == (8, date(2012, 1, 12))
    assert "danger" in larkmoor.agreement_limit
    assert (tarnside.now_word, tarnside.wow_word) == ("This season", "Wouldn't it be grand")
    assert larkmoor.phone.startswith("01632 960")


# People


def test_one_person_has_two_cards(demo: date) -> None:
    here, there = card("Jonah"), card("Jonah", "tarnside")
    assert here.person == there.person
    assert here.ask_me_about != there.ask_me_about
    assert User.objects.count() == 47


def test_names_are_kept_as_they_are_written(demo: date) -> None:
    assert {card(n).chosen_name for n in ("Żaneta Łęcka", "Siobhán O'Neill", "J")}
    graces = Membership.objects.filter(chosen_name="Grace").select_related("person")
    assert len({grace.person.email for grace in graces}) == 2


@pytest.mark.parametrize("name", ["Ivy", "Len", "Farouk", "J"])
def test_some_have_no_address(demo: date, name: str) -> None:
    person = card(name).person
    assert person.email is None
    assert len(lanyards.read(person).routes) == 1


def test_resting_remembered_left_and_introduced(demo: date) -> None:
    assert card("Samir").is_resting
    assert card("Ansel", "tarnside").is_resting
    albert, colette = card("Albert"), card("Colette")
    assert (albert.state, albert.left_on, albert.shown_name) == (
        "remembered",
        date(2012, 3, 27),
        "Albert",
    )
    assert (colette.state, colette.shown_name) == ("left", "a member")
    assert card("Priya") not in Membership.objects.current()


def test_nobody_has_a_password(demo: date) -> None:
    passwords = set(User.objects.values_list("password", flat=True))
    assert len(passwords) == 47
    assert not any(is_password_usable(password) for password in passwords)


def test_private_parts_are_behind_the_wall(demo: date) -> None:
    with connection.cursor() as cursor:
        for table in ("lanyard", "standpoint", "accessneed", "contactroute"):
            cursor.execute(f"SELECT count(*) FROM members_{table}")
            assert cursor.fetchone() == (0,)

    mine = lanyards.read(card("Abi").person)
    assert (mine.job_title, mine.employer) == ("Peer Support Lead", "Loud Kettle")
    assert [(need.words, need.tell_facilitator) for need in mine.needs] == [
        ("A seat near the door", True)
    ]
    assert len(mine.perspectives) == 2


def test_standpoints_that_were_taken_back_are_gone(demo: date) -> None:
    winston = lanyards.read(card("Winston").person)
    labels = Perspective.objects.filter(pk__in=winston.perspectives).values_list("label", flat=True)
    assert list(labels) == ["I use or have used services"]


@pytest.mark.parametrize(
    ("place", "looks_after", "listens"),
    [
        ("larkmoor", "Yasmin", ["Marisol", "Winston"]),
        ("tarnside", "Bronagh", ["Ottilie", "Wilf"]),
    ],
)
def test_somebody_helps_on_the_day(
    demo: date, place: str, looks_after: str, listens: list[str], time_machine: Any
) -> None:
    time_machine.move_to(datetime(2026, 11, 24, 8, tzinfo=UTC))
    soonest = Meeting.objects.upcoming().filter(collaborative__slug=place).first()
    assert soonest
    hats = Hat.objects.filter(collaborative__slug=place)
    coordinators = hats.on(demo).filter(kind=Hat.Kind.COORDINATOR)
    assert [hat.member.chosen_name for hat in coordinators] == [looks_after]
    for day in (demo, *soonest.days):
        assert hats.on(day).filter(kind=Hat.Kind.FACILITATOR).count() == 1
    assert turn_to(card(looks_after, place)) == listens


def test_helping_at_one_meeting_is_for_its_days(demo: date) -> None:
    hat = Hat.objects.get(member=card("Farouk"), kind=Hat.Kind.SCRIBE)
    assert (hat.since, hat.until) == (date(2011, 7, 19), date(2011, 7, 20))
    endless = Hat.objects.filter(until=None)  # one in each place, who looks after it
    assert set(endless.values_list("kind", flat=True)) == {Hat.Kind.COORDINATOR}
    assert endless.count() == len(PLACES)


# Meetings


@pytest.mark.parametrize(
    ("title", "utc"),
    [
        (
            "Monday makers, the night after the clocks went back",
            datetime(2011, 10, 31, 17, 30, tzinfo=UTC),
        ),
        (
            "Monday makers, the night after the clocks went forward",
            datetime(2012, 3, 26, 16, 30, tzinfo=UTC),
        ),
        ("Last things before the gathering", datetime(2011, 7, 14, 8, tzinfo=UTC)),
        ("Low tide", datetime(2012, 1, 12, 9, tzinfo=UTC)),
        ("Leap-day supper", datetime(2012, 2, 29, 18, 30, tzinfo=UTC)),
    ],
)
def test_the_clock_of_the_room_is_kept(demo: date, title: str, utc: datetime) -> None:
    assert Meeting.objects.get(title=title).starts_at == utc


def test_every_breakfast_begins_at_nine(demo: date) -> None:
    breakfasts = Meeting.objects.filter(series__name="Breakfast")
    assert {(m.local_start.hour, m.local_end.hour) for m in breakfasts} == {(9, 11)}
    assert breakfasts.count() == 27


def test_snow_and_a_draft(demo: date) -> None:
    snow = Meeting.objects.get(state=Meeting.State.CALLED_OFF, title="Monday makers")
    assert "Windle Lane is shut" in snow.called_off_because
    assert snow.came is None
    assert Meeting.objects.get(state=Meeting.State.DRAFT).title == "Breakfast"


def test_nothing_was_written_up_before_it_happened_or_after_today(demo: date) -> None:
    for write_up in WriteUp.objects.select_related("meeting"):
        assert write_up.meeting.ends_at < write_up.published_at
        assert write_up.published_at.date() <= demo
        assert 0 <= write_up.days_after <= 4


def test_a_question_that_names_a_job_is_held(demo: date) -> None:
    held = AgendaItem.objects.get(held=True)
    assert held.meeting.title == "Who is at the door"


# Words, themes, roadmap


def test_quotes_without_a_yes_and_leaks_are_seen_by_nobody(demo: date, files: Any) -> None:
    quirks = files["larkmoor"]["quirks"]
    never = [*quirks["quotes_never_to_show"], "o-leak-1", "o-leak-2", "o-leak-3", "o-leak-4"]
    for name in ("Abi", "Yasmin", "Nuala"):
        seen = Output.objects.visible_to(card(name).person)
        assert not seen.filter(pk__in=[output(key).pk for key in never]).exists()
        assert seen.count() == 265 - len(never)
    assert output("o-067").consent == Output.Consent.WITHDRAWN
    assert Output.objects.filter(held=True).count() == 4
    evidence = Evidence.objects.filter(output__isnull=False).values("output")
    assert Output.objects.filter(pk__in=evidence).cleared().count() == evidence.distinct().count()


def test_every_word_was_written_while_its_session_was_open(demo: date) -> None:
    begins = datetime(2026, 11, 24, tzinfo=UTC)
    for word in Output.objects.select_related("session"):
        opened = min(word.session.starts_at, begins - timedelta(days=2))
        assert opened < word.written_at < min(word.session.ends_at, begins)


def test_words_keep_their_order(demo: date, files: Any) -> None:
    of_session = [o for o in files["larkmoor"]["outputs"] if o["session"] == "s-worry"]
    kept = Output.objects.filter(session__title="The worry box")
    assert [o.words for o in kept.in_order()] == [o["words"] for o in of_session]
    assert list(kept.order_by("written_at")) == list(kept.in_order())


def test_a_session_is_open_before_its_day(demo: date) -> None:
    session = output("o-leak-4").session
    assert session.is_open
    assert session.starts_at.date() > demo


def test_a_theme_waits_without_words(demo: date) -> None:
    sleep = Theme.objects.get(name="Sleep")
    assert (sleep.outputs.count(), sleep.parent) == (0, None)
    assert Theme.objects.get(name="After six").parent.name == "Fewer walls between us"


def test_moves_lead_to_where_things_stand(demo: date) -> None:
    for item in RoadmapItem.objects.prefetch_related("moves__words"):
        at = item.first_horizon
        for move in item.moves.all():
            assert move.from_horizon == at
            assert move.why_digest == digest(move.words.why)
            at = move.to_horizon
        assert at == item.horizon
    budgets = RoadmapItem.objects.get(number=11, collaborative__slug="larkmoor")
    assert [move.to_horizon for move in budgets.moves.all()] == ["next", "wow", "next"]


def test_what_is_stuck_says_why(demo: date) -> None:
    stuck = RoadmapItem.objects.filter(state=RoadmapItem.State.STUCK)
    assert stuck.count() == 2
    assert not stuck.filter(stuck_because="").exists()


# Letters


def test_a_reminder_and_a_digest_are_due_at_once(demo: date, time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 11, 24, 8, tzinfo=UTC))
    soon = timezone.now() + timedelta(days=3)
    coming = Reply.objects.coming().filter(
        meeting__starts_at__lt=soon, member__person__email__isnull=False
    )
    assert {reply.member.chosen_name for reply in coming} == {"Bronagh", "Jonah", "Nasrin"}
    waiting = Membership.objects.filter(digest_upto__lt=timezone.now() - timedelta(days=28))
    assert {m.chosen_name for m in waiting} == {"Abi", "Vera", "Delphine", "Bronagh"}
    assert not Letter.objects.exists()
