"""Roles and their end, a letter to everybody, settings: for whoever looks after the place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from collaborative.tasks import tick
from members.access import today_in
from members.models import Hat, Incident, Membership, Preferences
from members.settings import mark, values_of
from tests.conftest import as_
from tests.factories import HatFactory, IncidentFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def name_of(hat: Any) -> str:
    return f"{hat.kind}-{hat.member.key}-{hat.since:%Y%m%d}"


def roles(client: Client, me: Membership, **data: str) -> Any:
    return as_(client, me).post(f"/{me.collaborative.slug}/look-after/roles/", data)


def test_the_last_one_cannot_be_ended_and_is_told_kindly(
    client: Client, coordinator: Membership
) -> None:
    hat = Hat.objects.select_related("member").get(member=coordinator)
    for how in ({"do": "now"}, {"do": "until", "until": "2099-01-01"}):
        answer = roles(client, coordinator, hat=name_of(hat), **how)
        assert answer.status_code == 422
        assert "Nobody else looks after this forum" in answer.text
    hat.refresh_from_db()
    assert hat.until is None
    assert "You look after this alone" in answer.text


def test_a_role_ends_at_once_and_can_be_prolonged(client: Client, coordinator: Membership) -> None:
    hat = HatFactory(member__collaborative=coordinator.collaborative)
    later = today_in(coordinator.collaborative) + timedelta(days=90)
    roles(client, coordinator, hat=name_of(hat), do="until", until=f"{later:%Y-%m-%d}")
    hat.refresh_from_db()
    assert hat.until == later
    roles(client, coordinator, hat=name_of(hat), do="now")
    hat.refresh_from_db()
    assert not hat.is_on(today_in(coordinator.collaborative))
    tick()
    assert hat.member.person.email in [message.to[0] for message in mail.outbox]


def test_nobody_takes_listening_from_somebody_overnight(
    client: Client, coordinator: Membership
) -> None:
    hat = HatFactory(member__collaborative=coordinator.collaborative, kind=Hat.Kind.INDEPENDENT)
    answer = roles(client, coordinator, hat=name_of(hat), do="now")
    assert answer.status_code == 422
    assert "in a week" in answer.text


def test_whoever_is_asked_helps_after_their_own_yes(
    client: Client, coordinator: Membership, member: Membership
) -> None:
    roles(client, coordinator, do="ask", who=member.key, kind="scribe")
    tick()
    (letter,) = mail.outbox
    assert letter.to == [member.person.email]
    assert "writing it down" in letter.body
    assert not Hat.objects.filter(member=member).exists()


def test_a_letter_to_everybody_goes_once_to_those_it_concerns(
    client: Client, coordinator: Membership, member: Membership
) -> None:
    place = coordinator.collaborative
    resting = MembershipFactory(collaborative=place, state="resting")
    Preferences.objects.create(person=resting.person, digest=False, reminder=False)
    MembershipFactory(collaborative=place, state="left", left_on=today_in(place))
    MembershipFactory()
    draft = IncidentFactory(collaborative=place)
    sent = {"key": draft.key, "version": str(draft.version)}
    page = f"/{place.slug}/look-after/incident/read/"
    assert "This letter goes to three people" in as_(client, coordinator).get(page).text
    for _ in range(2):
        client.post(page, sent)
    tick()
    tick()

    everybody = [coordinator, member, resting]
    assert sorted(m.to[0] for m in mail.outbox) == sorted(c.person.email for c in everybody)
    assert all(draft.happened in m.body and draft.whom_to_ring in m.body for m in mail.outbox)


def test_a_text_that_nobody_has_read_over_does_not_go(
    client: Client, coordinator: Membership
) -> None:
    draft = IncidentFactory(collaborative=coordinator.collaborative, version=2)
    page = f"/{coordinator.collaborative.slug}/look-after/incident/read/"
    as_(client, coordinator).post(page, {"key": draft.key, "version": "1"})
    assert Incident.objects.get().sent_at is None


def test_two_who_change_a_setting_see_both_texts(client: Client, coordinator: Membership) -> None:
    place = coordinator.collaborative
    was = mark(values_of(place, "reach"))
    page = f"/{place.slug}/look-after/settings/"
    first = {"part": "reach", "reach-phone": "01632 960111", "reach-was": was}
    assert as_(client, coordinator).post(page, first).status_code == 302
    second = client.post(page, {**first, "reach-phone": "01632 960222"})

    place.refresh_from_db()
    assert (second.status_code, place.phone) == (409, "01632 960111")
    assert "01632 960111" in second.text
    assert "01632 960222" in second.text


@pytest.mark.parametrize("part", ["place", "about", "horizons"])
def test_each_part_is_kept_by_itself(client: Client, coordinator: Membership, part: str) -> None:
    place = coordinator.collaborative
    new = {
        "place": {"name": "New", "place": "Here", "nation": "WLS", "time_zone": "Europe/Paris"},
        "about": {"about_the_place": "Two bridges.", "story_so_far": "A borrowed teapot."},
        "horizons": {
            "now_word": "Soon",
            "next_word": "Then",
            "wow_word": "Far",
            "now_means": "a",
            "next_means": "b",
            "wow_means": "c",
        },
    }[part]
    page = f"/{place.slug}/look-after/settings/"
    data = {f"{part}-{name}": value for name, value in new.items()}
    data |= {"part": part, f"{part}-was": mark(values_of(place, part))}
    assert as_(client, coordinator).post(page, data).status_code == 302
    before = place.phone
    place.refresh_from_db()
    kept = values_of(place, part)
    assert place.phone == before
    assert all(str(kept[n]) == v for n, v in new.items())
