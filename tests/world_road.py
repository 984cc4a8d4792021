"""The road of a little world: whose yes it needs, what it leads to, a move put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from members.access import today_in
from roadmap import standing_actions
from roadmap.following import follow
from roadmap.models import RoadmapItem
from roadmap.snapshots import keep
from roadmap.standing import Kind, texts_of
from tests.factories import EvidenceFactory, MoveFactory
from tests.factories_road import BodyNeededFactory, ItemOutcomeFactory, OutcomeFactory

if TYPE_CHECKING:
    from tests.world import Place

Planting = Callable[[str, str], str]


def on_the_road(place: Place, say: Planting) -> None:
    """What members read; nothing of it names a person."""
    rows = place.rows
    item, wow = rows["item"], rows["wow item"]
    for tied in ("prototype", "permission", "commitment"):
        EvidenceFactory(item=item, **{tied: rows[tied]})
    BodyNeededFactory(item=item, body__name=say("asked of", "The lamp office"))
    rows["outcome"] = OutcomeFactory(
        collaborative=place.collaborative, label=say("outcome", "Out after dark")
    )
    ItemOutcomeFactory(item=item, outcome=rows["outcome"])
    RoadmapItem.objects.filter(pk=wow.pk).update(wakes_when=say("wakes", "When it is light"))
    slip = MoveFactory(item=wow, from_horizon="wow", to_horizon="next", why=say("why", "Oops"))
    MoveFactory(
        item=wow,
        from_horizon="next",
        to_horizon="wow",
        puts_right=slip,
        why=say("why", "The wrong button."),
    )
    for what, key in (("item", item.key), ("theme", rows["theme"].key)):
        follow(me=place.people["member"], what=what, key=key)
    rows["statement"] = standing_actions.keep(
        place.collaborative,
        kind=Kind.VISION,
        n=1,
        texts=texts_of(
            words=say("stood for", "Light enough to walk by."),
            easy_read=say("stood for", "Light."),
            why=say("stood for", "Three of us fell."),
        ),
        adopted_on=today_in(place.collaborative),
        meeting=rows["past meeting"],
        learnings=[rows["learning"]],
    )
    rows["snapshot"] = keep(
        place.collaborative,
        label=say("snapshot", "Adopted in the café"),
        as_at=today_in(place.collaborative),
        meeting=rows["past meeting"],
    )
