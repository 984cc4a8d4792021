"""Figures that a proof has measured, printed below its tests.

They travel in the report, so that they arrive from the workers of pytest-xdist too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

MARK = "figure: "

Figure = Callable[[str, object], None]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """``figure("pages crawled", 311)``."""
    return lambda name, value: record_property(f"{MARK}{name}", value)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
    ]
    measured = {
        f"{name.removeprefix(MARK)}: {value}"
        for report in reports
        for name, value in report.user_properties
        if name.startswith(MARK)
    }
    if measured:
        terminalreporter.section("figures")
        for line in sorted(measured):
            terminalreporter.write_line(line)
