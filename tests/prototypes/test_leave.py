"""Asking for a yes, bodies that change their names, rules, cards, and what to steer clear of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from collaborative.keys import new_key
from collaborative.search import find
from members.access import today_in
from members.models import Membership
from prototypes.models import Body, BodyName, Inspiration, Permission, Question, RedTape
from tests.conftest import as_
from tests.factories import MembershipFactory
from tests.factories_trying import (
    InspirationFactory,
    LearningFactory,
    PermissionFactory,
    PrototypeFactory,
    RedTapeFactory,
)
from tests.prototypes.helpers import queries
from tests.prototypes.test_trying import url

pytestmark = pytest.mark.django_db


def want(client: Client, me: Membership, **typed: Any) -> Any:
    data = {"text": "May we use the room?", "body": "Dale End PCT", "key": new_key(), **typed}
    return as_(client, me).post(url("want", me), data)


def seen(client: Client, row: Permission) -> str:
    page = client.get(row.get_absolute_url()).text
    return page.split('name="seen" value="')[1].split('"')[0]


def hear(client: Client, row: Permission, state: str, words: str = "", **more: str) -> Any:
    data = {"state": state, "words": words, "seen": seen(client, row), **more}
    return client.post(row.get_absolute_url(), data)


def test_asked_by_the_group_answered_and_each_day_stands(
    client: Client, member: Membership
) -> None:
    prototype = PrototypeFactory(collaborative=member.collaborative, name="Tea")
    key = new_key()
    for _ in range(2):
        want(client, member, key=key, prototype=prototype.key)
    row = Permission.objects.get()
    assert (row.state, row.asked_on, row.prototype) == ("not_yet", None, prototype)
    assert "not asked yet" in client.get(prototype.get_absolute_url()).text
    for state, words in (("conditions", "Say which conditions."), ("refused", "Say why")):
        assert words in hear(client, row, state).text
    assert hear(client, row, "asked").status_code == 302
    assert hear(client, row, "no_answer", "We asked again, with a biscuit.").status_code == 302
    page = client.get(row.get_absolute_url()).text
    assert "Nobody has answered since" in page
    assert "with a biscuit" in page
    early = {"on": (today_in(member.collaborative) - timedelta(days=900)).isoformat()}
    assert "That is before it was asked." in hear(client, row, "given", **early).text
    hear(client, row, "conditions", "Out by four.")
    row.refresh_from_db()
    assert (row.conditions, row.reason) == ("Out by four.", "")
    late = client.post(row.get_absolute_url(), {"state": "given", "seen": "0" * 16})
    assert late.status_code == 409
    page = client.get(row.get_absolute_url()).text
    assert (
        page.index("asked.") < page.index("no answer yet.") < page.index("conditions. Out by four")
    )
    assert member.chosen_name not in page.split("<main")[1].split("</main")[0]


def test_a_body_renamed_twice_keeps_its_history(client: Client, member: Membership) -> None:
    want(client, member, asked_on="2012-01-05")
    row = Permission.objects.get()
    for name in ("Dale End CCG", "Dale End ICB"):
        assert client.post(url("body", member, row.body), {"name": name}).status_code == 302
    page = client.get(row.get_absolute_url()).text
    assert "Dale End PCT</a>, which is Dale End ICB now" in page
    assert page.index("was called Dale End PCT") < page.index("then Dale End CCG")
    want(client, member, text="May we stay?", body="dale end pct")  # by a name of long ago
    assert Body.objects.count() == 1
    assert Permission.objects.get(text="May we stay?").asked_as == "Dale End ICB"
    want(client, member, text="And here?", body="The library")
    taken = client.post(url("body", member, row.body), {"name": "the library"})
    assert (taken.status_code, "called that already" in taken.text) == (422, True)
    assert BodyName.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"state": "not_yet"}, "asked_on_a_day"),
        ({"state": "given"}, "answered_on_a_day"),
        ({"state": "conditions", "answered_on": "2026-06-06"}, "with_conditions_says_which"),
        ({"state": "refused", "answered_on": "2026-06-06"}, "refused_says_why"),
        ({"state": "given", "answered_on": "2001-01-01"}, "answered_after_it_was_asked"),
        ({"expires_on": "2027-01-01"}, "expires_when_given"),
    ],
)
def test_what_the_database_refuses(member: Membership, wrong: Any, named: str) -> None:
    row = PermissionFactory(
        collaborative=member.collaborative, state="asked", asked_on="2026-05-05"
    )
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        Permission.objects.filter(pk=row.pk).update(**wrong)


def test_a_rule_is_noted_and_asked_about(client: Client, member: Membership) -> None:
    said = {"rule": "Cake needs a policy.", "who_says_so": "A sheet of 1998.", "really": "no"}
    key = new_key()
    for _ in range(2):
        as_(client, member).post(url("rule", member), {**said, "key": key})
    page = client.get(url("permissions", member)).text
    assert page.count("<h3>Cake needs a policy.") == 1
    titled = {**said, "who_says_so": "Osei, who is a ward nurse.", "key": new_key()}
    asked = client.post(url("rule", member), titled)
    assert "here we use names only" in asked.text
    assert RedTape.objects.count() == 1


def test_what_was_found_out_about_a_rule_and_two_who_found_out(
    client: Client, member: Membership
) -> None:
    row = RedTapeFactory(collaborative=member.collaborative, rule="Cake needs a policy.")
    address, before = url("rule_of", member, row), row.edition
    assert f'href="{address}"' in as_(client, member).get(url("permissions", member)).text
    said = {"rule": row.rule, "really": "no", "answer": "It is written nowhere.", "seen": before}
    assert client.post(address, said).status_code == 302
    late = client.post(address, said | {"really": "partly", "answer": "Only for cream."})
    assert late.status_code == 409
    for words in ("It is written nowhere.", "Only for cream."):
        assert words in late.text
    row.refresh_from_db()
    assert (row.really, row.answer) == ("no", "It is written nowhere.")
    again = said | {"answer": "Only for cream.", "seen": row.edition}
    assert client.post(address, again).status_code == 302
    assert "Only for cream." in client.get(url("permissions", member)).text


def test_what_to_steer_clear_of_is_gathered(client: Client, member: Membership) -> None:
    here = {"collaborative": member.collaborative}
    gone = PrototypeFactory(**here, name="Desks", state="let_go", why="The walls moved indoors.")
    LearningFactory(prototype=gone, what="One building is not one door.")
    PrototypeFactory(**here, name="Swap", state="parked", waiting_for="A host", why="Nobody asks.")
    PrototypeFactory(**here, name="Tea goes on")
    PrototypeFactory(name="Theirs", state="let_go", why="Theirs too")
    page = as_(client, member).get(url("steer_clear", member)).text
    for words in ("Desks", "The walls moved indoors.", "One building is not one door.", "A host"):
        assert words in page
    assert "Tea goes on" not in page
    assert "Theirs" not in page


def test_a_card_leaves_us_with_a_question(client: Client, member: Membership) -> None:
    said = {
        "title": "Open Dialogue",
        "says": "People talk, at once, with everybody who matters.",
        "place": "Tornio",
        "five_minutes": "Read the first page.",
        "content_note": "It speaks of loss.",
        "link": "https://example.org/dialogue",
        "key": new_key(),
    }
    for _ in range(2):
        sent = as_(client, member).post(url("pin", member), said)
    card = Inspiration.objects.get()
    for _ in range(2):
        client.post(sent.url, {"text": "Why do we wait three weeks?"})
    question = Question.objects.get()
    page = client.get(url("cards", member)).text
    for words in ("Open Dialogue", "Read the first page.", "speaks of loss", "wait three weeks"):
        assert words in page
    client.post(sent.url, {"question": question.key, "do": "rest"})
    assert "wait three weeks" not in client.get(url("cards", member)).text
    assert "It rests just now." in client.get(sent.url).text
    assert [r.title for _, rows in find(member, "everybody who matters") for r in rows] == [
        card.title
    ]
    other = as_(client, MembershipFactory())
    assert other.get(sent.url).status_code == 404
    assert other.post(sent.url, {"text": "And we?"}).status_code == 404


@pytest.mark.parametrize(
    "name", ["permissions", "steer_clear", "cards", "permission", "bodies", "body"]
)
def test_as_many_queries_for_thirty(client: Client, name: str) -> None:
    counts = []
    for rows in (1, 30):
        me = MembershipFactory()
        here = {"collaborative": me.collaborative}
        for number in range(rows):
            row = PermissionFactory(
                **here, prototype=PrototypeFactory(**here, name=f"Tea {number}")
            )
            PermissionFactory(
                **here, state="given", asked_on="2026-01-01", answered_on="2026-02-01"
            )
            gone = PrototypeFactory(**here, state="let_go", why="Rain")
            LearningFactory(prototype=gone)
            card = InspirationFactory(**here)
            card.questions.create(**here, text="Why?", asked_on="2026-01-01")
            BodyName.objects.create(**here, body=row.body, name=f"Old {number}")
            PermissionFactory(**here, body=row.body)
        shown = {"permission": row, "body": row.body}
        address = url(name, me, shown.get(name))
        as_(client, me)
        counts.append(queries(lambda address=address: client.get(address)))
    assert counts[0] == counts[1] <= 8
