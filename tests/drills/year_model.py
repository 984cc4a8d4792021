"""What a year of letters should be, said once more in plain Python: no database, none of our code.

Written from the promises and not from the programme: every hour, for every
person, what is due, and may it go now?
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GAP = {"month": 21 * DAY, "fortnight": 10 * DAY, "week": 5 * DAY}
MORE = {"month": 0, "fortnight": 2, "week": 4}
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday: weeks and fortnights are counted from it


@dataclass
class Gathering:
    """A meeting with what becomes of it."""

    name: str
    place: int
    starts: datetime
    off_at: datetime | None = None
    moved_at: datetime | None = None
    moved_to: datetime | None = None

    def start(self, at: datetime) -> datetime:
        return (
            self.moved_to
            if self.moved_at and self.moved_to and at >= self.moved_at
            else self.starts
        )

    def is_off(self, at: datetime) -> bool:
        return self.off_at is not None and at >= self.off_at

    @property
    def told_at(self) -> datetime | None:
        return self.off_at or self.moved_at


@dataclass
class Somebody:
    """A person with their wishes; ``answers``: meeting → when they said yes."""

    number: int
    places: list[int]
    bad_address: bool = False
    invitation: bool = True
    reminder: bool = True
    morning: bool = False
    digest: bool = True
    every: str = "month"
    weekday: int | None = None
    hour: int = 9
    one_letter: bool = False
    quiet: tuple[int, int] = (21, 8)
    rests: tuple[datetime, datetime] | None = None
    leaves: datetime | None = None
    answers: dict[str, datetime] = field(default_factory=dict)
    reads: list[datetime] = field(default_factory=list)

    def takes_part(self, at: datetime) -> bool:
        resting = self.rests is not None and self.rests[0] <= at < self.rests[1]
        return not resting and not (self.leaves is not None and at >= self.leaves)

    def is_quiet(self, hour: int) -> bool:
        begins, ends = self.quiet
        return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


# who, what, about what
Told = tuple[int, str, str]


@dataclass
class Year:
    """Runs hour by hour; ``outcome``: letter → when it went, or was refused."""

    zones: list[ZoneInfo]
    people: list[Somebody]
    gatherings: list[Gathering]
    published: dict[str, datetime]  # gathering → when its write-up was
    outage: tuple[datetime, datetime]
    busy: set[datetime] = field(default_factory=set)  # a beat plans then, and at six
    outcome: dict[Told, datetime] = field(default_factory=dict)
    waits: dict[Told, datetime] = field(default_factory=dict)
    went: dict[int, list[tuple[datetime, str, int]]] = field(default_factory=dict)
    upto: dict[tuple[int, int], datetime] = field(default_factory=dict)

    def run(self, begin: datetime, end: datetime) -> None:
        for who in self.people:
            self.went[who.number] = []
            for place in who.places:
                self.upto[who.number, place] = begin
        at = begin
        while at < end:
            for who in self.people:
                for moment in who.reads:
                    if at - HOUR < moment <= at:
                        self.read(who, moment)
            if not self.outage[0] <= at < self.outage[1]:
                for who in self.people:
                    self.look(who, at)
            at += HOUR

    def read(self, who: Somebody, at: datetime) -> None:
        """They open the home pages of their places, and have read what is new there."""
        if not who.takes_part(at):
            return
        for place in who.places:
            new = [
                self.published[g.name]
                for g in self.gatherings
                if g.place == place and g.name in self.published and self.published[g.name] <= at
            ]
            self.upto[who.number, place] = max([self.upto[who.number, place], *new])

    def look(self, who: Somebody, at: datetime) -> None:
        if not who.takes_part(at):
            return
        found: list[tuple[datetime, Told, int]] = []
        for gathering in self.gatherings:
            if gathering.place in who.places:
                found += self.about(who, gathering, at)
        if who.digest:
            for place in who.places[:1] if who.one_letter else who.places:
                found += self.digest(who, place, at)
        for _, letter, place in sorted(found):
            if letter not in self.outcome and self.waits.get(letter, at) <= at:
                self.send(who, letter, place, at)

    def about(self, who: Somebody, g: Gathering, at: datetime) -> list[tuple[datetime, Told, int]]:
        start, said = g.start(at), who.answers.get(g.name)
        answered = said is not None and at >= said
        found: list[tuple[datetime, Told, int]] = []
        invited = (who.number, "invitation", g.name)
        reminded = (who.number, "reminder", g.name)
        if not g.is_off(at):
            if who.invitation and not answered and start - 14 * DAY <= at < start - 4 * DAY:
                found.append((start - 14 * DAY, invited, g.place))
            if who.reminder and answered and start - 3 * DAY <= at < start - HOUR:
                found.append((start - 3 * DAY, reminded, g.place))
            same_day = (
                at.astimezone(self.zones[g.place]).date()
                == start.astimezone(self.zones[g.place]).date()
            )
            if who.morning and answered and same_day and at < start - timedelta(minutes=20):
                found.append((start - DAY, (who.number, "morning", g.name), g.place))
        if g.told_at and g.told_at + timedelta(minutes=10) < at < start:
            heard = [self.outcome.get(invited), self.outcome.get(reminded)]
            letters = not who.bad_address and any(each and each < g.told_at for each in heard)
            if letters or (said is not None and said < g.told_at):
                found.append((g.told_at, (who.number, "changed", g.name), g.place))
        return found

    def digest(self, who: Somebody, place: int, at: datetime) -> list[tuple[datetime, Told, int]]:
        name = edition(who.every, at)
        letter = (who.number, "digest", f"{place} {name}")
        last = max(
            (t for t, kind, where in self.went[who.number] if kind == "digest" and where == place),
            default=None,
        )
        if last and last > at - GAP[who.every]:
            return []
        if letter not in self.waits:
            if at.hour != 6 and at not in self.busy:
                return []
            if not who.one_letter and not self.has_news(who, place, at):
                return []
            self.waits[letter] = at  # it is there from now on, and looks at its hour
        if self.waits[letter] > at or letter in self.outcome:
            return []
        today = at.astimezone(self.zones[place]).date()
        strikes = self.waits[letter] <= wall(today, who.hour, self.zones[place]) <= at
        if who.weekday not in (None, today.weekday()) or not strikes:
            self.waits[letter] = self.slot(who, place, at)
            return []
        return [(self.waits[letter], letter, place)]

    def has_news(self, who: Somebody, place: int, at: datetime) -> bool:
        places = who.places if who.one_letter else [place]
        return any(
            self.upto[who.number, g.place] < self.published[g.name] <= at
            for g in self.gatherings
            if g.place in places and g.name in self.published
        )

    def slot(self, who: Somebody, place: int, after: datetime) -> datetime:
        zone = self.zones[place]
        day = after.astimezone(zone).date()
        while True:
            moment = wall(day, who.hour, zone)
            if moment > after and who.weekday in (None, day.weekday()):
                return moment
            day += DAY

    def send(self, who: Somebody, letter: Told, place: int, at: datetime) -> None:
        _, kind, _ = letter
        zone = self.zones[place]
        local = at.astimezone(zone)
        if kind == "digest" and not self.has_news(who, place, at):
            self.waits[letter] = self.slot(who, place, at)
            return
        later = self.not_now(who, kind, place, local, zone)
        if kind == "digest" and later:
            later = self.slot(who, place, later - timedelta(minutes=1))
        if later:
            self.waits[letter] = later
            return
        self.outcome[letter] = at
        if who.bad_address:
            return
        self.went[who.number].append((at, kind, place))
        if kind == "digest":
            for each in who.places if who.one_letter else [place]:
                self.upto[who.number, each] = at

    def not_now(
        self, who: Somebody, kind: str, place: int, local: datetime, zone: ZoneInfo
    ) -> datetime | None:
        ends = who.quiet[1]
        if who.is_quiet(local.hour):
            day = local.date() if local.hour < ends else local.date() + DAY
            return wall(day, ends, zone)
        if kind in ("changed", "morning"):
            return None
        for g in self.gatherings:  # nobody is written to while people sit together
            at = local.astimezone(UTC)
            if g.place == place and not g.is_off(at) and g.start(at) <= at < g.start(at) + 2 * HOUR:
                return g.start(at) + 2 * HOUR
        gentle = [e for e in self.went[who.number] if e[1] in ("invitation", "reminder", "digest")]
        if any(t >= wall(local.date(), 0, zone) for t, _, _ in gentle):
            return wall(local.date() + DAY, ends, zone)
        first = local.date().replace(day=1)
        month = [e for e in gentle if e[2] == place and e[0] >= wall(first, 0, zone)]
        others = [e for e in month if e[1] != "reminder"]
        most = 3 + MORE[who.every]
        if len(month) >= most or (kind != "reminder" and len(others) >= most - 1):
            return wall((first + 32 * DAY).replace(day=1), ends, zone)
        return None


def wall(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)


def edition(every: str, at: datetime) -> str:
    if every == "month":
        return f"{at:%Y-%m}"
    length = 7 if every == "week" else 14
    return f"{every} {(at - EPOCH).days // length}"
