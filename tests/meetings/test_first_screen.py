"""On a small phone the date, the place and the three answers stand on the first screen."""

from __future__ import annotations

from contextvars import copy_context
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client

from meetings.models import Reply
from members.models import Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, MembershipFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SITE = "http://table.test"
PHONE = {"width": 360, "height": 640}


@pytest.fixture
def me() -> Membership:
    return MembershipFactory(collaborative__name="Tarnside & Moorfold Living Well Collaborative")


@pytest.fixture
def phone(page: Any, client: Client, me: Membership) -> Any:
    """A phone on which ``me`` is signed in. Django answers it here, without a server between.

    Playwright calls ``answer`` in a context of its own, where Django would
    open another connection; so it answers in ours.
    """
    as_(client, me)
    ours = copy_context()

    def answer(route: Any) -> None:
        asked = route.request
        path = asked.url.removeprefix(SITE)
        if path.startswith("/static/"):
            route.fulfill(path=str(finders.find(path.removeprefix("/static/"))))
            return
        said = ours.run(
            client.generic,
            asked.method,
            path,
            asked.post_data or "",
            content_type=asked.headers.get("content-type", ""),
            headers={k: v for k, v in asked.headers.items() if k.startswith("hx-")},
        )
        route.fulfill(status=said.status_code, headers=dict(said.items()), body=said.content)

    page.set_viewport_size(PHONE)
    page.route("**/*", answer)
    return page


def at_home(phone: Any, me: Membership) -> None:
    phone.goto(f"{SITE}{me.collaborative.get_absolute_url()}")


def test_date_place_and_answers_are_seen_without_moving(
    phone: Any, client: Client, me: Membership
) -> None:
    with time_machine.travel("2027-09-20 12:00 +0000", tick=False):
        as_(client, me)  # again: the first session is long over
        MeetingFactory(
            collaborative=me.collaborative,
            kind="learning_event",
            starts_at=datetime(2027, 9, 29, 16, 30, tzinfo=UTC),
            ends_at=datetime(2027, 9, 29, 19, 15, tzinfo=UTC),
            venue__name="The Riverside Hall at the Ferry Steps",
            venue__address="14 Tanner’s Row, Moorfold",
        )
        at_home(phone, me)

    for what in ("h1", "text=Half past 5", "text=14 Tanner’s Row", "#answer-yes", "#answer-no"):
        box = phone.locator(what).first.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= PHONE["height"], what


def test_an_answer_by_keyboard_stays_where_it_is(phone: Any, me: Membership) -> None:
    MeetingFactory(collaborative=me.collaborative)
    at_home(phone, me)

    phone.locator("#answer-maybe").focus()
    phone.keyboard.press("Enter")
    phone.get_by_text("You said maybe").wait_for()

    assert phone.evaluate("document.activeElement.id") == "answer-maybe"
    assert phone.locator("[aria-pressed=true]").inner_text() == "Maybe"
    assert Reply.objects.get().answer == "maybe"
