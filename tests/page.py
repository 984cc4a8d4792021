"""What a line about an address says (``tests/pages.py``): who may open it, what may be sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.urls import reverse

from collaborative import stopping
from meetings.come import word_of
from tests.world import Place

# Who asks for a page of ``here``. "both" belongs to both places and asks for a row of the one
# under the address of the other.
ROLES = (
    "anonymous",
    "outsider",
    "elsewhere",
    "both",
    "resting",
    "member",
    "facilitator",
    "coordinator",
)

#            anon outs else both rest memb faci coor
EVERYBODY = "200 200 200 200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200 200 200 200"
OWN_PLACE = "302 404 404 200 200 200 200 200"  # a page of a place: "both" is at home in the other
MEMBERS = "302 404 404 404 200 200 200 200"  # one row of a place
HELPERS = "302 404 404 404 404 404 200 200"
LOOKED_AFTER = "302 404 404 404 404 404 404 200"
TAKES_PART = "302 404 404 200 404 200 200 200"  # all but those who rest
SWITCHED_ON = "200 200 200 404 200 200 200 200"  # public here, and not in the other place
NOBODY = "404 404 404 404 404 404 404 404"
CHANGES_NOTHING = "302 404 404 404 404 302 302 302"  # sent empty, by all but those who rest
NO_POST = "302 405 405 405 405 405 405 405"  # the door comes before the method
NO_POST_AT_ALL = "405 405 405 405 405 405 405 405"


def turned(line: str, **codes: int) -> str:
    """``turned(MEMBERS, _200=422)``: the same people, other answers."""
    for old, new in codes.items():
        line = line.replace(old.removeprefix("_"), str(new))
    return line


Data = Callable[[Place], dict[str, Any]]


@dataclass(frozen=True)
class Page:
    """``get`` and ``post`` are the answers to each of ``ROLES``; an empty POST, without htmx.

    ``rows`` names the row behind each key of the address; ``query`` is what a
    full page asks; ``valid`` is sent by the crawl as well, and undone.
    """

    get: str
    post: str = NO_POST
    rows: dict[str, str] = field(default_factory=dict)
    query: Data = lambda place: {}
    valid: Data | None = None
    is_page: bool = True  # a whole HTML page
    here: bool = True  # stands in a collaborative
    named: Data = lambda place: {}  # further words of the address

    def kwargs(self, name: str, place: Place) -> dict[str, str]:
        named = ({"collaborative": place.slug} if self.here else {}) | self.named(place)
        if name in ("members:invitation", "members:invited_privacy"):
            named["token"] = place.invitation or "x"
        if name == "here:house_letter":
            named["kind"] = "reminder"
        if name == "meetings:held":
            named["what"] = "item"
        if name == "members:open":
            named["token"] = place.opening or "x"
        if name == "come_friend":
            named["word"] = word_of(place.rows["meeting"])
        if name == "stop_letters":
            named["token"] = stopping.token("digest", place.people["member"].person.pk)
        if name == "roadmap:report_file":
            salt = f"roadmap.report.{place.rows['report'].key}"
            named["token"] = signing.TimestampSigner(salt=salt, sep="~").sign("pdf")
        if name == "demo:come_in":
            named["key"] = place.people["member"].key
        if name in ("demo:letter", "demo:letter_html"):
            named["name"] = "1-a"
        return named

    def url(self, name: str, rows_of: Place, *, under: Place | None = None) -> str:
        """The address of a row of ``rows_of``; ``under`` is the place that the address names."""
        keys = {keyword: self.row(row, rows_of).key for keyword, row in self.rows.items()}
        path = reverse(name, kwargs=self.kwargs(name, under or rows_of) | keys)
        query = self.query(rows_of)
        return f"{path}?{urlencode(query)}" if query else path

    @staticmethod
    def row(row: str, place: Place) -> Any:
        return place.rows["outputs"][0] if row == "output" else place.rows[row]


def own(**more: Any) -> Page:
    """A page of one's own, without a slug."""
    return Page(**{"get": SIGNED_IN, "here": False, **more})


def of_a(row: str, get: str = MEMBERS, post: str = NO_POST, **more: Any) -> Page:
    """A page of one row; whoever may not read it may not send anything there either."""
    return Page(get, post, rows={"key": row}, **more)


SENT = {"_200": 422}  # nothing in it: refused, kindly
