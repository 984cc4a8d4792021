"""One complete little world, and the same again in another collaborative.

Everybody who may ask is in it, and one row behind every address. Every word
goes through ``say``: plain here; the canary crawl gives back words that it
will know again (``tests/canary``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from collaborative.keys import new_token, token_hash
from meetings.models import Meeting, WriteUp
from members import lanyards, opening
from members.models import Collaborative, Hat, Invitation, Membership, User
from prototypes.models import Output
from roadmap.models import RoadmapItem
from tests.asking import asking_and_worried
from tests.factories import (
    CollaborativeFactory,
    EvidenceFactory,
    HatFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    MembershipFactory,
    MoveFactory,
    OutputFactory,
    PerspectiveFactory,
    ReplyFactory,
    RoadmapItemFactory,
    SessionFactory,
    TableFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
    VenueFactory,
    WriteUpFactory,
)
from tests.world_bad import photos_in
from tests.world_coming_in import coming_in
from tests.world_dates import dated
from tests.world_house import pieced
from tests.world_letters import nudged, worded
from tests.world_report import reported
from tests.world_road import on_the_road
from tests.world_room import in_the_room, kept_in_the_room, written_up
from tests.world_trying import trying_things
from tests.world_writing import in_the_session, under_the_theme

# say(whose, what, words): the words to plant there. ``whose`` names a person or a place.
Say = Callable[[str, str, str], str]

PRIMARY_KEYS = 731_900_000  # of people and cards here: a number to know again in a page


def plainly(whose: str, what: str, words: str) -> str:
    return words


@dataclass
class Place:
    """One collaborative, its people by what they do, and one row of everything."""

    collaborative: Collaborative
    people: dict[str, Membership] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    invitation: str = ""  # the link of somebody who has not said yes yet
    opening: str = ""  # the link that opens a new collaborative

    @property
    def slug(self) -> str:
        return self.collaborative.slug


class World:
    """``here`` is asked for; ``there`` is none of its members' business, but for ``both``."""

    def __init__(self, say: Say = plainly) -> None:
        self.say = say
        high_primary_keys("members_user", PRIMARY_KEYS)
        high_primary_keys("members_membership", PRIMARY_KEYS + 5000)
        self.outsider: User = UserFactory(email=self.address("outsider"))
        self.here = Place(
            CollaborativeFactory(
                slug="harbour-side",
                name="Harbour Side Living Well",
                shows_come=True,
                welcomes_strangers=True,
            )
        )
        there = {
            name: say("there", name, words)
            for name, words in {"name": "Moor End Living Well", "place": "Moor End"}.items()
        }
        self.there = Place(
            CollaborativeFactory(slug="moor-end", vision=say("there", "vision", "Calm."), **there)
        )
        self._people()
        asking_and_worried(self)
        coming_in(self)
        pieced(self)
        for place, whose in ((self.here, ""), (self.there, "there")):
            furnish(
                place, lambda what, words, whose=whose: say(whose, what, words) if whose else words
            )
            place.rows["photo"] = photos_in(place.people)
            worded(place)
            uncleared(place, lambda what, words: say("nobody", what, words))
        nudged(self.here)
        self.here.opening = opening.make_link()
        for whose, person in self.persons.items():
            private_part(self, whose, person)

    @property
    def persons(self) -> dict[str, User]:
        """Everybody who can sign in, by what they are to ``here``."""
        return {
            "outsider": self.outsider,
            "elsewhere": self.there.people["member"].person,
            **{whose: card.person for whose, card in self.here.people.items()},
            "coordinator there": self.there.people["coordinator"].person,
        }

    def address(self, whose: str) -> str:
        """An e-mail address whose both sides tell something."""
        name = whose.replace(" ", "-")
        local = self.say(whose, "email", name).replace(" ", "-").lower()
        domain = self.say(whose, "email domain", "post").replace(" ", "-").lower()
        return f"{local}@{domain}.example.org"

    def _people(self) -> None:
        """Here in an order that is not the alphabet's: by hat, by joining or by key it shows."""
        cards = [  # whose, chosen name, hat
            ("coordinator", "Vera", Hat.Kind.COORDINATOR),
            ("facilitator", "Len", Hat.Kind.FACILITATOR),
            ("listening", "Zoe", Hat.Kind.CONCERN),
            ("resting", "Win", None),
            ("member", "Abi", None),
            ("both", "Bo", None),
        ]
        for whose, name, hat in cards:
            person = UserFactory(email=self.address(whose))
            card = MembershipFactory(
                collaborative=self.here.collaborative,
                person=person,
                chosen_name=name,
                digest_upto=timezone.now() - timedelta(days=40),
                state="resting" if whose == "resting" else "active",
            )
            self.here.people[whose] = card
            if hat:
                HatFactory(member=card, kind=hat)
        HatFactory(member=self.here.people["both"], kind=Hat.Kind.INDEPENDENT)
        self._gone_and_to_come()
        for whose, name, hat in [
            ("coordinator", "Ugo", Hat.Kind.COORDINATOR),
            ("member", "Una", None),
        ]:
            card = MembershipFactory(
                collaborative=self.there.collaborative,
                person__email=self.address(f"{whose} there" if hat else "elsewhere"),
                chosen_name=self.say("there", f"name of {whose}", name),
                brings_me_here=self.say("there", "card", "The moor."),
                ask_me_about=self.say("there", "card", "Sheep."),
            )
            self.there.people[whose] = card
            if hat:
                HatFactory(member=card, kind=hat)
        self.there.people["both"] = MembershipFactory(
            collaborative=self.there.collaborative,
            person=self.here.people["both"].person,
            chosen_name=self.say("there", "name of both", "Bosun"),
        )

    def _gone_and_to_come(self) -> None:
        """Somebody invited, and somebody who left without a name."""
        self.here.people["introduced"] = MembershipFactory(
            collaborative=self.here.collaborative,
            person__email=self.address("introduced"),
            chosen_name=self.say("introduced", "name", "Ida"),
            brings_me_here="",
            ask_me_about="",
            state="introduced",
        )
        self.here.invitation = invite(self.here.people["introduced"])
        self.here.people["left"] = MembershipFactory(
            collaborative=self.here.collaborative,
            person__email=self.address("left"),
            chosen_name=self.say("left", "name", "Gil"),
            state="left",
            left_on=timezone.localdate() - timedelta(days=9),
            keeps_name=False,
        )


def high_primary_keys(table: str, first: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SEQUENCE {table}_id_seq RESTART WITH {first}")


def invite(card: Membership) -> str:
    """An open invitation; returns the word in its link."""
    token = new_token()
    Invitation.objects.create(
        collaborative=card.collaborative,
        member=card,
        token_hash=token_hash(token),
        not_after=timezone.now() + timedelta(days=14),
    )
    return token


def private_part(world: World, whose: str, person: User) -> None:
    """Everything that somebody may keep behind the wall."""

    def say(what: str, words: str) -> str:
        return world.say(whose, what, words)

    lanyards.write(
        person,
        job_title=say("job title", "Lamp lighter"),
        employer=say("employer", "The Lamp Works"),
        work_email=f"{say('work email', 'lamp').replace(' ', '-').lower()}@lamps.example.org",
    )
    lanyards.need(person, say("need", "Soft light"), tell_facilitator=True)
    lanyards.need(person, say("need", "A chair by the door"))
    for kind in lanyards.RouteKind:
        lanyards.route(
            person, kind, say(f"route {kind}", "01632 960123"), best_times=say("times", "mornings")
        )
    card = Membership.objects.filter(person=person).order_by("pk").first()
    if card is not None:
        # The label is offered to everybody here; beside a name it tells where they stand.
        label = world.say("standpoints", f"standpoint of {whose}", f"I light lamps, {whose}")
        lanyards.stand(person, [PerspectiveFactory(collaborative=card.collaborative, label=label)])


def furnish(place: Place, say: Callable[[str, str], str]) -> None:
    """Meetings, a session and what it brought out, themes, the roadmap: what members read."""
    now = timezone.now()
    rows, home = place.rows, place.collaborative
    rows["venue"] = VenueFactory(
        collaborative=home, name=say("venue", "The corner café"), arrive=say("way", "Blue door.")
    )
    _meetings(place, say, now)
    _session(place, say)
    trying_things(place, say)
    in_the_session(place, say)
    under_the_theme(place, say)
    _roadmap(place, say, now)
    reported(place, say)


def _meetings(place: Place, say: Callable[[str, str], str], now: datetime) -> None:
    rows, home = place.rows, place.collaborative
    rows["series"] = MeetingSeriesFactory(collaborative=home, venue=rows["venue"])
    own: dict[str, Any] = {"collaborative": home, "venue": rows["venue"], "series": rows["series"]}
    rows["meeting"] = MeetingFactory(
        **own,
        title=say("meeting", "Breakfast together"),
        purpose=say("purpose", "To look at the buses."),
        starts_at=now + timedelta(days=1),
    )
    rows["past meeting"] = MeetingFactory(
        **own,
        title=say("past meeting", "The one with the porridge"),
        starts_at=now - timedelta(days=20),
        came=23,
    )
    rows["called off"] = MeetingFactory(
        **own,
        title=say("called off", "Snowed in"),
        state=Meeting.State.CALLED_OFF,
        called_off_because=say("reason", "The road is shut."),
        starts_at=now + timedelta(days=3),
    )
    in_the_room(place, say)
    dated(place)
    written_up(place, say)
    for whose in ("coordinator", "both", "member"):  # again not in the order of their names
        ReplyFactory(meeting=rows["meeting"], member=place.people[whose])


def _session(place: Place, say: Callable[[str, str], str]) -> None:
    rows, home = place.rows, place.collaborative
    rows["session"] = SessionFactory(
        meeting=rows["meeting"],
        title=say("session", "From my door to your door"),
        purpose=say("purpose", "What happens between?"),
    )
    rows["table"] = TableFactory(session=rows["session"], name=say("table", "Teapot"))
    notes = [
        ("might_work", "Ask what a good Tuesday looks like"),
        ("steer_clear", "No more forms on the step"),
        ("tension", "Some want a bell, and some want quiet"),
        ("", "A lamp at the gate"),
    ]
    rows["outputs"] = [
        OutputFactory(session=rows["session"], table=rows["table"], kind=k, words=say("note", w))
        for k, w in notes
    ]
    rows["outputs"].append(
        OutputFactory(session=rows["session"], quote=True, words=say("quote", "I only came once."))
    )
    rows["theme"] = ThemeFactory(
        collaborative=home,
        name=say("theme", "Everyday goals lead"),
        promise=say("promise", "Small things first."),
        difficulty=say("difficulty", "Big things wait."),
        named_in=rows["session"],
        outputs=rows["outputs"],
    )
    rows["small theme"] = ThemeFactory(
        collaborative=home, name=say("theme", "Buses"), parent=rows["theme"]
    )


def _roadmap(place: Place, say: Callable[[str, str], str], now: datetime) -> None:
    rows, home = place.rows, place.collaborative
    for number, (name, horizon) in enumerate(
        [("item", "next"), ("stuck item", "now"), ("wow item", "wow")], start=1
    ):
        rows[name] = RoadmapItemFactory(
            collaborative=home,
            number=number,
            title=say(name, f"Lights on the path {number}"),
            need=say("why of item", "We cannot see our feet."),
            carried_by=say("carried by", "The lamp pair"),
            next_step=say("step", "Ring the council."),
            horizon=horizon,
        )
    RoadmapItem.objects.filter(pk=rows["stuck item"].pk).update(
        state="stuck", stuck_because=say("stuck", "Nobody answers.")
    )
    item = rows["item"]
    EvidenceFactory(item=item, output=rows["outputs"][0])
    EvidenceFactory(item=item, theme=rows["theme"])
    EvidenceFactory(item=item, meeting=rows["past meeting"])
    MoveFactory(item=item, why=say("why", "Two streets tried it."), meeting=rows["past meeting"])
    UpdateFactory(item=item, text=say("update", "We rang. They laughed kindly."))
    on_the_road(place, say)


def uncleared(place: Place, say: Callable[[str, str], str]) -> None:
    """What not every member may read: drafts, and words that are held back or taken back.

    They stand under a theme and an item, where somebody may forget to ask.
    """
    rows, home = place.rows, place.collaborative
    rows["draft meeting"] = MeetingFactory(
        collaborative=home,
        draft=True,
        title=say("draft meeting", "Perhaps a picnic"),
        starts_at=timezone.now() + timedelta(days=2),
    )
    rows["unwritten meeting"] = MeetingFactory(
        collaborative=home,
        title="The one in the rain",
        starts_at=timezone.now() - timedelta(days=5),
    )
    WriteUpFactory(
        meeting=rows["unwritten meeting"],
        body=say("draft write-up", "Half a sentence"),
        state=WriteUp.State.DRAFT,
        published_at=None,
    )
    kept_in_the_room(place, say)
    own: dict[str, Any] = {"session": rows["session"], "table": rows["table"]}
    quote = {**own, "kind": Output.Kind.QUOTE}
    kept_back = [
        OutputFactory(**own, words=say("held note", "The manager said so"), held=True),
        OutputFactory(**quote, words=say("quote not asked", "He said"), consent="not_asked"),
        OutputFactory(**quote, words=say("quote refused", "She said"), consent="refused"),
        OutputFactory(**quote, words=say("quote withdrawn", "They said"), consent="withdrawn"),
        OutputFactory(**own, words=say("taken back", "Never mind"), taken_back_at=timezone.now()),
    ]
    for output in kept_back:
        rows["theme"].outputs.add(output, through_defaults={"collaborative": home})
        EvidenceFactory(item=rows["item"], output=output)
    rows["kept back"] = kept_back


def client_of(world: World, role: str, **more: Any) -> Client:
    """A client signed in as one of the world's people; ``anonymous`` is nobody."""
    client = Client(**more)
    if role != "anonymous":
        client.force_login(world.persons[role])
    return client
