"""Measure, pair, print. Bounded in requests and in time; everything is on loopback."""

from __future__ import annotations

import re
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.sites import Cost, Site, both

BARE, BARE_SIGNED_IN = "/", "/signed-in/"
AIMS = {
    "home": 2.5,
    "list of meetings": 2.5,
    "meeting to come": 3.5,
    "meeting with write-up": 3.5,
    "prototype, 200 goes": 3,
    "ancestry, 300 nodes": 6,
}
AIMS |= {"list of 120": 2.5, "meeting, 20 items, write-up": 4}
AIMS |= {"grouping: 500 in 20 themes": 4, "grouping: a move": 2}
AIMS |= {
    "board, 500 items": 4,
    "item, trail of 200": 4,
    "board of 500 on a past day": 5,
    "search in 100,000 notes": 4,
}
AIMS |= {"feed of 120": 8, "feed of 120, unchanged": 1.2}


HEAD = (
    f"{'page, signed in':28}{'median':>9}   {'range':<11}{'aim':<7}{'each':>10}"
    f"  {'database':<9}{'size':>9}"
)


@dataclass
class Line:
    """One page: what it cost, round by round, and what the bare page just after it did."""

    name: str
    site: Site
    path: str
    cookie: str
    coding: str = "identity"
    mark: str = ""  # what a calendar has seen already: the answer is 304
    forms: Sequence[str] = ()  # what is posted, in turn: the answer is a redirect
    costs: list[tuple[Cost, Cost]] = field(default_factory=list)

    def measure(self, bare: Site, times: int) -> None:
        cost = self.site.ask(self.path, times, self.cookie, self.coding, self.mark, self.forms)
        self.costs.append((cost, bare.ask(BARE, times)))

    def __str__(self) -> str:
        ratios = [ours.each / base.each for ours, base in self.costs]
        milliseconds = median(ours.each for ours, _ in self.costs) * 1000
        aim = f"≤ {AIMS[self.name]}" if self.name in AIMS else ""
        spread = f"{min(ratios):.1f}–{max(ratios):.1f}"
        kilobytes = self.costs[-1][0].size / 1024
        part = median(ours.part_of_backends for ours, _ in self.costs)
        return (
            f"{self.name:28}{median(ratios):>7.2f} ×   {spread:<11}{aim:<7}"
            f"{milliseconds:>7.1f} ms  {part:<9.0%}{kilobytes:>6.1f} KB"
        )


def lines(ours: Site, bare: Site) -> list[Line]:
    cookie = ours.found["cookie"]
    measured = [Line("bare page, signed in", bare, BARE_SIGNED_IN, bare.found["cookie"])]
    measured += [Line(name, ours, path, cookie) for name, path in ours.found["pages"].items()]
    home = ours.found["pages"]["home"]
    full = ours.found["full"]
    measured += [Line(name, ours, path, full["cookie"]) for name, path in full["pages"].items()]
    road = ours.found["road"]
    measured += [Line(name, ours, path, road["cookie"]) for name, path in road["pages"].items()]
    feed = full["feed"]
    measured += [
        Line("feed of 120", ours, feed, ""),
        Line("feed of 120, unchanged", ours, feed, "", mark=full["mark"]),
    ]
    board = ours.found["board"]
    measured += [
        Line("grouping: 500 in 20 themes", ours, board["page"], board["cookie"]),
        Line("grouping: themes for a note", ours, board["one"], board["cookie"]),
        Line("grouping: a move", ours, board["page"], board["moving cookie"], forms=board["moves"]),
    ]
    return [*measured, Line("home, compressed by us", ours, home, cookie, "gzip")]


def main() -> int:
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, 31), metavar="1-30")
    parser.add_argument("--times", type=int, default=100, choices=range(2, 1001), metavar="2-1000")
    parser.add_argument("--only", default="", help="pages whose name fits this pattern")
    parser.add_argument("--minutes", type=float, default=6, help="begin no round after that")
    options = parser.parse_args()
    if not sys.platform.startswith("linux"):
        sys.exit("CPU time is read from /proc, which only Linux has.")
    with both() as (ours, bare):
        measured = [line for line in lines(ours, bare) if re.search(options.only, line.name)]
        for line in measured:  # templates, connections and workers warm
            line.measure(bare, 40)
            line.costs.clear()
        end = time.monotonic() + options.minutes * 60
        rounds = 0
        while rounds < options.rounds and (rounds == 0 or time.monotonic() < end):
            for line in measured:
                line.measure(bare, options.times)
            rounds += 1
        base = [cost for line in measured for _, cost in line.costs]
        print(
            f"CPU time a request, workers and their PostgreSQL backends, in bare Django pages of"
            f"\n{median(cost.each for cost in base) * 1000:.1f} ms and {base[0].size / 1024:.1f} KB"
            f" ({rounds} rounds of {options.times} requests; under 15 % is noise)\n"
        )
        print(HEAD)
        for line in measured:
            print(line)
        if not options.only:
            print(ours.run("bench.many"), end="")
            print(ours.run("bench.road"), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
