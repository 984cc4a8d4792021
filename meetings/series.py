"""When we meet: rules, the dates they give, and changes of a rule that lose nothing.

A rule gives its dates a year ahead, each as a row of its own. What somebody
changed by hand, answered, or put something into stays where it is, whatever
becomes of the rule; so does all that is past.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.keys import new_key
from meetings.actions import place_of
from meetings.bank_holidays import holiday
from meetings.dates import hours_on
from meetings.models import Meeting, MeetingQuerySet, MeetingSeries
from meetings.rules import Rule, days, falls_on
from members.access import today_in
from members.models import Collaborative, Membership

A_YEAR_AHEAD = timedelta(days=366)
A_DAY = timedelta(days=1)
SHOWN = 12  # dates, before they are kept


def rules_of(home: Collaborative, thread: str) -> list[MeetingSeries]:
    """All the rules a series has had and will have, in their order."""
    rows = MeetingSeries.objects.filter(collaborative=home, thread=thread)
    return list(rows.select_related("collaborative", "venue").order_by("first_on", "pk"))


def rule_of(series: MeetingSeries) -> Rule:
    """As people put it together."""
    return Rule.read(series.rrule, series.local_start, series.local_end)


def dates_of(home: Collaborative, thread: str) -> MeetingQuerySet:
    """Its dates to come, soonest first."""
    rows = Meeting.objects.filter(collaborative=home, series__thread=thread)
    return rows.upcoming().select_related("collaborative", "venue")


@transaction.atomic
def materialise(series: MeetingSeries, upto: date, *, by: Membership | None = None) -> int:
    """A meeting for each of the rule's days from tomorrow to ``upto``; return how many are new.

    As often as you like: a day that has had its meeting gets no second one,
    wherever that meeting was moved since.
    """
    place = series.collaborative
    Collaborative.objects.select_for_update(no_key=True).get(pk=place.pk)
    if series.ended:
        return 0
    today = today_in(place)
    had = Meeting.objects.filter(collaborative=place, series__thread=series.thread)
    taken = {day for meeting in had for day in (meeting.series_day, meeting.days[0])}
    made = [
        _meeting(series, day) for day in _days(series, upto) if day > today and day not in taken
    ]
    Meeting.objects.bulk_create(made)
    if made:
        audit.record(actor=by.person if by else None, verb="series.dates", target=series)
        outbox.nudge()
    return len(made)


def _days(series: MeetingSeries, upto: date) -> list[date]:
    last = min(upto, series.until)
    return list(takewhile(lambda day: day <= last, days(series.rrule, series.first_on)))


def _meeting(series: MeetingSeries, day: date) -> Meeting:
    begin, end = hours_on(day, series.local_start, series.local_end, series.zone)
    return Meeting(
        collaborative=series.collaborative,
        series=series,
        series_day=day,
        title=series.name,
        kind=series.kind,
        starts_at=begin,
        ends_at=end,
        time_zone=series.time_zone,
        venue=series.venue,
        online_link=series.online_link,
        state=Meeting.State.PUBLISHED,
    )


def keep_a_year_ahead(now: datetime) -> int:
    """Every rule that goes on has its dates for a year; one whose days are over ends. How many."""
    made = 0
    for series in MeetingSeries.objects.filter(ended=False).select_related("collaborative"):
        today = now.astimezone(series.collaborative.zone).date()
        if series.until < today:
            MeetingSeries.objects.filter(pk=series.pk).update(ended=True)
        else:
            made += materialise(series, today + A_YEAR_AHEAD)
    return made


def meet_regularly(
    *, by: Membership, rule: Rule, first_on: date, name: str, place: str, arrive: str = ""
) -> MeetingSeries:
    """From now on we meet by this rule; what was of this name gives way to it."""
    standing = MeetingSeries.objects.filter(
        collaborative=by.collaborative_id, name=name, ended=False
    )
    thread = standing.values_list("thread", flat=True).first() or ""
    return set_rule(
        by=by, rule=rule, first_on=first_on, name=name, place=place, arrive=arrive, thread=thread
    )


@transaction.atomic
def set_rule(
    *,
    by: Membership,
    rule: Rule,
    first_on: date,
    name: str,
    place: str = "",
    arrive: str = "",
    thread: str = "",
    last_on: date | None = None,
    online_link: str = "",
    kind: str = Meeting.Kind.BREAKFAST,
    calendar_title: str = "",
) -> MeetingSeries:
    """A rule and its dates for a year; in the middle of a series it takes the place of the one
    that stands, from ``first_on`` to ``last_on``. Then that one goes on as before.

    The same once more changes nothing.
    """
    home = Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    begins = rule.first_on(first_on)
    wanted: dict[str, Any] = {
        "name": name,
        "words": rule.words,
        "rrule": rule.rrule,
        "last_on": last_on,
        "local_start": rule.starts,
        "local_end": rule.ends,
        "venue": place_of(home, place, arrive=arrive) if place else None,
        "online_link": online_link,
        "kind": kind,
        "calendar_title": (calendar_title or name)[:60],
    }
    standing = [row for row in rules_of(home, thread) if not row.ended] if thread else []
    series = next((row for row in standing if _is(row, wanted, begins)), None)
    if series is None:
        for row in standing:
            _make_room(row, first_on, last_on or date.max)
        series = MeetingSeries.objects.create(
            collaborative=home,
            thread=thread or new_key(),
            first_on=begins,
            time_zone=home.time_zone,
            **wanted,
        )
        audit.record(actor=by.person, verb="series.begin", target=series)
        _take_over(series, first_on)
    for row in rules_of(home, series.thread):
        materialise(row, today_in(home) + A_YEAR_AHEAD, by=by)
    return series


def _is(row: MeetingSeries, wanted: dict[str, Any], begins: date) -> bool:
    same = all(getattr(row, name) == value for name, value in wanted.items())
    return same and row.first_on <= begins and falls_on(row.rrule, row.first_on, begins)


def _make_room(row: MeetingSeries, first: date, last: date) -> None:
    """Let go of the days from ``first`` to ``last``; what stands on either side goes on."""
    if row.until < first or row.first_on > last:
        return
    before, after = row.first_on < first, row.until > last
    goes_on = next(day for day in days(row.rrule, row.first_on) if day > last) if after else None
    if goes_on and goes_on > row.until:
        goes_on = None
    until = row.last_on
    if before:
        row.last_on = first - A_DAY
        row.ended = row.last_on <= today_in(row.collaborative)
        row.save(update_fields=["last_on", "ended"])
        if goes_on:
            row.pk, row.ended, row._state.adding = None, False, True
    elif not goes_on:
        row.ended = True
        row.save(update_fields=["ended"])
    if goes_on:
        row.first_on, row.last_on = goes_on, until
        row.save()


def _take_over(series: MeetingSeries, first: date) -> None:
    """Dates to come that the rules before gave: those on its days become its own, others go."""
    home = series.collaborative
    horizon = today_in(home) + A_YEAR_AHEAD
    its = set(_days(series, horizon))
    rows = _untouched_by_hand(home, series.thread).filter(series_day__range=(first, series.until))
    for meeting in rows:
        if meeting.series_day in its:
            fresh = _meeting(series, meeting.series_day)
            names = ["series", "starts_at", "ends_at", "time_zone", "venue", "online_link", "kind"]
            for name in names:
                setattr(meeting, name, getattr(fresh, name))
            meeting.save(update_fields=names)
        else:
            _let_go(meeting)


def _untouched_by_hand(home: Collaborative, thread: str) -> MeetingQuerySet:
    coming = Meeting.objects.filter(collaborative=home, series__thread=thread, by_hand=False)
    return coming.filter(starts_at__gt=timezone.now()).exclude(series_day=None)


def _let_go(meeting: Meeting) -> None:
    """Unless somebody was invited to it, has answered, or put something into it."""
    nothing = Meeting.objects.filter(
        pk=meeting.pk, invited_at=None, replies=None, agenda=None, decisions=None
    )
    if nothing.exists():
        try:
            with transaction.atomic():
                meeting.delete()
        except ProtectedError:  # an app above us has hung something on it
            return


@transaction.atomic
def end(*, thread: str, by: Membership) -> None:
    """No more of these. What somebody has answered, changed or put something into stays."""
    home = Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    for series in rules_of(home, thread):
        if not series.ended:
            series.ended = True
            series.save(update_fields=["ended"])
            audit.record(actor=by.person, verb="series.end", target=series)
    for meeting in _untouched_by_hand(home, thread):
        _let_go(meeting)


def foretold(*, by: Membership, **asked: Any) -> list[Meeting]:
    """The next twelve dates as ``set_rule`` would make them. It does make them, and undoes it:
    so what is shown is what will be, those that stay as they are among them.
    """
    with transaction.atomic():
        series = set_rule(by=by, **asked)
        coming = list(dates_of(by.collaborative, series.thread)[:SHOWN])
        for meeting in coming:
            rule = meeting.series
            meeting.stays = meeting.by_hand or not _gives(rule, meeting)  # type: ignore[attr-defined]
        name_holidays(coming, by.collaborative)
        transaction.set_rollback(True)
    return coming


def name_holidays(meetings: list[Meeting], place: Collaborative) -> None:
    """Each with ``holiday``: what its day is called, "" for most."""
    for meeting in meetings:
        meeting.holiday = holiday(place.nation, meeting.days[0])  # type: ignore[attr-defined]


def _gives(rule: MeetingSeries | None, meeting: Meeting) -> bool:
    """Whether the rule behind a date still has that day."""
    return bool(
        rule
        and not rule.ended
        and meeting.series_day
        and rule.first_on <= meeting.series_day <= rule.until
    )
