"""The trail: what we try, both ways; a note become an item; who has not been asked yet."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.test import Client

from members.models import Membership
from roadmap.models import Evidence, RoadmapItem
from roadmap.trail import MOST_WORDS
from tests.factories import (
    EvidenceFactory,
    HatFactory,
    OutputFactory,
    RoadmapItemFactory,
    UpdateFactory,
)
from tests.factories_trying import PrototypeFactory
from tests.roadmap.helpers import get, post, queries


@pytest.fixture
def item(member: Membership) -> RoadmapItem:
    return RoadmapItemFactory(collaborative=member.collaborative, horizon="next")


def test_what_we_try_is_tied_to_it_and_leads_back(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    tried = PrototypeFactory(collaborative=member.collaborative, name="The lamp by the gate")
    theirs = PrototypeFactory(name="Zebra")
    assert "Zebra" not in get(client, member, "item", item).text

    assert post(client, member, "evidence", item, what=f"tried-{theirs.key}").status_code == 422
    for _ in range(2):
        post(client, member, "evidence", item, what=f"tried-{tried.key}")

    assert Evidence.objects.get().prototype == tried
    page = get(client, member, "item", item).text
    assert tried.get_absolute_url() in page
    back = get(client, member, "grown_from_try", tried).text
    assert item.get_absolute_url() in back
    assert get(client, member, "grown_from_try", theirs).status_code == 404


def test_in_short_you_said_we_tried_what_changed(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    output = OutputFactory(session__meeting__collaborative=member.collaborative, words="Too dark.")
    EvidenceFactory(item=item, output=output)
    tried = PrototypeFactory(collaborative=member.collaborative, name="A lamp")
    EvidenceFactory(item=item, prototype=tried)
    UpdateFactory(item=item, text="Four lamps burn.")

    short = get(client, member, "item", item).text.split('id="came-of-it"')[1].split("</dl>")[0]
    for words in ("Too dark.", "A lamp", "What changed", "Four lamps burn."):
        assert words in short
    RoadmapItem.objects.filter(pk=item.pk).update(state="stuck", stuck_on="money")
    short = get(client, member, "item", item).text.split('id="came-of-it"')[1].split("</dl>")[0]
    assert "It could not go on, because" in short
    assert "Money" in short


def test_something_said_becomes_an_item_in_one_step(client: Client, member: Membership) -> None:
    output = OutputFactory(session__meeting__collaborative=member.collaborative, words="A bench")
    held = OutputFactory(session=output.session, words="Zebra", held=True)

    form = get(client, member, "new", note=output.key).text
    assert 'value="A bench"' in form
    assert "Zebra" not in get(client, member, "new", note=held.key).text
    page = client.get(output.session.get_absolute_url()).text
    assert f"?note={output.key}" in page
    post(client, member, "new", title="A bench", horizon="now", note=output.key)

    assert Evidence.objects.get().output == output


def test_only_whoever_looks_after_it_is_asked_who_was_not(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    asked = "Who has not been asked?"
    assert asked not in get(client, member, "item", item).text
    HatFactory(member=member, kind="coordinator")
    assert asked in get(client, member, "item", item).text

    for _ in range(MOST_WORDS):  # more than the page shows before the one that counts
        note = OutputFactory(session__meeting__collaborative=member.collaborative)
        EvidenceFactory(item=item, output=note)
    assert asked in get(client, member, "item", item).text
    quote = OutputFactory(
        session__meeting__collaborative=member.collaborative, quote=True, words="I fell there."
    )
    EvidenceFactory(item=item, output=quote)

    assert asked not in get(client, member, "item", item).text


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_what_others_try() -> None:
    with pytest.raises(IntegrityError, match="prototype_id_tenant"):
        EvidenceFactory(prototype=PrototypeFactory())


def test_a_trail_of_two_hundred_takes_as_many_queries(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    counts = []
    for many in (1, 66):
        for _ in range(many):
            output = OutputFactory(session__meeting__collaborative=member.collaborative)
            EvidenceFactory(item=item, output=output)
            EvidenceFactory(
                item=item, prototype=PrototypeFactory(collaborative=member.collaborative)
            )
            UpdateFactory(item=item)
        counts.append(queries(client, member, "item", item))
    assert counts[0] == counts[1] <= 8
