"""Cycles and learnings: quick to tell, honest, and nothing of two people lost; what others hear."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from collaborative import outbox
from collaborative.keys import new_key
from collaborative.models import Letter
from collaborative.search import find
from collaborative.tasks import tick
from members.access import today_in
from members.models import Membership, Preferences
from prototypes.models import Learning, Prototype, TestCycle
from prototypes.trying_letters import nudges_due
from tests.conftest import as_
from tests.factories import MeetingFactory, MembershipFactory
from tests.factories_trying import LearningFactory, PrototypeFactory, TestCycleFactory
from tests.prototypes.helpers import queries
from tests.prototypes.test_trying import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def prototype(member: Membership) -> Prototype:
    began = today_in(member.collaborative) - timedelta(days=100)
    return PrototypeFactory(collaborative=member.collaborative, started_on=began, team=[member])


def tell(client: Client, me: Membership, prototype: Prototype, **typed: Any) -> Any:
    data = {"tried": "One Monday", "key": new_key(), **typed}
    return as_(client, me).post(url("new_cycle", me, prototype), data)


def test_told_once_in_three_boxes_on_the_day(
    client: Client, member: Membership, prototype: Prototype
) -> None:
    page = as_(client, member).get(url("new_cycle", member, prototype)).text
    for asked in ("What did we try?", "What happened?", "What now?"):
        assert page.index(asked) < page.index("<summary>More")
    key = new_key()
    for _ in range(2):
        sent = tell(client, member, prototype, key=key, happened="Eleven came", decision="change")
    cycle = TestCycle.objects.get()
    today = today_in(member.collaborative)
    assert (sent.url, cycle.n, cycle.from_on, cycle.told_on) == (
        prototype.get_absolute_url(),
        1,
        today,
        today,
    )
    shown = client.get(sent.url).text
    assert "Eleven came" in shown
    assert "Change it" in shown


def test_days_that_cannot_be_are_asked_about(
    client: Client, member: Membership, prototype: Prototype
) -> None:
    for typed, words in (
        ({"tried": ""}, "Say what we tried, or what we want to know."),
        ({"from_on": "2001-05-05"}, "That is before the idea was there."),
        ({"from_on": "2026-05-05", "to_on": "2026-05-04"}, "It ends before it begins."),
    ):
        sent = tell(client, member, prototype, hunch="", surprised="The bus", **typed)
        assert (sent.status_code, words in sent.text) == (422, True), typed
        assert "The bus" in sent.text
    assert not TestCycle.objects.exists()


def test_two_people_write_one_cycle_and_one_learning(
    client: Client, member: Membership, prototype: Prototype
) -> None:
    cycle = TestCycleFactory(prototype=prototype)
    learning = LearningFactory(prototype=prototype, what="Cake helps", cycles=[cycle])
    as_(client, member)
    for address, row, first, second in (
        (cycle.get_absolute_url(), cycle, {"happened": "Nine"}, {"happened": "Ten"}),
        (learning.get_absolute_url(), learning, {"what": "Nine"}, {"what": "Ten"}),
    ):
        seen = row.edition
        assert client.post(address, {**first, "seen": seen}).status_code == 302
        late = client.post(address, {**second, "seen": seen, "surprised": "", "so_what": "Mine"})
        assert late.status_code == 409
        assert "Nine" in late.text
        assert "Ten" in late.text
        row.refresh_from_db()
        assert "Nine" in (getattr(row, "what", ""), getattr(row, "happened", ""))
        again = {**second, "seen": late.text.split('name="seen" value="')[1].split('"')[0]}
        assert client.post(address, again).status_code == 302


def test_a_learning_may_say_that_nothing_big_came_of_it(
    client: Client, member: Membership, prototype: Prototype
) -> None:
    cycle = TestCycleFactory(prototype=prototype)
    met = MeetingFactory(collaborative=member.collaborative, title="October", past=True)
    member.collaborative.values = ["Stay", "Listen"]
    member.collaborative.save()
    said = {
        "what": "A lamp alone changes little.",
        "no_big_result": "on",
        "did_not": "It did not bring anybody new.",
        "effect_on_workers": "Two went home on time.",
        "value": "Stay",
        "kind": "capacity",
        "surfaced_at": met.key,
        "cycles": [cycle.key],
        "key": new_key(),
    }
    for _ in range(2):
        as_(client, member).post(url("new_learning", member, prototype), said)
    assert Learning.objects.count() == 1
    page = client.get(prototype.get_absolute_url()).text
    for words in ("No big result, and worth knowing", "Two went home", "Seen in action: Stay"):
        assert words in page
    assert f'It came up at <a href="{met.get_absolute_url()}">October</a>' in page
    assert "What we are able to do now" in page
    again = client.get(Learning.objects.get().get_absolute_url())
    assert again.context["form"]["surfaced_at"].value() == met.key
    assert cycle.get_absolute_url() in page
    titled = said | {"key": new_key(), "what": "Osei, who is a ward nurse, poured."}
    asked = client.post(url("new_learning", member, prototype), titled)
    assert "here we use names only" in asked.text
    assert "Osei, who is a ward nurse, poured." in asked.text
    assert "It did not bring anybody new." in asked.text
    assert Learning.objects.count() == 1
    assert [r.words for _, rows in find(member, "lamp alone") for r in rows]


def test_breakfast_hears_two_learning_first_and_what_wants_to_wake(
    client: Client, member: Membership
) -> None:
    today = today_in(member.collaborative)
    long_ago = today - timedelta(days=300)
    here = {"collaborative": member.collaborative, "started_on": long_ago}
    for days, name in ((30, "Third"), (2, "First"), (9, "Second")):
        row = PrototypeFactory(**here, name=name)
        LearningFactory(
            prototype=row, what=f"Learned of {name}", learned_on=today - timedelta(days=days)
        )
        TestCycleFactory(prototype=row, happened=f"Went {name}", told_on=long_ago)
    LearningFactory(what="Theirs")  # of another place
    PrototypeFactory(**here, name="Quiet")
    year = {"state": "parked", "waiting_for": "Snow", "started_on": today - timedelta(days=900)}
    PrototypeFactory(
        collaborative=member.collaborative,
        name="Forgotten",
        **year,
        state_since=today - timedelta(days=400),
    )
    PrototypeFactory(
        collaborative=member.collaborative,
        name="Just parked",
        **year,
        state_since=today - timedelta(days=40),
    )
    PrototypeFactory(
        **here, name="Asleep", state="parked", waiting_for="Rain", wake_on=today, state_since=today
    )
    page = as_(client, member).get(url("breakfast", member)).text
    assert page.index("Learned of First") < page.index("Went First") < page.index("Learned of Sec")
    assert page.index("Learned of Second") < page.index("Asleep") < page.index("Forgotten")
    for unheard in ("Third", "Quiet", "Theirs", "Just parked"):
        assert unheard not in page


def test_a_quiet_nudge_once_to_each_in_the_team_who_wants_it(
    member: Membership, prototype: Prototype
) -> None:
    today = today_in(member.collaborative)
    here = {"collaborative": member.collaborative}
    no_reminders, resting = MembershipFactory(**here), MembershipFactory(**here, state="resting")
    Preferences.objects.create(person=no_reminders.person, reminder=False)
    MembershipFactory(**here)  # in no team
    for other in (no_reminders, resting):
        prototype.team.create(collaborative=prototype.collaborative, member=other)
    old = {"prototype": prototype, "from_on": today - timedelta(days=20)}
    silent = TestCycleFactory(**old)
    TestCycleFactory(**old, n=2)
    TestCycleFactory(**old, n=3, happened="Told", told_on=today)
    TestCycleFactory(prototype=prototype, n=4, from_on=today - timedelta(days=3))
    mail.outbox.clear()
    for _ in range(3):
        tick()
    sent = [message for message in mail.outbox if message.subject == "How did it go?"]
    assert [message.to for message in sent] == [[member.person.email]]
    assert silent.get_absolute_url() in sent[0].body
    assert Letter.objects.filter(kind="nudge").count() == 1
    Letter.objects.filter(kind="nudge").update(not_before=timezone.now() - timedelta(days=40))
    tick()
    assert Letter.objects.filter(kind="nudge").count() == 2  # the other silent one, weeks later


def test_a_nudge_that_is_no_longer_true_is_not_sent(
    client: Client, member: Membership, prototype: Prototype
) -> None:
    today = today_in(member.collaborative)
    cycle = TestCycleFactory(prototype=prototype, from_on=today - timedelta(days=20))
    assert outbox.plan("nudge", nudges_due()) == 1
    told = {"happened": "Nothing much", "seen": cycle.edition}
    assert as_(client, member).post(cycle.get_absolute_url(), told).status_code == 302
    mail.outbox.clear()
    tick()
    assert [m for m in mail.outbox if m.subject == "How did it go?"] == []
    assert Letter.objects.get(kind="nudge").state == "withdrawn"


@pytest.mark.parametrize("name", ["one", "breakfast", "ancestry"])
def test_as_many_queries_for_thirty(client: Client, name: str) -> None:
    counts = []
    for rows in (1, 30):
        me = MembershipFactory()
        row = PrototypeFactory(collaborative=me.collaborative)
        for n in range(1, rows + 1):
            cycle = TestCycleFactory(prototype=row, n=n, happened="Nine", told_on=row.started_on)
            LearningFactory(prototype=row, cycles=[cycle])
            LearningFactory(prototype__collaborative=me.collaborative)
        address = url(name, me, None if name == "breakfast" else row)
        as_(client, me)
        counts.append(queries(lambda address=address: client.get(address)))
    assert counts[0] == counts[1] <= 8
