"""Pieces for anybody to read: draft, a week with all of us, public; and answers to them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from collaborative import audit
from collaborative.chores import chores
from meetings.errors import NotYet, PieceChanged
from meetings.models import Piece, PieceReply
from meetings.models.piece import CHECKED, WAITS
from members.access import today_in
from members.models import Membership

AT_ONCE = 50  # so many answers wait for one piece; more is mischief, and is not kept


@transaction.atomic
def begin(*, by: Membership, title: str, words: str, signature: str = "") -> Piece:
    piece = Piece(collaborative=by.collaborative, title=title, words=words)
    _sign(piece, by, signature)
    piece.save()
    audit.record(actor=by.person, verb="piece.begin", target=piece)
    return piece


@transaction.atomic
def change(
    *, piece: Piece, by: Membership, version: int, title: str, words: str, signature: str = ""
) -> None:
    """Put it right. What was checked or public is checked anew: others said yes to other words.

    Raises:
        PieceChanged: it is not what the page was made from any more.
    """
    found = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if found.version != version:
        raise PieceChanged
    if signature != found.signature:
        _sign(found, by, signature)
    found.title, found.words, found.version = title, words, version + 1
    _as_draft(found)
    found.save()
    audit.record(actor=by.person, verb="piece.change", target=piece)


def _sign(piece: Piece, by: Membership, signature: str) -> None:
    piece.signature, piece.signed_by = signature, by if signature else None


def _as_draft(piece: Piece) -> None:
    piece.state, piece.check_until = Piece.State.DRAFT, None


@transaction.atomic
def check(*, piece: Piece, by: Membership) -> None:
    """Give it to all of us: for a week anybody who is in it may say *not yet*."""
    until = today_in(by.collaborative) + CHECKED
    drafts = Piece.objects.filter(pk=piece.pk, state=Piece.State.DRAFT)
    if drafts.update(state=Piece.State.CHECKING, check_until=until):
        audit.record(actor=by.person, verb="piece.check", target=piece)


@transaction.atomic
def not_yet(*, piece: Piece, by: Membership) -> None:
    """Back to a draft, from a check or from the public; nobody need say why."""
    found = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if found.state != Piece.State.DRAFT:
        _as_draft(found)
        found.save()
        audit.record(actor=by.person, verb="piece.not_yet", target=piece)


@transaction.atomic
def publish(*, piece: Piece, by: Membership) -> None:
    """For anybody to read, from now on.

    Raises:
        NotYet: the week of checking is not over.
    """
    found = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    until = found.check_until
    if found.state != Piece.State.CHECKING or until is None or until >= today_in(by.collaborative):
        raise NotYet
    found.state = Piece.State.PUBLIC
    found.published_at = found.published_at or timezone.now()
    found.save()
    audit.record(actor=by.person, verb="piece.publish", target=piece)


@transaction.atomic
def answer(*, piece: Piece, name: str, words: str) -> None:
    """What somebody out there says; it waits until somebody here has read it."""
    if piece.replies.waiting().count() < AT_ONCE:
        PieceReply.objects.create(
            collaborative=piece.collaborative, piece=piece, name=name, words=words
        )


@transaction.atomic
def show(*, reply: PieceReply, by: Membership) -> None:
    if PieceReply.objects.filter(pk=reply.pk, shown_at=None).update(shown_at=timezone.now()):
        audit.record(actor=by.person, verb="piece.show_reply", target=reply)


@transaction.atomic
def let_go(*, reply: PieceReply, by: Membership) -> None:
    """It is not shown, or not any more; nothing of it stays."""
    audit.record(actor=by.person, verb="piece.let_reply_go", target=reply)
    reply.delete()


def forget_unread(now: datetime) -> int:
    return PieceReply.objects.waiting().filter(sent_at__lt=now - WAITS).delete()[0]


chores.announce("answers that nobody read", forget_unread)
