"""Two people ask somebody to step back: nobody alone, at once, and it can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from collaborative.tasks import tick
from members import helping, stepping_back
from members.access import today_in
from members.errors import NeedsAnother
from members.models import Hat, Invitation, Membership, StepBack
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory
from tests.figures import Figure

pytestmark = pytest.mark.django_db

WHY = "You shouted at the door, twice."


def with_hat(member: Membership, kind: str) -> Any:
    return HatFactory(member__collaborative=member.collaborative, kind=kind).member


@pytest.fixture
def concern(member: Membership) -> Any:
    return with_hat(member, Hat.Kind.CONCERN)


@pytest.fixture
def free(member: Membership) -> Any:
    """The independent person."""
    return with_hat(member, Hat.Kind.INDEPENDENT)


def two(by: Membership, second: Membership, about: Membership) -> StepBack:
    asked = stepping_back.ask(by=by, about=about, second=second, why=WHY)
    stepping_back.agree(asked=asked, by=second)
    asked.refresh_from_db()
    about.person.refresh_from_db()  # the mark that sessions carry is a new one
    return asked


def test_ten_tabs_are_refused_at_the_next_click(
    member: Membership, coordinator: Membership, concern: Membership, free: Any, figure: Figure
) -> None:
    tabs = [as_(Client(), member) for _ in range(10)]
    home = member.collaborative.get_absolute_url()
    before = [tab.get(home).status_code for tab in tabs]
    two(coordinator, concern, member)

    after = [tab.get(home) for tab in tabs]
    assert before == [200] * 10
    assert [(a.status_code, a["Location"].partition("?")[0]) for a in after] == [
        (302, "/accounts/")
    ] * 10
    figure("open tabs refused at the next click after stepping back", f"{len(after)} of 10")


def test_signed_in_again_only_their_own_pages_open(
    client: Client, member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    two(coordinator, concern, member)
    place = member.collaborative
    as_(client, member)

    assert client.get(place.get_absolute_url()).status_code == 404
    assert client.get(f"/{place.slug}/people/").status_code == 404
    assert client.get("/me/everything/").status_code == 200
    assert f"/me/away/{place.slug}/" in client.get("/").text
    page = client.get(f"/me/away/{place.slug}/").text
    assert WHY in page
    assert free.chosen_name in page


def test_nothing_shows_on_their_card(
    client: Client, member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    other = MembershipFactory(collaborative=member.collaborative)
    path = f"/{member.collaborative.slug}/people/"
    before = as_(client, other).get(path).text
    two(coordinator, concern, member)

    assert as_(client, other).get(path).text == before


def test_one_letter_says_why_and_whom_to_turn_to(
    member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    two(coordinator, concern, member)
    tick()
    tick()

    (letter,) = [each for each in mail.outbox if each.to == [member.person.email]]
    assert WHY in letter.body
    assert f"{free.chosen_name} will look at it again" in letter.body
    assert coordinator.chosen_name not in letter.body
    assert WHY not in letter.subject


def test_nobody_can_do_it_alone(
    member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    plain = MembershipFactory(collaborative=member.collaborative)
    for by, second, about in (
        (coordinator, coordinator, member),
        (coordinator, plain, member),
        (plain, concern, member),
        (coordinator, concern, coordinator),
        (free, concern, member),
        (concern, free, coordinator),
    ):
        with pytest.raises(NeedsAnother):
            stepping_back.ask(by=by, about=about, second=second, why=WHY)
    asked = stepping_back.ask(by=coordinator, about=member, second=concern, why=WHY)
    for alone in (coordinator, free, plain):
        with pytest.raises(NeedsAnother):
            stepping_back.agree(asked=asked, by=alone)
    member.refresh_from_db()
    assert member.stepped_back_at is None


def test_the_second_person_cannot_be_made_up_today(
    member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    new = HatFactory(
        member__collaborative=member.collaborative,
        kind=Hat.Kind.COORDINATOR,
        since=today_in(member.collaborative),
    ).member
    Hat.objects.filter(member=coordinator).update(since="2020-01-01")
    with pytest.raises(NeedsAnother):
        stepping_back.ask(by=coordinator, about=member, second=new, why=WHY)


def test_about_a_coordinator_the_independent_person_is_the_second(
    member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    other = with_hat(member, Hat.Kind.COORDINATOR)
    with pytest.raises(NeedsAnother):
        stepping_back.ask(by=other, about=coordinator, second=concern, why=WHY)
    assert two(other, free, coordinator).stands


def test_about_the_only_coordinator_somebody_looks_after_it_at_once(
    member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    two(free, concern, coordinator)
    connection.check_constraints()
    assert Hat.objects.filter(member=concern, kind="coordinator", until=None).exists()


def test_an_open_invitation_to_help_ends(
    member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    helping.ask(by=coordinator, member=member, kind="scribe")
    two(coordinator, concern, member)
    assert Invitation.objects.open().count() == 0


def test_an_appeal_reaches_one_person_who_can_bring_them_back(
    client: Client, member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    asked = two(coordinator, concern, member)
    away = f"/me/away/{member.collaborative.slug}/"
    as_(client, member).post(away, {"do": "appeal", "words": "It was not me."})
    tick()
    assert [m.to for m in mail.outbox if "It was not me." in m.body] == [[free.person.email]]

    page = f"/{member.collaborative.slug}/step-back/{asked.key}/"
    assert as_(client, member).get(page).status_code == 404
    as_(client, free).post(page, {"do": "back"})
    member.refresh_from_db()
    assert (member.state, member.stepped_back_at) == ("active", None)
    assert as_(client, member).get(member.collaborative.get_absolute_url()).status_code == 200


def test_through_the_pages(
    client: Client, member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    slug = member.collaborative.slug
    data = {"who": member.key, "second": concern.key, "why": WHY}
    as_(client, coordinator).post(f"/{slug}/step-back/", data)
    asked = StepBack.objects.get()
    page = f"/{slug}/step-back/{asked.key}/"
    client.post(page, {"do": "agree"})
    asked.refresh_from_db()
    assert not asked.stands
    as_(client, concern).post(page, {"do": "agree"})
    asked.refresh_from_db()
    assert asked.stands


def test_they_can_still_leave(
    client: Client, member: Membership, coordinator: Membership, concern: Membership, free: Any
) -> None:
    two(coordinator, concern, member)
    away = f"/me/away/{member.collaborative.slug}/"
    as_(client, member).post(away, {"do": "leave", "name": "member"})
    member.refresh_from_db()
    assert (member.state, StepBack.objects.count()) == ("left", 0)
