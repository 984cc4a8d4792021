"""A first name is enough; one's own job is pointed at once, ever; and nothing is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from collaborative.models import AuditEntry
from members import lanyards
from members.models import Membership, Preferences
from tests.conftest import as_
from tests.world import invite

pytestmark = pytest.mark.django_db

ENOUGH = "Just so you know: a first name is enough here."
ONCE = "You can say this. Just so you know: here we use names only."


def change(client: Client, me: Membership, **lines: str) -> str:
    """What the page says after the card is kept."""
    url = reverse("members:card", kwargs={"collaborative": me.collaborative.slug})
    return str(
        as_(client, me).post(url, {"chosen_name": me.chosen_name, **lines}, follow=True).text
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Dr Abi", "“Dr” can come off"),
        ("Cllr Abi", "“Cllr” can"),
        ("Abi Rowe RMN", "“RMN” can"),
        ("Abi (CPN)", "“CPN” can"),
    ],
)
def test_a_first_name_is_enough(client: Client, member: Membership, name: str, said: str) -> None:
    page = change(client, member, chosen_name=name)

    member.refresh_from_db()
    assert member.chosen_name == name
    assert ENOUGH in page
    assert said in page
    member_again = change(client, member, i_like="Soup")
    assert ENOUGH not in member_again  # only of a name that has just changed


@pytest.mark.parametrize("name", ["Abi", "Rose Baker", "Dean Porter", "Abi (mornings only)"])
def test_nothing_is_said_of_a_name(client: Client, member: Membership, name: str) -> None:
    assert ENOUGH not in change(client, member, chosen_name=name)


def test_my_own_job_on_my_card_is_pointed_at_once_ever(client: Client, member: Membership) -> None:
    first = change(client, member, brings_me_here="I am a district nurse")
    member.refresh_from_db()
    assert member.brings_me_here == "I am a district nurse"
    assert ONCE in first
    assert "“district nurse”" in first
    assert Preferences.objects.get(person=member.person).told_names_only

    assert ONCE not in change(client, member, brings_me_here="I work for the council")


def test_what_i_live_with_is_never_pointed_at(client: Client, member: Membership) -> None:
    page = change(
        client,
        member,
        brings_me_here="I have bipolar, and I am a carer for my brother",
        ask_me_about="Being sectioned, and soup",
        i_like="OCD, two cats, one garden",
    )

    assert ONCE not in page
    assert not Preferences.objects.filter(person=member.person, told_names_only=True).exists()


def test_what_i_keep_behind_the_wall_is_known_on_my_own_card(
    client: Client, member: Membership
) -> None:
    lanyards.write(member.person, job_title="Lamp lighter", employer="The Lamp Works")

    assert "“lamp lighter”" in change(client, member, i_like="Being a lamp lighter at dusk")

    opened = AuditEntry.objects.filter(verb="lanyard.holder").count()
    change(client, member, i_like="The Lamp Works at dusk")
    assert AuditEntry.objects.filter(verb="lanyard.holder").count() == opened  # told: shut for good


@pytest.mark.usefixtures("listeners")
def test_the_name_somebody_is_invited_by(client: Client, coordinator: Membership) -> None:
    url = reverse("here:invite", kwargs={"collaborative": coordinator.collaborative.slug})

    def page(name: str) -> Any:
        posted = {"name": name, "address": "ida@example.org"}
        return as_(client, coordinator).post(url, posted, follow=True).text

    assert ENOUGH in page("Dr Ida")
    assert Membership.objects.get(chosen_name="Dr Ida")
    assert ENOUGH not in page("Ida")


def test_the_name_somebody_comes_in_with(client: Client, member: Membership) -> None:
    member.state = Membership.State.INTRODUCED
    member.save()
    url = reverse("members:invitation", kwargs={"token": invite(member)})

    page = client.post(url, {"chosen_name": "Prof Ida"}, follow=True).text

    member.refresh_from_db()
    assert (member.chosen_name, member.state) == ("Prof Ida", "welcomed")
    assert ENOUGH in page
