"""How a theme grew: what came, what left, what it was called before; and what can be taken out."""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from members.models import Membership
from prototypes.models import Theme, ThemeStep, ThemeStepWords
from tests.conftest import as_
from tests.factories import OutputFactory, ThemeFactory
from tests.prototypes.helpers import Helper, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(helper: Helper) -> Theme:
    return ThemeFactory(collaborative=helper.session.collaborative, name="Zebra doors")


def grown(helper: Helper, theme: Theme) -> None:
    """Three notes join in two moves, one leaves, it is named again and put under another."""
    notes = [OutputFactory(session=helper.session) for _ in range(3)]
    other = ThemeFactory(collaborative=theme.collaborative, name="Whole place")
    helper.move(note=[note.key for note in notes[:2]], to=theme.key)
    helper.move(note=notes[2].key, to=theme.key)
    helper.move(note=f"{notes[0].key}.{theme.key}", to=other.key)
    said = {
        "name": "Doors",
        "seen": theme.edition,
        "parent": other.key,
        "promise": "",
        "difficulty": "",
    }
    helper.client.post(address("change_theme", helper.me, theme), said)


def lines(client: Client, me: Membership, theme: Theme) -> list[str]:
    page = as_(client, me).get(address("theme_history", me, theme)).text
    listed = page[page.index("<h1>How it grew") : page.index("</main>")]
    found = re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


def test_everybody_reads_how_it_grew_and_nobody_who_did_it(
    helper: Helper, theme: Theme, member: Membership
) -> None:
    grown(helper, theme)
    told = lines(Client(), member, theme)

    ends = [
        "put under Whole place",
        "Until then: Zebra doors",
        "one note left it",
        "three notes joined it",
        "it was named",
    ]
    assert len(told) == len(ends)
    assert all(end in line for line, end in zip(told, ends, strict=True))
    assert helper.me.chosen_name not in " ".join(told)


def test_an_undo_sent_twice_is_told_once(helper: Helper, theme: Theme) -> None:
    note = OutputFactory(session=helper.session)
    answer = helper.move(note=note.key, to=theme.key, htmx=True)
    undo = re.findall(r'name="undo" value="([^"]+)"', answer.text)
    for _ in range(3):
        helper.move(undo=undo)

    assert list(theme.steps.order_by("pk").values_list("kind", "notes")) == [
        ("joined", 1),
        ("left", 1),
    ]


def test_old_words_are_taken_out_for_good_by_whoever_looks_after_it(
    helper: Helper, theme: Theme, member: Membership, coordinator: Membership
) -> None:
    grown(helper, theme)
    step = ThemeStep.objects.get(kind="said")
    strike = {"step": step.key, "ground": "private"}
    url = address("theme_history", member, theme)

    assert as_(Client(), member).post(url, strike).status_code == 404
    assert ThemeStepWords.objects.get().texts.startswith("Zebra doors")
    assert as_(Client(), coordinator).post(url, strike).status_code == 302
    assert ThemeStepWords.objects.get().texts == ""
    told = " ".join(lines(Client(), member, theme))
    assert "Zebra" not in told
    assert "The words from before were taken out" in told


def test_what_happened_cannot_be_changed(helper: Helper, theme: Theme) -> None:
    grown(helper, theme)
    for rows in (ThemeStepWords.objects.all(), ThemeStep.objects.filter(kind="joined")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ThemeStep.objects.filter(kind="joined").update(notes=9)
