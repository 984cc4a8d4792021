"""Finding meetings again, and what they hold about a person."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collaborative.search import find
from collaborative.takeout import holdings
from meetings.search import decisions, meetings
from meetings.words import around, opening
from members.models import Membership
from tests.factories import (
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
    WriteUpFactory,
)


def test_by_title_by_what_was_said_and_by_what_was_decided(member: Membership) -> None:
    here = {"meeting__collaborative": member.collaborative}
    MeetingFactory(collaborative=member.collaborative, title="The porridge talks")
    told = WriteUpFactory(**here, body=f"{'Long ago. ' * 40}Then came the PORRIDGE with salt.")
    decided = DecisionFactory(**here, text="Porridge stays.")

    found = dict(find(member, "  porridge "))

    assert [r.title.split(",")[0] for r in found["Meetings"]][:1] == ["The porridge talks"]
    assert {r.url for r in found["Meetings"]} >= {told.meeting.get_absolute_url()}
    assert any("PORRIDGE with salt." in r.words and len(r.words) < 200 for r in found["Meetings"])
    assert [r.words for r in found["Decisions"]] == ["Porridge stays."]
    assert found["Decisions"][0].url == f"{decided.meeting.get_absolute_url()}#decided"


def test_drafts_and_other_collaboratives_are_not_looked_through(
    member: Membership, facilitator: Membership
) -> None:
    both = MembershipFactory(person=member.person)
    here = {"meeting__collaborative": member.collaborative}
    WriteUpFactory(**here, body="porridge", state="draft", published_at=None)
    MeetingFactory(collaborative=member.collaborative, draft=True, title="Porridge?")
    WriteUpFactory(meeting__collaborative=both.collaborative, body="porridge")
    DecisionFactory(meeting__collaborative=both.collaborative, text="porridge")

    assert [meetings(member, "porridge"), decisions(member, "porridge")] == [[], []]
    assert [r.title.split(",")[0] for r in meetings(facilitator, "porridge")] == ["Porridge?"]


@pytest.mark.parametrize("rows", [1, 30])
def test_two_queries_however_much_is_found(member: Membership, rows: int) -> None:
    here = {"meeting__collaborative": member.collaborative}
    for _ in range(rows):
        WriteUpFactory(**here, body="porridge")
        DecisionFactory(**here, text="porridge")

    with CaptureQueriesContext(connection) as asked:
        assert len(meetings(member, "porridge")) == len(decisions(member, "porridge"))
    assert len(asked) == 2


def test_what_is_held_about_me(member: Membership) -> None:
    mine = ReplyFactory(meeting__collaborative=member.collaborative, member=member, answer="maybe")
    ReplyFactory(meeting=mine.meeting)

    rows = list(holdings["answers"].rows(member.person))

    assert [(row["Meeting"], row["You said"]) for row in rows] == [(mine.meeting.title, "Maybe")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We sat. We talked.\n\nMore.", "We sat. We talked."),
        ("", ""),
        (f"Short. {'x' * 200}.", "Short."),
        (f"{'word ' * 60}", f"{('word ' * 32).strip()} …"),
        ("y" * 300, "y" * 160 + " …"),
    ],
)
def test_opening(text: str, said: str) -> None:
    assert opening(text) == said


def test_around() -> None:
    text = f"{'before ' * 50}the very words {'after ' * 50}"

    found = around(text, "THE  very")

    assert found.startswith("… before")
    assert "the very words" in found
    assert found.endswith("after …")
    assert len(found) < 170
    assert around("Only this.", "this") == "Only this."
