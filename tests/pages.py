"""Every address of the site: who may open it, what a full page asks, and what may be sent there.

A new address without a line here fails (``tests/test_access.py``), and so
nothing is left out of the canary crawl, the query budget, axe and the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from collaborative import stopping
from collaborative.keys import new_key
from meetings.come import word_of
from tests.world import Place, World

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

    def kwargs(self, name: str, place: Place) -> dict[str, str]:
        named = {"collaborative": place.slug} if self.here else {}
        if name in ("members:invitation", "members:invited_privacy"):
            named["token"] = place.invitation or "x"
        if name == "members:open":
            named["token"] = place.opening or "x"
        if name == "come_friend":
            named["word"] = word_of(place.rows["meeting"])
        if name == "stop_letters":
            named["token"] = stopping.token("digest", place.people["member"].person.pk)
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

PAGES: dict[str, Page] = {
    "front": Page("200 200 302 200 302 302 302 302", NO_POST_AT_ALL, here=False),
    "healthz": Page(EVERYBODY, NO_POST_AT_ALL, here=False, is_page=False),
    "readyz": Page(EVERYBODY, NO_POST_AT_ALL, here=False, is_page=False),
    "stop_letters": Page(EVERYBODY, EVERYBODY, here=False),
    "account_login": Page(
        "200 302 302 302 302 302 302 302",
        "422 302 302 302 302 302 302 302",
        here=False,
        valid=lambda place: {"email": place.people["member"].person.email},
    ),
    "account_confirm_login_code": Page(
        "302 302 302 302 302 302 302 302", "404 302 302 302 302 302 302 302", here=False
    ),
    "account_logout": Page(
        "302 200 200 200 200 200 200 200", "302 302 302 302 302 302 302 302", here=False
    ),
    "members:me": own(),
    "members:card": Page(
        OWN_PLACE,
        turned(OWN_PLACE, **SENT),
        valid=lambda place: {"chosen_name": "Abi", "ask_me_about": "Soup"},
    ),
    "members:rest": Page(NO_POST, turned(OWN_PLACE, _200=302), valid=lambda place: {"do": "rest"}),
    "members:greeting": Page(
        NO_POST, turned(OWN_PLACE, _200=302), valid=lambda place: {"do": "yes"}
    ),
    "members:leave": Page(
        OWN_PLACE, turned(OWN_PLACE, **SENT), valid=lambda place: {"name": "member"}
    ),
    "members:private": own(
        post=SIGNED_IN, valid=lambda place: {"do": "need", "words": "Soft light"}
    ),
    "members:letters": own(
        post=turned(SIGNED_IN, _200=302), valid=lambda place: {"reminder": "on"}
    ),
    "members:look": own(
        get=turned(SIGNED_IN, _200=405),
        post=turned(SIGNED_IN, _200=302),
        valid=lambda place: {"look": "dark"},
    ),
    "members:everything": own(),
    "members:everything_file": own(is_page=False),
    "members:invitation": Page(
        EVERYBODY, turned(EVERYBODY, **SENT), here=False, valid=lambda place: {"chosen_name": "Ida"}
    ),
    "members:invited_privacy": Page(EVERYBODY, NO_POST_AT_ALL, here=False),
    "members:open": Page(
        EVERYBODY,
        turned(EVERYBODY, **SENT),
        here=False,
        valid=lambda place: {
            "name": "Dale End Living Well",
            "place": "Dale End",
            "nation": "WLS",
            "chosen_name": "Nia",
            "address": "nia@example.org",
        },
    ),
    "first_day:start": Page(turned(LOOKED_AFTER, _200=302)),
    "first_day:name": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"name": "Harbour Side", "place": "Harbour Side", "nation": "SCT"},
    ),
    "first_day:dates": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {
            "which": "second",
            "weekday": "3",
            "starts": "09:00",
            "ends": "11:00",
            "do": "keep",
        },
    ),
    "first_day:letter": Page(
        LOOKED_AFTER, turned(LOOKED_AFTER, _200=302), valid=lambda place: {"do": "send"}
    ),
    "first_day:codes": Page(turned(NO_POST), LOOKED_AFTER, valid=lambda place: {"do": "make"}),
    "first_day:people": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"concern-name": "Ivy", "concern-address": "ivy@example.org"},
    ),
    "first_day:invite": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"words": "Ivy <ivy@example.org>", "do": "send"},
    ),
    "here:people": Page(OWN_PLACE),
    "here:invite": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"name": "Ivy", "address": "ivy@example.org"},
    ),
    "here:asked": Page(TAKES_PART),
    "here:hello": of_a("asking", LOOKED_AFTER, LOOKED_AFTER, valid=lambda place: {"do": "done"}),
    "here:buddies": Page(
        TAKES_PART,
        turned(TAKES_PART, _200=302),
        valid=lambda place: {"do": "offer"},
    ),
    "here:join": Page(
        SWITCHED_ON,
        turned(SWITCHED_ON, **SENT),
        valid=lambda place: {"name": "Ivy", "contact": "01632 960222"},
    ),
    "here:concern": Page(
        OWN_PLACE,
        turned(OWN_PLACE, **SENT),
        valid=lambda place: {
            "key": new_key(),
            "words": "The door was locked.",
            "to": f"concern-{place.people['listening'].key}" if "listening" in place.people else "",
        },
    ),
    "here:look_after": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"shows_come": "on", "welcomes_strangers": "on"},
    ),
    "here:about": Page(OWN_PLACE),
    "here:privacy": Page(
        EVERYBODY,
        "404 404 404 404 404 404 404 302",
        valid=lambda place: {"words": "Paper lies in the blue tin."},
    ),
    "here:find": Page(OWN_PLACE, query=lambda place: {"q": "a"}),
    "home": Page(OWN_PLACE),
    "come": Page(SWITCHED_ON, NO_POST_AT_ALL),
    "come_card": Page(OWN_PLACE),
    "come_friend": Page(EVERYBODY, NO_POST_AT_ALL),
    "meetings:meetings": Page(OWN_PLACE),
    "meetings:next": Page(turned(OWN_PLACE, _200=302)),
    "meetings:new": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {
            "title": "Soup together",
            "day": "2027-03-04",
            "starts": "09:00",
            "ends": "11:00",
            "kind": "breakfast",
            "key": new_key(),
        },
    ),
    "meetings:meeting": of_a(
        "meeting", post=turned(MEMBERS, **SENT), valid=lambda place: {"answer": "maybe"}
    ),
    "meetings:write_up": of_a(
        "past meeting",
        HELPERS,
        turned(HELPERS, **SENT),
        valid=lambda place: {"body": "We sat.", "version": "1", "publish": "on"},
    ),
    "meetings:head_count": of_a(
        "past meeting",
        turned(MEMBERS, _200=405, _404=405),
        turned(HELPERS, **SENT),
        valid=lambda place: {"came": "12"},
    ),
    "prototypes:start": Page(
        HELPERS,
        turned(HELPERS, **SENT),
        query=lambda place: {"meeting": place.rows["meeting"].key},
        valid=lambda place: {"title": "From gate to gate"},
    ),
    "prototypes:session": of_a(
        "session", post=turned(HELPERS, **SENT), valid=lambda place: {"state": "closed"}
    ),
    "prototypes:capture": of_a(
        "session",
        HELPERS,
        turned(HELPERS, **SENT),
        valid=lambda place: {"words": "More tea", "kind": "idea", "sent_as": str(uuid4())},
    ),
    "prototypes:note": Page(
        HELPERS,
        turned(HELPERS, **SENT),
        rows={"key": "session", "note": "output"},
        valid=lambda place: {"do": "take_back"},
    ),
    "prototypes:grouping": of_a(
        "session",
        HELPERS,
        turned(HELPERS, **SENT),
        valid=lambda place: {"note": place.rows["outputs"][0].key, "name": "Tea"},
    ),
    "prototypes:themes": Page(OWN_PLACE),
    "prototypes:theme": of_a("theme"),
    "prototypes:change_theme": of_a(
        "theme", HELPERS, turned(HELPERS, **SENT), valid=lambda place: {"name": "Small things"}
    ),
    "roadmap:board": Page(OWN_PLACE),
    "roadmap:new": Page(
        TAKES_PART,
        turned(TAKES_PART, **SENT),
        query=lambda place: {"theme": place.rows["theme"].key},
        valid=lambda place: {"title": "A bench", "horizon": "now"},
    ),
    "roadmap:item": of_a("item"),
    "roadmap:move": of_a(
        "item",
        "302 404 404 404 404 200 200 200",
        "302 404 404 404 404 422 422 422",
        query=lambda place: {"to": "wow"},
        valid=lambda place: {"was": "now", "to": "wow", "why": "It grew."},
    ),
    "roadmap:evidence": of_a(
        "item",
        "302 404 404 404 404 302 302 302",
        "302 404 404 404 404 422 422 422",
        valid=lambda place: {"theme": place.rows["small theme"].key},
    ),
    "roadmap:update": of_a(
        "item",
        "302 404 404 404 404 302 302 302",
        "302 404 404 404 404 422 422 422",
        valid=lambda place: {"text": "We rang again."},
    ),
    "roadmap:grown": of_a("theme"),
    "roadmap:report": Page(OWN_PLACE, query=lambda place: {"since": "2024-01-01"}),
    "roadmap:report_csv": Page(
        OWN_PLACE, query=lambda place: {"since": "2024-01-01"}, is_page=False
    ),
    # Among real people there is no demo, whatever the settings say: tests/demo has it loaded.
    "demo:people": Page(NOBODY, NO_POST_AT_ALL, here=False),
    "demo:come_in": Page(NO_POST_AT_ALL, NOBODY, here=False),
    "demo:mailbox": Page(NOBODY, NO_POST_AT_ALL, here=False),
    "demo:letter": Page(NOBODY, NO_POST_AT_ALL, here=False),
    "demo:letter_html": Page(NOBODY, NO_POST_AT_ALL, here=False),
}

# The same page under allauth's own name for it.
ALSO_CALLED = {"account_request_login_code": "account_login"}


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The name of every address in the URLconf."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        else:
            yield from names(entry, f"{prefix}{entry.app_name}:" if entry.app_name else prefix)


def expected(line: str) -> dict[str, int]:
    return dict(zip(ROLES, map(int, line.split()), strict=True))


def asked_by(role: str, name: str, world: World) -> str:
    """The address as this person would forge or follow it."""
    page = PAGES[name]
    under = world.there if role == "both" and page.here else None
    if under and not page.rows and name != "prototypes:start":
        return page.url(name, world.there)
    return page.url(name, world.here, under=under)
