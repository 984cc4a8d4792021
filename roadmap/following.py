"""Following words, a theme or an item: what has news of it comes first, for the follower alone.

Nobody sees who follows, nor how many: the table holds hashes (``models.following``), and
nothing is written into the audit, which would say it in clear.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.utils.crypto import salted_hmac

from collaborative.takeout import Holding, holdings
from members.models import Membership, User
from prototypes.models import Output, Theme
from roadmap.models import Evidence, Following, RoadmapItem
from roadmap.words import told_to

SALT = "roadmap.following"
MOST = 200  # of one card
LATEST = 5000  # notes that are looked through to say what somebody follows

ROWS: dict[str, Callable[[Membership], QuerySet[Any]]] = {
    "item": RoadmapItem.objects.visible_to,
    "theme": Theme.objects.visible_to,
    "said": told_to,
}


def mark_of(card: str, what: str, key: str) -> str:
    """What stands in the table for a card (its key) and one thing."""
    return salted_hmac(SALT, f"{card}:{what}:{key}", algorithm="sha256").hexdigest()


def marks(me: Membership) -> ArraySubquery:
    """All marks of ``me``, as a column beside other rows: no query of its own."""
    return ArraySubquery(Following.objects.filter(member=me.pk).order_by("pk").values("mark"))


def follows(me: Membership, found: Collection[str], what: str, key: str) -> bool:
    return bool(found) and mark_of(me.key, what, key) in found


@transaction.atomic
def follow(*, me: Membership, what: str, key: str) -> None:
    """Twice is once. Beyond so many the oldest go."""
    Following.objects.get_or_create(
        member=me,
        mark=mark_of(me.key, what, key),
        defaults={"collaborative_id": me.collaborative_id},
    )
    mine = Following.objects.filter(member=me).order_by("-pk")
    mine.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST:])).delete()


def leave_be(*, me: Membership, what: str, key: str) -> None:
    """No longer."""
    Following.objects.filter(member=me, mark=mark_of(me.key, what, key)).delete()


def following(me: Membership) -> list[tuple[str, Any]]:
    """What ``me`` follows, found again by hashing what there is; at most four queries."""
    mine = set(Following.objects.filter(member=me).values_list("mark", flat=True))
    if not mine:
        return []
    found: list[tuple[str, Any]] = []
    for what, rows in ROWS.items():
        for row in rows(me).order_by("-pk").select_related(*_with(what))[:LATEST]:
            if mark_of(me.key, what, row.key) in mine:
                found.append((what, row))
    return found


def _with(what: str) -> list[str]:
    return ["session__collaborative"] if what == "said" else ["collaborative"]


def under_items(items: QuerySet[Any]) -> QuerySet[Any]:
    """Each with ``under``: "theme:key" and "said:key" of all that it stands on."""
    tied = Evidence.objects.filter(item=OuterRef("pk"))
    found: QuerySet[Any] = items.annotate(
        under_themes=ArraySubquery(tied.filter(theme__isnull=False).values("theme__key")),
        under_notes=ArraySubquery(tied.filter(output__isnull=False).values("output__key")),
        under_notes_of_themes=ArraySubquery(
            tied.filter(theme__outputs__isnull=False).values("theme__outputs__key")
        ),
    )
    return found


def is_followed(me: Membership, found: Collection[str], item: Any) -> bool:
    """Whether ``me`` follows the item, or a theme or note under it (``under_items``)."""
    if not found:
        return False
    things = [("item", item.key)]
    things += [("theme", key) for key in item.under_themes]
    things += [("said", key) for key in (*item.under_notes, *item.under_notes_of_themes)]
    return any(mark_of(me.key, what, key) in found for what, key in things)


def rows(of: User) -> Iterable[dict[str, Any]]:
    """For the follower's own copy: in clear, as nobody else can read it."""
    for card in Membership.objects.filter(person=of).select_related("collaborative"):
        for what, row in following(card):
            yield {"What": said(what, row), "In": card.collaborative.name}


def said(what: str, row: Any) -> str:
    return str(row.said if isinstance(row, Output) else row.name if what == "theme" else row.title)


def forget(card: Membership) -> None:
    """Whoever goes follows nothing."""
    Following.objects.filter(member=card).delete()


holdings.announce(
    "following",
    Holding(
        model="roadmap.following",
        words="What you follow on the roadmap",
        why="So that news of it comes first, on your next-meeting page and in your letters.",
        kept="Until you stop following it, or leave.",
        seen_by="Only you. The table holds a mark that says it to nobody else.",
        fields=("member", "mark"),
        said={"member": "your card", "mark": "a mark of what you follow"},
        rows=rows,
        let_go=forget,
    ),
)
