"""Every rule in every zone there is, for ten years: the long form of ``tests/meetings``."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from zoneinfo import available_timezones

import pytest

from meetings.rules import WHICH, Rule
from tests.figures import Figure
from tests.meetings.test_series import any_rule, check

pytestmark = pytest.mark.drill


def test_every_rule_in_every_zone_for_ten_years(figure: Figure) -> None:
    dice = random.Random(2011)  # noqa: S311 -- the same each time
    zones = sorted(available_timezones())
    found = 0
    for which, _ in WHICH:
        for weekday in range(7):
            rule = Rule(which, weekday, time(9), time(11), 31, 8)
            found += check(rule, dice.choice(zones), date(2024, 1, 1))
    for zone in zones:  # at night, too, when the clocks change
        begins = date(2024, 1, 1) + timedelta(days=dice.randrange(1500))
        found += check(any_rule(dice), zone, begins)
        night = Rule("weekly", dice.choice([5, 6]), time(dice.randrange(4)), time(5))
        found += check(night, zone, begins)
    figure("zones", len(zones))
    figure("dates of rules, each checked on the wall of its zone", found)
