"""Where each canary may be heard, and by whom. Anything that is not said here is a leak."""

from __future__ import annotations

from collections.abc import Callable

from tests.canary.plant import Canary

ADDRESS = {"email", "email domain"}

# One's own private part, and what a page says to whoever typed it there.
OWN_PAGES = {"members:private", "members:everything", "members:everything_file"}
OWN_ADDRESS = {
    *OWN_PAGES,
    "members:me",
    "members:letters",
    "account_login",
    "first_day:letter",
    "first_day:dates",  # which leads on to it
}

# Where the list of the place stands: to choose from, and to add to.
STANDPOINTS = {"members:private", "here:standpoints"}

NOWHERE = {"anonymous", "outsider"}

HELPERS = {"facilitator", "coordinator"}

# Words that are held back, for those who help to put them right.
WORKING = {
    "prototypes:capture",
    "prototypes:grouping",
    "prototypes:note",
    "prototypes:session",
}
# "taken back" is seen only on the note's own page, where it can be put back.
KEPT_BACK = {
    "held note": WORKING,
    "quote not asked": WORKING,
    "quote refused": WORKING,
    "quote withdrawn": WORKING,
    "taken back": {"prototypes:note", "prototypes:capture"},
    "draft write-up": {"meetings:write_up", "meetings:meeting"},
    "draft meeting": {
        "meetings:meetings",
        "meetings:meeting",
        "home",
        "meetings:next",
        "meetings:past",  # which leads on to the list
        "here:find",
    },
    "held agenda": {"meetings:agenda", "meetings:agenda_item", "meetings:held"},
    "typed note": {"meetings:run", "meetings:run_item", "meetings:write_up"},
    "worry unread": {"meetings:worries"},
    "held decision": {"meetings:run", "meetings:run_item"},
    "held response": {"meetings:responses"},
    "held commitment": {"commitments:one"},
    "draft version": {"meetings:versions"},
}

Rule = Callable[[str, str, Canary, str], bool]


def own(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """What is mine, on the pages that are mine; my address on the letter to me."""
    if canary.whose == "standpoints":
        return canary.what == f"standpoint of {viewer}" and page in OWN_PAGES
    if canary.whose != viewer:
        return False
    if canary.what in ADDRESS:
        return page in OWN_ADDRESS or page == "a letter"
    return page in OWN_PAGES


def in_my_own_link(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """The signed link that stops letters holds its reader's own number; it lies in their letter."""
    if canary.what != "primary key":
        return False
    mine = (
        page in ("a letter", "here:house_letter", "meetings:reminder_words")
        and canary.whose == viewer
    )
    return page == "stop_letters" or mine


def typed(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """Whoever types an address at the door reads it once more on the page after it."""
    return canary.what in ADDRESS and canary.whose == "member" and where == "valid account_login"


def helping(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """What is held back, drafted or taken back, on the pages where that is put right."""
    return canary.whose == "nobody" and viewer in HELPERS and page in KEPT_BACK.get(canary.what, ())


def offered(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """Where one may stand is a list of the place, and of nobody: who stands where is not in it."""
    if canary.whose != "standpoints" or page not in STANDPOINTS:
        return False
    there = canary.what.removeprefix("standpoint of ") in {"elsewhere", "coordinator there"}
    return viewer == "both" or (there == (viewer == "elsewhere") and viewer not in NOWHERE)


def invited(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """Whoever holds the link is greeted by the name they were invited by; it is not a profile."""
    greeted = page == "members:invitation" or (page == "a letter" and viewer == "introduced")
    return (canary.whose, canary.what) == ("introduced", "name") and greeted


def the_other_place(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """What stands in the other place is for those who are there; they are named below."""
    return canary.whose == "there" and viewer in {"elsewhere", "both", "coordinator there"}


def welcoming(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """How to reach a stranger, for whoever says hello to them."""
    hello = (canary.whose, canary.what, page) == ("asking", "contact", "here:hello")
    return hello and viewer == "coordinator"


def two_of_us(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """Why somebody is asked to step back, for the two who talk it over and whoever it is about."""
    reads = (page, viewer) in {("here:step_back", "coordinator"), ("a letter", "resting")}
    return (canary.whose, canary.what) == ("nobody", "why") and reads


def answered(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """What somebody out there says to a piece, for whoever reads it before it is shown."""
    waits = canary.whose == "nobody" and canary.what in {"answer", "name of an answer"}
    return waits and (viewer, page) == ("coordinator", "pieces:piece")


def given_for_lists(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """A way to reach somebody that they gave for it, for whoever looks after the place."""
    mine = (canary.whose, page) == ("listed", "here:reach_list")
    return mine and viewer == "coordinator" and canary.what == "way post"


def handed_a_card(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """Where and when, for whoever holds the signed link of a card; no member, and no title."""
    told = canary.what in {"name", "place", "venue", "way"}
    return canary.whose == "there" and page == "come_friend" and told


def handed_a_feed(viewer: str, page: str, canary: Canary, where: str) -> bool:
    """Where and when, for whoever holds the signed link of somebody's calendar; no member."""
    told = canary.what in {"name", "place", "venue", "way"}
    return canary.whose == "there" and page == "calendar_feed" and told


RULES: tuple[Rule, ...] = (
    own,
    in_my_own_link,
    typed,
    helping,
    offered,
    invited,
    welcoming,
    two_of_us,
    answered,
    given_for_lists,
    handed_a_card,
    handed_a_feed,
    the_other_place,
)


def may_hear(viewer: str, page: str, canary: Canary, where: str) -> bool:
    return any(rule(viewer, page, canary, where) for rule in RULES)
