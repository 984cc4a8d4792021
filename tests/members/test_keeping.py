"""What the rules say goes, goes; each of them is held to its word."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from collaborative import audit, files
from collaborative.models import AuditEntry, Letter, StoredFile
from collaborative.takeout import holdings
from collaborative.tasks import tidy
from members import actions, copies, lanyards
from members.models import (
    Buddying,
    Concern,
    Copy,
    Invitation,
    JoinRequest,
    Membership,
    PaperCode,
    Preferences,
    Session,
    StepBack,
    User,
)
from tests.conftest import as_
from tests.factories import (
    BuddyingFactory,
    ConcernFactory,
    HatFactory,
    JoinRequestFactory,
    MeetingFactory,
    MembershipFactory,
    PerspectiveFactory,
    ReplyFactory,
    StepBackFactory,
)
from tests.world import invite

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
DAYS = {"joining": 30, "concerns": 30, "files": 30, "letters": 7, "looks": 365, "never came": 44}


def leave(member: Membership, *, keeps_name: bool = False) -> None:
    actions.leave(card=member, by=member.person, keeps_name=keeps_name)


def after(days: float, still_there: Callable[[], bool]) -> bool:
    """Whether something stands when the chores have run that much later."""
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        tidy()
        return still_there()


def goes_with_leaving(member: Membership, still_there: Callable[[], bool]) -> None:
    assert still_there()
    assert after(800, still_there), "it waits for the person"
    leave(member)
    assert not still_there()


def test_no_rule_is_without_a_test_of_its_word() -> None:
    """Those of other apps stand in a ``test_keeping`` of their own."""
    tests = "".join(path.read_text() for path in Path("tests").glob("**/test_keeping*.py"))
    pinned = set(re.findall(r"^\s*(?:def )?test_keeps_(\w+)", tests, re.MULTILINE))
    assert {name.replace(" ", "_") for name in holdings} - pinned == set()


def test_keeps_address(member: Membership) -> None:
    goes_with_leaving(member, lambda: bool(User.objects.exclude(email=None).count()))


def test_keeps_card(member: Membership) -> None:
    lines = Membership.objects.exclude(brings_me_here="", ask_me_about="", i_like="")
    goes_with_leaving(member, lines.exists)
    assert Membership.objects.get().chosen_name == "a member"


def test_keeps_helping(member: Membership) -> None:
    HatFactory(member=member)
    leave(member)
    assert after(4000, lambda: AuditEntry.objects.filter(verb="member.leave").exists())
    assert HatFactory._meta.model.objects.filter(member=member).exists()


def test_keeps_preferences(member: Membership) -> None:
    Preferences.objects.create(person=member.person)
    goes_with_leaving(member, Preferences.objects.exists)


def test_keeps_invitations(member: Membership) -> None:
    invite(member)
    Invitation.objects.update(used_at=timezone.now())
    goes_with_leaving(member, Invitation.objects.exists)


def test_keeps_nothing_of_who_never_came(member: Membership) -> None:
    """Fourteen days for the link, thirty more; then nobody knows that they were ever thought of."""
    card = MembershipFactory(collaborative=member.collaborative, state="introduced")
    invite(card)
    there = User.objects.filter(pk=card.person_id).exists
    assert after(DAYS["never came"] - 1, there)
    assert not after(DAYS["never came"] + 1, there)
    assert Membership.objects.get() == member


def test_keeps_who_is_somewhere_else_too(member: Membership) -> None:
    invite(MembershipFactory(person=member.person, state="introduced"))
    assert after(DAYS["never came"] + 1, lambda: User.objects.get().email is not None)
    assert Membership.objects.get() == member


def test_keeps_paper_codes(member: Membership) -> None:
    PaperCode.objects.create(person=member.person, code_hash="x")
    goes_with_leaving(member, PaperCode.objects.exists)


def private(read: str) -> Callable[[Membership], None]:
    """Behind the wall: until the person takes it out, or leaves."""

    def check(member: Membership) -> None:
        person = member.person
        lanyards.write(person, job_title="Lamp lighter")
        lanyards.stand(person, [PerspectiveFactory(collaborative=member.collaborative)])
        lanyards.need(person, "Soft light")
        lanyards.route(person, "sms", "07700 900321")
        goes_with_leaving(member, lambda: bool(getattr(lanyards.read(person), read)))

    return check


test_keeps_work = private("job_title")
test_keeps_standpoints = private("perspectives")
test_keeps_needs = private("needs")
test_keeps_routes = private("routes")


def test_keeps_letters(member: Membership) -> None:
    """The words a week after it went, however long it waited; that it went stays."""
    now = timezone.now()
    Letter.objects.create(
        key="x",
        kind="digest",
        person=member.person,
        about=1,
        not_before=now - 9 * DAY,
        not_after=now + DAY,
        state="sent",
        sent_at=now,
        subject="What came of it",
        body="Soup",
    )
    words = Letter.objects.filter(body="Soup").exists
    assert after(DAYS["letters"] - 1, words)
    assert not after(DAYS["letters"] + 1, words)
    assert Letter.objects.get().subject == ""


def test_keeps_deeds(member: Membership) -> None:
    lanyards.read(member.person)
    audit.record(actor=member.person, verb="join.look", target=member)
    audit.record(actor=member.person, verb="member.card", target=member)

    def verbs() -> list[str]:
        return list(AuditEntry.objects.order_by("verb").values_list("verb", flat=True))

    before = ["join.look", "lanyard.holder", "member.card"]
    assert after(DAYS["looks"] - 1, lambda: verbs() == before)
    assert after(DAYS["looks"] + 1, lambda: verbs() == ["member.card"])
    assert after(4000, lambda: verbs() == ["member.card"])


def test_keeps_copies(member: Membership) -> None:
    """Thirty days, with its file; sooner when somebody leaves."""
    copies.ask(by=member.person)
    copies.make_waiting()
    assert after(29, Copy.objects.exists)
    assert not after(31, Copy.objects.exists)
    copies.ask(by=member.person)
    leave(member)
    assert not Copy.objects.exists()


def test_keeps_files(member: Membership) -> None:
    files.store(content=b"x", content_type="text/plain", owner=member.person)
    assert after(DAYS["files"] - 1, StoredFile.objects.exists)
    assert not after(DAYS["files"] + 1, StoredFile.objects.exists)


def test_keeps_sessions(client: Client, member: Membership) -> None:
    as_(client, member)
    assert after(59, Session.objects.exists)
    assert not after(61, Session.objects.exists)


def stays_empty(name: str) -> Callable[[Client, Membership], None]:
    def check(client: Client, member: Membership) -> None:
        as_(client, member).get("/me/")
        assert list(holdings[name].rows(member.person)) == []

    return check


test_keeps_addresses = stays_empty("addresses")
test_keeps_confirmations = stays_empty("confirmations")


def test_keeps_asked_to_join() -> None:
    JoinRequestFactory()
    assert after(DAYS["joining"] - 1, JoinRequest.objects.exists)
    assert not after(DAYS["joining"] + 1, JoinRequest.objects.exists)


def test_keeps_concerns() -> None:
    ConcernFactory()
    words = Concern.objects.exclude(words="").exists
    assert after(DAYS["concerns"] - 1, words)
    assert not after(DAYS["concerns"] + 1, words)
    assert after(4000, Concern.objects.exists)


@pytest.mark.parametrize("who", ["newcomer", "buddy"])
@pytest.mark.parametrize("how", ["rest", "leave"])
def test_keeps_buddies(who: str, how: str) -> None:
    row = BuddyingFactory(buddy=MembershipFactory())
    card: Membership = getattr(row, who)
    if how == "rest":
        actions.rest(card=card, by=card.person)
    else:
        leave(card)
    assert not Buddying.objects.filter(**{who: card}).exists()
    assert Buddying.objects.exists() == (who == "buddy")


def test_keeps_answers(member: Membership) -> None:
    reply: Any = ReplyFactory(
        meeting=MeetingFactory(collaborative=member.collaborative), member=member
    )
    assert after(4000, type(reply).objects.exists)


def test_keeps_keys(member: Membership) -> None:
    Authenticator.objects.create(user=member.person, type="totp", data={"secret": "x"})
    goes_with_leaving(member, Authenticator.objects.exists)


def test_keeps_stepping_back(member: Membership) -> None:
    """A week for what nobody agreed to; a season for the words of what is over."""
    now = timezone.now()
    asked = StepBackFactory(member=member)
    agreed = StepBackFactory(
        member=MembershipFactory(), confirmed_at=now, ended_at=now, why="Loud."
    )
    rows = StepBack.objects.filter
    assert after(6, rows(pk=asked.pk).exists)
    assert not after(8, rows(pk=asked.pk).exists)
    words = rows(pk=agreed.pk, why="Loud.").exists
    assert after(80, words)
    assert not after(100, words)
    assert after(4000, rows(pk=agreed.pk).exists)
