"""Somebody always looks after a collaborative: the database refuses to end the last one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from members import actions, erasure
from members.errors import LastCoordinator
from members.models import Hat, Membership
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory

REFUSED = "somebody must look after the collaborative"


def speak_now() -> None:
    """A deferred constraint speaks at the commit; a test has none."""
    connection.check_constraints()


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():  # noqa: PT012
        yield
        speak_now()


def hat_of(coordinator: Membership) -> Any:
    return Hat.objects.filter(member=coordinator)


def today() -> date:
    return timezone.localdate()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "end",
    [
        lambda who: hat_of(who).delete(),
        lambda who: hat_of(who).update(until=today()),
        lambda who: hat_of(who).update(until=today() + timedelta(days=90)),
        lambda who: hat_of(who).update(kind=Hat.Kind.BUDDY),
        lambda who: Membership.objects.filter(pk=who.pk).update(state="left", left_on=today()),
        lambda who: Membership.objects.filter(pk=who.pk).update(state="introduced"),
        lambda who: who.delete(),
        lambda who: who.person.delete(),
    ],
    ids=["deleted", "ended", "will end", "other hat", "left", "not come", "no card", "no person"],
)
def test_the_last_one_cannot_be_ended_and_one_of_two_can(coordinator: Membership, end: Any) -> None:
    with refused():
        end(Membership.objects.get(pk=coordinator.pk))

    second = MembershipFactory(collaborative=coordinator.collaborative)
    HatFactory(member=second, kind=Hat.Kind.COORDINATOR)
    end(Membership.objects.get(pk=coordinator.pk))
    speak_now()


@pytest.mark.django_db
def test_one_with_an_end_is_not_enough(member: Membership) -> None:
    soon = today() + timedelta(days=30)
    with refused():
        HatFactory(member=member, kind=Hat.Kind.COORDINATOR, until=soon)

    HatFactory(member=member, kind=Hat.Kind.COORDINATOR)
    HatFactory(member=member, kind=Hat.Kind.COORDINATOR, until=soon)
    speak_now()


@pytest.mark.django_db
def test_one_who_has_not_said_yes_does_not_count(coordinator: Membership) -> None:
    invited = MembershipFactory(collaborative=coordinator.collaborative, state="introduced")
    HatFactory(member=invited, kind=Hat.Kind.COORDINATOR)
    with refused():
        hat_of(coordinator).delete()


@pytest.mark.django_db
def test_one_elsewhere_does_not_count(coordinator: Membership) -> None:
    HatFactory(kind=Hat.Kind.COORDINATOR)
    with refused():
        hat_of(coordinator).delete()


@pytest.mark.django_db
def test_handing_over_in_one_go_is_fine(coordinator: Membership, member: Membership) -> None:
    hat_of(coordinator).update(until=today())
    HatFactory(member=member, kind=Hat.Kind.COORDINATOR)
    speak_now()


@pytest.mark.django_db
def test_other_people_come_and_go_as_they_like(coordinator: Membership) -> None:
    other = HatFactory(member__collaborative=coordinator.collaborative).member
    actions.leave(card=other, by=other.person, keeps_name=True)
    speak_now()


@pytest.mark.django_db
def test_the_very_last_person_can_switch_off_the_light(coordinator: Membership) -> None:
    others = Membership.objects.filter(collaborative=coordinator.collaborative)
    others.exclude(pk=coordinator.pk).delete()
    actions.leave(card=coordinator, by=coordinator.person, keeps_name=True)
    speak_now()


@pytest.mark.django_db
def test_the_page_says_it_kindly_and_nothing_is_lost(
    client: Client, coordinator: Membership
) -> None:
    path = f"/me/leave/{coordinator.collaborative.slug}/"
    shown = as_(client, coordinator).get(path)
    refused = client.post(path, {"name": "keep"})

    coordinator.refresh_from_db()
    assert "Please hand over first" in shown.text
    assert "I only need a rest" in shown.text
    assert (refused.status_code, coordinator.state) == (422, "active")
    with pytest.raises(LastCoordinator):
        erasure.erase(coordinator.person, by=None, keeps_name=True)


@pytest.mark.django_db(transaction=True)
def test_two_who_go_in_the_same_second_do_not_both_go() -> None:
    first = HatFactory(kind=Hat.Kind.COORDINATOR).member
    second = HatFactory(member__collaborative=first.collaborative, kind=Hat.Kind.COORDINATOR).member
    start = Barrier(2)

    def go(card: Membership) -> None:
        try:
            start.wait(timeout=5)
            with suppress(IntegrityError), transaction.atomic():
                hat_of(card).update(until=today())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(go, [first, second]))
    assert Hat.objects.filter(until=None).count() == 1
