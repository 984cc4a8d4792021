"""Tables and their phones: a code, one table of one session, and nobody's name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from collaborative.models import AuditEntry
from members.models import Membership
from prototypes import table_actions, writing
from prototypes.models import Output, PrototypingSession, Table, TableCode
from prototypes.plain_words import WORDS
from tests.factories import OutputFactory, SessionFactory, TableFactory
from tests.factories_writing import ScenarioFactory, SceneFactory, TableCodeFactory
from tests.prototypes.helpers import Helper

pytestmark = pytest.mark.django_db

JOB = "Osei, a ward nurse, says the nights are long"


@pytest.fixture
def code(session: PrototypingSession) -> TableCode:
    return TableCodeFactory(table__session=session, table__name="Kettle", code="kettle-27")


@pytest.fixture
def counted(settings: Any) -> None:
    """Wrong codes are counted, for this test alone."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": memory, "LOCATION": uuid4().hex},
    }


def write(client: Client, code: str, words: str, **more: str) -> Any:
    return client.post(f"/t/{code}/", {"sent_as": str(uuid4()), "words": words, **more})


def test_a_phone_types_the_code_and_writes_for_its_table(code: TableCode) -> None:
    phone = Client()

    came = phone.post("/t/", {"code": " Kettle 27. "})
    wrote = write(phone, "kettle-27", "+ring back")
    page = phone.get(wrote.url).text

    assert came.url == "/t/kettle-27/"
    note = Output.objects.get()
    assert (note.table, note.session, note.kind, note.words) == (
        code.table,
        code.session,
        "might_work",
        "ring back",
    )
    assert "Kept. One at this table." in page
    assert not AuditEntry.objects.exists()


def test_a_phone_sees_its_table_and_nothing_else(code: TableCode) -> None:
    beside = TableFactory(session=code.session)
    OutputFactory(session=code.session, words="From another table", table=beside)
    OutputFactory(session=code.session, words="From the room")
    OutputFactory(session=SessionFactory(), words="From another session")
    other = OutputFactory(session=code.session, words="theirs")
    OutputFactory(session=code.session, table=code.table, words="From ours")
    phone = Client()

    page = phone.get("/t/kettle-27/").text

    assert "From ours" in page
    for words in ("From another table", "From the room", "From another session"):
        assert words not in page
    assert phone.get(f"/t/kettle-27/notes/{other.key}/").status_code == 404


@pytest.mark.parametrize("end", ["session", "table", "code"])
def test_a_code_opens_nothing_once_it_is_over(code: TableCode, helper: Helper, end: str) -> None:
    if end == "session":
        helper.client.post(helper.address("session"), {"state": "closed"})
    elif end == "table":
        helper.client.post(helper.address("tables"), {"do": "close", "table": code.table.key})
    else:
        helper.client.post(helper.address("tables"), {"do": "code", "table": code.table.key})
    phone = Client()

    assert phone.get("/t/kettle-27/").status_code == 404
    assert write(phone, "kettle-27", "Too late").status_code == 404
    assert phone.post("/t/", {"code": "kettle-27"}).status_code == 422
    assert not Output.objects.exists()


def test_ten_wrong_codes_an_hour_and_a_phone_that_is_in_goes_on(
    code: TableCode, counted: None
) -> None:
    inside, guesser = Client(), Client()
    inside.get("/t/kettle-27/")

    answers = [guesser.get(f"/t/{word}-11/").status_code for word in WORDS[:10]]
    after = guesser.get("/t/kettle-27/").status_code

    assert (set(answers), after) == ({404}, 429)
    assert guesser.post("/t/", {"code": "kettle-27"}).status_code == 429
    assert write(inside, "kettle-27", "Still here").status_code == 302


def test_one_word_is_tried_ten_times_from_everywhere(code: TableCode, counted: None) -> None:
    for number in range(10):
        Client(REMOTE_ADDR=f"198.51.100.{number}").get(f"/t/kettle-{number + 40}/")

    assert Client(REMOTE_ADDR="203.0.113.9").get("/t/kettle-27/").status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.9").get("/t/lamp-27/").status_code == 404


def test_the_guard_asks_the_table_and_the_table_answers(code: TableCode) -> None:
    phone = Client()
    write(phone, "kettle-27", JOB)
    note = Output.objects.get()

    page = phone.get("/t/kettle-27/").text
    phone.post(f"/t/kettle-27/notes/{note.key}/", {"do": "keep"})

    assert note.held
    assert "here we use names only" in page
    assert not Output.objects.get().held


def test_what_somebody_who_helps_holds_back_no_table_lets_go(
    code: TableCode, helper: Helper
) -> None:
    phone = Client()
    write(phone, "kettle-27", JOB)
    note = Output.objects.get()
    helper.client.post(helper.address("note", note=note.key), {"do": "needs_person"})

    phone.post(f"/t/kettle-27/notes/{note.key}/", {"do": "keep"})
    phone.post(f"/t/kettle-27/notes/{note.key}/", {"do": "hold"})
    kept = Output.objects.get()
    page = helper.client.get(helper.address("note", note=note.key)).text

    assert (kept.held, kept.held_by_hand, kept.needs_person) == (True, True, True)
    assert "Speak to somebody now" in page
    assert "Samaritans" in page


def test_a_table_changes_and_takes_back_its_own_note(code: TableCode) -> None:
    phone = Client()
    write(phone, "kettle-27", "The step is hihg")
    note = Output.objects.get()
    path = f"/t/kettle-27/notes/{note.key}/"

    changed = phone.post(path, {"words": "The step is high", "kind": "worry", "seen": note.edition})
    phone.post(path, {"do": "take_back"})

    note.refresh_from_db()
    assert changed.url == f"/t/kettle-27/#note-{note.key}"
    assert (note.words, note.kind, note.table) == ("The step is high", "worry", code.table)
    assert note.taken_back_at


def test_so_many_notes_that_nobody_can_have_said_them(
    code: TableCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_IN_AN_HOUR", 3)
    phone = Client()

    answers = [write(phone, "kettle-27", f"note {n}") for n in range(5)]

    assert [each.status_code for each in answers] == [302, 302, 302, 422, 422]
    assert "note 4" in answers[4].text
    assert Output.objects.count() == 3


def test_tables_are_opened_named_by_their_task_and_merged(
    helper: Helper, session: PrototypingSession
) -> None:
    one, other = (TableFactory(session=session, name=name) for name in ("Teapot", "Ladle"))
    tables = helper.address("tables")
    helper.client.post(tables, {"do": "open"})
    first = TableCode.objects.get(table=one)
    OutputFactory(session=session, table=one, words="From the teapot")
    scenario = ScenarioFactory(session=session)
    for table in (one, other):
        SceneFactory(scenario=scenario, table=table)

    helper.client.post(
        tables,
        {
            "do": "change",
            "table": other.key,
            f"{other.key}-name": "Ladle",
            f"{other.key}-task": "The first ten seconds",
        },
    )
    helper.client.post(tables, {"do": "merge", "table": one.key, "into": other.key})
    page = helper.client.get(tables).text
    phone = Client().get(f"/t/{first.code}/").text

    assert "The first ten seconds" in page
    assert "Ladle" in phone
    assert "From the teapot" in phone
    assert list(Table.objects.standing_in(session)) == [other]
    assert sorted(other.scene_set.values_list("round", flat=True)) == [1, 2]


def test_a_merged_table_is_closed_or_the_database_speaks(session: PrototypingSession) -> None:
    one, other = TableFactory(session=session), TableFactory(session=session)
    with pytest.raises(IntegrityError, match="table_merged_is_closed"):
        Table.objects.filter(pk=one.pk).update(merged_into=other)


@pytest.mark.django_db(transaction=True)
def test_eight_who_open_the_tables_make_one_code_each(
    facilitator: Membership, session: PrototypingSession
) -> None:
    tables = TableFactory.create_batch(3, session=session)
    start = Barrier(8)

    def open_them(_: int) -> int:
        try:
            start.wait(timeout=10)
            opened = table_actions.open_to_phones(session=session, by=facilitator, tables=tables)
            return len(opened)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(open_them, range(8))) == 3
    assert TableCode.objects.filter(ended_at=None).count() == 3


def test_a_session_is_made_ready_played_and_parked(
    helper: Helper, session: PrototypingSession
) -> None:
    plan = helper.address("plan")
    said = {"title": "From gate to gate", "method": "acted out", "lens": "As somebody who waits"}
    helper.client.post(plan, {"do": "plan", **said})
    helper.client.post(
        plan, {"do": "scenario", "scenario-place": "A desk", "scenario-who": "Two and a bell"}
    )
    key = session.scenarios.get().key
    scene = {"do": "scene", "scenario": key, f"{key}-film": "never"}
    for words in ("It rang.", "It rang.", "Nobody rang."):
        helper.client.post(plan, {**scene, f"{key}-what_happened": words})
    asked = helper.client.post(plan, {"do": "park", "park-words": JOB})
    helper.client.post(plan, {"do": "park", "park-words": "Who pays?"})
    helper.client.post(plan, {"do": "read", "parked": session.shelf.get().key})
    how = helper.client.get(helper.address("how")).text

    assert "It is not kept yet" in asked.text
    for words in ("Acted out", "As somebody who waits", "Two and a bell", "Nobody rang.", "Who pa"):
        assert words in how
    assert "Do not film" in how
    assert "Read back" in how
    assert how.count("It rang.") == 1
