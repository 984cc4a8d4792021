"""Words struck out on a ground, and a person taken out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from collaborative import files
from collaborative.models import AuditEntry, Letter, StoredFile
from members import actions, erasure, lanyards
from members.models import Hat, Invitation, Membership, Preferences, User
from roadmap.models import MoveWords
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory, MoveFactory

pytestmark = pytest.mark.django_db

WHY = "Zora’s brother said so."


@pytest.fixture
def words(db: None) -> MoveWords:
    return MoveWords.objects.get(move=MoveFactory(why=WHY))


def test_struck_words_are_gone_and_the_fact_stands(words: MoveWords, member: Membership) -> None:
    digest = words.move.why_digest
    struck = erasure.strike(words, field="why", ground="names somebody", by=member.person)

    assert struck
    assert (words.why, words.ground) == ("", "names somebody")
    assert words.struck_at is not None
    words.move.refresh_from_db()
    assert words.move.why_digest == digest


def test_who_struck_is_noted_and_the_words_nowhere(words: MoveWords, member: Membership) -> None:
    erasure.strike(words, field="why", ground="names somebody", by=member.person)
    (entry,) = AuditEntry.objects.filter(verb="erasure.strike")

    assert (entry.actor, entry.target) == (member.person, f"roadmap.movewords:{words.pk}")
    assert WHY not in f"{entry.verb}{entry.target}"


def test_the_door_is_shut_again_inside_the_transaction(
    words: MoveWords, member: Membership
) -> None:
    other = MoveWords.objects.get(move=MoveFactory(why="Another."))
    erasure.strike(words, field="why", ground="names somebody", by=member.person)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        MoveWords.objects.filter(pk=other.pk).update(why="Changed.")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        MoveWords.objects.filter(pk=words.pk).update(ground="another")


def test_struck_twice_is_struck_once(words: MoveWords, member: Membership) -> None:
    erasure.strike(words, field="why", ground="names somebody", by=member.person)
    again = erasure.strike(words, field="why", ground="another", by=member.person)

    words.refresh_from_db()
    assert (again, words.ground) == (False, "names somebody")
    assert AuditEntry.objects.filter(verb="erasure.strike").count() == 1


@pytest.mark.parametrize("ground", ["", "  "])
def test_without_a_ground_nothing_is_struck(
    words: MoveWords, member: Membership, ground: str
) -> None:
    with pytest.raises(ValueError, match="ground"):
        erasure.strike(words, field="why", ground=ground, by=member.person)

    words.refresh_from_db()
    assert words.why == WHY


def test_a_strike_that_fails_leaves_the_door_shut(words: MoveWords, member: Membership) -> None:
    with pytest.raises(Exception, match="too long"), transaction.atomic():
        erasure.strike(words, field="why", ground="x" * 41, by=member.person)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        MoveWords.objects.update(why="Changed.")


@pytest.fixture
def somebody(db: None) -> Membership:
    """With something in every corner."""
    member = HatFactory(member__chosen_name="Zora", member__i_like="Moths").member
    HatFactory(member=member, since=timezone.localdate() + timedelta(days=9))
    lanyards.write(member.person, job_title="Nurse")
    lanyards.need(member.person, "A seat")
    files.store(content=b"x", content_type="text/plain", owner=member.person)
    Preferences.objects.create(person=member.person)
    Letter.objects.create(
        key="reminder:1",
        kind="reminder",
        person=member.person,
        about=1,
        not_before=timezone.now(),
        not_after=timezone.now() + timedelta(days=1),
        body="Dear Zora",
    )
    return member


def test_a_person_taken_out_leaves_nothing_of_theirs(client: Client, somebody: Membership) -> None:
    person, address = somebody.person, somebody.person.email
    as_(client, somebody)
    erasure.erase(person, by=person, keeps_name=False)

    somebody.refresh_from_db()
    assert (somebody.state, somebody.shown_name, somebody.i_like) == ("left", "a member", "")
    assert User.objects.filter(email=address).count() == 0
    with lanyards.opened("erasure", about=person, by=None):
        assert lanyards.Lanyard.objects.count() == lanyards.AccessNeed.objects.count() == 0
    assert StoredFile.objects.count() == Preferences.objects.count() == 0
    assert Letter.objects.get().body == ""
    assert Hat.objects.get().until == timezone.localdate()
    assert client.get("/me/").status_code == 302
    everywhere = [str(vars(row)) for row in (*Membership.objects.all(), *User.objects.all())]
    assert not any("Zora" in row or address in row for row in everywhere)


def test_their_name_may_stay_under_their_words(somebody: Membership) -> None:
    erasure.erase(somebody.person, by=None, keeps_name=True)

    somebody.refresh_from_db()
    assert (somebody.shown_name, somebody.i_like) == ("Zora", "")
    assert AuditEntry.objects.filter(verb="erasure.person", actor=None).count() == 1


def test_an_invitation_not_yet_opened_ends(coordinator: Membership, listeners: object) -> None:
    actions.invite(by=coordinator, address="zora@example.org", name="Zora")
    erasure.erase(User.objects.get(email="zora@example.org"), by=None, keeps_name=False)

    assert Invitation.objects.count() == 0
    actions.invite(by=coordinator, address="zora@example.org", name="Zora")
    assert Invitation.objects.count() == 1


def test_nobody_else_is_touched(somebody: Membership) -> None:
    other = MembershipFactory(collaborative=somebody.collaborative)
    lanyards.write(other.person, job_title="Gardener")
    erasure.erase(somebody.person, by=None, keeps_name=False)

    other.refresh_from_db()
    assert other.state == "active"
    assert lanyards.read(other.person).job_title == "Gardener"
