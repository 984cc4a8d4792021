"""What is held, taken back or not said yes to: planted everywhere, read nowhere but by helpers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from collaborative.search import find
from meetings.models import Meeting
from members.models import Membership
from prototypes.came_out import notes_came_out
from prototypes.models import PrototypingSession, Theme
from tests.conftest import as_
from tests.factories import (
    HatFactory,
    MembershipFactory,
    OutputFactory,
    SessionFactory,
    TableFactory,
    ThemeFactory,
)
from tests.prototypes.helpers import Helper, address

UNREAD = {
    "held": {"held": True},
    "taken back": {"taken_back_at": timezone.now()},
    "not asked": {"kind": "quote", "consent": "not_asked"},
    "refused": {"kind": "quote", "consent": "refused"},
    "withdrawn": {"kind": "quote", "consent": "withdrawn"},
    "held quote": {"kind": "quote", "consent": "given", "held": True},
}


@pytest.fixture(params=UNREAD)
def planted(request: pytest.FixtureRequest, session: PrototypingSession) -> Theme:
    """A theme with one note that all may read, and one that they may not, at a table of its own."""
    table = TableFactory(session=session, name="Xylophone table")
    notes = [
        OutputFactory(session=session, words="A plain note"),
        OutputFactory(session=session, words="A zebra note", table=table, **UNREAD[request.param]),
    ]
    return ThemeFactory(collaborative=session.collaborative, outputs=notes)


def test_no_member_reads_it(
    client: Client, member: Membership, session: PrototypingSession, planted: Theme
) -> None:
    as_(client, member)
    pages = [
        client.get(address("session", member, session)).text,
        client.get(address("themes", member)).text,
        client.get(address("theme", member, planted)).text,
    ]

    for page in pages:
        assert "A plain note" in page
        assert "zebra" not in page
        assert "Xylophone" not in page
        assert "One note" in page  # nor is it counted


def test_no_search_finds_it(member: Membership, planted: Theme) -> None:
    assert find(member, "zebra") == []
    ((_, found),) = find(member, "A plain note")
    assert [result.words for result in found] == ["A plain note"]


def test_it_is_not_counted_in_what_came_out(session: PrototypingSession, planted: Theme) -> None:
    (line,) = notes_came_out([session.meeting])[session.meeting.pk]
    assert line.words == f"One note from “{session.title}”"


def test_those_who_help_see_it_marked(helper: Helper, planted: Theme) -> None:
    marks = ("Held back", "Taken back", "Not asked yet", "They said no", "They took it back")

    page = helper.client.get(helper.address("capture")).text
    assert "A zebra note" in page
    assert sum(page.count(f'<span class="state resting">{mark}</span>') for mark in marks) == 1
    assert page.count("Only those who help read this.") == 1

    board = helper.board().text
    assert ("A zebra note" in board) is ("put_back" not in page)


def test_a_session_with_nothing_to_read_came_to_nothing(
    django_assert_num_queries: Any, member: Membership
) -> None:
    full, hidden = (SessionFactory(meeting__collaborative=member.collaborative) for _ in "ab")
    OutputFactory.create_batch(3, session=full)
    OutputFactory(session=hidden, held=True)
    meetings = list(Meeting.objects.select_related("collaborative").order_by("pk"))

    with django_assert_num_queries(1):
        lines = notes_came_out(meetings)

    assert list(lines) == [full.meeting.pk]
    (line,) = lines[full.meeting.pk]
    assert (line.words, line.url) == (
        f"Three notes from “{full.title}”",
        address("session", member, full),
    )


def test_a_draft_meeting_is_read_by_those_who_help_alone(
    client: Client, member: Membership, facilitator: Membership
) -> None:
    session = SessionFactory(
        meeting__collaborative=member.collaborative, meeting__state=Meeting.State.DRAFT
    )
    note = OutputFactory(session=session, words="A zebra note")
    theme = ThemeFactory(collaborative=member.collaborative, outputs=[note])

    as_(client, member)
    assert client.get(address("session", member, session)).status_code == 404
    assert "zebra" not in client.get(address("theme", member, theme)).text
    assert find(member, "zebra") == []
    assert "zebra" in as_(client, facilitator).get(address("theme", facilitator, theme)).text


def test_search_stays_inside_the_collaborative_one_looks_from(member: Membership) -> None:
    other = MembershipFactory(person=member.person)
    session = SessionFactory(meeting__collaborative=other.collaborative)
    OutputFactory(session=session, words="A zebra note")
    ThemeFactory(collaborative=other.collaborative, name="The zebra theme")
    HatFactory(member=member)

    assert find(member, "ZEBRA") == []
    assert [name for name, _ in find(other, "ZEBRA")] == ["What was said", "Themes"]
