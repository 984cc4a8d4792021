"""The servers that the tests stand on, and the browser they may be missing.

A plugin, loaded by ``-p tests.servers`` before the settings are read: they need
to know where the servers are. What DATABASE_URL and REDIS_URL name already is
used as it is; the workers of pytest-xdist find them set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from collaborative.embedded.run import throwaway

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where the browser is: CHROMIUM, or the first on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.hookimpl(wrapper=True)  # a wrapper comes before pytest-django, which reads the settings
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        stack = ExitStack()
        early_config.add_cleanup(stack.close)
        if "DATABASE_URL" not in os.environ:
            os.environ["OWN_SERVERS"] = "yes"
        os.environ |= stack.enter_context(throwaway())
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in our thread
    yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long proofs only when asked for; without a browser its tests do not run."""
    if "drill" not in config.option.markexpr:
        drills = [item for item in items if item.get_closest_marker("drill")]
        config.hook.pytest_deselected(items=drills)
        items[:] = [item for item in items if item not in drills]
    for item in filter(lambda item: item.get_closest_marker("browser"), items):
        if chromium() is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))
        elif os.environ.get("CI") == "true":  # nobody is there to look: once more, and it is told
            item.add_marker(pytest.mark.flaky(reruns=1))


def not_run(config: pytest.Config) -> int:
    """How many tests wanted a browser and found none."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return sum("browser" in report.keywords for report in skipped) if chromium() is None else 0


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") == "true" and not_run(session.config) and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)  # below pytest's own closing line
def pytest_unconfigure(config: pytest.Config) -> None:
    if count := not_run(config):
        print(f"Browser tests that did NOT run: {count} (apt-get install chromium)")  # noqa: T201
