"""A road with five hundred items, one of them with a trail of two hundred, and 100,000 notes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

ITEMS, NODES = 500, 40  # nodes of each of five kinds under the first item
NOTES, SESSIONS = 100_000, 100
LONG_AGO = date(2013, 1, 1)
ASKED = "paprboat"  # so misspelt that no form of the word is it


def full_road() -> dict[str, Any]:
    """Cookie and addresses of somebody there; call it once Django is set up."""
    from django.conf import settings  # noqa: PLC0415 -- Django first
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from bench.signing_in import session_of  # noqa: PLC0415
    from collaborative.keys import digest  # noqa: PLC0415
    from prototypes.models import Output  # noqa: PLC0415
    from tests import factories as make  # noqa: PLC0415

    for each in (make.CollaborativeFactory, make.UserFactory):
        each.reset_sequence(200_000)
    me = make.MembershipFactory()
    own: dict[str, Any] = {"collaborative": me.collaborative}
    items = _items(own)
    session = make.SessionFactory(meeting__collaborative=me.collaborative)
    _under(me, items[0], make.OutputFactory.create_batch(NODES, session=session))
    there = make.MembershipFactory(person=me.person).collaborative  # a place full of words
    sessions = make.SessionFactory.create_batch(
        SESSIONS, meeting__collaborative=there, meeting__past=True
    )
    Output.objects.bulk_create(
        (
            Output(
                collaborative=there,
                session=sessions[n % SESSIONS],
                words=f"Note {digest(str(n))}{'' if n % 5000 else ' about a paper boat paperboat'}",
                written_at=timezone.now(),
            )
            for n in range(NOTES)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    board = f"/{me.collaborative.slug}/roadmap/"
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(me.person)}",
        "pages": {
            "board, 500 items": board,
            "item, trail of 200": items[0].get_absolute_url(),
            "board of 500 on a past day": f"{board}?on=2020-01-01",
            "search in 100,000 notes": f"/{there.slug}/find/?q={ASKED}",
        },
    }


def _items(own: dict[str, Any]) -> list[Any]:
    """In one transaction: an item stands where its moves took it, says the commit."""
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from collaborative.keys import digest  # noqa: PLC0415
    from roadmap.models import Move, MoveWords, RoadmapItem  # noqa: PLC0415

    with transaction.atomic():
        horizons = ("now", "next", "wow")
        items = RoadmapItem.objects.bulk_create(
            RoadmapItem(
                **own,
                number=number,
                title=f"A bench by gate {number}",
                need="There is nowhere to sit on the way.",
                next_step="Ask whose grass it is.",
                carried_by="The bench pair",
                first_horizon="wow",
                horizon=horizons[number % 2],
                added_on=LONG_AGO,
                last_heard=LONG_AGO,
                state="on_the_road",
            )
            for number in range(1, ITEMS + 1)
        )
        why = "Somebody said yes."
        moves = Move.objects.bulk_create(
            Move(
                **own,
                item=item,
                from_horizon="wow",
                to_horizon=item.horizon,
                moved_at=timezone.now() - timedelta(days=900),
                why_digest=digest(why),
            )
            for item in items
        )
        MoveWords.objects.bulk_create(MoveWords(**own, move=move, why=why) for move in moves)
    return items


def _under(me: Any, item: Any, notes: list[Any]) -> None:
    """Notes, tries with a go and a learning each, answers, promises and news: two hundred."""
    from tests import factories as make  # noqa: PLC0415
    from tests import factories_room as make_room  # noqa: PLC0415
    from tests import factories_trying as make_tried  # noqa: PLC0415

    own = {"collaborative": me.collaborative}
    for note in notes:
        make.EvidenceFactory(item=item, output=note)
        tried = make_tried.PrototypeFactory(**own, started_on=LONG_AGO, state_since=LONG_AGO)
        make.EvidenceFactory(item=item, prototype=tried)
        make.EvidenceFactory(item=item, permission=make_tried.PermissionFactory(**own))
        make.EvidenceFactory(item=item, commitment=make_room.CommitmentFactory(member=me))
        make.UpdateFactory(item=item, on=LONG_AGO)


def plan() -> None:
    """Print how PostgreSQL looks for it."""
    from django.db.models import Count  # noqa: PLC0415

    from collaborative.finding import matching  # noqa: PLC0415
    from members.models import Membership  # noqa: PLC0415
    from prototypes.models import Output  # noqa: PLC0415

    places = Output.objects.values("collaborative").annotate(many=Count("pk")).order_by("-many")
    me = Membership.objects.filter(collaborative=places[0]["collaborative"]).first()
    assert me is not None
    here = Output.objects.visible_to(me.person).filter(collaborative=me.collaborative)
    rows = matching(here, "words", words=ASKED).order_by("near", "-pk")[:20]
    print(f"\nplan for {ASKED!r} in {NOTES:,} notes")
    print(rows.explain(analyze=True, costs=False, timing=False))


def main() -> None:
    import os  # noqa: PLC0415

    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collaborative.settings")
    django.setup()
    plan()


if __name__ == "__main__":
    main()
