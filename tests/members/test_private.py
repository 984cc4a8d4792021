"""My work and where I stand: kept behind the wall, with a clear yes, and taken out at a word."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from collaborative.models import AuditEntry
from members import lanyards
from members.models import Membership, Perspective
from tests.conftest import as_
from tests.factories import MembershipFactory, PerspectiveFactory
from tests.look.html import all_of, read

pytestmark = pytest.mark.django_db

PRIVATE = "/me/private/"


@pytest.fixture
def perspective(member: Membership) -> Perspective:
    return PerspectiveFactory(collaborative=member.collaborative, label="I look after someone")


def send(client: Client, member: Membership, do: str, **typed: Any) -> HttpResponse:
    return as_(client, member).post(PRIVATE, {"do": do, **typed})


def ticked(page: HttpResponse) -> list[str]:
    boxes = [box for box in all_of(read(page.text), "input") if box.get("name") == "stand"]
    return [box.get("value", "") for box in boxes if box.get("checked") is not None]


def test_all_of_it_can_stay_empty(client: Client, member: Membership) -> None:
    kept = send(client, member, "work")

    assert kept.status_code == 302
    assert lanyards.read(member.person) == lanyards.Private()


def test_kept_and_shown_to_the_person(
    client: Client, member: Membership, perspective: Perspective
) -> None:
    send(
        client,
        member,
        "work",
        job_title="Nurse",
        employer="The hospital",
        stand=perspective.pk,
        agree="on",
    )
    held = lanyards.read(member.person)
    page = client.get(PRIVATE)

    assert (held.job_title, held.employer) == ("Nurse", "The hospital")
    assert held.perspectives == {perspective.pk}
    assert 'value="Nurse"' in page.text
    assert ticked(page) == [str(perspective.pk)]


def test_without_a_clear_yes_nothing_is_kept_and_nothing_is_lost(
    client: Client, member: Membership, perspective: Perspective
) -> None:
    wrong = send(client, member, "work", job_title="Nurse", stand=perspective.pk)

    assert wrong.status_code == 422
    assert 'id="id_agree_error"' in wrong.text
    assert ticked(wrong) == [str(perspective.pk)]
    assert 'value="Nurse"' in wrong.text
    assert lanyards.read(member.person) == lanyards.Private()


def test_taking_ticks_out_needs_no_yes(
    client: Client, member: Membership, perspective: Perspective
) -> None:
    other = PerspectiveFactory(collaborative=member.collaborative)
    lanyards.stand(member.person, [perspective, other])
    kept = send(client, member, "work", stand=other.pk)

    assert kept.status_code == 302
    assert lanyards.read(member.person).perspectives == {other.pk}


def test_only_what_ones_own_places_offer_can_be_ticked(client: Client, member: Membership) -> None:
    elsewhere = PerspectiveFactory()
    for value in (elsewhere.pk, "x", 2**70):
        assert send(client, member, "work", stand=value, agree="on").status_code == 422


def test_two_places_offer_their_own_words(client: Client, member: Membership) -> None:
    mine = [PerspectiveFactory(collaborative=member.collaborative)]
    other = MembershipFactory(person=member.person)
    mine.append(PerspectiveFactory(collaborative=other.collaborative))
    send(client, member, "work", stand=[p.pk for p in mine], agree="on")

    assert lanyards.read(member.person).perspectives == {p.pk for p in mine}
    assert other.collaborative.name in client.get(PRIVATE).text


def test_what_would_help_on_the_day(client: Client, member: Membership) -> None:
    send(client, member, "need", words="A seat near the door")
    send(client, member, "need", words="Somebody to sit with", tell_facilitator="yes")
    first, second = lanyards.read(member.person).needs
    page = client.get(PRIVATE).text
    send(client, member, "drop-need", need=first.pk)

    assert (first.tell_facilitator, second.tell_facilitator) == (False, True)
    assert "A seat near the door" in page
    assert [need.words for need in lanyards.read(member.person).needs] == ["Somebody to sit with"]


def test_nobody_takes_out_what_is_anothers(client: Client, member: Membership) -> None:
    other = MembershipFactory(collaborative=member.collaborative)
    lanyards.need(other.person, "Large print")
    theirs = lanyards.read(other.person).needs[0]
    send(client, member, "drop-need", need=theirs.pk)

    assert lanyards.read(other.person).needs == [theirs]


def test_another_way_to_reach_me_one_of_each(client: Client, member: Membership) -> None:
    send(client, member, "route", kind="sms", value="07700 900123", best_times="after six")
    send(client, member, "route", kind="sms", value="07700 900456")
    send(client, member, "route", kind="post", value="3 Dock Lane, Larkmoor")
    kept = {route.kind: route.value for route in lanyards.read(member.person).routes}
    send(client, member, "drop-route", kind="post")

    assert kept == {"sms": "07700 900456", "post": "3 Dock Lane, Larkmoor"}
    assert [route.kind for route in lanyards.read(member.person).routes] == ["sms"]


@pytest.mark.parametrize(
    ("do", "typed", "field"),
    [
        ("work", {"job_title": "x" * 121}, "job_title"),
        ("need", {"words": " \u200b "}, "words"),
        ("need", {"words": "x" * 201}, "words"),
        ("route", {"kind": "sms", "value": "01632 9601"}, "value"),
        ("route", {"kind": "phone", "value": "ring Len"}, "value"),
        ("route", {"kind": "pigeon", "value": "x"}, "kind"),
        ("route", {"kind": "post", "value": ""}, "value"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_it(
    client: Client, member: Membership, do: str, typed: dict[str, str], field: str
) -> None:
    wrong = send(client, member, do, **typed)

    assert wrong.status_code == 422
    assert f'id="id_{field}_error"' in wrong.text
    read(wrong.text)
    assert lanyards.read(member.person) == lanyards.Private()


@pytest.mark.parametrize("do", ["", "nonsense", "drop-need", "drop-route"])
def test_nothing_to_do_does_nothing(client: Client, member: Membership, do: str) -> None:
    lanyards.need(member.person, "A seat near the door")

    assert send(client, member, do, need="-1").status_code in (200, 302)
    assert len(lanyards.read(member.person).needs) == 1


@pytest.mark.parametrize(
    ("do", "typed"),
    [
        ("drop-need", {"need": "9" * 5000}),  # more digits than Python reads as a number
        ("drop-need", {"need": "9" * 18}),
        ("drop-route", {"kind": "\x00"}),
        ("__class__", {}),
    ],
)
def test_what_no_page_of_ours_sends_breaks_nothing(
    client: Client, member: Membership, do: str, typed: dict[str, str]
) -> None:
    lanyards.need(member.person, "A seat near the door")

    assert send(client, member, do, **typed).status_code in (200, 302)
    assert len(lanyards.read(member.person).needs) == 1


def test_taking_it_all_out(client: Client, member: Membership, perspective: Perspective) -> None:
    lanyards.write(member.person, job_title="Nurse", work_email="n@example.org")
    lanyards.stand(member.person, [perspective])
    lanyards.need(member.person, "A seat near the door")
    lanyards.route(member.person, "sms", "07700 900123")
    gone = send(client, member, "clear")

    assert gone.status_code == 302
    assert lanyards.read(member.person) == lanyards.Private()


def test_keeping_work_keeps_what_the_form_does_not_show(client: Client, member: Membership) -> None:
    lanyards.write(member.person, job_title="Nurse", work_email="n@example.org")
    send(client, member, "work", job_title="Gardener")

    held = lanyards.read(member.person)
    assert (held.job_title, held.work_email) == ("Gardener", "n@example.org")


def test_each_look_is_noted_without_its_words(client: Client, member: Membership) -> None:
    lanyards.write(member.person, job_title="Chief Zebra Officer")
    before = AuditEntry.objects.filter(verb="lanyard.holder").count()
    as_(client, member).get(PRIVATE)

    entries = AuditEntry.objects.filter(verb="lanyard.holder", actor=member.person)
    assert entries.count() == before + 1
    assert not any("Zebra" in f"{e.verb} {e.target}" for e in AuditEntry.objects.all())


def test_no_other_page_of_mine_shows_it(client: Client, member: Membership) -> None:
    """Somebody looks over your shoulder while you read who is here."""
    lanyards.write(member.person, job_title="Chief Zebra Officer")
    as_(client, member)
    home = member.collaborative.get_absolute_url()

    for path in ("/me/", "/me/letters/", f"{home}people/", f"{home}about/", f"{home}find/?q=zebra"):
        text = client.get(path).text
        assert "Zebra" not in text


def test_a_standpoint_of_our_own_can_be_ticked(
    client: Client, member: Membership, coordinator: Membership
) -> None:
    path = f"/{member.collaborative.slug}/look-after/standpoints/"
    typed = {"label": "I keep the door", "band": "other"}
    for _ in range(2):  # said twice, it is one
        assert as_(client, coordinator).post(path, typed).status_code == 302
    assert client.post(path, {**typed, "band": "bosses"}).status_code == 422
    assert as_(client, member).post(path, typed).status_code == 404

    assert client.get("/me/private/").text.count("I keep the door") == 1
