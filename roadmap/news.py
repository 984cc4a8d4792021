"""What moved, what was put on and what was heard, for the home page and the digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    DateField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse

from collaborative.news import Context, Section, sections
from members.access import today_in
from members.composing import link
from members.models import Membership
from roadmap import hands
from roadmap.days import local_day
from roadmap.following import is_followed, marks, under_items
from roadmap.horizons import Named, named, say_move
from roadmap.models import Move, RoadmapItem, Update

MOST = 6
SHOWN = ("key", "title", "next_step", "horizon", "added_on", "written_at", "collaborative")


@dataclass(frozen=True)
class Piece:
    """What is new of one item: its last move, the last thing heard, or just that it is there."""

    item: RoadmapItem
    horizon: Named
    moved: str  # "moved from Next to Now", or nothing
    why: str
    heard: str
    day: str  # of the latest of these, to put the newest first
    at: datetime | None  # its moment, where it has one
    followed: bool = False  # by the reader, who alone is told so


def roadmap_news(reader: Membership, since: datetime) -> Context | None:
    """The newest few items of which something is new, and what needs a hand; in one query.

    What only needs a hand is no letter by itself: it is stuck for longer than a month.
    """
    called, today = named(reader.collaborative), today_in(reader.collaborative)
    rows = list(_with_news(reader, since, today))
    pieces = [_piece(reader, item, called) for item in rows if item.is_news]
    wanting = hands.hands_in(rows, today)
    if not pieces and not wanting["hands"]:
        return None
    board = reverse("roadmap:board", kwargs={"collaborative": reader.collaborative.slug})
    newest = sorted(pieces, key=lambda piece: (piece.followed, piece.day), reverse=True)
    return wanting | {
        "pieces": newest[:MOST],
        "more": max(len(pieces) - MOST, 0),
        "unstuck": f"{board}?see=unstuck",
        "link": link(board),
        "newest": max((piece.at for piece in pieces if piece.at), default=None),
        "alone": bool(pieces),
    }


def _with_news(reader: Membership, since: datetime, today: date) -> Iterable[Any]:
    """Items with ``moved`` and ``heard``, the latest of each since then, or None.

    What was brought in from old notes has no moment but only a day, and that
    whole day counts. ``is_news`` is False for the few that only need a hand.
    """
    day = local_day(since, reader.collaborative)
    moves = Move.objects.filter(item=OuterRef("pk"), moved_at__gte=since)
    heard = Update.objects.filter(
        Q(written_at__gte=since) | Q(written_at=None, on__gte=day), item=OuterRef("pk")
    )
    moved_as = JSONObject(was="from_horizon", to="to_horizon", why="words__why", at="moved_at")
    heard_as = JSONObject(text="text", on="on", at="written_at")
    is_news = (
        Q(moved__isnull=False)
        | Q(heard__isnull=False)
        | Q(written_at__gte=since)
        | Q(written_at=None, added_on__gte=day)
    )
    found: Iterable[Any] = (
        under_items(RoadmapItem.objects.visible_to(reader).only(*SHOWN, *hands.SHOWN))
        .annotate(
            mine=marks(reader),
            moved=Subquery(moves.order_by("-moved_at", "-pk").values(json=moved_as)[:1]),
            heard=Subquery(heard.order_by("-on", "-pk").values(json=heard_as)[:1]),
            **hands.columns(reader, today),
        )
        .annotate(is_news=ExpressionWrapper(is_news, output_field=BooleanField()))
        .filter(Q(is_news=True) | hands.first_of(reader, today))
    )
    return found


def _piece(reader: Membership, item: Any, called: dict[str, Named]) -> Piece:
    moved, heard = item.moved, item.heard
    return Piece(
        item=item,
        horizon=called[item.horizon],
        moved=say_move(item.collaborative, moved["was"], moved["to"]) if moved else "",
        why=(moved["why"] or "") if moved else "",
        heard=heard["text"] if heard else "",
        day=max(
            moved["at"][:10] if moved else "",
            heard["on"] if heard else "",
            item.added_on.isoformat(),
        ),
        at=max((at for at in _moments(item) if at), default=None),
        followed=is_followed(reader, item.mine, item),
    )


def _moments(item: Any) -> Iterable[datetime | None]:
    """When it moved, was heard of, and was written down; JSON gives words."""
    for told in (item.moved, item.heard):
        yield datetime.fromisoformat(told["at"]) if told and told["at"] else None
    yield item.written_at


def fresh_roadmap() -> Any:
    """What has only a day counts for that day and the one before, whatever the zone."""
    here = {"collaborative": OuterRef("collaborative")}
    upto, day = (
        OuterRef("digest_upto"),
        Cast(OuterRef("digest_upto"), DateField()) - timedelta(days=1),
    )
    moves = Move.objects.filter(**here, moved_at__gte=upto)
    heard = Update.objects.filter(Q(written_at__gte=upto) | Q(written_at=None, on__gte=day), **here)
    items = RoadmapItem.objects.filter(
        Q(written_at__gte=upto) | Q(written_at=None, added_on__gte=day), **here
    )
    return Exists(moves) | Exists(heard) | Exists(items)


sections.announce("roadmap", Section("roadmap/_moved", roadmap_news, fresh=fresh_roadmap))
