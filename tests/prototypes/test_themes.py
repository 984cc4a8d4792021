"""Themes: what several notes say together, with every word under it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from members.models import Membership
from prototypes.actions import change_theme
from prototypes.errors import WouldStandUnderItself
from prototypes.models import Theme, ThemeOutput
from tests.conftest import as_
from tests.factories import (
    MembershipFactory,
    OutputFactory,
    SessionFactory,
    TableFactory,
    ThemeFactory,
)
from tests.prototypes.helpers import address


@pytest.fixture
def theme(member: Membership) -> Theme:
    return ThemeFactory(
        collaborative=member.collaborative,
        name="Everyday goals lead",
        promise="Start at the person’s own Tuesday.",
        difficulty="Tuesdays differ.",
    )


def test_all_themes_each_with_a_few_words(client: Client, member: Membership) -> None:
    session = SessionFactory(meeting__collaborative=member.collaborative)
    tables = [TableFactory(session=session) for _ in range(2)]
    notes = [
        OutputFactory(session=session, table=tables[n % 2], words=f"said {n}") for n in range(12)
    ]
    top = ThemeFactory(collaborative=member.collaborative, name="whole place", outputs=notes)
    ThemeFactory(collaborative=member.collaborative, name="A child of it", parent=top)
    ThemeFactory(collaborative=member.collaborative, name="Another")
    ThemeFactory(name="Somewhere else")

    page = as_(client, member).get(address("themes", member)).text

    order = [">Another<", ">whole place<", "Under whole place", ">A child of it<"]
    assert sorted(order, key=page.index) == order
    assert "Words from two tables" in page
    assert "Read the other nine" in page
    assert len(re.findall(r"<p>said \d+</p>", page)) == 3
    assert "Somewhere else" not in page


@pytest.mark.parametrize("state", [Membership.State.ACTIVE, Membership.State.RESTING])
def test_who_rests_is_not_led_to_a_page_that_is_closed_to_them(
    client: Client, theme: Theme, state: str
) -> None:
    me = MembershipFactory(collaborative=theme.collaborative, state=state)
    page = as_(client, me).get(theme.get_absolute_url()).text
    assert ("Put it on the roadmap" in page) == (state == Membership.State.ACTIVE)


def test_one_theme_with_every_word_and_where_it_was_said(
    client: Client, member: Membership, theme: Theme
) -> None:
    session = SessionFactory(
        meeting__collaborative=member.collaborative,
        title="Larkmoor after six",
        starts_at="2011-07-20T09:00Z",
    )
    table = TableFactory(session=session, name="Teapot", size=6)
    notes = [
        OutputFactory(session=session, table=table, words="Seven desks", kind="steer_clear"),
        OutputFactory(session=session, table=table, words="You asked me", quote=True),
    ]
    for note in notes:
        ThemeOutput.objects.create(theme=theme, output=note, collaborative=member.collaborative)
    child = ThemeFactory(collaborative=member.collaborative, parent=theme, name="Small needs")

    page = as_(client, member).get(address("theme", member, theme)).text
    below = client.get(address("theme", member, child)).text

    assert "Start at the person’s own Tuesday." in page
    assert "Tuesdays differ." in page
    where = f'<a href="{address("session", member, session)}">Larkmoor after six</a>'
    assert f"{where}, Teapot, 20 July 2011" in page  # the worry's table
    assert f"{where}, 20 July 2011" in page  # six at the table: a quote's table stays away
    assert "Small needs" in page
    assert f"items/new/?theme={theme.key}" in page
    assert "Everyday goals lead" in below
    assert "Change its name" not in page


def test_words_are_turned_page_by_page(client: Client, member: Membership, theme: Theme) -> None:
    session = SessionFactory(meeting__collaborative=member.collaborative)
    for n in range(61):
        note = OutputFactory(session=session, words=f"said {n:02}")
        ThemeOutput.objects.create(theme=theme, output=note, collaborative=member.collaborative)
    url = address("theme", member, theme)

    first = as_(client, member).get(url).text
    (link,) = re.findall(r'rel="next" href="([^"]+)"', first)

    assert len(re.findall(r"<p>said \d\d</p>", first)) == 60
    assert re.findall(r"<p>said \d\d</p>", client.get(url + link).text) == ["<p>said 60</p>"]


def test_more_themes_than_fit_a_page(client: Client, member: Membership) -> None:
    for n in range(31):
        ThemeFactory(collaborative=member.collaborative, name=f"Theme {n:02}")
    url = address("themes", member)

    first = as_(client, member).get(url).text
    (link,) = re.findall(r'rel="next" href="([^"]+)"', first)

    assert len(re.findall(r">Theme \d\d</a>", first)) == 30
    assert re.findall(r">Theme \d\d</a>", client.get(url + link).text) == [">Theme 30</a>"]
    assert client.get(url + "?after=gonegonego").text.count(">Theme 00</a>") == 1


def test_no_themes_yet_says_how_they_grow(client: Client, member: Membership) -> None:
    page = as_(client, member).get(address("themes", member)).text

    assert "No themes yet." in page
    assert f"/{member.collaborative.slug}/meetings/" in page


def change(client: Client, me: Membership, theme: Theme, **posted: str) -> Any:
    sent = {"name": theme.name, "seen": theme.edition, **posted}
    return as_(client, me).post(address("change_theme", me, theme), sent)


def test_a_theme_says_both_sides_and_stands_under_another(
    client: Client, facilitator: Membership, theme: Theme
) -> None:
    top = ThemeFactory(collaborative=theme.collaborative, name="An ordinary life")

    answer = change(
        client,
        facilitator,
        theme,
        name="Tuesdays lead",
        promise="A",
        difficulty="B",
        parent=top.key,
    )

    theme.refresh_from_db()
    assert answer.url == address("theme", facilitator, theme)
    assert (theme.name, theme.promise, theme.difficulty) == ("Tuesdays lead", "A", "B")
    assert theme.parent == top


def test_no_theme_stands_under_itself(
    client: Client, facilitator: Membership, theme: Theme
) -> None:
    child = ThemeFactory(collaborative=theme.collaborative, parent=theme)
    grandchild = ThemeFactory(collaborative=theme.collaborative, parent=child)

    for wrong in (theme, child, grandchild, ThemeFactory()):  # the last one of another place
        assert change(client, facilitator, theme, parent=wrong.key).status_code == 422
    with pytest.raises(WouldStandUnderItself):
        change_theme(
            theme=theme, by=facilitator, seen=theme.edition, name=theme.name, parent=grandchild
        )

    theme.refresh_from_db()
    assert theme.parent is None


def test_a_theme_under_a_theme_under_a_theme(client: Client, member: Membership) -> None:
    place = {"collaborative": member.collaborative}
    top = ThemeFactory(name="Sleep", **place)
    middle = ThemeFactory(name="An evening", parent=top, **place)
    ThemeFactory(name="zzz", parent=middle, **place)
    ThemeFactory(name="The bus", parent=top, **place)
    ThemeFactory(name="After six", **place)

    page = as_(client, member).get(address("themes", member)).text

    order = [f">{name}</a>" for name in ("After six", "Sleep", "An evening", "zzz", "The bus")]
    assert sorted(order, key=page.index) == order


def test_a_name_that_is_taken(client: Client, facilitator: Membership, theme: Theme) -> None:
    ThemeFactory(collaborative=theme.collaborative, name="Stay")

    answer = change(client, facilitator, theme, name="STAY", promise="Kept in its box")

    assert answer.status_code == 422
    assert "Another theme is called that." in answer.text
    assert "Kept in its box" in answer.text


def test_two_at_once_see_both(client: Client, facilitator: Membership, theme: Theme) -> None:
    change(client, facilitator, theme, promise="What she wrote")

    late = change(client, facilitator, theme, promise="What he wrote")

    assert late.status_code == 409
    assert "What she wrote" in late.text
    assert "What he wrote" in late.text
    theme.refresh_from_db()
    assert theme.promise == "What she wrote"


def test_only_those_who_help_name_themes(client: Client, member: Membership, theme: Theme) -> None:
    url = address("change_theme", member, theme)

    assert as_(client, member).get(url).status_code == 404
    assert change(client, member, theme, name="Mine").status_code == 404
    theme.refresh_from_db()
    assert theme.name == "Everyday goals lead"


def test_a_theme_is_found_only_in_its_collaborative(client: Client, theme: Theme) -> None:
    stranger = MembershipFactory()
    both = MembershipFactory(person=MembershipFactory(collaborative=theme.collaborative).person)

    for me in (stranger, both):
        assert as_(client, me).get(address("theme", me, theme)).status_code == 404
