"""Writing down what is said: once, in their own words, with and without JavaScript."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from collaborative.models import AuditEntry
from members.models import Membership
from prototypes.models import Output, PrototypingSession
from tests.conftest import as_
from tests.factories import (
    HatFactory,
    MembershipFactory,
    OutputFactory,
    SessionFactory,
    TableFactory,
)
from tests.prototypes.helpers import Helper, address


def number_in(page: str) -> str:
    """The number of the (first) form in a page."""
    found = re.search(r'name="sent_as" value="([0-9a-f-]{36})"', page)
    assert found, "a form has its number"
    return found[1]


def test_a_note_is_kept_and_the_page_is_ready_for_the_next(helper: Helper) -> None:
    table = TableFactory(session=helper.session, name="Teapot")

    kept = helper.write("The barber knows first.", table=table.key)
    page = helper.client.get(kept.url).text

    note = Output.objects.get()
    assert kept.status_code == 302
    assert (note.words, note.kind, note.table) == ("The barber knows first.", "", table)
    assert "Kept. One in this session." in page
    assert f'<option value="{table.key}" selected>Teapot' in page
    assert "The barber knows first." in page


def test_with_htmx_the_answer_is_an_empty_form_and_the_list(helper: Helper) -> None:
    OutputFactory(session=helper.session, words="An earlier one")

    part = helper.write("A later one", htmx=True).text

    form, _, rest = part.partition("</form>")
    assert "<html" not in part
    assert "A later one" not in form
    assert "autofocus" in form
    assert "data-enter" in form
    assert "Kept. Two in this session." in rest
    assert rest.index("A later one") < rest.index("An earlier one")


def test_every_form_has_a_number_of_its_own(helper: Helper) -> None:
    first = number_in(helper.client.get(helper.address("capture")).text)
    second = number_in(helper.write("One", sent_as=first, htmx=True).text)

    assert first != second


@pytest.mark.parametrize("htmx", [False, True])
def test_the_same_form_twice_is_one_note_and_the_same_answer(helper: Helper, htmx: bool) -> None:
    number = str(uuid4())

    first, second = (helper.write("Once", sent_as=number, htmx=htmx) for _ in range(2))

    assert Output.objects.count() == 1
    assert first.status_code == second.status_code
    assert htmx or first.url == second.url
    assert not htmx or "Kept." in second.text


def test_a_replay_finds_the_note_also_when_it_was_changed_since(helper: Helper) -> None:
    number = str(uuid4())
    helper.write("As it was typed", sent_as=number)
    Output.objects.update(words="As it was put right")

    helper.write("As it was typed", sent_as=number)

    assert Output.objects.get().words == "As it was put right"


def test_other_words_under_a_used_form_are_not_lost(helper: Helper) -> None:
    """Going back in the browser brings the old form again, with its number."""
    number = str(uuid4())
    helper.write("The first", sent_as=number)
    helper.write("The second", sent_as=number)

    assert list(Output.objects.in_order().values_list("words", flat=True)) == [
        "The first",
        "The second",
    ]


def test_the_number_of_another_session_changes_nothing_there(
    client: Client, helper: Helper
) -> None:
    number = str(uuid4())
    elsewhere = HatFactory().member
    other = SessionFactory(meeting__collaborative=elsewhere.collaborative)
    helper.write("Ours", sent_as=number)

    Helper(client, elsewhere, other).write("Ours", sent_as=number)

    assert {(note.session, note.words) for note in Output.objects.all()} == {
        (helper.session, "Ours"),
        (other, "Ours"),
    }


@pytest.mark.django_db(transaction=True)
def test_eight_at_a_time_are_one_note(facilitator: Membership, session: PrototypingSession) -> None:
    number, start = str(uuid4()), Barrier(8)
    clients = [as_(Client(), facilitator) for _ in range(8)]

    def send(client: Client) -> int:
        try:
            start.wait(timeout=10)
            posted = {"sent_as": number, "words": "Only one", "kind": "worry"}
            return client.post(address("capture", facilitator, session), posted).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, clients))

    assert answers == [302] * 8
    assert Output.objects.get().words == "Only one"


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("+ ring back", "might_work", "ring back"),
        ("+ring back", "might_work", "ring back"),
        ("-seven desks", "steer_clear", "seven desks"),
        ("- seven desks", "steer_clear", "seven desks"),
        ("–seven desks", "steer_clear", "seven desks"),
        ("~ they will be told off", "worry", "they will be told off"),
        ('"You wrote it down in my words."', "quote", "You wrote it down in my words."),
        ("“You wrote it down”", "quote", "You wrote it down"),
        ('"Soon" means never', "quote", 'Soon" means never'),
        ("? who keeps the keys", "question", "who keeps the keys"),
        ("! a list on the wall", "idea", "a list on the wall"),
        ("+👍 from all of us", "might_work", "👍 from all of us"),
        ("+مفتاح", "might_work", "مفتاح"),
        ("+44 1632 960000 rings for ever", "", "+44 1632 960000 rings for ever"),
        ("-5 degrees in the waiting room", "", "-5 degrees in the waiting room"),
        ("?", "", "?"),
        ('""', "", '""'),
        ("--- nothing ---", "", "--- nothing ---"),
        ("plain", "", "plain"),
    ],
)
def test_a_sign_typed_first_says_the_kind(
    helper: Helper, typed: str, kind: str, words: str
) -> None:
    helper.write(typed)

    note = Output.objects.get()
    assert (note.kind, note.words) == (kind, words)
    assert note.consent == ("not_asked" if kind == "quote" else "")


def test_a_chosen_kind_leaves_the_words_as_they_are(helper: Helper) -> None:
    helper.write("- and then nothing", kind="worry")

    note = Output.objects.get()
    assert (note.kind, note.words) == ("worry", "- and then nothing")


@pytest.mark.parametrize(
    ("asked", "stored"), [("", "not_asked"), ("given", "given"), ("refused", "refused")]
)
def test_somebodys_own_words_carry_their_answer(helper: Helper, asked: str, stored: str) -> None:
    helper.write("You asked me first", kind="quote", consent=asked)
    helper.write("Not a quote", kind="worry", consent="given")

    assert dict(Output.objects.values_list("words", "consent")) == {
        "You asked me first": stored,
        "Not a quote": "",
    }


def test_words_of_every_writing_are_kept_and_what_cannot_be_seen_is_not(helper: Helper) -> None:
    helper.write("👩🏽‍🦽 مرحبا שלום — Łucja\x00\x1b\u202e end\r\nsecond line")

    assert Output.objects.get().words == "👩🏽‍🦽 مرحبا שלום — Łucja end\nsecond line"


def test_what_was_said_is_words_and_no_markup(helper: Helper) -> None:
    helper.write("<script>alert(1)</script> & <b>bold</b>")

    page = helper.client.get(helper.address("capture")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;" in page


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("typed", ["", "   \n ", "\u200b\u202e", "x" * 5_001])
def test_what_cannot_be_kept_stays_in_the_box(helper: Helper, typed: str, htmx: bool) -> None:
    number = str(uuid4())

    answer = helper.write(typed, sent_as=number, kind="hope", htmx=htmx)

    assert answer.status_code == 422
    assert ("<html" in answer.text) is not htmx
    assert 'aria-invalid="true"' in answer.text
    assert typed.strip("\u200b\u202e ") in answer.text
    assert number_in(answer.text) == number  # still the same note
    assert 'value="hope" checked' in answer.text
    assert not Output.objects.exists()


def test_a_kind_or_a_table_that_is_not_there_is_refused_with_the_words(helper: Helper) -> None:
    elsewhere = TableFactory()

    for wrong in ({"kind": "gossip"}, {"table": elsewhere.key}, {"sent_as": "12"}):
        answer = helper.write("Still here", **wrong)
        assert answer.status_code == 422
        assert "Still here" in answer.text
    assert not Output.objects.exists()


@pytest.mark.parametrize("htmx", [False, True])
def test_a_closed_session_takes_no_more_and_loses_nothing(helper: Helper, htmx: bool) -> None:
    open_page = helper.client.get(helper.address("capture")).text
    PrototypingSession.objects.update(state=PrototypingSession.State.CLOSED)

    late = helper.write("One more thing", sent_as=number_in(open_page), htmx=htmx)
    page = helper.client.get(helper.address("capture")).text

    assert late.status_code == 422
    assert "This session is closed" in late.text
    assert "One more thing" in late.text
    assert "This session is closed" in page
    assert 'name="words"' not in page
    assert "Paste a whole wall" not in page
    assert not Output.objects.exists()


def test_a_wall_that_comes_after_closing_stays_to_be_copied(helper: Helper) -> None:
    PrototypingSession.objects.update(state=PrototypingSession.State.CLOSED)

    late = helper.paste("first of two\nsecond of two", htmx=True)

    assert late.status_code == 422
    assert "first of two\nsecond of two" in late.text
    assert not Output.objects.exists()


def test_nobody_can_learn_who_wrote_which_note(helper: Helper) -> None:
    """No person on the row, and one audit entry for the session however many notes there are."""
    helper.me.chosen_name = "Marigold Plainwriter"
    helper.me.save()
    for n in range(3):
        helper.write(f"Note {n}")

    (entry,) = AuditEntry.objects.all()
    assert entry.target == f"prototypes.prototypingsession:{helper.session.pk}"
    assert (entry.actor, entry.verb) == (helper.me.person, "session.write_down")
    people = [field.name for field in Output._meta.fields if field.related_model is not None]
    assert sorted(people) == ["collaborative", "pairs_with", "session", "table"]
    notes = helper.client.get(helper.address("capture")).text.partition('id="notes"')[2]
    assert "Marigold" not in notes.partition("</ol>")[0]


def test_notes_are_turned_page_by_page_newest_first(helper: Helper) -> None:
    OutputFactory.create_batch(61, session=helper.session, words="one of many")
    oldest = Output.objects.in_order().first()
    Output.objects.filter(pk=oldest.pk).update(words="the very first")

    first = helper.client.get(helper.address("capture")).text
    (link,) = re.findall(r'rel="next" href="(\?after=\w+)"', first)
    second = helper.client.get(helper.address("capture") + link).text

    assert (first.count("one of many</p>"), "the very first" in first) == (60, False)
    assert (second.count("one of many</p>"), "the very first" in second) == (0, True)
    assert "61 notes" in first
    assert 'rel="next"' not in second


def test_only_those_who_help_find_the_page(client: Client, member: Membership) -> None:
    session = SessionFactory(meeting__collaborative=member.collaborative)
    note = OutputFactory(session=session)
    elsewhere = HatFactory().member
    urls = [
        address("capture", member, session),
        address("grouping", member, session),
        address("note", member, session, note=note.key),
        f"{address('start', member)}?meeting={session.meeting.key}",
    ]
    posted = {"sent_as": str(uuid4()), "words": "Mine", "do": "take_back"}

    for me in (member, elsewhere, MembershipFactory()):
        as_(client, me)
        assert {client.get(url).status_code for url in urls} == {404}
        assert {client.post(url, posted).status_code for url in urls} == {404}

    note.refresh_from_db()
    assert (Output.objects.count(), note.taken_back_at) == (1, None)


def test_a_session_is_not_found_under_another_collaborative(client: Client, helper: Helper) -> None:
    other = HatFactory(member__person=helper.me.person).member

    for name in ("session", "capture", "grouping"):
        assert as_(client, other).get(address(name, other, helper.session)).status_code == 404
