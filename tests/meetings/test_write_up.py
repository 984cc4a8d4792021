"""Writing it up: draft, published, and two people at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from collaborative.models import AuditEntry
from meetings.errors import NotYet, WriteUpChanged
from meetings.models import Meeting, WriteUp
from meetings.write_up_actions import save_write_up
from members.models import Membership
from tests.conftest import as_
from tests.factories import HatFactory, MeetingFactory, MembershipFactory, WriteUpFactory
from tests.meetings.helpers import address, get, on_the_wall


@pytest.fixture
def held(facilitator: Membership) -> Meeting:
    return MeetingFactory(
        collaborative=facilitator.collaborative, **on_the_wall(-2, "09:00", "11:00")
    )


def post(client: Client, me: Membership, meeting: Meeting, **words: Any) -> Any:
    data = {"body": "We sat.", "easy_read": "", "version": 0, **words}
    return as_(client, me).post(address("write_up", me, meeting), data)


def test_a_draft_then_published(client: Client, facilitator: Membership, held: Meeting) -> None:
    kept = post(client, facilitator, held)
    draft = WriteUp.objects.get()
    assert (kept.status_code, draft.state, draft.published_at) == (302, "draft", None)

    published = post(client, facilitator, held, body="We sat down.", version=1, publish="on")

    draft.refresh_from_db()
    assert published.url == held.get_absolute_url()
    assert "It is published." in client.get(published.url).text
    assert (draft.state, draft.body, draft.version) == ("published", "We sat down.", 2)
    assert draft.published_at is not None
    assert AuditEntry.objects.filter(verb="meeting.write_up").count() == 2


def test_a_change_does_not_take_it_back(
    client: Client, facilitator: Membership, held: Meeting
) -> None:
    day = held.local_start.date()
    row = WriteUpFactory(meeting=held, written_on=day)

    post(client, facilitator, held, body="Corrected.", version=1)

    before = row.published_at
    row.refresh_from_db()
    assert (row.state, row.body, row.written_on) == ("published", "Corrected.", day)
    assert row.published_at == before


def test_the_day_of_writing_is_the_day_it_was_ready(facilitator: Membership) -> None:
    with time_machine.travel("2026-06-11 12:00 +0000", tick=False):
        held = MeetingFactory(collaborative=facilitator.collaborative, past=True)
        HatFactory(member=facilitator)
    for day, publish, version in (("12", False, 0), ("14", True, 1), ("20", True, 2)):
        with time_machine.travel(f"2026-06-{day} 12:00 +0000", tick=False):
            save_write_up(
                meeting=held,
                by=facilitator,
                body=f"As of the {day}th",
                easy_read="",
                publish=publish,
                version=version,
            )

    row = WriteUp.objects.select_related("meeting").get()
    assert (row.written_on.day, row.how_soon, row.version) == (14, "4 days after", 3)


def test_two_at_once_see_both_texts_and_neither_is_lost(
    client: Client, facilitator: Membership, held: Meeting
) -> None:
    WriteUpFactory(meeting=held, body="Theirs, kept first.", easy_read="Easy one.", version=2)

    refused = post(client, facilitator, held, body="Mine <i>too</i>.", version=1, publish="on")

    assert refused.status_code == 409
    for words in ("Theirs, kept first.", "Easy one.", "<p>Mine &lt;i&gt;too&lt;/i&gt;.</p>"):
        assert words in refused.text
    assert 'name="version" value="2"' in refused.text
    assert "Mine &lt;i&gt;too&lt;/i&gt;.</textarea>" in refused.text
    assert WriteUp.objects.get().body == "Theirs, kept first."

    both = post(client, facilitator, held, body="Theirs and mine.", version=2, publish="on")
    assert both.status_code == 302
    assert WriteUp.objects.get().body == "Theirs and mine."


def test_two_first_drafts_are_one_row_and_a_conflict(
    client: Client, facilitator: Membership, held: Meeting
) -> None:
    assert post(client, facilitator, held, body="One.").status_code == 302
    assert post(client, facilitator, held, body="Two.").status_code == 409
    assert WriteUp.objects.get().body == "One."


def test_the_same_form_twice_is_no_conflict(
    client: Client, facilitator: Membership, held: Meeting
) -> None:
    answers = [post(client, facilitator, held, publish="on").status_code for _ in range(2)]

    assert answers == [302, 302]
    assert WriteUp.objects.get().version == 1


def test_a_megabyte_is_taken(client: Client, facilitator: Membership, held: Meeting) -> None:
    words = "wörds and " * 99_000

    assert post(client, facilitator, held, body=words, publish="on").status_code == 302
    assert WriteUp.objects.get().body == words.strip()
    assert get(client, facilitator, "meetings").status_code == 200


def test_more_than_a_megabyte_is_refused_with_the_words_kept(
    client: Client, facilitator: Membership, held: Meeting
) -> None:
    words = "z" * 1_000_001

    refused = post(client, facilitator, held, body=words)

    assert refused.status_code == 422
    assert "Please make this shorter: 1000000 letters at most." in refused.text
    assert words in refused.text
    assert "maxlength" not in refused.text
    assert not WriteUp.objects.exists()


def test_nothing_written_is_said_at_the_field_and_the_rest_is_kept(
    client: Client, facilitator: Membership, held: Meeting
) -> None:
    refused = post(client, facilitator, held, body=" \n ", easy_read="We met.")

    assert refused.status_code == 422
    assert "Please fill this in." in refused.text
    assert "We met.</textarea>" in refused.text


def test_who_may_write(client: Client, member: Membership, facilitator: Membership) -> None:
    here = {"collaborative": member.collaborative}
    held = MeetingFactory(**here, past=True)
    not_begun = MeetingFactory(**here)
    called_off = MeetingFactory(**here, past=True, state="called_off")

    assert get(client, member, "write_up", held).status_code == 404
    assert post(client, member, held).status_code == 404
    assert get(client, MembershipFactory(), "write_up", held).status_code == 404
    assert [
        get(client, facilitator, "write_up", meeting).status_code
        for meeting in (held, not_begun, called_off, MeetingFactory(past=True))
    ] == [200, 404, 404, 404]
    with pytest.raises(NotYet):
        save_write_up(
            meeting=not_begun, by=facilitator, body="x", easy_read="", publish=True, version=0
        )


def test_who_helped_that_day_may_write_afterwards(client: Client, member: Membership) -> None:
    held = MeetingFactory(collaborative=member.collaborative, **on_the_wall(-20, "09:00", "11:00"))
    day = held.local_start.date()
    HatFactory(member=member, since=day, until=day)

    assert post(client, member, held, publish="on").status_code == 302
    other = MeetingFactory(collaborative=member.collaborative, **on_the_wall(-50, "09:00", "11:00"))
    assert post(client, member, other).status_code == 404


def test_the_conflict_carries_the_row_that_stands(facilitator: Membership, held: Meeting) -> None:
    row = WriteUpFactory(meeting=held, version=7)

    with pytest.raises(WriteUpChanged) as caught:
        save_write_up(
            meeting=held, by=facilitator, body="Other", easy_read="", publish=False, version=6
        )

    assert caught.value.current == row


@pytest.mark.parametrize(
    ("days", "said"), [(0, "the same day"), (1, "the day after"), (63, "63 days after"), (-1, "")]
)
def test_how_soon(member: Membership, days: int, said: str) -> None:
    held = MeetingFactory(collaborative=member.collaborative, past=True)
    row = WriteUpFactory(meeting=held, written_on=held.days[1] + timedelta(days=days))

    assert row.how_soon == said
