"""What the room holds of a person waits for them; then it goes, or loses its name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from meetings import feeds, pieces
from meetings.models import (
    AgendaItem,
    Attendance,
    CalendarFeed,
    Commitment,
    Interest,
    Piece,
    Response,
    TurnOffer,
)
from members import actions
from members.models import Membership
from tests.factories import AgendaItemFactory, WriteUpFactory
from tests.factories_room import (
    AttendanceFactory,
    CommitmentFactory,
    InterestFactory,
    ResponseFactory,
    TurnOfferFactory,
)

pytestmark = pytest.mark.django_db


def leave(member: Membership, *, keeps_name: bool = False) -> None:
    actions.leave(card=member, by=member.person, keeps_name=keeps_name)


def loses_the_name(rows: QuerySet[Any], who: str, member: Membership) -> None:
    """The words stand before and after; who it was only until they leave."""
    assert rows.get().__dict__[f"{who}_id"] == member.pk
    leave(member)
    assert rows.get().__dict__[f"{who}_id"] is None


def stays_with_a_name_left_there(rows: QuerySet[Any], who: str, member: Membership) -> None:
    leave(member, keeps_name=True)
    assert rows.get().__dict__[f"{who}_id"] == member.pk


@pytest.mark.parametrize("check", [loses_the_name, stays_with_a_name_left_there])
class TestNamed:
    def test_keeps_commitments(self, check: Any, member: Membership) -> None:
        CommitmentFactory(member=member)
        check(Commitment.objects.all(), "member", member)

    def test_keeps_interests(self, check: Any, member: Membership) -> None:
        InterestFactory(item__meeting__collaborative=member.collaborative, member=member)
        check(Interest.objects.all(), "member", member)

    def test_keeps_responses(self, check: Any, member: Membership) -> None:
        ResponseFactory(write_up__meeting__collaborative=member.collaborative, member=member)
        check(Response.objects.all(), "member", member)

    def test_keeps_put_forward(self, check: Any, member: Membership) -> None:
        AgendaItemFactory(
            meeting__collaborative=member.collaborative, put_forward_by=member, named=True
        )
        check(AgendaItem.objects.all(), "put_forward_by", member)

    def test_keeps_signatures(self, check: Any, member: Membership) -> None:
        write_up = WriteUpFactory(
            meeting__collaborative=member.collaborative, signature="Zoe", signed_by=member
        )
        check(type(write_up).objects.all(), "signed_by", member)

    def test_keeps_signed_pieces(self, check: Any, member: Membership) -> None:
        pieces.begin(by=member, title="Waiting", words="Long.", signature="Zoe")
        check(Piece.objects.all(), "signed_by", member)


def test_keeps_answers_to_pieces(member: Membership) -> None:
    piece = pieces.begin(by=member, title="Waiting", words="Long.")
    pieces.answer(piece=piece, name="", words="So true.")
    later = timezone.now() + timedelta(days=31)
    assert pieces.forget_unread(timezone.now()) == 0
    assert pieces.forget_unread(later) == 1

    pieces.answer(piece=piece, name="", words="So true.")
    pieces.show(reply=piece.replies.get(), by=member)
    assert pieces.forget_unread(later) == 0


def test_put_forward_without_a_name_is_nobodys_even_with_the_name_left(member: Membership) -> None:
    AgendaItemFactory(meeting__collaborative=member.collaborative, put_forward_by=member)
    leave(member, keeps_name=True)
    assert AgendaItem.objects.get().put_forward_by is None


def test_keeps_was_here(member: Membership) -> None:
    AttendanceFactory(meeting__collaborative=member.collaborative, member=member)
    leave(member, keeps_name=True)
    assert not Attendance.objects.exists()


def test_keeps_turn_offers(member: Membership) -> None:
    TurnOfferFactory(meeting__collaborative=member.collaborative, member=member)
    leave(member, keeps_name=True)
    assert not TurnOffer.objects.exists()


def test_keeps_calendar_links(member: Membership) -> None:
    feeds.make_link(member=member, by=member)
    leave(member, keeps_name=True)
    assert not CalendarFeed.objects.exists()
