"""Letters for whoever looks after a place: numbers, names of the unreached, words of one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaborative.letters import kinds
from collaborative.models import AuditEntry, Letter
from collaborative.tasks import tick
from meetings.letters import REMINDER
from members.house_letters import ours, slug_of
from members.models import LetterWords, Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, MembershipFactory, ReplyFactory

pytestmark = pytest.mark.django_db


def address(me: Membership, kind: str = "") -> str:
    where = {"collaborative": me.collaborative.slug}
    if kind:
        return reverse("here:house_letter", kwargs=where | {"kind": slug_of(kind)})
    return reverse("here:house_letters", kwargs=where)


def letter_to(card: Membership, **more: Any) -> Letter:
    now = timezone.now()
    return Letter.objects.create(
        **{
            "key": f"{card.pk}:{len(more)}:{now}",
            "kind": REMINDER,
            "person": card.person,
            "place": card.collaborative_id,
            "about": 1,
            "not_before": now,
            "not_after": now + timedelta(days=3),
            **more,
        }
    )


def test_how_many_and_to_whom_it_did_not_get_through(
    client: Client, coordinator: Membership
) -> None:
    here = {"collaborative": coordinator.collaborative}
    now = timezone.now()
    for name in ("Zoe", "Abi"):
        card = MembershipFactory(**here, chosen_name=name)
        letter_to(card, state="refused", trouble="address")
    for days in (1, 6, 9):
        letter_to(
            MembershipFactory(**here),
            not_before=now + timedelta(days=days),
            not_after=now + timedelta(days=20),
        )
    letter_to(MembershipFactory(**here), state="sent", sent_at=now)
    letter_to(MembershipFactory(), state="sent", sent_at=now)
    page = as_(client, coordinator).get(address(coordinator)).text

    assert "one went. In the coming week two will go." in page
    assert page.index("Abi. The mail server says") < page.index("Zoe. The mail server says")
    assert not any(
        each.person.email in page for each in Membership.objects.exclude(pk=coordinator.pk)
    )


def test_words_of_our_own_with_a_look_first(client: Client, coordinator: Membership) -> None:
    meeting = MeetingFactory(collaborative=coordinator.collaborative)
    url = address(coordinator, REMINDER)
    typed = {"subject": "See you soon", "beginning": "The urn is mended."}
    looked = as_(client, coordinator).post(url, {**typed, "do": "look"})
    assert "So it would come" in looked.text
    assert "The urn is mended." in looked.text.split("Words of our own")[0]
    assert not LetterWords.objects.exists()

    client.post(url, {**typed, "do": "keep"})
    ReplyFactory(meeting=meeting, member=coordinator)
    tick()
    sent = next(m for m in mail.outbox if "See you soon" in m.subject)
    assert "The urn is mended." in sent.body
    assert meeting.get_absolute_url() in sent.body, "when, where and the links stay"
    client.post(url, {"subject": "", "beginning": "", "do": "keep"})
    assert "The urn is mended." not in client.get(url).text


@pytest.mark.parametrize(
    "subject",
    [
        "Mental health breakfast",
        "Your therapy group",
        "NHS meeting",
        "A walk for carers",
        "Anxiety & soup",
    ],
)
def test_a_subject_that_tells_is_refused(
    client: Client, coordinator: Membership, subject: str
) -> None:
    typed = {"subject": subject, "beginning": "", "do": "keep"}
    answer = as_(client, coordinator).post(address(coordinator, REMINDER), typed)
    assert answer.status_code == 422
    assert "plainer" in answer.text
    assert not LetterWords.objects.exists()


def test_a_copy_comes_to_whoever_asks_and_to_nobody_else(
    client: Client, coordinator: Membership
) -> None:
    MeetingFactory(collaborative=coordinator.collaborative)
    MembershipFactory(collaborative=coordinator.collaborative)
    as_(client, coordinator).post(address(coordinator, REMINDER), {"do": "copy"})
    while mail.outbox == []:
        tick()
    assert [m.to for m in mail.outbox] == [[coordinator.person.email]]
    assert "See you soon" in mail.outbox[0].body
    assert Letter.objects.get(kind="copy").body == "", "a copy is kept nowhere"


def test_a_pause_holds_them_and_lets_them_go(client: Client, coordinator: Membership) -> None:
    ReplyFactory(
        meeting=MeetingFactory(collaborative=coordinator.collaborative), member=coordinator
    )
    url = address(coordinator, REMINDER)
    as_(client, coordinator).post(url, {"do": "pause"})
    tick()
    assert mail.outbox == []
    assert "They wait" in client.get(url).text
    client.post(url, {"do": "go_on"})
    tick()
    assert len(mail.outbox) == 1
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"letters.pause", "letters.go_on"} <= verbs


def test_codes_and_concerns_are_not_for_a_place_to_change(
    client: Client, coordinator: Membership
) -> None:
    as_(client, coordinator)
    for name in ("sign-in code", "concern", "no such kind"):
        assert name not in ours()
        assert client.get(address(coordinator, name)).status_code == 404
    assert all(kinds[name].says for name in ours())
