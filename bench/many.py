"""Do pages ask the database more often where there is more? A table of queries, at 1 and 1,000.

Meetings stand there with as many items and open write-ups, and one with three hundred answers.
"""

import os

import django

ROWS = (1, 1000)
ANSWERS, ITEMS = 300, 60
PAGES = ("", "meetings/", "meetings/found/?q=a", "meetings/decisions/", "commitments/", "told/")
PAGES += ("told/feed.xml", "roadmap/", "themes/", "people/", "prototypes/")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collaborative.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- Django first
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from bench.signing_in import session_of  # noqa: PLC0415
    from meetings import feeds  # noqa: PLC0415
    from tests import factories as make  # noqa: PLC0415
    from tests import factories_trying as make_tried  # noqa: PLC0415

    print(f"\n{'queries with so many rows':32}" + "".join(f"{rows:>9,}" for rows in ROWS))
    counts: dict[str, list[int]] = {}
    for rows in ROWS:
        me = make.MembershipFactory()
        people = make.MembershipFactory.create_batch(rows, collaborative=me.collaborative)
        coming = make.MeetingFactory.create_batch(rows, collaborative=me.collaborative)[0]
        written = make.WriteUpFactory.create_batch(
            rows, meeting__collaborative=me.collaborative, meeting__past=True, outside=True
        )
        for meeting in (coming, written[0].meeting):
            for member in people[:ANSWERS]:
                make.ReplyFactory(meeting=meeting, member=member)
            make.AgendaItemFactory.create_batch(min(rows, ITEMS), meeting=meeting, minutes=5)
            make.DecisionFactory.create_batch(min(rows, ITEMS), meeting=meeting)
        make.RoadmapItemFactory.create_batch(rows, collaborative=me.collaborative)
        tried = make_tried.PrototypeFactory.create_batch(rows, collaborative=me.collaborative)
        for n in range(1, min(rows, 200) + 1):
            make_tried.TestCycleFactory(prototype=tried[0], n=n)
        client = Client(headers={"x-forwarded-proto": "https", "host": "127.0.0.1"})
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(me.person)
        feeds.make_link(member=me, by=me)
        feed = feeds.address(feeds.CalendarFeed.objects.get(member=me), me.collaborative)
        here = f"/{me.collaborative.slug}/"
        pages = {name or "home": f"{here}{name}" for name in PAGES}
        pages |= {
            "meeting, 300 answers": coming.get_absolute_url(),
            "its agenda": f"{coming.get_absolute_url()}agenda/",
            "its pack": f"{coming.get_absolute_url()}pack/",
            "meeting with write-up": written[0].meeting.get_absolute_url(),
            "calendar feed": f"/{feed.split('/', 3)[3]}",
        }
        for name, page in pages.items():
            client.get(page)  # what is cached once is not counted
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(page)
            assert answer.status_code == 200, (page, answer.status_code)
            counts.setdefault(name, []).append(len(asked))
    for page, found in counts.items():
        print(f"{page:32}" + "".join(f"{count:>9}" for count in found))


if __name__ == "__main__":
    main()
