"""What we try: begun by anybody, joined and left, and how it stands with each day and reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from collaborative.came_out import lines_for
from collaborative.keys import new_key
from members.access import today_in
from members.models import Membership
from prototypes.models import GrewFrom, Prototype, PrototypeStep, TeamMember
from prototypes.ready import READY
from tests.conftest import as_
from tests.factories import MembershipFactory, OutputFactory, ThemeFactory
from tests.factories_trying import GrewFromFactory, PrototypeFactory
from tests.prototypes.helpers import HTMX, queries

pytestmark = pytest.mark.django_db


def url(name: str, me: Membership, row: Any = None, **more: str) -> str:
    key = {"key": row.key} if row else {}
    return reverse(f"trying:{name}", kwargs={"collaborative": me.collaborative.slug, **key, **more})


def begin(client: Client, me: Membership, **typed: Any) -> Any:
    data = {"name": "Tea for whoever waits", "key": new_key(), **typed}
    return as_(client, me).post(url("begin", me), data)


def mine(me: Membership, **more: Any) -> Prototype:
    return PrototypeFactory(collaborative=me.collaborative, **more)


def test_begun_once_with_three_answers_by_whoever_begins_it(
    client: Client, member: Membership
) -> None:
    page = as_(client, member).get(url("begin", member)).text
    for asked in ("What shall we try?", "How small?", "When do we look again?"):
        assert page.index(asked) < page.index("<summary>More")
    key = new_key()
    for _ in range(2):
        sent = begin(client, member, key=key, how_small="One Monday", look_again_on="2027-01-14")
    found = Prototype.objects.get()
    assert (sent.url, found.state) == (found.get_absolute_url(), "rough_idea")
    assert [row.member for row in found.team.all()] == [member]
    assert "We look again on 14 January 2027" in client.get(sent.url).text
    begin(client, member, key=key, name="Something else under a used form")
    assert Prototype.objects.count() == 2


def test_from_a_theme_a_note_and_what_was_tried_and_words(
    client: Client, member: Membership
) -> None:
    here = member.collaborative
    theme, note = (
        ThemeFactory(collaborative=here, name="Small things"),
        OutputFactory(session__meeting__collaborative=here),
    )
    elsewhere = ThemeFactory(name="Theirs")
    first, second = mine(member, name="Cake on Mondays"), mine(member, name="Soup on Fridays")
    page = as_(client, member).get(url("begin", member), {"theme": theme.key}).text
    assert 'value="Small things"' in page
    begin(
        client,
        member,
        theme=theme.key,
        output=note.key,
        parent=[first.key],
        heard="soup on fridays\nA talk on the radio\nA talk on the radio",
        unsure="on",
    )
    begin(client, member, name="From theirs", theme=elsewhere.key)
    edges = GrewFrom.objects.filter(child__name="Tea for whoever waits")
    assert {edge.parent for edge in edges if edge.parent} == {first, second}
    assert [edge.theme for edge in edges if edge.theme] == [theme]
    assert [edge.output for edge in edges if edge.output] == [note]
    assert [edge.words for edge in edges if edge.words] == ["A talk on the radio"]
    assert all(edge.unsure for edge in edges)
    assert not GrewFrom.objects.filter(child__name="From theirs").exists()


def test_two_hundred_parents_are_asked_about_and_nothing_is_lost(
    client: Client, member: Membership
) -> None:
    heard = "\n".join(f"Idea {n}" for n in range(200))
    sent = begin(client, member, heard=heard, hunch="A name keeps people")
    assert sent.status_code == 422
    assert "These are 200. Please name the forty that matter most." in sent.text
    for kept in ("Tea for whoever waits", "Idea 199", "A name keeps people"):
        assert kept in sent.text
    assert not Prototype.objects.exists()


def test_similar_ones_show_while_typing_let_go_ones_too(client: Client, member: Membership) -> None:
    mine(member, name="Tea in the waiting room", state="let_go", why="The urn leaked.")
    mine(member, name="Choir on the bus")
    PrototypeFactory(name="Tea in their waiting room")  # in another place
    asked = {"name": "waitign room tea"}
    part = as_(client, member).get(url("alike", member), asked, headers=HTMX).text
    assert "Tea in the waiting room" in part
    assert "The urn leaked." in part
    assert "growing here too" in part
    assert "Choir" not in part
    assert "their waiting" not in part
    assert "<html" not in part
    looked = begin(client, member, do="look", name="A tea room for waiting", how_small="One Monday")
    assert "Tea in the waiting room" in looked.text
    assert "One Monday" in looked.text
    assert Prototype.objects.count() == 3


def test_how_it_stands_has_a_day_and_a_reason(client: Client, member: Membership) -> None:
    prototype = mine(member)
    stands = url("stand", member, prototype)
    as_(client, member)
    for told, words in (
        ({"state": "let_go"}, "Say why."),
        ({"state": "parked"}, "Say what it is waiting for."),
        ({"state": "tried", "on": "2009-01-01"}, "before the idea was there"),
        ({"state": "tried", "on": "0209-01-01"}, "Did the year slip?"),
    ):
        sent = client.post(stands, told)
        assert (sent.status_code, words in sent.text) == (422, True), told
    today = today_in(member.collaborative)
    parked = {
        "state": "parked",
        "waiting_for": "A host who asks first",
        "wake_on": today.isoformat(),
    }
    for told in ({"state": "tried", "why": "Eleven came."}, parked, parked):
        assert client.post(stands, told).status_code == 302
    page = client.get(prototype.get_absolute_url()).text
    assert page.index("rough idea.") < page.index("tried with a few. Eleven came.")
    assert page.count("parked. A host who asks first") == 1
    assert "It wanted to wake up on" in page
    assert "It wanted to wake up on" in client.get(f"/{member.collaborative.slug}/").text
    client.post(stands, {"state": "live", "why": "A host asked first."})
    prototype.refresh_from_db()
    assert (prototype.state, prototype.waiting_for, prototype.wake_on) == ("live", "", None)
    assert [step.state for step in prototype.steps.all()] == [
        "rough_idea",
        "tried",
        "parked",
        "live",
    ]


def test_let_go_and_everyday_stand_in_what_was_tried(client: Client, member: Membership) -> None:
    mine(member, name="Desks", state="let_go", why="The walls moved indoors.")
    became = mine(member, name="Tea")
    mine(member, name="Still on")
    said = {
        "state": "everyday",
        "became": "The ordinary Monday",
        "became_link": "https://example.org/monday",
    }
    as_(client, member).post(url("stand", member, became), said)
    tried = client.get(url("all", member), {"show": "tried"}).text
    assert "Desks" in tried
    assert "The walls moved indoors." in tried
    assert "It became The ordinary Monday." in tried
    assert "Still on" not in tried
    assert 'href="https://example.org/monday"' in client.get(became.get_absolute_url()).text
    script = client.post(
        url("stand", member, became), said | {"became_link": "javascript:alert(1)"}
    )
    assert script.status_code == 422


def test_anyone_joins_and_the_last_one_may_go(client: Client, member: Membership) -> None:
    prototype = mine(member, team=[member])
    other = MembershipFactory(collaborative=member.collaborative, chosen_name="Dele")
    team = url("team", member, prototype)
    for _ in range(2):
        as_(client, other).post(team, {"do": "join"})
    assert "Dele" in client.get(prototype.get_absolute_url()).text
    alone = mine(member, name="Without Dele")
    with_me = client.get(url("all", member), {"show": "mine"}).text
    assert prototype.name in with_me
    assert alone.name not in with_me
    for who in (member, other, other):
        as_(client, who).post(team, {"do": "step_out"})
    assert not TeamMember.objects.exists()
    page = client.get(prototype.get_absolute_url()).text
    assert "Nobody just now. What was learned stays" in page


def test_two_people_change_one_idea_and_both_texts_stand(
    client: Client, member: Membership
) -> None:
    prototype = mine(member, name="Tea")
    seen = prototype.edition
    change = url("change", member, prototype)
    as_(client, member)
    assert client.post(change, {"name": "Tea at ten", "seen": seen}).status_code == 302
    late = client.post(change, {"name": "Tea at two", "hunch": "Later is kinder", "seen": seen})
    assert late.status_code == 409
    for words in ("Tea at ten", "Tea at two", "Later is kinder"):
        assert words in late.text
    prototype.refresh_from_db()
    assert prototype.name == "Tea at ten"
    client.post(change, {"name": "Tea at two", "seen": prototype.edition})
    prototype.refresh_from_db()
    assert prototype.name == "Tea at two"


def test_the_guard_asks_before_it_is_kept(client: Client, member: Membership) -> None:
    hunch = "Osei, who is a ward nurse, knows how."
    asked = begin(client, member, hunch=hunch)
    assert asked.status_code == 200
    assert "here we use names only" in asked.text
    assert hunch in asked.text
    assert not Prototype.objects.exists()
    told = asked.text.split('name="told" value="')[1].split('"')[0]
    without = begin(client, member, hunch=hunch, **{"without": "on"})
    assert "ward nurse, knows" not in without.text
    assert "Osei" in without.text
    begin(client, member, hunch=hunch, told=told)
    assert Prototype.objects.get().hunch == hunch


def test_a_story_of_a_hundred_and_fifty_words_goes_out_when_its_people_said_yes(
    client: Client, member: Membership
) -> None:
    prototype = mine(member, name="Tea")
    change = url("change", member, prototype)
    said = {"name": "Tea", "method": "acted out", "how_we_worked": "Everybody spoke once."}
    as_(client, member)
    for wrong, words in (
        ({"story": "kettle " * 151}, "These are 151 words."),
        ({"story": "", "story_goes_out": "on"}, "Write the story first."),
    ):
        sent = client.post(change, said | wrong | {"seen": prototype.edition})
        assert (sent.status_code, words in sent.text) == (422, True)
    client.post(change, said | {"story": "Somebody put a kettle there.", "seen": prototype.edition})
    stories = url("stories", member)
    assert "put a kettle" not in client.get(stories).text
    page = client.get(prototype.get_absolute_url()).text
    for words in ("put a kettle", "Acted out", "Everybody spoke once."):
        assert words in page
    prototype.refresh_from_db()
    told = {"story": prototype.story, "story_goes_out": "on", "seen": prototype.edition}
    client.post(change, said | told)
    assert "put a kettle" in client.get(stories).text
    with pytest.raises(IntegrityError, match="story_to_take"), transaction.atomic():
        Prototype.objects.filter(pk=prototype.pk).update(story="")


def test_one_that_lies_ready_fills_the_form_and_can_be_changed(
    client: Client, member: Membership
) -> None:
    blank = as_(client, member).get(url("begin", member)).text
    for ready in READY:
        assert f"?ready={ready.key}" in blank
        filled = client.get(url("begin", member), {"ready": ready.key})
        form = filled.context["form"]
        assert {name: form[name].value() for name in ready.words} == ready.words
    assert client.get(url("begin", member), {"ready": "x\x00"}).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"state": "let_go", "why": ""}, "prototype_let_go_says_why"),
        ({"state": "parked"}, "prototype_parked_waits_for_something"),
        ({"waiting_for": "Rain"}, "prototype_parked_waits_for_something"),
        ({"became": "Monday"}, "prototype_became_when_everyday"),
        ({"name": ""}, "prototype_has_a_name"),
    ],
)
def test_what_the_database_refuses(member: Membership, wrong: dict[str, Any], named: str) -> None:
    prototype = mine(member)
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        Prototype.objects.filter(pk=prototype.pk).update(**wrong)
    early = prototype.started_on - timedelta(days=1)
    with pytest.raises(IntegrityError, match="since_it_began"), transaction.atomic():
        Prototype.objects.filter(pk=prototype.pk).update(state_since=early)
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        PrototypeStep.objects.filter(prototype=prototype).update(state="let_go", why="")


@pytest.mark.parametrize("name", ["all", "one", "begin"])
def test_as_many_queries_for_thirty(client: Client, name: str) -> None:
    counts = []
    for rows in (1, 30):
        me = MembershipFactory()
        row = mine(me, name="Tea in the waiting room")
        for number in range(rows):
            other = mine(
                me, name=f"Tea {number}", team=[MembershipFactory(collaborative=me.collaborative)]
            )
            GrewFromFactory(child=row, parent=other)
            row.team.create(
                collaborative=me.collaborative,
                member=MembershipFactory(collaborative=me.collaborative),
            )
        as_(client, me)
        address = url(name, me, row if name == "one" else None)
        counts.append(queries(lambda address=address: client.get(address)))
    assert counts[0] == counts[1] <= 8


def test_a_meeting_says_what_was_tried_of_it(member: Membership) -> None:
    note = OutputFactory(session__meeting__collaborative=member.collaborative)
    tried = mine(member, name="Tea")
    GrewFromFactory(child=tried, output=note)
    theme = ThemeFactory(collaborative=member.collaborative, named_in=note.session)
    GrewFromFactory(child=tried, theme=theme)
    lines = lines_for([note.session.meeting])[note.session.meeting_id]
    assert [line.words for line in lines if "Tried" in line.words] == ["Tried: “Tea”"]
    assert len(lines) == 2
