"""The screen in the room, both sides, what we heard, and the slip that a table takes home."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from members.models import Membership
from prototypes.models import Output, PrototypingSession, Slip, Table, Tension
from tests.conftest import as_
from tests.factories import (
    EvidenceFactory,
    OutputFactory,
    RoadmapItemFactory,
    SessionFactory,
    TableFactory,
    ThemeFactory,
)
from tests.factories_writing import TensionFactory
from tests.prototypes.helpers import HTMX, Helper, address, queries

pytestmark = pytest.mark.django_db


def older(session: PrototypingSession, words: str, **more: Any) -> Output:
    """A note that has rested its twenty seconds."""
    written = timezone.now() - timedelta(seconds=21)
    return OutputFactory(session=session, words=words, **{"written_at": written, **more})


def poll(helper: Helper, page: Any) -> Any:
    """As the screen asks: with what it shows already."""
    (path,) = re.findall(r'hx-get="([^"]*since[^"]*)"', page.text)
    return helper.client.get(path.replace("&amp;", "&"), headers=HTMX)


def test_the_screen_starts_held_and_is_opened_by_one_button(helper: Helper) -> None:
    older(helper.session, "Already here")
    screen = helper.address("projector")
    held = helper.client.get(screen)
    helper.client.post(screen, {"do": "open"})
    shown = helper.client.get(screen)
    helper.client.post(screen, {"do": "hold"})

    assert "The screen is held" in held.text
    assert ["Already here" in each.text for each in (held, shown, helper.client.get(screen))] == [
        False,
        True,
        False,
    ]


def test_a_note_is_shown_after_twenty_seconds_and_a_held_one_goes_at_the_next_poll(
    helper: Helper,
) -> None:
    screen = helper.address("projector")
    helper.client.post(screen, {"do": "open"})
    note = older(helper.session, "Seen by the room")
    OutputFactory(session=helper.session, words="Only just written")
    older(helper.session, "Their own", kind="quote", consent="not_asked")
    first = helper.client.get(screen)
    nothing_new = poll(helper, first)

    helper.client.post(helper.address("note", note=note.key), {"do": "hold"})
    after = poll(helper, first)

    assert "Seen by the room" in first.text
    for words in ("Only just written", "Their own"):
        assert words not in first.text
    assert (nothing_new.status_code, nothing_new.content) == (204, b"")
    assert after.status_code == 200
    assert "Seen by the room" not in after.text
    assert Output.objects.filter(words="Seen by the room").exists()


def test_the_screen_shows_one_table_or_one_kind_and_no_quote_of_a_small_table(
    helper: Helper,
) -> None:
    big, small = (TableFactory(session=helper.session, size=size) for size in (8, 4))
    helper.client.post(helper.address("projector"), {"do": "open"})
    older(helper.session, "From the big one", table=big, kind="hope")
    older(helper.session, "From the small one", table=small, kind="worry")
    older(helper.session, "A voice of four", table=small, kind="quote", consent="given")
    screen = helper.address("projector")

    by_table = helper.client.get(f"{screen}?table={small.key}").text
    by_kind = helper.client.get(f"{screen}?kind=hope").text

    assert ("From the small one" in by_table, "A voice of four" in by_table) == (True, False)
    assert ("From the big one" in by_kind, "From the small one" in by_kind) == (True, False)


def test_a_poll_asks_the_same_few_questions_at_one_note_and_at_eighteen(helper: Helper) -> None:
    helper.client.post(helper.address("projector"), {"do": "open"})
    counts = []
    for many in (1, 17):
        for n in range(many):
            older(helper.session, f"note {many} {n}")
        counts.append(queries(lambda: helper.client.get(helper.address("projector"))))
    assert counts[0] == counts[1] <= 8


def test_both_sides_are_kept_once_and_the_next_session_begins_with_them(
    helper: Helper, session: PrototypingSession
) -> None:
    said = {"one": "An open door", "other": "Someone to meet me", "matters_to_one": "No forms"}
    for _ in range(2):
        helper.client.post(helper.address("sides"), said)
    tension = Tension.objects.get()
    helper.client.post(
        helper.address("sides"),
        {"tension": tension.key, f"{tension.key}-state": "held", f"{tension.key}-eased_by": "Tea"},
    )
    second = SessionFactory(meeting=session.meeting)

    page = helper.client.get(address("sides", helper.me, second)).text

    for words in ("what stayed open before", "An open door", "Someone to meet me", "We hold both"):
        assert words in page


def test_a_job_in_a_disagreement_is_asked_about_first(helper: Helper) -> None:
    said = {"one": "Osei, a ward nurse, wants a bell", "other": "Quiet"}
    asked = helper.client.post(helper.address("sides"), said)
    (told,) = re.findall(r'name="told" value="([^"]+)"', asked.text)
    assert not Tension.objects.exists()

    helper.client.post(helper.address("sides"), {**said, "told": told})
    assert Tension.objects.get().one == said["one"]


def test_a_challenge_and_its_opportunity_are_two_notes_that_know_each_other(
    helper: Helper,
) -> None:
    said = {"challenge": "A step", "opportunity": "A ramp", "sent_as": str(uuid4())}
    for _ in range(2):
        helper.client.post(helper.address("pair"), said)

    first, second = Output.objects.in_order()
    assert (first.kind, first.words) == ("challenge", "A step")
    assert (second.kind, second.words, second.pairs_with) == ("opportunity", "A ramp", first)


def test_what_we_heard_is_out_when_somebody_says_so(
    helper: Helper, session: PrototypingSession, member: Membership
) -> None:
    note = older(session, "Ring back")
    ThemeFactory(collaborative=session.collaborative, name="Being rung back", outputs=[note])
    older(session, "Seven desks", kind="steer_clear")
    older(session, "He said it", held=True)
    TensionFactory(session=session, one="A bell", other="Quiet")
    reader, path = as_(Client(), member), address("heard", member, session)

    before = reader.get(path).status_code
    helper.client.post(path, {"in_short": "We sat. It was good."})
    page = reader.get(path).text
    short = reader.get(f"{path}?short=on").text

    assert before == 404
    for words in ("Being rung back", "Ring back", "What to steer clear of", "Seven desks", "Quiet"):
        assert words in page
    assert "He said it" not in page
    assert "Written up on the day we met." in page
    assert ("We sat." in short, "Ring back" in short) == (True, False)
    assert reader.post(path, {"in_short": "Mine"}).status_code == 404


def slip_words(answer: Any) -> str:
    (words,) = re.findall(r'<p class="three">([a-z]+-[a-z]+-[a-z]+)</p>', answer.text)
    return str(words)


def test_a_closed_table_takes_home_three_words_and_sees_what_became_of_its_own(
    helper: Helper, session: PrototypingSession
) -> None:
    table = TableFactory(session=session, name="Kettle")
    note = older(session, "Ring back", table=table)
    quote = older(session, "I came by the yard", table=table, kind="quote", consent="given")
    older(session, "Of another table", table=TableFactory(session=session))
    theme = ThemeFactory(collaborative=session.collaborative, name="Rung back", outputs=[note])
    item = RoadmapItemFactory(collaborative=session.collaborative, title="A list on the wall")
    EvidenceFactory(item=item, theme=theme)

    closed = helper.client.post(helper.address("tables"), {"do": "close", "table": table.key})
    words = slip_words(closed)
    typed = Client().post("/t/", {"code": words.upper().replace("-", " ")})
    page = Client().get(typed.url).text
    Client().post(typed.url, {"quote": quote.key})
    stray = Client().post(typed.url, {"quote": note.key})

    assert Table.objects.get(pk=table.pk).closed_at
    for seen in ("Ring back", "Rung back", "A list on the wall", "I came by the yard"):
        assert seen in page
    assert "Of another table" not in page
    assert stray.status_code == 302
    note.refresh_from_db()
    quote.refresh_from_db()
    assert note.consent == ""
    assert quote.consent == "withdrawn"
    assert words not in str(Slip.objects.values_list("mark", flat=True))


def test_other_words_open_nothing_and_ten_of_them_are_enough(db: None, settings: Any) -> None:
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": memory, "LOCATION": uuid4().hex},
    }
    answers = [Client().get(f"/slip/otter-quilt-{n}/").status_code for n in range(11)]
    assert answers == [404] * 10 + [429]
