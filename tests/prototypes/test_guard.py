"""Notes that tie a job to somebody: kept at once, and asked about before everybody reads them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from collaborative.models import AuditEntry
from members import lanyards
from members.models import Membership
from prototypes.models import Output
from tests.conftest import as_
from tests.factories import OutputFactory
from tests.prototypes.helpers import HTMX, Helper, queries

ASKS = "You can say this. Just so you know: here we use names only."
LEAK = "Lou, who is a ward nurse, says the nights are long"


@pytest.fixture
def note(helper: Helper) -> Output:
    helper.write(LEAK)
    return Output.objects.get()


def send(helper: Helper, note: Output, *, htmx: bool = False, **posted: Any) -> Any:
    url = helper.address("note", note=note.key)
    return helper.client.post(url, posted, headers=HTMX if htmx else {})


def change(helper: Helper, note: Output, words: str, **more: str) -> Output:
    answer = send(helper, note, words=words, kind="", seen=note.edition, **more)
    assert answer.status_code == 302
    note.refresh_from_db()
    return note


@pytest.mark.parametrize("htmx", [False, True])
def test_it_is_kept_and_the_question_comes_after(helper: Helper, htmx: bool) -> None:
    answer = helper.write(LEAK, htmx=htmx)
    page = answer.text if htmx else helper.client.get(answer.url).text

    note = Output.objects.get()
    assert (note.words, note.held) == (LEAK, True)
    assert "Kept. One in this session. A small question stands below." in page
    assert ASKS in page
    assert "<mark>ward nurse</mark>" in page


def test_others_do_not_read_it_before_somebody_has_chosen(
    helper: Helper, note: Output, client: Client, member: Membership
) -> None:
    helps = helper.client.get(helper.address("capture")).text
    reads = as_(client, member).get(helper.address("session")).text

    assert "the nights are long" in helps
    assert "the nights are long" not in reads
    assert ASKS not in reads


@pytest.mark.parametrize("htmx", [False, True])
def test_keep_it(helper: Helper, note: Output, member: Membership, htmx: bool) -> None:
    answer = send(helper, note, do="keep", htmx=htmx)
    page = answer.text if htmx else helper.client.get(answer.url).text

    note.refresh_from_db()
    assert (note.words, note.held) == (LEAK, False)
    assert ASKS not in page
    assert ("autofocus>Change" in page) == htmx
    assert "the nights are long" in as_(Client(), member).get(helper.address("session")).text
    assert AuditEntry.objects.filter(verb="note.keep").count() == 1


def test_say_it_without_the_job(helper: Helper, note: Output) -> None:
    url = helper.address("note", note=note.key)
    page = helper.client.get(f"{url}?without=on").text
    assert "Lou says the nights are long</textarea>" in page
    assert ASKS in page
    assert 'name="held"' not in page  # the question is asked once, not twice

    change(helper, note, "Lou says the nights are long")

    assert (note.words, note.held) == ("Lou says the nights are long", False)


def test_other_words_with_a_job_are_asked_about_again(helper: Helper, note: Output) -> None:
    assert change(helper, note, "Lou, ward nurse, says the nights are too long").held
    send(helper, note, do="keep")
    note.refresh_from_db()

    assert not change(helper, note, "Lou, ward nurse, says that the nights are long").held
    assert change(helper, note, "Lou, ward nurse, and Dr Osman say so").held


def test_a_wall_is_kept_whole(helper: Helper) -> None:
    page = helper.client.get(helper.paste(f"A lamp\n{LEAK}\nThe barber knows first").url).text

    assert list(Output.objects.order_by("pk").values_list("held", flat=True)) == [
        False,
        True,
        False,
    ]
    assert page.count(ASKS) == 1


def test_what_is_held_for_another_reason_asks_nothing(helper: Helper) -> None:
    OutputFactory(session=helper.session, words="A lamp at the gate", held=True)
    OutputFactory(session=helper.session, words=LEAK)  # somebody has chosen

    assert ASKS not in helper.client.get(helper.address("capture")).text


def test_the_writers_own_job_behind_the_wall_is_not_looked_at(helper: Helper) -> None:
    """Else a note that is held would tell who wrote it, and what they do."""
    lanyards.write(helper.me.person, job_title="Lamp lighter", employer="The Lamp Works")
    opened = AuditEntry.objects.filter(verb__startswith="lanyard.").count()

    helper.write("More for every lamp lighter at The Lamp Works")

    assert not Output.objects.get().held
    assert AuditEntry.objects.filter(verb__startswith="lanyard.").count() == opened


def test_questions_cost_no_queries(helper: Helper) -> None:
    def ask() -> Any:
        return helper.client.get(helper.address("capture"))

    OutputFactory(session=helper.session, words="A lamp")
    before = queries(ask)
    OutputFactory.create_batch(30, session=helper.session, words=LEAK, held=True)

    assert queries(ask) == before
