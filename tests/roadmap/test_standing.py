"""What we stand for: versions with their day and story, and the words of today beside them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collaborative.models import AuditEntry
from members import ready
from members.models import Collaborative, Membership
from roadmap.errors import AdoptedMeanwhile, StillStands
from roadmap.models import Outcome, Statement, StatementWords
from roadmap.standing import in_report, versions
from roadmap.standing_actions import adopt, strike
from tests.conftest import as_
from tests.factories import HatFactory, MeetingFactory, MembershipFactory, RoadmapItemFactory
from tests.factories_road import ItemOutcomeFactory
from tests.factories_trying import LearningFactory
from tests.roadmap.helpers import get, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(member: Membership) -> Membership:
    HatFactory(member=member, kind="facilitator")
    return member


def url(me: Membership, kind: str) -> str:
    kwargs = {"collaborative": me.collaborative.slug, "kind": kind}
    return reverse("roadmap:stand", kwargs=kwargs)


def send(client: Client, me: Membership, kind: str, **data: Any) -> Any:
    return as_(client, me).post(url(me, kind), {"seen": "0", "why": "It was time.", **data})


def today(me: Membership) -> Collaborative:
    return Collaborative.objects.get(pk=me.collaborative_id)


def test_what_was_agreed_stands_with_its_day_story_and_learnings(
    client: Client, helper: Membership
) -> None:
    held = MeetingFactory(collaborative=helper.collaborative, past=True, title="Year review")
    learned = LearningFactory(
        prototype__collaborative=helper.collaborative, what="A name keeps them."
    )
    elsewhere = LearningFactory(what="Zebra")
    again = date.today() + timedelta(days=90)  # noqa: DTZ011 -- a day to come, anywhere
    sent = {"words": "Light\nto walk by.", "meeting": held.key, "refresh_on": str(again)}
    assert "Zebra" not in as_(client, helper).get(url(helper, "vision")).text
    wrong = send(client, helper, "vision", **sent, learnings=[elsewhere.key])
    assert wrong.status_code == 422

    assert send(client, helper, "vision", **sent, learnings=[learned.key]).status_code == 302
    assert send(client, helper, "vision", **sent, learnings=[learned.key]).status_code == 302

    assert today(helper).vision == "Light to walk by."
    made = Statement.objects.get()  # pressed twice is once
    assert (made.n, made.meeting, made.refresh_on) == (1, held, again)
    assert AuditEntry.objects.filter(verb="roadmap.adopt").count() == 1
    page = client.get(url(helper, "vision")).text
    for words in ("Light to walk by.", "It was time.", "Year review", "A name keeps them."):
        assert words in page, words
    assert "Light to walk by." in get(client, helper, "stands").text
    board = get(client, helper, "board").text
    assert "Light to walk by." in board
    assert "We look at it again by" in board


def test_what_stood_before_there_were_versions_is_the_first(
    client: Client, helper: Membership
) -> None:
    place = helper.collaborative
    Collaborative.objects.filter(pk=place.pk).update(
        agreement=["Pass is fine"], agreement_limit="Danger.", agreed_on=date(2020, 1, 2)
    )
    send(client, helper, "agreement", words="Pass is fine\nOne voice", limit="Danger. Truly.")

    first, second = Statement.objects.order_by("n")
    assert (first.adopted_on, first.words.texts.count("Pass is fine")) == (date(2020, 1, 2), 1)
    now = today(helper)
    assert (now.agreement, now.agreement_limit) == (["Pass is fine", "One voice"], "Danger. Truly.")
    assert now.agreed_on == second.adopted_on
    assert "<ins>" in as_(client, helper).get(url(helper, "agreement")).text


def test_our_ready_words_are_no_version_of_theirs(client: Client, helper: Membership) -> None:
    Collaborative.objects.filter(pk=helper.collaborative_id).update(
        agreement=ready.AGREEMENT, agreed_on=None
    )
    helper.collaborative.refresh_from_db()
    send(client, helper, "agreement", words="Ours")
    assert [row.n for row in Statement.objects.all()] == [1]


def test_two_at_once_and_neither_is_lost(client: Client, helper: Membership) -> None:
    send(client, helper, "values", words="Tea")
    second = send(client, helper, "values", words="Coffee")

    assert second.status_code == 409
    assert "Somebody has kept another version" in second.text
    assert "Coffee</textarea>" in second.text
    assert today(helper).values == ["Tea"]
    assert send(client, helper, "values", words="Coffee", seen="1").status_code == 302
    assert today(helper).values == ["Coffee"]


def test_outcomes_begin_with_ready_ones_and_are_theirs_to_change(
    client: Client, helper: Membership
) -> None:
    page = as_(client, helper).get(url(helper, "outcomes") + "?begin=three").text
    assert "Recover, and stay well" in page
    assert "Strengths before needs" in client.get(url(helper, "outcomes") + "?begin=eight").text
    send(client, helper, "outcomes", words="Stay well\nA night off (for carers)")
    well, night = Outcome.objects.order_by("order")
    assert (night.label, night.for_whom) == ("A night off", "carers")
    item = RoadmapItemFactory(collaborative=helper.collaborative)
    ItemOutcomeFactory(item=item, outcome=well)

    send(client, helper, "outcomes", words="A night off (for carers)\nTea", seen="1")
    well.refresh_from_db()
    assert well.retired_on
    assert "Stay well" in get(client, helper, "item", item).text  # what it led to is kept
    send(client, helper, "outcomes", words="stay well\nTea", seen="2")
    well.refresh_from_db()
    assert (well.retired_on, well.label, Outcome.objects.count()) == (None, "stay well", 3)
    assert "1 thing leads to it" in " ".join(get(client, helper, "stands").text.split())


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("vision", {"words": " \n "}),
        ("vision", {"words": "x" * 10_000}),
        ("vision", {"words": "Light", "why": ""}),
        ("vision", {"words": "Light", "adopted_on": "2999-01-01"}),
        ("vision", {"words": "Light", "adopted_on": "0001-01-01"}),
        ("vision", {"words": "Light", "refresh_on": "2000-01-01"}),
        ("vision", {"words": "Light", "meeting": "bbbbbbbbbb"}),
        ("values", {"words": "\n".join(map(str, range(21)))}),
        ("outcomes", {"words": "x" * 121}),
    ],
)
def test_bad_input_is_refused_kindly(
    client: Client, helper: Membership, kind: str, wrong: dict[str, str]
) -> None:
    assert send(client, helper, kind, **wrong).status_code == 422
    assert Statement.objects.count() == 0
    assert as_(client, helper).get(url(helper, "motto")).status_code == 404


def test_a_job_is_asked_about_first(client: Client, helper: Membership) -> None:
    words = "Ask Priya, the ward manager at St Elsewhere"
    asked = send(client, helper, "vision", words=words)
    assert "here we use names only" in asked.text
    assert Statement.objects.count() == 0


def test_old_words_are_struck_and_those_of_today_are_not(
    client: Client, member: Membership
) -> None:
    HatFactory(member=member, kind="coordinator")
    for seen, words in enumerate(["Zebra", "Calm"]):
        send(client, member, "vision", words=words, seen=str(seen))
    first, second = Statement.objects.order_by("n")
    with pytest.raises(StillStands):
        strike(statement=second, by=member, ground="asked")
    assert "Zebra" in client.get(url(member, "vision")).text

    client.post(url(member, "vision"), {"strike": "private", "number": "1"})
    client.post(url(member, "vision"), {"strike": "private", "number": "2"})

    page = client.get(url(member, "vision")).text
    assert "Zebra" not in page
    assert "It says something private about somebody" in page
    assert [bool(v.struck) for v in versions(member)] == [False, True]
    first.refresh_from_db()
    assert first.words_digest


def test_it_is_for_good_in_the_database(member: Membership) -> None:
    made = adopt(by=member, kind="vision", seen=0, words="Calm", why="Loud.")
    for change in (
        lambda: Statement.objects.filter(pk=made.pk).update(n=9),
        lambda: Statement.objects.filter(pk=made.pk)._raw_delete("default"),
        lambda: StatementWords.objects.filter(statement=made).update(texts="Other"),
        lambda: StatementWords.objects.filter(statement=made)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="looked_at_again_later"), transaction.atomic():
        adopt(
            by=member,
            kind="values",
            seen=0,
            words="Tea",
            why="Yes.",
            adopted_on=date(2024, 1, 2),
            refresh_on=date(2024, 1, 1),
        )


def test_a_report_says_what_stood_on_its_day(member: Membership) -> None:
    place = member.collaborative
    for seen, (words, day) in enumerate([("Calm", 1), ("Joy", 20)]):
        adopt(
            by=member, kind="vision", seen=seen, words=words, why="x", adopted_on=date(2024, 5, day)
        )
    assert "Purpose: Calm (version 1, agreed on 1 May 2024)" in in_report(place, date(2024, 5, 9))
    assert "Purpose: Joy (version 2, agreed on 20 May 2024)" in in_report(place, date(2024, 6, 9))


def test_the_same_few_queries(client: Client, helper: Membership) -> None:
    def count() -> list[int]:
        client.force_login(helper.person)
        counts = [queries(client, helper, "stands")]
        page = url(helper, "vision")
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        return [*counts, len(asked)]

    learned = LearningFactory(prototype__collaborative=helper.collaborative)
    adopt(by=helper, kind="vision", seen=0, words="V", why="x", learnings=[learned])
    few = count()
    for n in range(1, 12):
        more = LearningFactory(prototype__collaborative=helper.collaborative)
        adopt(by=helper, kind="vision", seen=n, words=f"V {n}", why="x", learnings=[more])
        RoadmapItemFactory(collaborative=helper.collaborative)
    assert count() == few
    assert max(few) <= 10  # session and person among them


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_version() -> None:
    member = MembershipFactory()
    start = Barrier(8)

    def press(n: int) -> str:
        try:
            start.wait(timeout=5)
            adopt(by=member, kind="vision", seen=0, words=f"V{n}", why="x")
        except AdoptedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(press, range(8))) == ["kept", *["told"] * 7]
    assert Statement.objects.count() == 1
    assert today(member).vision.startswith("V")
