"""Themes that grow: what is alike, another way to see it, questions that stay, what was meant."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from members.models import Membership
from prototypes.alike import themes_alike
from prototypes.models import Meant, PrototypingSession, Question, Reframe
from tests.conftest import as_
from tests.factories import OutputFactory, ThemeFactory
from tests.figures import Figure
from tests.prototypes.helpers import Helper, address, queries, under

pytestmark = pytest.mark.django_db


def test_a_like_note_elsewhere_offers_its_theme_first(
    helper: Helper, session: PrototypingSession
) -> None:
    there = OutputFactory(session=session, words="Ring back when you said you would")
    rung = ThemeFactory(collaborative=session.collaborative, name="Zest", outputs=[there])
    other = ThemeFactory(collaborative=session.collaborative, name="Buses")
    OutputFactory(words="Ring back when you said you would, please")  # in another place
    note = OutputFactory(session=session, words="They said they would ring back when they could")

    page = helper.board(note=note.key).text

    assert themes_alike(note, [other, rung]) == [rung]
    assert page.index("This is growing here, too") < page.index(f'value="{rung.key}"')
    assert page.index(f'value="{rung.key}"') < page.index(f'value="{other.key}"')
    helper.move(note=note.key, to=rung.key)
    assert under(rung) == [there.words, note.words]


def test_five_hundred_notes_in_twenty_themes_cost_no_more_questions(
    helper: Helper, session: PrototypingSession, figure: Figure
) -> None:
    themes = [
        ThemeFactory(
            collaborative=session.collaborative,
            outputs=[OutputFactory(session=session)],
            name=f"t{n}",
        )
        for n in range(20)
    ]
    few = queries(helper.board)
    for theme in themes:
        for note in OutputFactory.create_batch(24, session=session):
            theme.outputs.add(note, through_defaults={"collaborative": theme.collaborative})
    many = queries(helper.board)
    move = queries(lambda: helper.board(note=f"{note.key}.{theme.key}"))

    figure("500 notes in 20 themes: queries of the board at 20 and at 500", f"{few}, {many}")
    figure("500 notes in 20 themes: queries of “Move to…”", move)
    assert (few, many) == (few, few)
    assert max(many, move) <= 10


def test_seen_otherwise_and_meant_without_a_name(
    helper: Helper, session: PrototypingSession, member: Membership
) -> None:
    theme = ThemeFactory(collaborative=session.collaborative, named_in=session)
    path = address("otherwise", helper.me, theme)
    for _ in range(2):
        helper.client.post(path, {"was": "Hard to reach", "now": "Hard to enter"})
    reader, number = as_(Client(), member), str(uuid4())
    empty = reader.post(path, {"answer": "not_quite", "sent_as": number})
    for _ in range(2):
        said = {"answer": "not_quite", "words": "It was the door", "sent_as": number}
        reader.post(path, said)
    page = reader.get(path).text

    assert Reframe.objects.get().now == "Hard to enter"
    assert (empty.status_code, Meant.objects.count()) == (422, 1)
    assert reader.post(path, {"was": "a", "now": "b"}).status_code == 404
    for words in ("Hard to reach", "Hard to enter", "It was the door"):
        assert words in page
    assert [f.name for f in Meant._meta.fields if f.related_model] == ["collaborative", "theme"]


def test_a_question_is_never_closed_only_resting(helper: Helper, member: Membership) -> None:
    path = f"/{helper.me.collaborative.slug}/questions/"
    helper.client.post(path, {"text": "Who has not been asked?"})
    question = Question.objects.get()
    helper.client.post(path, {"question": question.key, "do": "rest"})
    resting = as_(Client(), member).get(path).text
    as_(Client(), helper.me).post(path, {"question": question.key, "do": "ask"})

    assert "Resting" in resting
    assert "Ask another" not in resting
    assert Question.objects.get().state == "live"
