"""Pages for when something fails. They ask nothing of what may be broken."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.look.html import all_of, links, read, text_of


class Unasked:
    """A user, a session: whoever touches it fails."""

    def __getattr__(self, name: str) -> None:
        raise AssertionError(f"asked for {name}")


def request() -> HttpRequest:
    request = RequestFactory().get("/larkmoor/nothing/")
    request.user = request.session = Unasked()  # type: ignore[assignment]
    return request


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_says_what_to_do_next_and_who_to_ring(name: str) -> None:
    """The database is out of reach here: a query would fail the test."""
    bare = render_to_string(f"{name}.html")
    asked = render_to_string(f"{name}.html", request=request())
    page = read(bare)

    assert asked == bare
    assert "/" in [href for href, _ in links(page)]
    assert "tel:116123" in [href for href, _ in links(page)]
    assert len(all_of(page, "h1")) == 1
    assert all_of(page, "script") == []


WORDS = '\n\n  “Soup”, she said.\n</textarea><script>alert("no")</script>\n& then: 5 < 6\n'


def not_saved(**more: object) -> str:
    context = {"posted": True, "action": "/larkmoor/notes/", "token": "t", "fields": [], **more}
    return render_to_string("not_saved.html", context)


def test_words_that_could_not_be_kept_are_all_still_there() -> None:
    key = "0b7c1c6e-5b0a-4f0e-9d5f-1d2e3f4a5b6c"
    fields = [("words", WORDS), ("reply", "maybe"), ("key", key), ("reply", "x"), ("empty", "")]
    page = read(not_saved(fields=fields))
    (form,) = all_of(page, "form")
    hidden = {(each.get("name"), each.get("value")) for each in all_of(form, "input")}
    boxes = {each.get("name"): "".join(each.itertext()) for each in all_of(form, "textarea")}

    assert boxes == {"words": WORDS, "reply": "maybe"}
    assert hidden == {("csrfmiddlewaretoken", "t"), ("key", key), ("reply", "x"), ("empty", "")}
    assert (form.get("method"), form.get("action")) == ("post", "/larkmoor/notes/")
    assert [text_of(label) for label in all_of(form, "label")] == ["Words", "Reply"]
    assert len(all_of(form, "button")) == 1


def test_when_nothing_was_sent_there_is_a_way_to_try_again() -> None:
    page = read(not_saved(posted=False))

    assert all_of(page, "form") == []
    assert ("/larkmoor/notes/", "Try again") in list(links(page))
