"""The pages that are only there when the demo is loaded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives

from collaborative import mailbox
from collaborative.demo.load import load
from tests.browser.reading import SMALL_AND_LIGHT, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_anyone_can_read_the_demo(come: Any) -> None:
    """Its people, its mailbox and a letter."""
    load(date(2026, 11, 24))
    letter = EmailMultiAlternatives("See you on Thursday", "Hello Abi", to=["abi@example.org"])
    letter.attach_alternative(
        "<html lang='en-GB'><title>See you</title><p>Hello Abi</p></html>", "text/html"
    )
    mailbox.Backend().send_messages([letter])
    page = come(**SMALL_AND_LIGHT)
    found = {}
    for path in ("/demo/", "/demo/mailbox/", f"/demo/mailbox/{mailbox.newest()[0].name}/"):
        page.set_viewport_size(SMALL_AND_LIGHT["viewport"])
        page.emulate_media(color_scheme="light")
        assert page.goto(path).status == 200, path
        found[path] = faults(page)
    assert not any(found.values()), found
