"""A piece for anybody: checked by all for a week, signed per piece, answered from outside."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from meetings import pieces
from meetings.errors import NotYet
from meetings.models import Piece, PieceReply
from members.models import Membership
from tests.conftest import as_

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=8)
TYPED = {"title": "Waiting", "words": "A chair and a hello."}


@pytest.fixture
def piece(member: Membership) -> Piece:
    piece = pieces.begin(by=member, **TYPED)
    pieces.check(piece=piece, by=member)
    return Piece.objects.get()


@pytest.fixture
def public(piece: Piece, coordinator: Membership) -> str:
    with time_machine.travel(timezone.now() + WEEK):
        pieces.publish(piece=piece, by=coordinator)
    return f"/{piece.collaborative.slug}/pieces/read/{piece.key}/"


def test_from_a_draft_to_anybody(
    client: Client, member: Membership, coordinator: Membership
) -> None:
    board = f"/{member.collaborative.slug}/pieces/"
    as_(client, member).post(board, {**TYPED, "signature": "Abi, who waits"})
    piece = Piece.objects.get()
    read = f"{board}read/{piece.key}/"
    own = piece.get_absolute_url()
    assert Client().get(read).status_code == Client().get(f"{board}read/").status_code == 404

    client.post(own, {"do": "check"})
    looks = as_(Client(), coordinator)
    assert looks.post(own, {"do": "publish"}).status_code == 404  # a week is a week
    with time_machine.travel(timezone.now() + WEEK):
        assert as_(Client(), member).post(own, {"do": "publish"}).status_code == 404
        assert as_(Client(), coordinator).post(own, {"do": "publish"}).status_code == 302
    shown = Client().get(read)
    for words in (*TYPED.values(), "Abi, who waits"):
        assert words in shown.text
    assert "Waiting" in Client().get(f"{board}read/").text


def test_anybody_says_not_yet_and_it_is_gone_at_once(client: Client, public: str) -> None:
    piece = Piece.objects.get()
    other = Membership.objects.exclude(person__email=None).first()
    assert other is not None
    as_(client, other).post(piece.get_absolute_url(), {"do": "not_yet"})

    assert Client().get(public).status_code == 404


def test_other_words_are_checked_anew(client: Client, member: Membership, public: str) -> None:
    piece = Piece.objects.get()
    changed = {**TYPED, "words": "Other words.", "version": piece.version, "do": "keep"}
    own = piece.get_absolute_url()
    assert as_(client, member).post(own, changed).status_code == 302
    assert Client().get(public).status_code == 404
    late = client.post(own, {**changed, "words": "Mine, written slower."})
    assert (late.status_code, "Mine, written slower." in late.text) == (422, True)


def test_it_is_not_public_before_its_week_is_over(piece: Piece, coordinator: Membership) -> None:
    with pytest.raises(NotYet):
        pieces.publish(piece=piece, by=coordinator)


def test_a_job_in_it_is_hinted_at(client: Client, member: Membership) -> None:
    board = f"/{member.collaborative.slug}/pieces/"
    words = "Dr Hilary Brown, consultant psychiatrist, said so."
    said = as_(client, member).post(board, {**TYPED, "words": words}, follow=True).text

    assert "here we use names only" in said
    assert "Keep it only if they said yes" in said


def test_an_answer_from_outside_waits_to_be_read(
    client: Client, coordinator: Membership, member: Membership, public: str
) -> None:
    sent = Client().post(public, {"words": "<b>So true.</b>", "name": "Pip"})
    assert "Somebody at" in sent.text
    assert "So true" not in Client().get(public).text
    own = Piece.objects.get().get_absolute_url()
    assert "So true" not in as_(Client(), member).get(own).text
    assert "So true" in as_(client, coordinator).get(own).text
    look_after = client.get(f"/{member.collaborative.slug}/look-after/").text
    assert "(one waits)" in look_after

    reply = PieceReply.objects.get()
    as_(Client(), member).post(own, {"do": "show", "reply": reply.key})
    assert "So true" not in Client().get(public).text
    client.post(own, {"do": "show", "reply": reply.key})
    shown = Client().get(public).text
    assert "&lt;b&gt;So true.&lt;/b&gt;" in shown
    assert "Pip" in shown
    client.post(own, {"do": "let_go", "reply": reply.key})
    assert not PieceReply.objects.exists()


def test_a_flood_of_answers_is_held_and_loses_no_words(public: str) -> None:
    cache.clear()
    seen = [Client().post(public, {"words": f"Again {number}"}) for number in range(7)]

    assert [answer.status_code for answer in seen] == [200] * 5 + [429] * 2
    assert "Again 6" in seen[-1].text
    assert PieceReply.objects.count() == 5
    cache.clear()


def test_no_cookie_comes_with_reading(public: str) -> None:
    answer = Client().get(public)
    assert set(answer.cookies) <= {"csrftoken"}
