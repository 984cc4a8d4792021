"""A passkey made and used in a real browser, by an authenticator that is not one."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from members import opening
from tests.browser.reading import SMALL_AND_LIGHT, faults
from tests.figures import Figure
from tests.members.test_extras import number
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

HTMX = "django_htmx/htmx-2.min.js"

A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_a_lock(page: Any) -> tuple[Any, str]:
    """Give the page's device something that makes and keeps passkeys."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": A_PHONE})
    return device, made["authenticatorId"]


@pytest.fixture(autouse=True)
def without_tls(settings: Any) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


def test_made_once_and_then_it_opens(world: World, come: Any) -> None:
    me = world.persons["member"]
    page = come(me)
    with_a_lock(page)
    page.goto("/me/keys/")
    page.get_by_role("link", name="Make a passkey on this device").click()
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("Your passkey is made.")).to_be_visible()
    one = Authenticator.objects.get(user=me, type="webauthn")
    assert one.data["name"] == "a computer with Chrome"

    page.context.clear_cookies()
    page.goto("/accounts/?next=/me/letters/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("h1")).to_have_text("Letters to me")

    page.goto("/me/keys/")
    page.get_by_role("button", name="Take it off").click()
    expect(page.get_by_text("It is off.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("did not open anything here")).to_be_visible()


def test_a_device_without_one_says_so(world: World, come: Any) -> None:
    page = come()
    device, lock = with_a_lock(page)
    device.send("WebAuthn.setUserVerified", {"authenticatorId": lock, "isUserVerified": False})
    page.goto("/accounts/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("No passkey was shown.")).to_be_visible()
    expect(page.get_by_label("Your email address")).to_be_visible()


def test_without_javascript_the_code_is_all_there_is(world: World, come: Any) -> None:
    page = come(java_script_enabled=False)
    page.goto("/accounts/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()

    mine = come(world.persons["member"], java_script_enabled=False)
    mine.goto("/me/keys/passkey/")
    expect(mine.get_by_text("needs JavaScript")).to_be_visible()
    expect(mine.get_by_role("button", name="Make a passkey")).to_be_hidden()


def test_everybody_can_read_the_pages_of_the_app(world: World, come: Any) -> None:
    me = world.persons["member"]
    page = come(me, **SMALL_AND_LIGHT)
    page.goto("/me/keys/app/")
    secret = re.sub(r"\s", "", page.locator("p.code").text_content())
    with time_machine.travel(time.time() // 30 * 30 + 10):
        page.get_by_label("The six digits in the app").fill(number(secret))
        page.get_by_role("button", name="Switch it on").click()
        expect(page.locator("h1")).to_have_text("Ten spare codes")
    assert faults(page) == {}
    page.goto("/me/keys/")
    assert faults(page) == {}

    (code, *_) = opening.new_paper_codes(by=me)
    coming = come(**SMALL_AND_LIGHT)
    coming.goto("/accounts/")
    coming.get_by_label("Your email address").fill(me.email)
    coming.get_by_role("button", name="Send me a code").click()
    coming.get_by_label("The 6-digit code").fill(code)
    coming.get_by_role("button", name="Come in").click()
    expect(coming.locator("h1")).to_have_text("And the code in your app")
    assert faults(coming) == {}


def test_our_scripts_are_small(figure: Figure) -> None:
    found = [*Path(settings.BASE_DIR, "static", "js").glob("*.js"), Path(finders.find(HTMX))]
    packed = sum(len(gzip.compress(path.read_bytes())) for path in found)
    figure("all JavaScript, compressed: bytes", packed)
    assert packed <= 40_000
