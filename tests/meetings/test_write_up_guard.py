"""A write-up that ties a job to somebody: a draft, and published once somebody has chosen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from meetings.models import Meeting, WriteUp
from members.models import Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, WriteUpFactory
from tests.meetings.helpers import address, on_the_wall

ASKS = "You can say this. Just so you know: here we use names only."
LEAK = "We sat.\nThe ward manager who came late said yes."


class Writer:
    def __init__(self, client: Client, me: Membership, meeting: Meeting) -> None:
        self.client = as_(client, me)
        self.url = address("write_up", me, meeting)
        self.meeting = meeting

    def post(self, body: str, **more: Any) -> Any:
        version = more.pop(
            "version", WriteUp.objects.values_list("version", flat=True).first() or 0
        )
        return self.client.post(self.url, {"body": body, "version": version, **more})


@pytest.fixture
def writer(client: Client, facilitator: Membership) -> Writer:
    times = on_the_wall(-2, "09:00", "11:00")
    meeting = MeetingFactory(collaborative=facilitator.collaborative, **times)
    return Writer(client, facilitator, meeting)


def told(page: str) -> str:
    found = re.search(r'name="told" value="([^"]*)"', page)
    assert found, "the question brings its words back"
    return found[1]


def test_kept_asked_and_published(writer: Writer) -> None:
    asked = writer.post(LEAK, publish="on")
    page = writer.client.get(asked.url).text
    row = WriteUp.objects.get()
    assert (row.body, row.state) == (LEAK, "draft")
    assert asked.url == writer.url
    assert ASKS in page
    assert "<mark>ward manager</mark>" in page

    published = writer.post(LEAK, publish="on", told=told(page))

    row.refresh_from_db()
    assert published.url == writer.meeting.get_absolute_url()
    assert (row.body, row.state) == (LEAK, "published")


def test_a_draft_is_kept_as_ever_and_asked_about_on_its_page(writer: Writer) -> None:
    kept = writer.post(LEAK)

    assert kept.url == writer.meeting.get_absolute_url()
    assert ASKS in writer.client.get(writer.url).text


def test_a_first_try_without_the_job_is_read_over_before_it_is_kept(writer: Writer) -> None:
    writer.post(LEAK)

    page = writer.post(LEAK, **{"without": "on"}).text

    assert "Somebody who came late said yes.</textarea>" in page
    assert "nothing is kept yet" in page
    assert WriteUp.objects.get().body == LEAK
    assert writer.post("We sat.\nSomebody said yes.", publish="on").status_code == 302
    assert WriteUp.objects.get().is_published


def test_other_jobs_than_the_ones_it_asked_about(writer: Writer) -> None:
    writer.post(LEAK)
    seen = told(writer.client.get(writer.url).text)

    writer.post(f"{LEAK}\nDr Osman agreed.", publish="on", told=seen)

    assert not WriteUp.objects.get().is_published


def test_a_published_one_is_changed_without_a_question(writer: Writer) -> None:
    WriteUpFactory(meeting=writer.meeting, body="We sat.")

    answer = writer.post(LEAK, publish="on")

    assert answer.url == writer.meeting.get_absolute_url()
    assert WriteUp.objects.get().body == LEAK
    assert ASKS not in writer.client.get(writer.url).text
