"""What holds on every page: headers, valid HTML, links that lead somewhere, few queries."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from collaborative.takeout import holdings
from tests.pages import PAGES, asked_by, expected
from tests.world import World, client_of

# Every page as somebody who helps sees it, and as a member does where that is another page.
SEEN = [
    (name, role)
    for name, page in PAGES.items()
    for role in ("coordinator", "member", "anonymous")
    if page.is_page and expected(page.get)[role] == 200
]

# Each opening of the wall is noted and sets its door. Each holding answers for itself, and so does
# each kind of thing that is looked through.
MOST = {"members:private": 30, "members:everything": 40 + len(holdings), "here:find": 14}

# The same for everybody, and they look at no cookie (tests/meetings/test_{come,outside}.py).
KEPT_BY_ANYBODY = {"come", "told_outside"}

every_page = pytest.mark.parametrize(("name", "role"), SEEN)


def get(world: World, name: str, role: str) -> HttpResponse:
    return client_of(world, role).get(asked_by(role, name, world))


def tree(response: HttpResponse) -> Element:
    """Raises ParseError at the first thing that is not HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: Element = parser.parse(response.text)
    return document


@every_page
def test_headers(name: str, role: str, world: World) -> None:
    headers = get(world, name, role).headers

    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    kept = {"public", "max-age=300"} if name in KEPT_BY_ANYBODY else {"private", "no-store"}
    assert kept == set(headers["Cache-Control"].split(", ")) & {*kept, "public", "no-store"}
    assert "Server" not in headers


@pytest.mark.parametrize("path", ["/no-such-place/", "/harbour-side/meetings/none/", "/x\x00y"])
def test_headers_of_pages_that_are_not_there(path: str, world: World) -> None:
    response = client_of(world, "member").get(path)

    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    tree(response)


@every_page
def test_cookies_are_out_of_reach_of_scripts(name: str, role: str, world: World) -> None:
    for cookie in get(world, name, role).cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


@every_page
def test_it_is_html(name: str, role: str, world: World) -> None:
    document = tree(get(world, name, role))

    ids = Counter(each.get("id") for each in document.iter() if each.get("id"))
    assert [once for once, count in ids.items() if count > 1] == []
    assert len(list(document.iter("h1"))) == 1
    pointed = set()
    for each in document.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list"):
            pointed |= set((each.get(attribute) or "").split())
        href = each.get("href") or ""
        pointed |= {href[1:]} if re.fullmatch(r"#.+", href) else set()
    assert pointed - set(ids) == set()


@every_page
def test_nothing_is_inline_and_everything_works_without_a_script(
    name: str, role: str, world: World
) -> None:
    document = tree(get(world, name, role))

    for each in document.iter():
        assert not [a for a in each.attrib if a == "style" or a.startswith(("on", "hx-on"))]
        if each.tag == "script":
            assert each.get("src") or each.get("type") == "application/json"
        if each.tag == "form":
            check_form(each)
        if any(each.get(hx) for hx in ("hx-get", "hx-post")) and each.tag not in ("a", "form"):
            assert list(each.iter("a")) or each.tag == "button", each.attrib
        assert int(each.get("tabindex") or 0) <= 0
        assert "[" not in (each.get("hx-trigger") or "")  # a filter needs eval


def check_form(form: Element) -> None:
    assert form.get("method") in ("get", "post"), form.attrib
    assert form.get("action") is not None, form.attrib
    if form.get("method") == "post":
        names = {each.get("name") for each in form.iter("input")}
        assert "csrfmiddlewaretoken" in names, form.attrib


@every_page
def test_no_link_is_dead(name: str, role: str, world: World) -> None:
    client = client_of(world, role)
    url = asked_by(role, name, world)
    document = tree(client.get(url))
    links = {
        (each.get("href") or "").partition("#")[0]
        for each in document.iter("a")
        if re.match(r"[/?]", each.get("href") or "")
    }

    dead = {}
    for link in links:
        where = url.partition("?")[0] + link if link.startswith("?") else link
        status = client.get(where).status_code
        if status >= 400:
            dead[link] = status
    assert dead == {}


@every_page
def test_few_queries(name: str, role: str, world: World) -> None:
    """Eight, besides the session and the person. That lists ask no more: each app's own tests."""
    client = client_of(world, role)
    url = asked_by(role, name, world)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)

    count = len([each for each in asked.captured_queries if is_a_query(each["sql"])])
    assert count <= MOST.get(name, 8 + 2)


def is_a_query(sql: Any) -> bool:
    return not str(sql).startswith(("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT"))
