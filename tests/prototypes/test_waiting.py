"""Notes that waited on a device: each arrives once, in order, and none is lost in silence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from prototypes import writing
from prototypes.models import Output, PrototypingSession, TableCode
from tests.factories import TableFactory
from tests.factories_writing import TableCodeFactory
from tests.figures import Figure
from tests.prototypes.helpers import Helper, queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counters(settings: Any) -> None:
    """Of this test alone."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    ours = {"BACKEND": memory, "LOCATION": uuid4().hex}
    settings.CACHES = {**settings.CACHES, "default": ours}


@pytest.fixture
def code(session: PrototypingSession) -> TableCode:
    return TableCodeFactory(table__session=session, code="kettle-27")


def notes(*words: Any, **more: str) -> list[dict[str, Any]]:
    return [
        {"id": str(uuid4()), "words": each, "kind": "", "consent": "", **more} for each in words
    ]


def deliver(client: Client, path: str, rows: Any) -> Any:
    return client.post(path, {"notes": rows}, content_type="application/json")


def kept() -> list[str]:
    return list(Output.objects.in_order().values_list("words", flat=True))


PATH = "/t/kettle-27/waiting/"


def test_a_queue_arrives_in_order_and_its_replay_changes_nothing(code: TableCode) -> None:
    rows = notes("one", "two", "+three", '"four"')
    answers = [deliver(Client(), PATH, rows) for _ in range(3)]

    assert kept() == ["one", "two", "three", "four"]
    assert [len(each.json()["kept"]) for each in answers] == [4, 4, 4]
    assert set(Output.objects.values_list("table", flat=True)) == {code.table.pk}
    assert Output.objects.get(words="four").consent == "not_asked"


def test_a_note_that_came_by_the_form_too_is_one(code: TableCode) -> None:
    (row,) = notes("Only once")
    Client().post("/t/kettle-27/", {"sent_as": row["id"], "words": row["words"]})
    deliver(Client(), PATH, [row])

    assert kept() == ["Only once"]


def test_what_cannot_be_kept_says_why_and_keeps_nobody_waiting(code: TableCode) -> None:
    rows = [
        *notes("fine", "x" * 100_000, "   ", "\u202e", "\x00", "👩🏽‍🦽 مرحبا"),
        {"id": "no number", "words": "lost?"},
        "not even a row",
    ]
    answer = deliver(Client(), PATH, rows).json()

    assert kept() == ["fine", "👩🏽‍🦽 مرحبا"]
    assert len(answer["kept"]) == 2
    assert "5000 fit" in answer["refused"][rows[1]["id"]]
    assert set(answer["refused"]) == {rows[n]["id"] for n in (1, 2, 3, 4)} | {"no number", ""}


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"notes": 3}', "{"])
def test_what_is_no_queue_is_refused(code: TableCode, body: str) -> None:
    answer = Client().post(PATH, body, content_type="application/json")
    assert answer.status_code == 400


def test_a_closed_table_says_so_and_a_closed_session_too(
    code: TableCode, helper: Helper, session: PrototypingSession
) -> None:
    helper.client.post(helper.address("session"), {"state": "closed"})

    at_table = deliver(Client(), PATH, notes("late"))
    at_page = deliver(helper.client, helper.address("waiting"), notes("late"))

    assert (at_table.status_code, at_page.status_code, kept()) == (404, 409, [])


def test_words_for_a_table_that_was_merged_meanwhile_join_the_other(
    helper: Helper, session: PrototypingSession
) -> None:
    one, other = TableFactory(session=session), TableFactory(session=session)
    helper.client.post(
        helper.address("tables"), {"do": "merge", "table": one.key, "into": other.key}
    )
    elsewhere = TableFactory()

    deliver(helper.client, helper.address("waiting"), notes("late", table=one.key))
    deliver(helper.client, helper.address("waiting"), notes("stray", table=elsewhere.key))

    assert dict(Output.objects.values_list("words", "table")) == {"late": other.pk, "stray": None}


def test_the_token_for_a_page_that_was_kept_too_long(code: TableCode) -> None:
    strict = Client(enforce_csrf_checks=True)
    rows = notes("late but here")
    assert deliver(strict, PATH, rows).status_code == 403

    token = strict.get(PATH).json()["token"]
    answer = strict.post(
        PATH, {"notes": rows}, content_type="application/json", headers={"X-CSRFToken": token}
    )

    assert answer.status_code == 200
    assert kept() == ["late but here"]


def test_a_table_pastes_a_wall_and_looks_at_it_first(code: TableCode) -> None:
    phone, wall = Client(), "\n".join(f"- line {n}" for n in range(200))
    posted = {"wall": wall, "sent_as": str(uuid4())}
    looked = phone.post("/t/kettle-27/", {**posted, "step": "look"})
    assert ("200 notes, as they would be kept" in looked.text, kept()) == (True, [])

    answers = [phone.post("/t/kettle-27/", {**posted, "step": "keep"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert kept() == [f"line {n}" for n in range(200)]
    assert set(Output.objects.values_list("table", flat=True)) == {code.table.pk}
    assert "200 notes kept." in phone.get(answers[0].url).text


def test_a_table_writes_a_challenge_and_the_opportunity_in_it_once(code: TableCode) -> None:
    pair = {"challenge": "The step", "opportunity": "A ramp", "sent_as": str(uuid4())}
    for _ in range(2):
        assert Client().post("/t/kettle-27/pair/", pair).status_code == 302

    one, other = Output.objects.in_order()
    assert (one.words, other.words, other.pairs_with, other.table) == (
        "The step",
        "A ramp",
        one,
        code.table,
    )


def test_ten_thousand_notes_from_one_phone(code: TableCode, figure: Figure) -> None:
    """More than a table can say: what is over the brim is refused with a word, and not lost."""
    phone = Client()
    answers = [
        deliver(phone, PATH, notes(*(f"note {n}" for n in range(start, start + 40))))
        for start in range(0, 10_000, 40)
    ]
    walls = [
        phone.post("/t/kettle-27/", {"wall": "x\n" * 900, "step": "keep", "sent_as": str(uuid4())}),
        phone.post("/t/kettle-27/", {"words": "one more", "sent_as": str(uuid4())}),
    ]

    statuses = [answer.status_code for answer in answers]
    figure(
        "10,000 notes from one phone: kept, told to wait", f"{len(kept())}, {statuses.count(429)}"
    )
    assert set(statuses) == {200, 429}
    assert len(kept()) == writing.MOST_IN_AN_HOUR // 40 * 40 + 1
    assert [answer.status_code for answer in walls] == [422, 302]  # twenty fit still, one by one
    assert "Wait an hour" in walls[0].text


def test_forty_notes_cost_no_more_queries_than_one(code: TableCode) -> None:
    phone = Client()
    one, forty = (
        queries(lambda many=many: deliver(phone, PATH, notes(*map(str, range(many)))))
        for many in (1, 40)
    )
    assert one == forty


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_send_the_same_queue_at_once(session: PrototypingSession) -> None:
    TableCodeFactory(table__session=session, code="kettle-27")
    rows, start = notes(*map(str, range(30))), Barrier(6)

    def send(upto: int) -> int:
        try:
            start.wait(timeout=10)
            return deliver(Client(), PATH, rows[:upto]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, (10, 20, 30, 30, 30, 30)))

    assert answers == [200] * 6
    assert kept() == [str(n) for n in range(30)]
