"""Every address of the site: who may open it, what a full page asks, and what may be sent there.

A new address without a line here fails (``tests/test_access.py``), and so
nothing is left out of the canary crawl, the query budget, axe and the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver

from collaborative.keys import new_key
from members.settings import mark, values_of
from tests.page import (
    EVERYBODY,
    HELPERS,
    LOOKED_AFTER,
    MEMBERS,
    NO_POST,
    NO_POST_AT_ALL,
    NOBODY,
    OWN_PLACE,
    ROLES,
    SENT,
    SIGNED_IN,
    SWITCHED_ON,
    TAKES_PART,
    Page,
    of_a,
    own,
    turned,
)
from tests.pages_bad import BAD
from tests.pages_dates import DATES
from tests.pages_house import HOUSE
from tests.pages_letters import LETTERS
from tests.pages_month import MONTH
from tests.pages_report import REPORTING
from tests.pages_road import ROAD
from tests.pages_room import ROOM
from tests.pages_trying import TRYING
from tests.pages_writing import WRITING
from tests.world import World

PAGES: dict[str, Page] = {
    **WRITING,
    **HOUSE,
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
    "mfa_authenticate": Page(
        turned(SIGNED_IN, _200=302), turned(SIGNED_IN, _200=302), here=False, is_page=False
    ),
    "mfa_login_webauthn": Page(
        "200 302 302 302 302 302 302 302", turned(SIGNED_IN, _200=302), here=False, is_page=False
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
    "members:away": Page(turned(OWN_PLACE, _200=404), turned(OWN_PLACE, _200=404)),
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
    "members:sessions": own(post=turned(SIGNED_IN, _200=302), valid=lambda place: {"do": "all"}),
    "members:keys": own(post=turned(SIGNED_IN, _200=302), valid=lambda place: {"off": "app"}),
    "members:passkey": own(post=turned(SIGNED_IN, **SENT)),
    "members:app": own(post=turned(SIGNED_IN, **SENT)),
    "members:everything": own(post=turned(SIGNED_IN, _200=302), valid=lambda place: {}),
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
    "here:roles": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"do": "ask", "who": place.people["member"].key, "kind": "scribe"},
    ),
    "here:settings": Page(
        LOOKED_AFTER,
        LOOKED_AFTER,
        valid=lambda place: {
            "part": "reach",
            "reach-phone": "01632 960001",
            "reach-was": mark(values_of(place.collaborative, "reach")),
        },
    ),
    "here:incident": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {
            **dict.fromkeys(("happened", "we_do", "whom_to_ring"), "A list was lost."),
            "version": "1",
        },
    ),
    "here:incident_read": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"key": place.rows["incident"].key, "version": "1"},
    ),
    "here:step_backs": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {
            "who": place.people["member"].key,
            "second": place.people.get("listening", place.people["both"]).key,
            "why": "Twice now.",
        },
    ),
    "here:step_back": of_a("step back", LOOKED_AFTER, LOOKED_AFTER, valid=lambda _: {"do": "no"}),
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
        valid=lambda place: {"what": f"theme-{place.rows['small theme'].key}"},
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
    **LETTERS,
    **ROOM,
    **TRYING,
    **DATES,
    **REPORTING,
    **BAD,
    **MONTH,
    **ROAD,
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
