"""A place where we meet: a photo of its door, and two people who write about it at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from collaborative.models import StoredFile
from meetings import places
from meetings.models import Venue
from members.models import Membership
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory, VenueFactory
from tests.hostile_photos import WHERE, located, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue(coordinator: Membership) -> Venue:
    return VenueFactory(collaborative=coordinator.collaborative, arrive="The blue door.")


def of(venue: Venue, name: str = "place") -> str:
    where = {"collaborative": venue.collaborative.slug, "key": venue.key}
    return reverse(f"meetings:{name}", kwargs=where)


def sent(venue: Venue, **more: Any) -> dict[str, Any]:
    return {"arrive": "The blue door.", "seen": places.mark_of(venue), **more}


def photo(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("me_at_the_door.jpg", content or picture(size=(900, 600)))


def test_a_photo_of_the_door_is_drawn_anew_and_shown_to_those_who_are_here(
    client: Client, coordinator: Membership, member: Membership, venue: Venue
) -> None:
    before = located()
    as_(client, coordinator).post(of(venue), sent(venue, photo=photo(before)))
    shown = as_(client, member).get(of(venue)).text
    assert f'src="{of(venue, "door")}"' in shown
    assert "The door of" in shown
    answer = client.get(of(venue, "door"))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert WHERE not in answer.content
    assert b"Zebra" in before
    assert b"Zebra" not in answer.content
    assert as_(client, MembershipFactory()).get(of(venue, "door")).status_code == 404
    assert client.get(of(venue)).status_code == 404

    venue.refresh_from_db()
    as_(client, coordinator).post(of(venue), sent(venue, photo=photo()))
    assert StoredFile.objects.count() == 1
    as_(client, coordinator).post(of(venue), sent(venue, photo_out="on"))
    assert StoredFile.objects.count() == 0
    assert client.get(of(venue, "door")).status_code == 404


def test_what_is_no_picture_is_said_and_words_are_kept(
    client: Client, coordinator: Membership, venue: Venue
) -> None:
    wrong = sent(venue, photo=photo(b"%PDF-1.7"), bus="The 7")
    answer = as_(client, coordinator).post(of(venue), wrong)
    assert answer.status_code == 422
    assert "could not read this as a photo" in answer.text
    assert "The 7" in answer.text


def test_whoever_was_quicker_is_not_overwritten(
    client: Client, coordinator: Membership, venue: Venue
) -> None:
    other = HatFactory(member__collaborative=venue.collaborative, kind="coordinator").member
    theirs, mine = sent(venue, arrive="The green door."), sent(venue, arrive="The red door.")
    as_(client, other).post(of(venue), theirs)
    answer = as_(client, coordinator).post(of(venue), mine | {"photo": photo()})
    assert answer.status_code == 409
    for words in (
        "It says: The green door.",
        "You wrote: The red door.",
        "Please choose it once more.",
    ):
        assert words in answer.text
    assert Venue.objects.get(pk=venue.pk).arrive == "The green door."
    now = places.mark_of(Venue.objects.get(pk=venue.pk))
    assert now in answer.text
    client.post(of(venue), mine | {"seen": now})
    assert Venue.objects.get(pk=venue.pk).arrive == "The red door."


def test_somebody_named_by_their_job_is_asked_about(
    client: Client, coordinator: Membership, venue: Venue
) -> None:
    words = sent(venue, arrive="Ask for Sarah, the ward manager.")
    asked = as_(client, coordinator).post(of(venue), words).text
    assert "here we use names only" in asked
    assert Venue.objects.get(pk=venue.pk).arrive == "The blue door."
