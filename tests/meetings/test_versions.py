"""A write-up in the hands of those who were there, its versions, and what people say to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from collaborative.keys import digest, new_key
from meetings.chores import publish_what_was_checked
from meetings.differences import Piece, difference
from meetings.models import Meeting, Response, Version, VersionWords, WriteUp
from members import actions as members
from members.models import Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, MembershipFactory, ReplyFactory, WriteUpFactory
from tests.factories_room import AttendanceFactory, ResponseFactory
from tests.meetings.helpers import address, get, on_the_wall


@pytest.fixture
def held(facilitator: Membership) -> Meeting:
    times = on_the_wall(-2, "09:00", "11:00")
    return MeetingFactory(collaborative=facilitator.collaborative, **times)


def post(client: Client, me: Membership, meeting: Meeting, **words: Any) -> Any:
    data = {"body": "We sat.", "easy_read": "", "version": 0, **words}
    return as_(client, me).post(address("write_up", me, meeting), data)


def test_published_after_two_who_were_there_put_it_right(
    client: Client, member: Membership, facilitator: Membership, held: Meeting
) -> None:
    post(client, facilitator, held, body="We sat on chair.", check="on", signature="Len, tea lot")
    AttendanceFactory(meeting=held, member=member)
    came = MembershipFactory(collaborative=member.collaborative)
    ReplyFactory(meeting=held, member=came)

    assert "put small things right" in get(client, member, "meeting", held).text
    assert post(client, member, held, body="We sat on chairs.", version=1).status_code == 302
    assert post(client, came, held, body="We sat on nine chairs.", version=2).status_code == 302
    row = WriteUp.objects.get()
    assert (row.state, row.signature, row.version) == ("checking", "Len, tea lot", 3)
    post(client, facilitator, held, body=row.body, version=3, publish="on", signature="Len")

    page = get(client, MembershipFactory(collaborative=member.collaborative), "meeting", held).text
    assert "We sat on nine chairs." in page
    assert "Signed: Len." in page
    assert [v.state for v in Version.objects.all()] == ["checking"] * 3 + ["published"]


def test_who_was_not_there_sees_no_draft(
    client: Client, member: Membership, facilitator: Membership, held: Meeting
) -> None:
    post(client, facilitator, held, body="Half a thought", check="on")
    assert "Half a thought" not in get(client, member, "meeting", held).text
    for name in ("write_up", "versions", "responses"):
        assert get(client, member, name, held).status_code == 404
    assert post(client, member, held, version=1).status_code == 404


def test_those_who_were_there_do_not_publish_or_sign(
    client: Client, member: Membership, facilitator: Membership, held: Meeting
) -> None:
    post(client, facilitator, held, check="on", signature="Len")
    AttendanceFactory(meeting=held, member=member)
    post(client, member, held, body="Put right", version=1, publish="on", signature="Me")
    row = WriteUp.objects.get()
    assert (row.state, row.signature, row.body) == ("checking", "Len", "Put right")


def test_two_put_it_right_at_once_and_neither_is_lost(
    client: Client, member: Membership, facilitator: Membership, held: Meeting
) -> None:
    post(client, facilitator, held, body="We sat on chair.", check="on")
    AttendanceFactory(meeting=held, member=member)
    post(client, member, held, body="We sat on chairs.", version=1)
    both = post(client, facilitator, held, body="We sat on a chair.", version=1)

    assert both.status_code == 409
    assert "We sat on chairs." in both.text
    assert "We sat on a chair.</textarea>" in both.text
    assert "Where they differ" in both.text
    assert "<del>" in both.text


def test_after_seven_days_it_is_published_by_itself(facilitator: Membership, held: Meeting) -> None:
    today = timezone.localdate()
    fine = {"state": "checking", "published_at": None}
    row = WriteUpFactory(meeting=held, check_until=today - timedelta(days=1), **fine)
    here = {"collaborative": held.collaborative, "past": True}
    asked = WriteUpFactory(
        meeting=MeetingFactory(**here),
        check_until=today - timedelta(days=1),
        body="The ward manager who came late said yes.",
        **fine,
    )
    later = WriteUpFactory(
        meeting=MeetingFactory(**here), check_until=today + timedelta(days=1), **fine
    )
    assert publish_what_was_checked(timezone.now()) == 1
    states = [WriteUp.objects.get(pk=each.pk).state for each in (row, asked, later)]
    assert states == ["published", "checking", "checking"]


def test_a_correction_shows_with_its_day_and_what_changed(
    client: Client, member: Membership, facilitator: Membership, held: Meeting
) -> None:
    WriteUpFactory(meeting=held, body="Twelve came.\n\nIt rained.", version=1)
    post(client, facilitator, held, body="Thirteen came.\n\nIt rained.", version=1)

    assert "Put right on" in get(client, member, "meeting", held).text
    page = get(client, member, "versions", held).text
    assert 'Twelve<span class="hide">]' in page
    assert 'Thirteen<span class="hide">]' in page
    assert "It rained" not in page


def test_old_words_are_struck_and_the_fact_stays(
    client: Client, facilitator: Membership, coordinator: Membership, held: Meeting
) -> None:
    WriteUpFactory(meeting=held, body="She lives at number nine.", version=1)
    post(client, facilitator, held, body="She lives here.", version=1)
    url = address("versions", coordinator, held)

    as_(client, facilitator).post(url, {"number": "1", "ground": "private"})
    assert VersionWords.objects.exclude(struck_at=None).count() == 0
    as_(client, coordinator).post(url, {"number": "2", "ground": "private"})  # the text of today
    assert VersionWords.objects.exclude(struck_at=None).count() == 0
    as_(client, coordinator).post(url, {"number": "1", "ground": "private"})

    first = Version.objects.select_related("words").get(number=1)
    assert (first.words.texts, first.words.ground) == ("", "private")
    assert first.digest == digest("She lives at number nine.")
    assert "number nine" not in as_(client, coordinator).get(url).text


@pytest.mark.parametrize("table", ["meetings_version", "meetings_versionwords"])
def test_versions_are_for_good(
    client: Client, facilitator: Membership, held: Meeting, table: str
) -> None:
    post(client, facilitator, held)
    column = "number" if table.endswith("version") else "texts"
    for sql in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            connection.cursor().execute(sql)


def test_the_difference_is_readable() -> None:
    assert difference("One.\nTwo three.", "One.\nTwo four.") == [
        [Piece("same", "…")],
        [Piece("same", "Two "), Piece("gone", "three."), Piece("new", "four.")],
    ]
    assert difference("Same.", "Same.") == []
    old, new = "a " * 100_000, "b " * 100_000
    assert [[piece.how for piece in line] for line in difference(old, new)] == [["gone", "new"]]


def test_said_and_answered_once(client: Client, member: Membership, held: Meeting) -> None:
    WriteUpFactory(meeting=held)
    url = address("responses", member, held)
    typed = {"words": "Is this <b>it</b>?", "key": new_key()}
    for _ in range(2):
        as_(client, member).post(url, typed)
    first = Response.objects.get()
    other = MembershipFactory(collaborative=member.collaborative)
    as_(client, other).post(url, {"words": "It is.", "key": new_key(), "to": first.key})
    answer = Response.objects.get(to=first)
    as_(client, member).post(url, {"words": "Good.", "key": new_key(), "to": answer.key})

    assert Response.objects.filter(to=first).count() == 2  # never further down
    page = as_(client, other).get(url).text
    assert "Is this &lt;b&gt;it&lt;/b&gt;?" in page
    as_(client, other).post(url, {"take_back": first.key})  # not theirs
    assert Response.objects.get(pk=first.pk).words
    as_(client, member).post(url, {"take_back": first.key})
    assert "Somebody took back what stood here." in as_(client, other).get(url).text


def test_leaving_without_a_name_takes_it_off(member: Membership, held: Meeting) -> None:
    row = WriteUpFactory(meeting=held, signature="Abi of the soup", signed_by=member)
    said = ResponseFactory(write_up=row, member=member)
    members.leave(card=member, by=member.person, keeps_name=False)
    row.refresh_from_db()
    said.refresh_from_db()
    assert (row.signature, said.from_whom) == ("", "a member")
