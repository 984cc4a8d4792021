"""A note again: put right, held back, taken back; nobody writes over somebody else unseen."""

from __future__ import annotations

from typing import Any

import pytest

from collaborative.models import AuditEntry
from prototypes.models import Output, PrototypingSession
from tests.factories import OutputFactory, TableFactory
from tests.prototypes.helpers import HTMX, Helper


@pytest.fixture
def note(session: PrototypingSession) -> Output:
    return OutputFactory(session=session, words="As it was typed", kind="hope")


def send(helper: Helper, note: Output, *, htmx: bool = False, **posted: Any) -> Any:
    url = helper.address("note", note=note.key)
    return helper.client.post(url, posted, headers=HTMX if htmx else {})


def change(helper: Helper, note: Output, **posted: Any) -> Any:
    posted = {"words": note.words, "kind": note.kind, "seen": note.edition, **posted}
    return send(helper, note, **posted)


def test_a_note_is_put_right(helper: Helper, note: Output) -> None:
    table = TableFactory(session=helper.session)
    page = helper.client.get(helper.address("note", note=note.key)).text
    assert "As it was typed" in page
    assert 'value="hope" checked' in page

    answer = change(
        helper, note, words="- As it was said", kind="quote", table=table.key, consent="given"
    )

    note.refresh_from_db()
    assert answer.url.endswith(f"/capture/#note-{note.key}")
    assert (note.words, note.kind, note.table) == ("- As it was said", "quote", table)
    assert (note.consent, note.held) == ("given", False)


def test_a_note_that_is_no_quote_any_more_carries_no_answer(helper: Helper, note: Output) -> None:
    Output.objects.update(kind="quote", consent="given")
    note.refresh_from_db()

    change(helper, note, kind="worry", consent="given")

    note.refresh_from_db()
    assert (note.kind, note.consent) == ("worry", "")


def test_words_taken_away_are_refused_with_the_rest_still_there(
    helper: Helper, note: Output
) -> None:
    answer = change(helper, note, words=" ", kind="stop")

    assert answer.status_code == 422
    assert 'value="stop" checked' in answer.text
    note.refresh_from_db()
    assert note.words == "As it was typed"


def test_two_at_once_see_both_and_neither_is_lost(helper: Helper, note: Output) -> None:
    change(helper, note, words="What she wrote")

    late = change(helper, note, words="What he wrote")

    assert late.status_code == 409
    assert "What she wrote" in late.text
    assert "What he wrote" in late.text
    note.refresh_from_db()
    assert note.words == "What she wrote"
    assert f'value="{note.edition}"' in late.text

    again = change(helper, note, words="What he wrote", seen=note.edition)

    note.refresh_from_db()
    assert (again.status_code, note.words) == (302, "What he wrote")


@pytest.mark.parametrize("htmx", [False, True])
def test_taken_back_and_put_back(helper: Helper, note: Output, htmx: bool) -> None:
    first = send(helper, note, do="take_back", htmx=htmx)
    note.refresh_from_db()
    assert note.taken_back_at is not None
    shown = first.text if htmx else helper.client.get(helper.address("capture")).text
    assert "Taken back" in shown
    assert 'value="put_back"' in shown
    taken_at = note.taken_back_at

    send(helper, note, do="take_back", htmx=htmx)  # a double click
    note.refresh_from_db()
    assert note.taken_back_at == taken_at

    again = send(helper, note, do="put_back", htmx=htmx)
    note.refresh_from_db()
    assert note.taken_back_at is None
    assert again.status_code == (200 if htmx else 302)
    assert not htmx or ("<html" not in again.text and f'id="note-{note.key}"' in again.text)
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")] == [
        "note.take_back",
        "note.put_back",
    ]


def test_somebody_takes_their_yes_back_from_a_closed_session(helper: Helper, note: Output) -> None:
    Output.objects.update(kind="quote", consent="given")
    PrototypingSession.objects.update(state=PrototypingSession.State.CLOSED)
    note.refresh_from_db()

    change(helper, note, consent="withdrawn")

    note.refresh_from_db()
    assert note.consent == "withdrawn"
    page = helper.client.get(helper.address("capture")).text
    assert "They took it back" in page


def test_nobody_smooths_somebodys_own_words(helper: Helper, note: Output) -> None:
    Output.objects.update(kind="quote", consent="given", words="It is a dinosaur")
    note.refresh_from_db()

    refused = change(helper, note, words="It is a bit old", kind="quote", consent="given")
    note.refresh_from_db()
    assert (refused.status_code, note.words) == (422, "It is a dinosaur")
    assert "stay as they were said" in refused.text

    change(helper, note, words=note.words, kind="quote", consent="given", held="on")
    note.refresh_from_db()
    assert note.held


def test_held_back_and_let_go(helper: Helper, note: Output) -> None:
    change(helper, note, held="on")
    note.refresh_from_db()
    assert note.held

    change(helper, note)
    note.refresh_from_db()
    assert not note.held


def test_a_note_is_found_only_in_its_session(helper: Helper) -> None:
    other = OutputFactory(session__meeting__collaborative=helper.session.collaborative)

    assert helper.client.get(helper.address("note", note=other.key)).status_code == 404
    assert send(helper, other, do="take_back").status_code == 404
