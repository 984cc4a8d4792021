"""Letters of every kind, as they go over the wire, read back by those who did not write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import icalendar
import pytest
import vobject
from django.db import transaction
from fast_mail_parser import parse_email, parse_email_tree, walk

from collaborative.letters import kinds
from collaborative.texts import LONGEST
from members.house_letters import tells
from tests.every_letter import Written, every_letter
from tests.figures import Figure
from tests.look.html import links, read
from tests.world import World

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"
ALWAYS = {"Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID"}
STOPPED_BY = {"List-Unsubscribe", "List-Unsubscribe-Post"}


@pytest.fixture(scope="module")
def letters(built: World, django_db_blocker: Any) -> Iterator[list[Written]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield every_letter(built)
        transaction.set_rollback(True)


def test_there_is_one_of_each_kind(letters: list[Written]) -> None:
    assert {written.kind for written in letters} == set(kinds)


def test_headers_as_another_parser_reads_them(letters: list[Written], figure: Figure) -> None:
    """One recipient, one subject in one line, a way to stop where there is one, and no more."""
    for written in letters:
        raw = written.message.message().as_bytes()
        found = parse_email(raw)
        assert found.warnings == []
        stop = STOPPED_BY if kinds[written.kind].stop else set()
        assert set(found.headers) == ALWAYS | stop, written.kind
        assert all(len(values) == 1 for values in found.headers.values())
        assert [each.address for each in found.to] == [written.letter.person.email]
        assert found.subject == written.words.subject
        assert re.fullmatch(r"<[0-9a-f-]{36}@localhost>", found.headers["Message-ID"][0])
        if stop:
            assert found.headers["List-Unsubscribe-Post"] == ["List-Unsubscribe=One-Click"]
            (url,) = found.headers["List-Unsubscribe"]
            assert re.fullmatch(rf"<{SITE}/letters/[^<>\s]+>", "".join(url.split()))
        parts = [part.content_type for part in walk(parse_email_tree(raw))]
        assert [each.partition(";")[0] for each in parts if each.startswith("text/")][:2] == [
            "text/plain",
            "text/html",
        ]
    figure("letters on the wire", f"{len(letters)} of {len(kinds)} kinds read by another parser")


def test_no_subject_tells_anything(letters: list[Written], world: World, figure: Figure) -> None:
    names = {card.chosen_name for card in world.here.people.values()}
    for written in letters:
        assert not tells(written.words.subject), written.kind
        assert not names & set(re.findall(r"\w+", written.words.subject)), written.kind
    figure("subjects of every kind", f"{len(letters)}, with a word about health or a name 0")


def test_every_letter_has_a_twin_of_a_text_messages_length(letters: list[Written]) -> None:
    for written in letters:
        assert 10 < len(written.words.short) <= LONGEST, written.kind
        assert "\n" not in written.words.short


def test_nothing_in_a_letter_looks_back_at_its_reader(letters: list[Written]) -> None:
    """No picture, nothing that is fetched, and links to us alone."""
    for written in letters:
        html = written.words.html
        assert not re.findall(r"<img|<link|<script|<iframe|url\(|@import|src=", html)
        hrefs = [href for href, _ in links(read(html))]
        assert all(href.startswith(f"{SITE}/") and "utm" not in href for href in hrefs), (
            written.kind
        )
        assert "&" not in written.words.text.partition("\n--\n")[2]


def test_calendar_parts_in_two_libraries(letters: list[Written], figure: Figure) -> None:
    """Both read the same meeting, and nobody stands in it but this site."""
    carried = [written for written in letters if written.words.calendar]
    assert {written.words.method for written in carried} == {"REQUEST"}
    for written in carried:
        (event,) = icalendar.Calendar.from_ical(written.words.calendar).walk("VEVENT")
        other = vobject.readOne(written.words.calendar)
        assert str(other.method.value) == written.words.method
        starts = event["DTSTART"].dt.astimezone(UTC)
        assert other.vevent.dtstart.value.astimezone(UTC) == starts
        assert str(event["SEQUENCE"]) == other.vevent.sequence.value
        assert event.get("ATTENDEE") is None
        assert "attendee" not in other.vevent.contents
        assert not tells(str(event["SUMMARY"]))
    figure("calendar parts", f"{len(carried)} read alike by icalendar and vobject")
