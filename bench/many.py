"""Do pages ask the database more often where there is more? A table of queries, at 1 and 1,000."""

import os

import django

ROWS = (1, 1000)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collaborative.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- Django first
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from bench.signing_in import session_of  # noqa: PLC0415
    from tests import factories as make  # noqa: PLC0415
    from tests import factories_trying as make_tried  # noqa: PLC0415

    print(f"\n{'queries with so many rows':32}" + "".join(f"{rows:>9,}" for rows in ROWS))
    counts: dict[str, list[int]] = {}
    for rows in ROWS:
        me = make.MembershipFactory()
        make.MembershipFactory.create_batch(rows, collaborative=me.collaborative)
        make.MeetingFactory.create_batch(rows, collaborative=me.collaborative)
        make.WriteUpFactory.create_batch(rows, meeting__collaborative=me.collaborative)
        make.RoadmapItemFactory.create_batch(rows, collaborative=me.collaborative)
        tried = make_tried.PrototypeFactory.create_batch(rows, collaborative=me.collaborative)
        for n in range(1, min(rows, 200) + 1):
            make_tried.TestCycleFactory(prototype=tried[0], n=n)
        client = Client(headers={"x-forwarded-proto": "https", "host": "127.0.0.1"})
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(me.person)
        for page in ("", "meetings/", "roadmap/", "themes/", "people/", "prototypes/"):
            client.get(f"/{me.collaborative.slug}/{page}")  # what is cached once is not counted
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(f"/{me.collaborative.slug}/{page}")
            assert answer.status_code == 200, (page, answer.status_code)
            counts.setdefault(page or "home", []).append(len(asked))
    for page, found in counts.items():
        print(f"{page:32}" + "".join(f"{count:>9}" for count in found))


if __name__ == "__main__":
    main()
