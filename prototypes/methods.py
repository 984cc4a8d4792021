"""Ways to try something out, each explained to somebody who has never done it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """``name`` stands in the table as it is; ``begins`` is a first question for the room."""

    name: str
    says: str
    begins: str = ""


METHODS = [
    Method(
        "acted out",
        "We play a moment of an ordinary day, a few minutes long. Then we stop, say what we "
        "saw, change one thing, and play it again. Nobody has to act: watching counts.",
        "What happens in the first minute?",
    ),
    Method(
        "mock-up",
        "We build it roughly, from paper and boxes, and try to use it. It may fall apart. "
        "What we learn is the point, not the thing.",
        "What would you touch first?",
    ),
    Method(
        "upside down",
        "We ask how we could make sure that it all goes wrong. Then we look which of that "
        "we do today, and stop one of them.",
        "How would we make sure that nobody comes back?",
    ),
    Method(
        "asset hunt",
        "We look for what is here already: people, places, everyday services, shops. "
        "Things we pass and forget to count.",
        "Who already does this, and is never asked?",
    ),
    Method(
        "three sheets",
        "Three sheets of paper: now, next and wow. Each idea goes where it could begin. "
        "It says when, not how good.",
        "What could begin on Monday?",
    ),
    Method(
        "working and not",
        "Two columns: what works, and what does not. Both are filled before anybody explains.",
        "What works, that nobody talks about?",
    ),
    Method(
        "person in the middle",
        "We draw rings around one person: themselves, friends and family, the street, everyday "
        "services, special services. Then we look which ring we begin with.",
        "Which ring do we always begin with?",
    ),
    Method(
        "pairs",
        "Two by two, three minutes each. One talks, one listens and asks nothing. Then change.",
        "What did you hear that you did not expect?",
    ),
    Method(
        "pairs then fours",
        "Two by two first, then two pairs together. Quiet voices are heard before loud ones.",
        "What do all four of you see?",
    ),
    Method(
        "read aloud",
        "Slips without a name are read out, one by one. We listen. Nobody fixes anything yet.",
    ),
    Method(
        "back to basics",
        "We leave out services for ten minutes. Each tells of one person who was good to them, "
        "and what that person did.",
        "Who listened to you this week, and how could you tell?",
    ),
    Method(
        "parts of the place",
        "We draw the streets: café, library, police, faith, shops, housing, parks, buses. "
        "Then we ask each of them what it could do that nobody else can.",
        "Which door on this street is open already?",
    ),
    Method(
        "over the hill",
        "We stand at the top and look: what is on the other side? Then we turn round and name "
        "the slope, one stone at a time.",
        "What do you see from up there? And what makes the last stretch so steep?",
    ),
    Method(
        "worst place",
        "We go, in our heads, to the place where nobody feels like themselves. We say what it "
        "does to us, and then what would have to be in it to make us stay.",
        "Which room makes you smaller when you sit in it?",
    ),
    Method(
        "grouping notes",
        "We lay the notes side by side and look which belong together. A theme is named in the "
        "words of the people who said it.",
        "What keeps turning up?",
    ),
]
# What other rooms found, offered while somebody types the name of a theme; never more than that.
SEEDS = [
    "Whole place, not one service",
    "“Low-level” needs are the hard ones",
    "Everyday goals in the middle",
    "Friends and neighbours count as help",
    "When things break, new things begin",
    "How we are with one another",
]

BY_NAME = {method.name: method for method in METHODS}
OPENINGS = [
    *(method.begins for method in METHODS if method.begins),
    "What would we notice first if you stopped coming?",
    "Who has not been asked yet?",
    "What are you glad that nobody planned?",
    "What did you believe about this a year ago?",
]


def opening(number: int) -> str:
    """A question to begin with, so that we do not start where we always start."""
    return OPENINGS[number % len(OPENINGS)]


WHAT_PROTOTYPING_IS = (
    "Prototyping is trying something small and rough, before anybody pays for it. It shows "
    "what might work and what to steer clear of. Nothing here is passed or marked."
)
