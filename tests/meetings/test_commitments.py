"""What people said they would do: said, told, heard when we meet again; and no league table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaborative.keys import new_key
from meetings.commitments import to_be_heard
from meetings.models import Commitment, Meeting
from members import actions as members
from members.models import Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, MembershipFactory
from tests.factories_room import CommitmentFactory
from tests.meetings.helpers import on_the_wall, queries


def url(name: str, me: Membership, **more: str) -> str:
    return reverse(f"commitments:{name}", kwargs={"collaborative": me.collaborative.slug, **more})


def say(client: Client, me: Membership, **typed: Any) -> Any:
    data = {"text": "Bring the urn", "key": new_key(), **typed}
    return as_(client, me).post(url("new", me), data)


def test_said_once_and_told_with_each_day(client: Client, member: Membership) -> None:
    key = new_key()
    for _ in range(2):
        said = say(client, member, key=key, size="week")
    found = Commitment.objects.get()
    assert (said.url, found.member, found.state) == (found.get_absolute_url(), member, "offered")

    stuck = as_(client, member).post(said.url, {"state": "stuck"})
    assert stuck.status_code == 422
    assert "Say what it is stuck on." in stuck.text
    for state, note in (("stuck", "No plug"), ("done", "")):
        as_(client, member).post(said.url, {"state": state, "note": note})
    page = as_(client, member).get(said.url).text
    assert page.index("offered.") < page.index("stuck. No plug") < page.index("done.")


def test_a_group_or_a_body_is_nobody_in_particular(client: Client, member: Membership) -> None:
    say(client, member, group="The kettle lot")
    found = Commitment.objects.get()
    assert (found.member, found.whose) == (None, "The kettle lot")
    other = MembershipFactory(collaborative=member.collaborative)
    told = as_(client, other).post(found.get_absolute_url(), {"state": "done"})
    assert told.status_code == 302


def test_only_the_person_and_who_helps_tell_of_a_persons(
    client: Client, member: Membership, facilitator: Membership
) -> None:
    mine = CommitmentFactory(member=member)
    other = MembershipFactory(collaborative=member.collaborative)
    codes = [
        as_(client, who).post(mine.get_absolute_url(), {"state": "doing"}).status_code
        for who in (other, facilitator, member)
    ]
    assert codes == [404, 302, 302]


def test_for_somebody_else_only_by_who_helps(
    client: Client, member: Membership, facilitator: Membership
) -> None:
    say(client, member, member=facilitator.key)
    assert Commitment.objects.get().member == member
    Commitment.objects.all().delete()
    say(client, facilitator, member=member.key)
    assert Commitment.objects.get().member == member


def test_a_page_of_mine_and_one_of_all_by_day_and_not_by_name(
    client: Client, member: Membership
) -> None:
    today = timezone.localdate()
    other = MembershipFactory(collaborative=member.collaborative, chosen_name="Aaron")
    CommitmentFactory(member=other, text="Later", hoped_for=today + timedelta(days=9))
    CommitmentFactory(member=member, text="Sooner", hoped_for=today)
    page = as_(client, member).get(url("all", member)).text
    assert page.index("Sooner") < page.index("Later")
    mine = as_(client, member).get(url("mine", member)).text
    assert "Sooner" in mine
    assert "Later" not in mine
    home = as_(client, member).get(f"/{member.collaborative.slug}/").text
    assert "Sooner" not in home  # there is no next meeting to bring it to
    MeetingFactory(collaborative=member.collaborative)
    assert "Sooner" in as_(client, member).get(f"/{member.collaborative.slug}/").text


def test_heard_at_the_next_meeting(member: Membership) -> None:
    here = {"collaborative": member.collaborative}
    before: Meeting = MeetingFactory(**here, **on_the_wall(-30, "09:00", "11:00"))
    now: Meeting = MeetingFactory(**here, **on_the_wall(0, "00:01", "23:59"))
    day = before.days[0]
    for text, state, made in (
        ("Open", "doing", day),
        ("Just done", "done", day),
        ("Said today", "offered", now.days[0]),
    ):
        CommitmentFactory(
            member=member,
            text=text,
            state=state,
            made_on=made,
            meeting=now if text == "Said today" else before,
        )
    CommitmentFactory(
        member=member, text="Done long ago", state="done", made_on=day - timedelta(days=60)
    )
    assert {each.text for each in to_be_heard(member, now)} == {"Open", "Just done"}


def test_leaving_without_a_name_leaves_the_words(member: Membership) -> None:
    mine, kept = CommitmentFactory(member=member), CommitmentFactory()
    members.leave(card=member, by=member.person, keeps_name=False)
    mine.refresh_from_db()
    assert (mine.member, mine.whose) == (None, "a member")
    assert kept.whose == kept.member.chosen_name


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["all", "mine"])
def test_as_many_queries_for_thirty(client: Client, name: str) -> None:
    counts = []
    for rows in (1, 30):
        me = MembershipFactory()
        for state in ("doing", "done"):
            CommitmentFactory.create_batch(rows, member=me, state=state)
        as_(client, me)
        counts.append(queries(lambda me=me: client.get(url(name, me))))
    assert counts[0] == counts[1] <= 8
