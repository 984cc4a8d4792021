"""Where ideas came from: no circle, no broken path, and a list that says all the picture shows."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from members import actions
from members.models import Membership
from prototypes import trying
from prototypes.errors import WouldGrowFromItself
from prototypes.family import family_of
from prototypes.family_drawn import drawn, listed_above, listed_below
from prototypes.models import GrewFrom, Prototype
from tests.conftest import as_
from tests.factories import MembershipFactory, OutputFactory, ThemeFactory
from tests.factories_trying import GrewFromFactory, PrototypeFactory
from tests.figures import Figure
from tests.prototypes.family_tree import Tree
from tests.prototypes.test_trying import url


@pytest.mark.django_db
def test_three_hundred_deeds_beside_a_plain_graph(member: Membership, figure: Figure) -> None:
    tree = Tree(member, seed=1)
    for number in range(1, 301):
        tree.step()
        if number % 20 == 0:
            tree.check()
    assert tree.refused > 3
    figure("ancestry, 300 deeds: circles refused by the database", tree.refused)


@pytest.mark.django_db
def test_a_circle_is_refused_by_the_database_and_said_kindly(
    client: Client, member: Membership
) -> None:
    here = {"collaborative": member.collaborative}
    first, second, third = (PrototypeFactory(**here, name=n) for n in ("Tea", "Soup", "Cake"))
    GrewFromFactory(child=second, parent=first)
    GrewFromFactory(child=third, parent=second)
    with pytest.raises(IntegrityError, match="grow from itself"), transaction.atomic():
        GrewFrom.objects.create(**here, child=first, parent=third)
    edge = GrewFrom.objects.get(child=second)
    with pytest.raises(IntegrityError, match="grow from itself"), transaction.atomic():
        GrewFrom.objects.filter(pk=edge.pk).update(child=first, parent=third)
    sent = as_(client, member).post(url("ancestry", member, first), {"heard": "cake\nThe radio"})
    assert sent.status_code == 422
    assert "One of these grew from this one. It cannot be both." in sent.text
    assert "The radio" in sent.text
    assert not first.grew_from.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_each_close_half_of_a_circle() -> None:
    me = MembershipFactory()
    rows = [PrototypeFactory(collaborative=me.collaborative) for _ in range(2)]
    start = Barrier(2)

    def grow(child: Prototype, parent: Prototype) -> bool:
        try:
            start.wait(timeout=5)
            trying.add_ancestors(child=child, by=me, came=trying.From([parent]))
        except WouldGrowFromItself:
            return False
        finally:
            connection.close()
        return True

    for _ in range(8):
        GrewFrom.objects.all().delete()
        with ThreadPoolExecutor(2) as pool:
            said = [pool.submit(grow, *pair) for pair in (rows, rows[::-1])]
            assert sorted(each.result() for each in said) == [False, True]
        assert GrewFrom.objects.count() == 1


@pytest.fixture
def tea(member: Membership) -> Prototype:
    """Put together from two, one of them borrowed; and something branched off from it."""
    here = {"collaborative": member.collaborative}
    note = OutputFactory(session__meeting__collaborative=here["collaborative"], words="A lamp <3")
    theme = ThemeFactory(**here, name="Small things", outputs=[note])
    desks, soup = PrototypeFactory(**here, name="Desks"), PrototypeFactory(**here, name="Soup")
    tea = PrototypeFactory(**here, name="Tea & talk")
    for parent in (desks, soup):
        GrewFromFactory(child=tea, parent=parent, how="merged")
        GrewFromFactory(child=parent, theme=theme, unsure=parent == soup)
    GrewFromFactory(child=desks, words="A talk on the radio")
    GrewFromFactory(child=PrototypeFactory(**here, name="Tea at night"), parent=tea, how="split")
    GrewFromFactory(child=PrototypeFactory(**here, name="Kettle"), parent=tea, how="echo")
    return tea


@pytest.mark.django_db
def test_the_list_says_all_that_the_picture_shows(member: Membership, tea: Prototype) -> None:
    family = family_of(member, tea)
    said = str(listed_above(family)) + str(listed_below(family))
    picture = str(drawn(family))
    for name in ("Desks", "Soup", "Small things", "A talk on the radio", "Tea at night", "Kettle"):
        assert name in said
        assert name in picture
    assert "A lamp &lt;3" in said
    assert "A lamp &lt;3" in picture
    assert said.count("<li>") == picture.count("<path") == len(family.edges)
    assert said.count("Put together from: ") == picture.count('class="merged"') == 2
    assert said.count("Branched off from: ") == picture.count('class="split"') == 1
    assert said.count("Echoes: ") == picture.count('class="echo"') == 1
    assert said.count("(not sure)") == picture.count(" unsure") == 1
    assert said.count("as above") == 1  # the theme, which both of them grew from
    for family_of_one in (family, family_of(member, tea.grew_into.get(how="split").child)):
        ids = re.findall(r'id="([^"]+)"', str(listed_above(family_of_one)))
        assert len(ids) == len(set(ids))


@pytest.mark.django_db
def test_from_a_note_and_a_theme_down_and_held_words_are_not_shown(
    client: Client, member: Membership, tea: Prototype
) -> None:
    theme = GrewFrom.objects.filter(theme__isnull=False)[0].theme
    assert theme
    note = theme.outputs.get()
    held = OutputFactory(session=note.session, words="The manager said so", held=True)
    GrewFromFactory(child=tea, output=held)
    as_(client, member)
    for name, row in (("from_note", note), ("from_theme", theme)):
        page = client.get(url(name, member, row)).text
        for found in ("Desks", "Soup", "Tea &amp; talk", "Tea at night", "Kettle"):
            assert found in page, name
    assert client.get(url("from_note", member, held)).status_code == 404
    page = client.get(url("ancestry", member, tea)).text
    assert "A note that is held back just now" in page
    assert "manager" not in page


@pytest.mark.django_db
def test_who_leaves_takes_nothing_of_a_path_along(member: Membership, tea: Prototype) -> None:
    other = MembershipFactory(collaborative=member.collaborative)
    trying.join(prototype=tea, by=other)
    before = sorted(GrewFrom.objects.values_list())
    actions.leave(card=other, by=other.person, keeps_name=False)
    assert sorted(GrewFrom.objects.values_list()) == before


@pytest.mark.django_db
def test_said_later_and_taken_off(client: Client, member: Membership, tea: Prototype) -> None:
    soup = Prototype.objects.get(name="Soup")
    address = url("ancestry", member, soup)
    said = {"heard": "desks\nA book", "how": "echo", "unsure": "on"}
    for _ in range(2):
        assert as_(client, member).post(address, said).status_code == 302
    edges = {edge.words or str(edge.parent): edge for edge in soup.grew_from.exclude(theme=None)}
    edges |= {edge.words or str(edge.parent): edge for edge in soup.grew_from.filter(theme=None)}
    assert edges["Desks"].how == "echo"
    assert edges["A book"].unsure
    for off in (edges["Desks"].key, str(edges["A book"].pk), "9" * 30, "x"):
        client.post(address, {"off": off})
    assert {edge.words for edge in soup.grew_from.filter(theme=None)} == {"A book"}


@pytest.mark.django_db
def test_two_hundred_parents_are_kept_forty_at_a_time(client: Client, member: Membership) -> None:
    child = PrototypeFactory(collaborative=member.collaborative)
    address = url("ancestry", member, child)
    as_(client, member)
    for start in range(0, 200, 40):
        heard = "\n".join(f"Heard {n:03}" for n in range(start, start + 40))
        assert client.post(address, {"heard": heard}).status_code == 302
    page = client.get(address).text
    assert all(page.count(f"Heard {n:03}<") >= 2 for n in range(200))  # the list and the picture
    late = client.post(address, {"heard": "\n".join(f"More {n}" for n in range(200))})
    assert late.status_code == 422
    assert "These are 200. Please name the forty that matter most." in late.text
    assert "More 199" in late.text
    assert child.grew_from.count() == 200


@pytest.mark.django_db
def test_a_chain_of_a_thousand_is_read_and_listed(member: Membership) -> None:
    rows = Prototype.objects.bulk_create(
        Prototype(
            collaborative=member.collaborative,
            started_on="2026-01-01",
            state_since="2026-01-01",
            name=f"Idea {number}",
        )
        for number in range(1001)
    )
    GrewFrom.objects.bulk_create(
        GrewFrom(collaborative=member.collaborative, child=child, parent=parent)
        for parent, child in reversed(list(pairwise(rows)))  # nothing to walk up to yet
    )
    family = family_of(member, rows[-1])
    assert len(family.edges) == 1000
    assert str(listed_above(family)).count("<li>") == 1000
    assert drawn(family) == ""
