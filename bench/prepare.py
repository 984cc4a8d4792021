"""Sign in somebody of the demo who only takes part; print their cookie and addresses, as JSON."""

import json
import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collaborative.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- Django first
    from django.urls import reverse  # noqa: PLC0415

    from bench import trying  # noqa: PLC0415
    from bench.full import full_place  # noqa: PLC0415
    from bench.grouping import full_board  # noqa: PLC0415
    from bench.road import full_road  # noqa: PLC0415
    from bench.signing_in import session_of  # noqa: PLC0415
    from meetings.models import Meeting, WriteUp  # noqa: PLC0415
    from members.models import Hat, Membership  # noqa: PLC0415

    here = Membership.objects.current().filter(collaborative__slug="larkmoor")
    helping = Hat.objects.values("member__person")
    members = here.filter(person__email__isnull=False).exclude(person__in=helping)
    me = members.select_related("collaborative", "person").order_by("pk")[0]
    seen = Meeting.objects.visible_to(me.person).filter(collaborative=me.collaborative)
    written = seen.filter(write_up__state=WriteUp.State.PUBLISHED)
    place = {"collaborative": me.collaborative.slug}
    pages = {
        "home": reverse("home", kwargs=place),
        "list of meetings": reverse("meetings:meetings", kwargs=place),
        "meeting to come": seen.upcoming()[0].get_absolute_url(),
        "meeting with write-up": written.past()[0].get_absolute_url(),
        "roadmap board": reverse("roadmap:board", kwargs=place),
    }
    pages |= trying.grow(me)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(me.person)}"
    found = {"cookie": cookie, "pages": pages, "full": full_place()}
    print(json.dumps(found | {"road": full_road(), "board": full_board()}))


if __name__ == "__main__":
    main()
