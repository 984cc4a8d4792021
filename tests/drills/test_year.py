"""A year of letters in a few minutes: everybody gets exactly what a plain model says, and no more.

Two hundred people with mixed wishes in two zones; both clock changes; every
tick runs twice, as with two beats; no nudge ever arrives; a day without any
tick; a sender that dies between the post office's yes and the commit; every
tenth address dead; one meeting called off, one moved twice in ten minutes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from collaborative import outbox
from collaborative.models import Letter
from collaborative.tasks import tick
from meetings.actions import reply_to_meeting
from meetings.models import Meeting
from members import actions
from members.models import Collaborative, Membership, Preferences
from tests.drills.year_model import DAY, HOUR, Gathering, Somebody, Told, Year
from tests.factories import (
    CollaborativeFactory,
    MeetingFactory,
    MembershipFactory,
    UserFactory,
    VenueFactory,
    WriteUpFactory,
)
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

ZONES = [ZoneInfo("Europe/London"), ZoneInfo("Europe/Paris")]
BEGIN, END = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
OUTAGE = (datetime(2027, 10, 11, 6, tzinfo=UTC), datetime(2027, 10, 12, 6, tzinfo=UTC))
DEATHS = {50, 200, 400, 600, 900}  # letters after which the sender dies before its commit
PEOPLE = 200
PARTS = 4  # nobody's letters hang on anybody else's, so a quarter of them at a time is the same
SHORT = {
    "invitation to a meeting": "invitation",
    "reminder": "reminder",
    "reminder on the day": "morning",
    "called off or changed": "changed",
    "digest": "digest",
}


def person(number: int) -> Somebody:
    """Ten kinds of wishes; a tenth belongs to both places."""
    both = number % 10 == 9
    places = [0, 1] if both else [2 * number // PEOPLE]
    who = Somebody(number, places, bad_address=number % 10 == 3)
    match number % 10:
        case 4:
            who.every, who.weekday, who.hour = "week", 6, 17
        case 5:
            who.every, who.hour = "fortnight", 18
        case 6:
            who.reminder, who.morning, who.quiet = False, True, (22, 6)
        case 7:
            who.invitation, who.digest = False, False
        case 8:
            if number % 20 == 8:
                who.rests = (BEGIN + 92 * DAY + 12 * HOUR, BEGIN + 185 * DAY + 12 * HOUR)
            else:
                who.leaves = BEGIN + 250 * DAY + 12 * HOUR
        case 9:
            who.one_letter = number % 20 == 9
    return who


def gatherings() -> list[Gathering]:
    """The second Thursday at nine, the third Tuesday at half past six; and what went otherwise."""
    found = []
    for month in range(1, 13):
        for place, weekday, nth, hour in ((0, 3, 2, time(9)), (1, 1, 3, time(18, 30))):
            first = date(2027, month, 1)
            day = first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * DAY
            start = datetime.combine(day, hour, tzinfo=ZONES[place]).astimezone(UTC)
            found.append(Gathering(f"{place}-{month:02}", place, start))
    extra = datetime(2027, 5, 27, 9, tzinfo=ZONES[0]).astimezone(UTC)
    off_at = datetime(2027, 5, 22, 12, tzinfo=UTC)
    found.append(Gathering("0-extra", 0, extra, off_at=off_at))
    july = next(each for each in found if each.name == "0-07")
    july.moved_at = datetime(2027, 6, 30, 12, tzinfo=UTC)
    july.moved_to = july.starts + 2 * DAY
    return found


@dataclass
class Post:
    """A mail server that knows which addresses are dead, and notes the hour of each letter."""

    taken: list[tuple[datetime, str, str, str]] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)

    def take(self, messages: list[Any]) -> int:
        for message in messages:
            (address,) = message.to
            if address.startswith("dead"):
                raise SMTPRecipientsRefused({address: (550, b"nobody here")})
            sent = message.extra_headers["Message-ID"]
            self.ids[sent] += 1
            self.taken.append((datetime.now(UTC), address, message.subject, message.body))
            if len(self.ids) in DEATHS and self.ids[sent] == 1:
                raise SystemExit
        return len(messages)


@dataclass
class Town:
    """The rows of the year, made as the days come."""

    people: list[Somebody]
    gatherings: list[Gathering]
    places: list[Collaborative] = field(default_factory=list)
    cards: dict[tuple[int, int], Membership] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    published: dict[str, datetime] = field(default_factory=dict)

    def build(self) -> None:
        for zone in ZONES:
            self.places.append(CollaborativeFactory(time_zone=zone.key))
        for who in self.people:
            kind = "dead" if who.bad_address else "alive"
            user = UserFactory(email=f"{kind}-{who.number}@example.org")
            begins, ends = who.quiet
            Preferences.objects.create(
                person=user,
                invitation=who.invitation,
                reminder=who.reminder,
                morning_of=who.morning,
                digest=who.digest,
                digest_every=who.every,
                digest_day=who.weekday,
                digest_hour=who.hour,
                one_letter=who.one_letter,
                quiet_from=begins,
                quiet_until=ends,
            )
            for place in who.places:
                self.cards[who.number, place] = MembershipFactory(
                    collaborative=self.places[place], person=user, digest_upto=BEGIN
                )
        venues = [VenueFactory(collaborative=place) for place in self.places]
        for each in self.gatherings:
            self.meetings[each.name] = MeetingFactory(
                collaborative=self.places[each.place],
                venue=venues[each.place],
                starts_at=each.starts,
                ends_at=each.starts + 2 * HOUR,
                time_zone=ZONES[each.place].key,
            )

    def happenings(self) -> Iterator[tuple[datetime, Any]]:
        """What people do in the year, each at its moment."""
        for each in self.gatherings:
            if each.off_at:
                yield each.off_at, lambda e=each: self.change(e, state="called_off")
            else:
                told = each.start(END) + 5 * DAY
                at = told.replace(hour=15, minute=0)
                self.published[each.name] = at
                yield (
                    at,
                    lambda e=each, at=at: WriteUpFactory(
                        meeting=self.meetings[e.name], published_at=at, written_on=at.date()
                    ),
                )
            if each.moved_at:
                for minutes, days in ((0, 1), (5, 2)):
                    moved = each.starts + days * DAY
                    yield (
                        each.moved_at + timedelta(minutes=minutes),
                        lambda e=each, moved=moved: self.change(
                            e, starts_at=moved, ends_at=moved + 2 * HOUR
                        ),
                    )
        for who in self.people:
            yield from self.doings(who)

    def doings(self, who: Somebody) -> Iterator[tuple[datetime, Any]]:
        for number, each in enumerate(self.gatherings):
            if each.place in who.places and (who.number // 10 + number) % 3 == 0:
                at = each.starts.replace(hour=12, minute=0) - 9 * DAY
                if who.takes_part(at) and at > BEGIN:
                    who.answers[each.name] = at
                    yield at, lambda e=each: self.reply(who, e)
            if who.number % 7 == 0 and each.name in self.published and each.place == who.places[0]:
                at = self.published[each.name].replace(hour=20) + DAY
                if who.takes_part(at) and at < END:
                    who.reads.append(at)
                    yield at, lambda: self.read(who)
        if who.rests:
            yield who.rests[0], lambda: self.each_card(who, actions.rest)
            yield who.rests[1], lambda: self.each_card(who, actions.come_back)
        if who.leaves:
            yield who.leaves, lambda: self.each_card(who, actions.leave, keeps_name=True)

    def change(self, each: Gathering, **to: Any) -> None:
        Meeting.objects.filter(pk=self.meetings[each.name].pk).update(**to)

    def reply(self, who: Somebody, each: Gathering) -> None:
        meeting = Meeting.objects.get(pk=self.meetings[each.name].pk)
        reply_to_meeting(meeting=meeting, by=self.cards[who.number, each.place], answer="yes")

    def read(self, who: Somebody) -> None:
        client = Client()
        client.force_login(self.cards[who.number, who.places[0]].person)
        for place in who.places:
            assert client.get(self.places[place].get_absolute_url()).status_code == 200

    def each_card(self, who: Somebody, action: Any, **more: Any) -> None:
        for place in who.places:
            card = Membership.objects.get(pk=self.cards[who.number, place].pk)
            action(card=card, by=card.person, **more)


def live(town: Town) -> set[datetime]:
    """Hour by hour: what people do, then two ticks; between the big ones only the sender looks.

    Returns the hours at which somebody did something.
    """
    hours: set[datetime] = set()
    todo = sorted(town.happenings(), key=lambda each: each[0])
    with time_machine.travel(BEGIN, tick=False) as clock:
        at = BEGIN
        while at < END:
            busy = False
            while todo and todo[0][0] <= at:
                moment, happens = todo.pop(0)
                clock.move_to(moment)
                happens()
                busy = True
                if moment.minute:  # a beat between two changes of one meeting
                    run(tick)
            clock.move_to(at)
            if not OUTAGE[0] <= at < OUTAGE[1]:
                for _ in range(2):
                    run(tick if busy or at.hour == 6 else drain)
            if busy:
                hours.add(at)
            at += HOUR
    return hours


def run(beat: Any) -> None:
    """A beat whose worker may die; another one is there at once."""
    while True:
        try:
            return beat()
        except SystemExit:
            continue


def drain() -> None:
    while outbox.send_one():
        pass


def real(town: Town) -> dict[Told, datetime | None]:
    """What the table says happened, in the words of the model."""
    by_user = {card.person_id: number for (number, _), card in town.cards.items()}
    by_meeting = {meeting.pk: name for name, meeting in town.meetings.items()}
    places = {place.pk: number for number, place in enumerate(town.places)}
    found: dict[Told, datetime | None] = {}
    for letter in Letter.objects.filter(state__in=("sent", "refused"), kind__in=SHORT):
        kind = SHORT[letter.kind]
        about = by_meeting.get(letter.about, "")
        if kind == "digest":
            about = f"{places[letter.place]} {said(letter.edition)}"
        key = (by_user[letter.person_id], kind, about)
        assert key not in found, f"twice: {key}"
        found[key] = letter.sent_at
    return found


def said(edition: str) -> str:
    """The same week in the model's words."""
    if " " not in edition:
        return edition
    every, first = edition.split()
    day = datetime.fromisoformat(first).replace(tzinfo=UTC)
    length = 7 if every == "week" else 14
    return f"{every} {(day - datetime(2024, 1, 1, tzinfo=UTC)).days // length}"


@pytest.mark.parametrize("part", range(PARTS), ids=lambda part: f"part {part + 1}")
def test_everybody_gets_exactly_what_the_plain_model_says(
    part: int, settings: Any, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    settings.LETTERS_AT_ONCE = False
    post = Post()
    monkeypatch.setattr(EmailBackend, "send_messages", lambda _, messages: post.take(messages))
    monkeypatch.setattr(outbox, "send_tick", lambda: None)  # the broker is gone all year
    numbers_here = [number for number in range(PEOPLE) if number // 10 % PARTS == part]
    town = Town([person(number) for number in numbers_here], gatherings())
    town.build()
    busy = live(town)
    year = Year(ZONES, town.people, town.gatherings, town.published, OUTAGE, busy)
    year.run(BEGIN, END)

    told, wanted = real(town), year.outcome
    missing, more = set(wanted) - set(told), set(told) - set(wanted)
    numbers = Counter(kind for _, kind, _ in told)
    repeats = sum(post.ids.values()) - len(post.ids)
    by_address: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for (number, kind, _), at in told.items():
        if at:
            by_address[number].append((at, kind))
    by_number = {who.number: who for who in town.people}
    at_night = [
        (number, at)
        for number, letters in by_address.items()
        for at, _ in letters
        if any(
            by_number[number].is_quiet(at.astimezone(ZONES[place]).hour)
            for place in by_number[number].places[:1]
        )
        and len(by_number[number].places) == 1
    ]
    away = [
        (number, at)
        for number, letters in by_address.items()
        for at, _ in letters
        if not by_number[number].takes_part(at)
    ]
    empty = [
        body
        for _, _, subject, body in post.taken
        if subject == "What came of it" and "porridge held out" not in body
    ]
    plain = [w.number for w in town.people if w.number % 10 < 3]
    months = Counter(
        (number, f"{at:%Y-%m}")
        for number in plain
        for at, kind in by_address[number]
        if kind in ("invitation", "reminder", "digest")
    )
    in_the_year = {
        number: sum(kind != "changed" for _, kind in by_address[number]) for number in plain
    }
    stale = [
        key
        for key, at in told.items()
        if at
        and key[1] in ("invitation", "reminder", "morning")
        and next(g for g in town.gatherings if g.name == key[2]).is_off(at)
    ]
    figure(
        f"a year of letters {part + 1}.1",
        f"{len(town.people)} of {PEOPLE} people, {len(town.gatherings)} meetings in two zones:"
        f" {dict(sorted(numbers.items()))}",
    )
    figure(
        f"a year of letters {part + 1}.2",
        f"missing {len(missing)}, doubled 0, more than predicted"
        f" {len(more)}, stale {len(stale)}, empty {len(empty)}, in quiet hours {len(at_night)},"
        f" to people resting or left {len(away)}",
    )
    figure(
        f"a year of letters {part + 1}.3",
        f"a default member at most {max(in_the_year.values())} in the"
        f" year and {max(months.values())} in a month; repeats with the same Message-ID"
        f" {repeats} after {len(DEATHS)} deaths of a sender",
    )
    assert (sorted(missing)[:9], sorted(more)[:9]) == ([], [])
    assert (stale, empty, at_night, away) == ([], [], [], [])
    assert repeats == len([n for n in DEATHS if n <= len(post.ids)]) >= 2
    assert max(in_the_year.values()) <= 36
    assert max(months.values()) <= 3
    wrong_hour = [key for key, at in told.items() if at and at != wanted[key]]
    assert wrong_hour == []
