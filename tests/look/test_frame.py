"""What stands around every page: title, menu, footer, and links that lead somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve

from collaborative.templatetags.living import SHAPES
from members import crisis
from tests.look.html import all_of, by_id, ids, links, read, text_of

TEMPLATES = Path(configured.BASE_DIR) / "templates"
PAGE = """{% extends "base.html" %}{% block title %}Breakfast{% endblock %}
{% block main %}<h1>Breakfast</h1>{% endblock %}"""

PLACE = SimpleNamespace(
    slug="larkmoor",
    name="Larkmoor Living Well Collaborative",
    phone="01632 960147",
    footer="All invented.",
)
ABI = SimpleNamespace(collaborative=PLACE, chosen_name="Abi <3")
ELSEWHERE = SimpleNamespace(
    collaborative=SimpleNamespace(slug="tarnside", name="Tarnside Living Well Collaborative")
)


@pytest.fixture(autouse=True)
def only_the_frames_links(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.look.urls"


def asked(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return request


def around(*, here: bool = True, **more: Any) -> dict[str, Any]:
    """As the context processors give it, without a database."""
    return {
        "here": ABI if here else None,
        "collaborative": PLACE if here else None,
        "user": SimpleNamespace(is_authenticated=here),
        "crisis": crisis.lines("ENG"),
        "turn_to": ["Marisol", "Winston"] if here else [],
        "look": "",
        "print_size": "",
        **more,
    }


def frame(path: str = "/larkmoor/", **more: Any) -> Element:
    page = engines["django"].from_string(PAGE)
    # A plain context: the processors of the settings would ask who is looking.
    context = {**around(**more), "request": asked(path), "csrf_token": "token"}
    return read(page.render(context))


def menu_of(page: Element) -> dict[str, str]:
    nav = next(nav for nav in all_of(page, "nav"))
    return {words: href for href, words in links(nav)}


def test_a_members_menu() -> None:
    assert menu_of(frame()) == {
        "Next meeting": "/larkmoor/",
        "Meetings": "/larkmoor/meetings/",
        "Roadmap": "/larkmoor/roadmap/",
        "What we try": "/larkmoor/prototypes/",
        "Themes": "/larkmoor/themes/",
        "People": "/larkmoor/people/",
        "About": "/larkmoor/about/",
        "Find": "/larkmoor/find/",
        "My page, Abi <3": "/me/",
    }


def test_whoever_belongs_to_two_can_go_over() -> None:
    menu = menu_of(frame(others=[ELSEWHERE]))

    assert menu["Go to Tarnside Living Well"] == "/tarnside/"


def test_strangers_see_the_door_and_nothing_else() -> None:
    page = frame("/", here=False)

    assert menu_of(page) == {"Come in": "/accounts/"}
    assert "/me/" not in [href for href, _ in links(page)]


def test_signed_in_but_in_no_collaborative() -> None:
    page = frame("/me/", here=False, user=SimpleNamespace(is_authenticated=True))

    assert menu_of(page) == {"My page": "/me/"}
    assert "/me/everything/" in [href for href, _ in links(page)]


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/larkmoor/", {"Next meeting": "page"}),
        ("/larkmoor/roadmap/", {"Roadmap": "page"}),
        ("/larkmoor/meetings/abc/", {"Meetings": "true"}),
        ("/accounts/goodbye/", {}),
    ],
)
def test_the_menu_says_where_we_are(path: str, marked: dict[str, str]) -> None:
    page = frame(path)

    assert {
        text_of(link): link.get("aria-current")
        for link in all_of(page, "a")
        if link.get("aria-current")
    } == marked


def test_every_link_leads_somewhere() -> None:
    for page in (frame(others=[ELSEWHERE]), frame("/", here=False)):
        for href, words in links(page):
            assert words
            if href.startswith("#"):
                by_id(page, href[1:])
            elif not href.startswith(("tel:", "sms:")):
                resolve(href.partition("#")[0])


@pytest.mark.parametrize("nation", ["ENG", "SCT", "WLS", "NIR"])
def test_the_footer_says_who_to_ring_and_whom_to_turn_to(nation: str) -> None:
    page = frame(crisis=crisis.lines(nation))
    hard = text_of(by_id(page, "hard"))

    for line in crisis.lines(nation):
        assert f"{line.name}: {line.says} {line.number}" in hard
    assert "Talk to Marisol or Winston: ring 01632 960147 and ask for them." in hard


def test_the_footer_is_honest_when_nobody_is_named() -> None:
    assert "Nobody is named for this yet" in text_of(by_id(frame(turn_to=[]), "hard"))
    assert "named" not in text_of(by_id(frame("/", here=False), "hard"))


def test_title_says_page_and_place_and_that_something_is_to_look_at() -> None:
    form = SimpleNamespace(errors={"what": ["Please fill this in."]})

    assert text_of(all_of(frame(), "title")[0]) == "Breakfast · Larkmoor Living Well Collaborative"
    assert text_of(all_of(frame(form=form), "title")[0]).startswith("To look at · Breakfast")
    assert text_of(all_of(frame("/", here=False), "title")[0]) == "Breakfast · Living Well"


def test_look_and_size_of_print_are_kept_on_the_page() -> None:
    page = frame(look="dark", print_size="large")

    assert (page.get("data-look"), page.get("data-print")) == ("dark", "large")
    assert frame().get("data-look") is None


def test_what_just_happened_is_said_once_and_politely() -> None:
    page = frame(messages=["Kept."])
    (status,) = [each for each in all_of(page, "div") if each.get("role") == "status"]

    assert text_of(status) == "Kept."


def test_a_page_needs_five_files_and_nothing_from_elsewhere() -> None:
    page = frame()
    wanted = [link.get("href", "") for link in all_of(page, "link")]
    wanted += [script.get("src", "") for script in all_of(page, "script")]

    assert sorted(re.sub(r".*/", "", each) for each in wanted) == [
        "atkinson-next-latin.woff2",
        "htmx-2.min.js",
        "icon.svg",
        "living-well.css",
        "living-well.js",
    ]
    assert all(each.startswith("/static/") for each in wanted)


def test_htmx_is_told_what_the_policy_and_shared_computers_need() -> None:
    """The names are htmx's own: a misspelt one would be ignored without a word."""
    (meta,) = [each for each in all_of(frame(), "meta") if each.get("name") == "htmx-config"]
    told = json.loads(meta.get("content", ""))
    source = Path(str(finders.find("django_htmx/htmx-2.min.js"))).read_text()

    assert [name for name in told if f"{name}:" not in source] == []
    assert told["historyCacheSize"] == 0
    assert told["allowEval"] is told["includeIndicatorStyles"] is False
    swaps = {each["code"]: each["swap"] for each in told["responseHandling"]}
    assert swaps == {"204": False, "[23]..": True, "409|422": True, "[45]..": False}


def test_ids_are_unique_and_shapes_are_drawn() -> None:
    page = frame()
    names = ids(page)

    assert len(names) == len(set(names))
    assert {use.get("href", "")[1:] for use in all_of(page, "use")} <= set(names)


def test_every_shape_is_in_the_sprite_and_every_shape_asked_for_exists() -> None:
    drawn = re.findall(r'id="i-([a-z]+)"', (TEMPLATES / "_sprite.html").read_text())
    asked_for = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'{% shape "([^"]*)" %}', path.read_text())
    }

    assert sorted(drawn) == sorted(SHAPES)
    assert asked_for <= SHAPES


def test_a_kind_without_a_shape_is_a_word_only() -> None:
    note = {"words": "Who pays?\nNobody.", "kind": "question", "kind_label": "Question"}

    assert "<svg" not in render_to_string("_note.html", note)
    assert "<svg" in render_to_string("_note.html", {**note, "kind": "worry"})


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_what_the_policy_forbids(path: Path) -> None:
    words = path.read_text()
    if path.parent.name == "letters" and path.name == "_letter.html":
        words = words.replace('<style>{% include "letters/_letter.css" %}</style>', "")

    assert (
        re.findall(r"""<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|js:|hx-vals='js""", words)
        == []
    )
    assert re.findall(r"<script(?![^>]*\ssrc=)", words) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', words) == []
