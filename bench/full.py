"""A place with a hundred and twenty meetings: what its pages and its calendar are measured on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

MEETINGS, ITEMS, ANSWERS = 120, 20, 30


def full_place() -> dict[str, Any]:
    """Cookie and addresses of somebody there; call it once Django is set up."""
    from django.conf import settings  # noqa: PLC0415 -- Django first
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from bench.signing_in import session_of  # noqa: PLC0415
    from meetings import feeds  # noqa: PLC0415
    from meetings.models import AgendaItem, Meeting  # noqa: PLC0415
    from tests import factories as make  # noqa: PLC0415

    me = make.MembershipFactory()
    place, now = me.collaborative, timezone.now()
    venue = make.VenueFactory(collaborative=place)
    for week in range(-MEETINGS // 3, MEETINGS - MEETINGS // 3):
        make.MeetingFactory(
            collaborative=place,
            venue=venue,
            series=None,
            starts_at=now + timedelta(days=7 * week, hours=-3),
        )
    past = Meeting.objects.filter(collaborative=place).past()
    for meeting in past[:20]:
        make.WriteUpFactory(meeting=meeting, body="We sat, and we talked. " * 60)
    last = past[0]
    for _ in range(ITEMS):
        make.AgendaItemFactory(meeting=last, state=AgendaItem.State.HAD)
    people = make.MembershipFactory.create_batch(ANSWERS, collaborative=place)
    for member in people:
        make.ReplyFactory(meeting=last, member=member)
    feeds.make_link(member=me, by=me)
    feed = "/" + feeds.address(feeds.CalendarFeed.objects.get(member=me), place).split("/", 3)[3]
    client = Client(headers={"x-forwarded-proto": "https", "host": "127.0.0.1"})
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(me.person)}",
        "pages": {
            f"list of {MEETINGS}": f"/{place.slug}/meetings/",
            f"meeting, {ITEMS} items, write-up": last.get_absolute_url(),
        },
        "feed": feed,
        "mark": client.get(feed)["ETag"],
    }
