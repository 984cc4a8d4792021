"""As many queries for thirty (and five hundred) rows as for one, and no more than eight."""

from __future__ import annotations

import pytest
from django.test import Client

from members.models import Membership
from prototypes import theme_history
from prototypes.models import PrototypingSession, Theme, ThemeOutput
from tests.conftest import as_
from tests.factories import (
    HatFactory,
    OutputFactory,
    SessionFactory,
    TableFactory,
    ThemeFactory,
)
from tests.prototypes.helpers import address, queries

pytestmark = pytest.mark.django_db

MOST = 8


def fill(me: Membership, rows: int) -> tuple[PrototypingSession, Theme]:
    """So many notes, tables and themes; half of the notes have found theirs."""
    session = SessionFactory(meeting__collaborative=me.collaborative)
    top = ThemeFactory(collaborative=me.collaborative)
    themes = [
        ThemeFactory(collaborative=me.collaborative, parent=top) for _ in range(min(rows, 20))
    ]
    tables = [TableFactory(session=session) for _ in range(min(rows, 20))]
    for n in range(rows):
        places = {"session": session, "table": tables[n % len(tables)]}
        notes = [OutputFactory(**places) for _ in range(2)]
        for theme in (top, themes[n % len(themes)]):
            ThemeOutput.objects.create(theme=theme, output=notes[0], collaborative=me.collaborative)
        before_that(top, session)
    return session, top


def before_that(theme: Theme, session: PrototypingSession) -> None:
    """It was called otherwise, and under another; notes left it."""
    theme_history.said_before(theme)
    theme_history.put_under(theme, theme)
    theme_history.grouped(session=session, joined=[], left=[theme.pk])


@pytest.mark.parametrize(
    "shown", ["session", "capture", "grouping", "opened", "themes", "theme", "history", "hard"]
)
def test_queries(client: Client, shown: str) -> None:
    counts = []
    for rows in (1, 30, 250) if shown == "grouping" else (1, 30):
        me: Membership = HatFactory().member
        session, theme = fill(me, rows)
        url = {
            "session": address("session", me, session),
            "capture": address("capture", me, session),
            "grouping": address("grouping", me, session),
            "opened": f"{address('grouping', me, session)}?theme={theme.key}",
            "themes": address("themes", me),
            "theme": address("theme", me, theme),
            "hard": address("challenges", me),
            "history": address("theme_history", me, theme),
        }[shown]
        as_(client, me)
        counts.append(queries(lambda url=url: client.get(url)))

    assert set(counts) == {counts[0]}
    assert counts[0] <= MOST
