"""Every form of a day, at anchors where it could go wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from collaborative.demo.dates import Dates

LONDON = ZoneInfo("Europe/London")
TUESDAY = date(2026, 11, 24)


def on(anchor: date) -> Dates:
    return Dates(anchor, LONDON)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2011-07-14", date(2011, 7, 14)),
        ("2012-02-29 18:30", date(2012, 2, 29)),
        ("anchor", date(2026, 11, 24)),
        ("anchor+9d", date(2026, 12, 3)),
        ("anchor-35d 10:30", date(2026, 10, 20)),
        ("thursday(anchor+9d) 09:00", date(2026, 12, 3)),
        ("thursday(anchor+12d)", date(2026, 12, 3)),
        ("thursday(anchor+13d)", date(2026, 12, 10)),
        ("thursday(anchor+6d)", date(2026, 12, 3)),
        ("second-thursday(0)", date(2026, 12, 10)),
        ("second-thursday(-1)", date(2026, 11, 12)),
        ("second-thursday(1)", date(2027, 1, 14)),
        ("second-thursday(-12)", date(2025, 12, 11)),
        ("second-thursday(-1)+2d 18:00", date(2026, 11, 14)),
        ("first-wednesday(0)", date(2026, 12, 2)),
        ("third-monday(0)", date(2026, 12, 21)),
        ("fourth-tuesday(0)", date(2026, 11, 24)),
    ],
)
def test_every_form(text: str, day: date) -> None:
    assert on(TUESDAY).day(text) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "anchor9d", "fifth-monday(0)", "thursday(9d)", "2011-02-30", "anchor 9:00"]
)
def test_what_has_no_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        on(TUESDAY).day(text)


def test_the_occurrence_on_the_anchor_itself_is_the_one_to_come() -> None:
    dates = on(date(2026, 11, 12))
    assert dates.day("second-thursday(0)") == date(2026, 11, 12)
    assert dates.day("second-thursday(-1)") == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("anchor", "day"),
    [
        (date(2028, 2, 29), date(2028, 3, 9)),  # a leap day
        (date(2026, 12, 30), date(2027, 1, 7)),  # over the end of a year
    ],
)
def test_days_count_over_ends_of_months_and_years(anchor: date, day: date) -> None:
    assert on(anchor).day("thursday(anchor+9d)") == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2012-01-12 09:00", datetime(2012, 1, 12, 9, tzinfo=UTC)),
        ("2011-07-14 09:00", datetime(2011, 7, 14, 8, tzinfo=UTC)),
        ("2012-03-24 17:30", datetime(2012, 3, 24, 17, 30, tzinfo=UTC)),  # the clocks go forward
        ("2012-03-25 17:30", datetime(2012, 3, 25, 16, 30, tzinfo=UTC)),
        ("2011-10-29 17:30", datetime(2011, 10, 29, 16, 30, tzinfo=UTC)),  # and back
        ("2011-10-30 17:30", datetime(2011, 10, 30, 17, 30, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 23, tzinfo=UTC)),  # no time: as the day begins there
    ],
)
def test_times_are_those_of_the_clock_in_the_room(text: str, moment: datetime) -> None:
    assert on(TUESDAY).at(text) == moment


@pytest.mark.parametrize("later", range(0, 400, 7))
def test_the_next_breakfast_is_six_to_twelve_days_ahead(later: int) -> None:
    anchor = TUESDAY + timedelta(later)
    breakfast = on(anchor).day("thursday(anchor+9d)")
    assert breakfast.weekday() == 3
    assert 6 <= (breakfast - anchor).days <= 12
    assert breakfast < on(anchor).day("second-thursday(1)")
