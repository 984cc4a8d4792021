"""A session: begun once, read by everybody, its state said by those who help."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from meetings.models import Meeting
from members.models import Membership
from prototypes.models import PrototypingSession, Table
from tests.conftest import as_
from tests.factories import MeetingFactory, OutputFactory, SessionFactory, TableFactory
from tests.prototypes.helpers import Helper, address


@pytest.fixture
def meeting(member: Membership) -> Meeting:
    return MeetingFactory(collaborative=member.collaborative)


def begin(client: Client, me: Membership, meeting: Meeting, **posted: str) -> Any:
    url = f"{address('start', me)}?meeting={meeting.key}"
    return as_(client, me).post(url, {"title": "Larkmoor after six", **posted})


def test_a_session_begins_with_its_tables(
    client: Client, facilitator: Membership, meeting: Meeting
) -> None:
    answer = begin(
        client,
        facilitator,
        meeting,
        purpose="What makes an evening easier?",
        tables=" Teapot \n\nKettle\nTeapot\n",
    )

    begun = PrototypingSession.objects.get()
    assert answer.url == address("capture", facilitator, begun)
    assert (begun.meeting, begun.state) == (meeting, "running")
    assert begun.purpose == "What makes an evening easier?"
    assert list(Table.objects.values_list("name", "session")) == [
        ("Kettle", begun.pk),
        ("Teapot", begun.pk),
    ]


def test_what_was_begun_can_be_gone_on_with(
    client: Client, facilitator: Membership, meeting: Meeting
) -> None:
    begun, closed = SessionFactory.create_batch(2, meeting=meeting)
    PrototypingSession.objects.filter(pk=closed.pk).update(state="closed")

    shown = as_(client, facilitator).get(f"{address('start', facilitator)}?meeting={meeting.key}")

    assert f'href="{address("capture", facilitator, begun)}"' in shown.text
    assert f'href="{address("capture", facilitator, closed)}"' not in shown.text
    assert f'href="{closed.get_absolute_url()}"' in shown.text


def test_the_same_form_twice_begins_one_session(
    client: Client, facilitator: Membership, meeting: Meeting
) -> None:
    first = begin(client, facilitator, meeting, tables="Teapot")
    second = begin(client, facilitator, meeting, tables="Teapot")

    assert first.url == second.url
    assert (PrototypingSession.objects.count(), Table.objects.count()) == (1, 1)


def test_a_title_that_is_taken_loses_nothing_typed(
    client: Client, facilitator: Membership, meeting: Meeting
) -> None:
    begin(client, facilitator, meeting)

    answer = begin(client, facilitator, meeting, title="larkmoor AFTER six", purpose="Another one")

    assert answer.status_code == 422
    assert "This meeting has a session of that name." in answer.text
    assert "Another one" in answer.text
    assert PrototypingSession.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"title": "x" * 121}, {"tables": "y" * 41}, {"tables": "a\n" * 101}]
)
def test_what_cannot_be_begun_is_said_at_its_box(
    client: Client, facilitator: Membership, meeting: Meeting, wrong: dict[str, str]
) -> None:
    if "a\n" in wrong.get("tables", ""):
        wrong = {"tables": "\n".join(f"table {n}" for n in range(101))}

    answer = begin(client, facilitator, meeting, **wrong)

    assert answer.status_code == 422
    assert 'class="problem"' in answer.text
    assert not PrototypingSession.objects.exists()


@pytest.mark.parametrize("asked", ["", "?meeting=", "?meeting=nosuchkey"])
def test_a_session_needs_a_meeting_of_this_collaborative(
    client: Client, facilitator: Membership, asked: str
) -> None:
    elsewhere = MeetingFactory()
    as_(client, facilitator)

    assert client.get(address("start", facilitator) + asked).status_code == 404
    url = f"{address('start', facilitator)}?meeting={elsewhere.key}"
    assert client.get(url).status_code == 404


def test_every_member_reads_it_table_by_table(client: Client, member: Membership) -> None:
    session = SessionFactory(
        meeting__collaborative=member.collaborative, purpose="What happens on the way?"
    )
    kettle, teapot = (TableFactory(session=session, name=name) for name in ("Kettle", "Teapot"))
    OutputFactory(session=session, table=teapot, words="said second", kind="worry")
    OutputFactory(session=session, table=kettle, words="said first")
    OutputFactory(session=session, words="said by all", kind="")

    page = as_(client, member).get(address("session", member, session)).text

    order = [
        *("What happens on the way?", "Three notes", "From the whole room", "said by all"),
        *("Kettle</h2>", "said first", "Teapot</h2>", "said second"),
    ]
    assert sorted(order, key=page.index) == order
    assert "Worry" in page
    assert "Might work" in page
    assert "No kind" not in page
    assert "Write it down" not in page
    assert "How it stands" not in page


def test_turned_page_by_page_nothing_is_missing(client: Client, member: Membership) -> None:
    session = SessionFactory(meeting__collaborative=member.collaborative)
    tables = [TableFactory(session=session, name=f"Table {n}") for n in range(5)]
    for n in range(130):
        OutputFactory(session=session, table=tables[n % 5], words=f"note {n:03}")
    as_(client, member)
    url, seen = address("session", member, session), []

    while url:
        page = client.get(url).text
        seen += [re.findall(r"<p>(note \d{3})</p>", page)]
        link = re.search(r'rel="next" href="([^"]+)"', page)
        url = address("session", member, session) + link[1] if link else ""

    assert [len(words) for words in seen] == [60, 60, 10]
    assert len(set().union(*seen)) == 130


@pytest.mark.parametrize(("size", "shown"), [(None, False), (7, False), (8, True)])
def test_a_quote_from_a_small_table_stands_under_the_session_alone(
    client: Client, member: Membership, size: int | None, shown: bool
) -> None:
    session = SessionFactory(meeting__collaborative=member.collaborative)
    table = TableFactory(session=session, name="Teapot", size=size)
    OutputFactory(session=session, table=table, quote=True, words="You asked me first")

    page = as_(client, member).get(address("session", member, session)).text

    assert "“You asked me first”" in page
    assert ("Teapot" in page) is shown


def test_how_it_stands_is_said_by_those_who_help(helper: Helper, member: Membership) -> None:
    url = helper.address("session")
    for state in ("themes_shown", "typed_up", "closed", "running"):
        assert helper.client.post(url, {"state": state}).url == url
        helper.session.refresh_from_db()
        assert helper.session.state == state

    assert helper.client.post(url, {"state": "burnt"}).status_code == 422
    assert helper.client.post(url).status_code == 422
    assert as_(helper.client, member).post(url, {"state": "closed"}).status_code == 404
    helper.session.refresh_from_db()
    assert helper.session.state == "running"


def test_an_empty_session_says_what_to_do_next(helper: Helper, member: Membership) -> None:
    url = helper.address("session")

    assert "Write the first note" in helper.client.get(url).text
    page = as_(helper.client, member).get(url).text
    assert "Nothing to read here yet." in page
    assert "/capture/" not in page
