"""All meetings: found again by a word, by the year, by a theme."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from members.models import Membership
from tests.conftest import as_
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    OutputFactory,
    SessionFactory,
    ThemeFactory,
    WriteUpFactory,
)
from tests.meetings.helpers import address

pytestmark = pytest.mark.django_db


def found(client: Client, me: Membership, **asked: str) -> list[str]:
    answer = as_(client, me).get(address("found", me), asked)
    assert answer.status_code == 200
    return re.findall(r"<h3><a [^>]*>([^<]*)</a></h3>", answer.text)


def test_by_word_year_and_theme(client: Client, member: Membership) -> None:
    here = {"collaborative": member.collaborative}
    late = {"starts_at": datetime(2025, 12, 31, 23, 30, tzinfo=UTC)}
    buses = MeetingFactory(**here, title="Buses", **late)
    lamps = MeetingFactory(**here, title="Lamps", starts_at=datetime(2026, 3, 5, 9, tzinfo=UTC))
    MeetingFactory(**here, title="Buses, a draft", draft=True)
    MeetingFactory(title="Buses elsewhere")
    AgendaItemFactory(meeting=lamps, title="Late buses")
    AgendaItemFactory(meeting=lamps, title="A held trombone", held=True)
    WriteUpFactory(meeting=buses, body="We spoke of porridge.")
    WriteUpFactory(meeting=lamps, body="A draft of trombones.", state="draft", published_at=None)
    session = SessionFactory(meeting=lamps)
    theme = ThemeFactory(**here, name="Light")
    theme.outputs.add(
        OutputFactory(session=session), through_defaults={"collaborative": member.collaborative}
    )

    assert found(client, member, q="buses") == ["Lamps", "Buses"]
    assert found(client, member, q="porridge") == ["Buses"]
    assert found(client, member, q="trombone") == []
    assert found(client, member, year="2025") == ["Buses"]
    assert found(client, member, year="2026", q="buses") == ["Lamps"]
    assert found(client, member, theme=theme.key) == ["Lamps"]
    assert found(client, member, theme=theme.key, year="2025") == []


def test_what_is_no_year_is_said_and_kept(client: Client, member: Membership) -> None:
    shown = as_(client, member).get(address("found", member), {"year": "last", "q": "tea"})
    assert 'value="last"' in shown.text
    assert 'value="tea"' in shown.text
