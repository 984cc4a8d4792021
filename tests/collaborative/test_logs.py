"""Log lines hold no name, no address, no path and no words."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import get_resolver

from collaborative import logs
from members.models import Membership, User
from tests.conftest import as_
from tests.factories import UserFactory

ADDRESS = "abi.lamplighter@example.org"


@pytest.fixture
def lines() -> Iterator[Any]:
    """What goes out, as the settings have set it up, read from the one handler's stream."""
    (handler,) = (
        each
        for each in logging.getLogger().handlers
        if isinstance(each.formatter, structlog.stdlib.ProcessorFormatter)
    )
    assert isinstance(handler, logging.StreamHandler)
    stream, handler.stream = handler.stream, StringIO()
    try:
        yield lambda: handler.stream.getvalue()
    finally:
        handler.stream = stream


@pytest.mark.django_db
def test_a_request_leaves_the_name_of_its_page_and_no_path(
    client: Client, member: Membership, lines: Any
) -> None:
    as_(client, member).get(f"/{member.collaborative.slug}/people/?q=somebody")
    client.get(f"/{member.collaborative.slug}/meetings/nosuchkey0/")
    client.get("/there/is/nothing/here/")

    said = lines()
    assert "here:people" in said
    assert "status 404" in said
    for secret in (
        member.collaborative.slug,
        member.chosen_name,
        "somebody",
        "nosuchkey0",
        "nothing",
    ):
        assert secret not in said, said


@pytest.mark.django_db
def test_an_exception_is_its_type_and_where_never_what_it_quotes(lines: Any) -> None:
    UserFactory(email=ADDRESS)
    try:
        with transaction.atomic():
            UserFactory(email=ADDRESS)
    except IntegrityError as error:  # PostgreSQL quotes the row: "Key (email)=(…) already exists"
        logging.getLogger("members").exception("could not keep it")
        structlog.get_logger("members").warning("could not keep it", exc_info=True)
        structlog.get_logger("members").error("could not keep it", exc_info=error)

    said = lines()
    assert said.count("IntegrityError") == 3
    assert ADDRESS not in said
    assert "lamplighter" not in said


@pytest.mark.django_db
def test_a_page_that_breaks_says_where_and_nothing_of_the_row(
    member: Membership, lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    UserFactory(email=ADDRESS)

    def breaks(*_: Any, **__: Any) -> None:
        User.objects.create(email=ADDRESS)

    monkeypatch.setattr("members.here.cards", breaks)
    client = as_(Client(raise_request_exception=False), member)
    response = client.get(f"/{member.collaborative.slug}/people/")

    said = lines()
    assert response.status_code == 500
    assert ADDRESS not in response.text
    assert "IntegrityError" in said
    assert "here:people" in said
    for secret in (ADDRESS, member.collaborative.slug, "lamplighter"):
        assert secret not in said, said


def test_a_task_that_breaks_does_not_quote_either(lines: Any) -> None:
    """Celery writes the exception into its sentence, and the arguments behind it."""
    try:
        raise ValueError(ADDRESS)
    except ValueError as error:
        logging.getLogger("celery.app.trace").error(
            "Task %(name)s[%(id)s] %(description)s: %(exc)s\n%(traceback)s",
            {
                "name": "collaborative.tasks.tick",
                "id": "1",
                "description": "raised unexpected",
                "exc": repr(error),
                "traceback": f"Traceback\nValueError: {ADDRESS}",
            },
            exc_info=sys.exc_info(),
        )
    said = lines()
    assert "ValueError" in said
    assert ADDRESS not in said, said


def test_a_library_that_quotes_is_not_repeated(lines: Any) -> None:
    logging.getLogger("a.library").warning("could not reach %s at %r", "abi", {"to": ADDRESS})
    assert "could not reach %s at %r" in lines()
    assert ADDRESS not in lines()


@pytest.mark.parametrize("host", ["evil.example.org", "x y"])
def test_a_forged_host_is_not_repeated(lines: Any, host: str) -> None:
    response = Client(raise_request_exception=False).get("/healthz", headers={"Host": host})
    assert host not in lines()
    assert response.status_code in (200, 400)


def test_a_line_break_in_what_is_logged_starts_no_line(lines: Any) -> None:
    structlog.get_logger("members").info("said", word="one\nevent='forged'")
    assert len(lines().strip().splitlines()) == 1


def test_in_production_each_line_is_json() -> None:
    """The same chain with the other last step: what a machine reads is one object a line."""
    logs.set_up(pretty=False)
    try:
        (handler,) = logging.getLogger().handlers[-1:]
        record = logging.LogRecord("members", logging.INFO, "f.py", 1, "said %s", ("x",), None)
        assert json.loads(handler.format(record))["event"] == "said %s"
    finally:
        logs.set_up(pretty=True)


def test_a_request_that_reached_no_page_has_no_name() -> None:
    request = HttpRequest()
    assert logs.route(request) == "none"
    request.resolver_match = get_resolver().resolve("/healthz")
    assert logs.route(request) == "healthz"
