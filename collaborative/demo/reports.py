"""A report that was issued, so that the register is not empty. Its files are made by the worker."""

from __future__ import annotations

from collaborative.demo.content import Place
from members.access import today_in
from members.models import Hat, Membership
from roadmap import making, reports
from roadmap.days import last_quarter


def load(place: Place) -> None:
    """For commissioners, by whoever looks after the place."""
    after = Hat.objects.filter(collaborative=place.collaborative, kind=Hat.Kind.COORDINATOR)
    me = Membership.objects.select_related("collaborative", "person").get(
        pk=after.order_by("since", "pk").values("member")[:1]
    )
    # The demo may be loaded for a day to come; what a report says is of today.
    since = last_quarter(min(place.dates.day("anchor"), today_in(place.collaborative)))
    making.issue(by=me, audience="commissioners", found=reports.build(me, since=since))
