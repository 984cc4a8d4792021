"""The private link by which a calendar comes to look: made, made anew, stopped, read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.core import signing
from django.db import transaction
from django.db.models import CharField, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from collaborative import audit
from collaborative.keys import new_key
from meetings.models import CalendarFeed, Meeting, MeetingQuerySet
from members.models import Collaborative, Membership

SALT = "calendar.feed"
LOOK_BACK = timedelta(days=366)
EDITION = "2-"  # another one when ``meetings.calendar`` writes the same rows in other words


@transaction.atomic
def make_link(*, member: Membership, by: Membership) -> CalendarFeed:
    """The member's link; one that there was is dead from now on."""
    feed, new = CalendarFeed.objects.select_for_update().get_or_create(
        member=member, defaults={"collaborative_id": member.collaborative_id}
    )
    if not new:
        feed.key, feed.made_at = new_key(), timezone.now()
        feed.save(update_fields=["key", "made_at"])
    audit.record(actor=by.person, verb="calendar.link", target=feed)
    return feed


@transaction.atomic
def stop_link(*, member: Membership, by: Membership) -> None:
    """No link any more: what a calendar has taken stays in it, and nothing new comes."""
    for feed in CalendarFeed.objects.select_for_update().filter(member=member):
        audit.record(actor=by.person, verb="calendar.stop", target=feed)
        feed.delete()


def token(feed: CalendarFeed) -> str:
    """The key, signed: what stands in the link."""
    return _signer().sign(feed.key)


def address(feed: CalendarFeed, collaborative: Collaborative) -> str:
    """The whole address, for a calendar."""
    named = {"collaborative": collaborative.slug, "token": token(feed)}
    return settings.SITE_URL + reverse("calendar_feed", kwargs=named)


def reader(token: str, slug: str, now: datetime) -> CalendarFeed | None:
    """The link, while its member may come in; None for one that we did not sign or that died.

    ``mark`` comes with it, in the same query: another one whenever the feed
    would say something else. Most calendars come to hear that nothing is new.
    """
    try:
        key = _signer().unsign(token)
    except signing.BadSignature:
        return None
    feed = CalendarFeed.objects.filter(
        key=key,
        collaborative__slug=slug,
        member__in=Membership.objects.let_in(),
        member__person__is_active=True,
    )
    here = _from(Meeting.objects.filter(collaborative=OuterRef("collaborative")), now)
    marked = here.order_by().values("collaborative").annotate(mark=_mark()).values("mark")
    parts = (Value(EDITION), "collaborative__place", Subquery(marked))
    said = feed.annotate(mark=Concat(*parts, output_field=TextField()))
    return said.select_related("collaborative").first()


def meetings_of(feed: CalendarFeed, now: datetime) -> MeetingQuerySet:
    """What it shows: a year back, and all that is announced; the same for everybody."""
    here = _from(Meeting.objects.filter(collaborative=feed.collaborative_id), now)
    return here.select_related("collaborative", "venue", "series").order_by("starts_at", "pk")


def _from(rows: MeetingQuerySet, now: datetime) -> MeetingQuerySet:
    return rows.announced().filter(ends_at__gt=now - LOOK_BACK)


def _mark() -> MD5:
    """Of all that is said of each meeting."""
    said = ("key", "sequence", "series__calendar_title", "venue__name", "venue__address")
    parts = [Coalesce(Cast(F(name), CharField()), Value("")) for name in said]
    line = Concat(*[part for each in parts for part in (each, Value("\x1f"))])
    return MD5(StringAgg(line, delimiter=Value("\x1e"), order_by="pk"))


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT, sep=".")
