"""A report of any length, with words of many kinds in it: for drills that need no database."""

from __future__ import annotations

from roadmap.papers.tree import Tree, figure, heading, points, table, words

NASTY = ("=1+1", "+44 7", "-5", "@SUM(A1)", "\t=1", "Żaneta’s café", "#panic($x$) *no*", "<b>&amp;")
SAID = (
    "Everybody who waits at the stop after five would like the light to be on, and has said so",
    "A pot of tea in the waiting room changed more than the leaflet did",
    "We asked for a yes in spring and were told to ask again in autumn, which we did",
)


def long_tree(*, items: int) -> Tree:
    """``items`` things on the roadmap, each with what is told of one, and tables as long."""
    names = [f"{NASTY[n % len(NASTY)]} thing {n}".strip() for n in range(items)]
    blocks = [
        heading("What moved, and why"),
        table(
            "What moved",
            ["What", "From", "To", "When", "Why"],
            [[name, "Wow", "Next", "3 May", SAID[n % 3]] for n, name in enumerate(names)],
        ),
        figure(
            "Things on the roadmap, drawn",
            "On 1 January: one.",
            [{"label": "1 January", "parts": [("Now", 1), ("Next", 4), ("Wow", 2)]}],
        ),
        heading("What is stuck, and what would help"),
        table(
            "What is stuck",
            ["What", "Why", "What would help"],
            [[name, SAID[n % 3], SAID[(n + 1) % 3]] for n, name in enumerate(names) if n % 4 == 0],
        ),
        heading("Now"),
        words("What can start with the people and the permission that we have."),
    ]
    for number, name in enumerate(names):
        lines = [
            "How it stands: alive",
            f"Next step: {SAID[number % 3]}",
            f"Carried by: the Tuesday group {number}",
            *(f"Somebody said: {SAID[(number + more) % 3]} ({more})" for more in range(3)),
        ]
        blocks += [heading(name, 3), points(lines)]
    return {
        "version": 1,
        "title": "Where our roadmap stands",
        "place": "Dale End",
        "language": "en-GB",
        "audience": "members",
        "number": 1,
        "since": "2026-01-01",
        "on": "2026-06-01",
        "large": False,
        "blocks": blocks,
    }
