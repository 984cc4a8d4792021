"""Coming in: the pages of the sign-in wear our look and give nothing away."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve

from members import crisis
from tests.look.html import all_of, by_id, read, text_of


@pytest.fixture(autouse=True)
def only_the_frames_links(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.look.urls"


class Address(forms.Form):
    email = forms.EmailField()


class Code(forms.Form):
    code = forms.CharField()
    shared = forms.BooleanField(label="Other people use this phone", required=False)


def door(template: str, path: str = "/accounts/", **more: Any) -> str:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path.partition("?")[0])
    context = {
        "request": request,
        "user": SimpleNamespace(is_authenticated=False),
        "crisis": crisis.lines(),
        "csrf_token": "token",
        "login_url": "/accounts/",
        **more,
    }
    return render_to_string(template, context)


@pytest.mark.parametrize("template", ["account/login.html", "account/request_login_code.html"])
def test_asking_for_a_code(template: str) -> None:
    form = Address({"email": "abi@"})
    page = read(door(template, form=form))
    box = by_id(page, "id_email")

    assert (box.get("type"), box.get("autocomplete"), box.get("value")) == (
        "email",
        "email",
        "abi@",
    )
    assert text_of(by_id(page, box.get("aria-describedby", ""))) == "Enter a valid email address."
    assert [each for each in all_of(page, "input") if each.get("type") == "password"] == []


def test_where_we_were_going_is_not_forgotten() -> None:
    page = read(
        door("account/request_login_code.html", "/accounts/?next=/larkmoor/", form=Address())
    )
    form, _passkey = all_of(page, "form")

    assert form.get("action") == "/accounts/?next=/larkmoor/"


def test_typing_the_code_says_the_same_whoever_asks() -> None:
    form = Code({"code": "000000"})
    form.add_error("code", "This code does not fit.")
    page = read(
        door(
            "account/confirm_login_code.html",
            "/accounts/code/",
            verify_form=form,
            email="abi@example.org",
            can_resend=True,
        )
    )
    box = by_id(page, "id_code")
    described = [text_of(by_id(page, name)) for name in box.get("aria-describedby", "").split()]

    assert box.get("inputmode") == "numeric"
    assert box.get("autocomplete") == "one-time-code"
    assert box.get("value") is None
    assert described == [
        "This code does not fit.",
        "It works for 15 minutes, on this phone or computer.",
    ]
    assert by_id(page, "id_shared").get("type") == "checkbox"
    assert "If we know abi@example.org" in text_of(all_of(page, "main")[0])


@pytest.mark.parametrize("template", ["calm.html", "front.html", "429.html", "account/logout.html"])
def test_pages_at_the_door_are_valid_and_have_one_title(template: str) -> None:
    page = read(door(template, "/"))

    assert len(all_of(page, "h1")) == 1
    assert text_of(all_of(page, "title")[0])


def test_other_pages_of_the_sign_in_get_the_frame() -> None:
    page = read(door("account/signup_closed.html", "/"))

    assert text_of(all_of(page, "footer")[0]).startswith("If today is hard")
    assert len(all_of(page, "h1")) == 1
