"""Write-ups that somebody opened to anybody, on a page and as a feed; all others stay inside."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.models import WriteUp
from members.models import Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, WriteUpFactory
from tests.meetings.helpers import address, queries

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def at(name: str, me: Membership) -> str:
    return reverse(name, kwargs={"collaborative": me.collaborative.slug})


def written(me: Membership, days: int, body: str, **more: object) -> WriteUp:
    start = timezone.now() - timedelta(days=days)
    meeting = MeetingFactory(collaborative=me.collaborative, title=f"Soup {days}", starts_at=start)
    row: WriteUp = WriteUpFactory(meeting=meeting, body=body, **more)
    return row


def test_only_what_was_opened_and_published_is_read_outside(
    client: Client, member: Membership
) -> None:
    assert client.get(at("told_outside", member)).status_code == 404
    assert client.get(at("told_feed", member)).status_code == 404
    written(member, 9, "Inside alone.")
    draft = {"state": "checking", "check_until": timezone.localdate(), "published_at": None}
    written(member, 8, "Not ready.", outside=True, **draft)
    WriteUpFactory(body="Of another place.", outside=True)
    assert client.get(at("told_outside", member)).status_code == 404
    written(member, 7, "Late & <b>buses</b>.", outside=True, signature="Abi of the soup")

    shown, feed = client.get(at("told_outside", member)), client.get(at("told_feed", member))
    for text in (shown.text, feed.text):
        assert "Abi of the soup" in text
        for words in ("Inside alone.", "Not ready.", "Of another place.", "<b>buses</b>"):
            assert words not in text
    assert "max-age=300" in shown.headers["Cache-Control"]
    (entry,) = ElementTree.fromstring(feed.text).iter(f"{ATOM}entry")  # noqa: S314 -- our own
    assert "Late &amp; &lt;b&gt;buses&lt;/b&gt;." in (entry.findtext(f"{ATOM}summary") or "")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    anchor = link.attrib["href"].partition("#")[2]
    assert f'id="{anchor}"' in shown.text
    assert "Set-Cookie" not in feed.headers
    unchanged = client.get(at("told_feed", member), headers={"if-none-match": feed.headers["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_it_is_opened_by_a_tick_and_closed_by_taking_it_off(
    client: Client, facilitator: Membership
) -> None:
    row = written(facilitator, 7, "Sarah the ward manager came.")
    url = address("write_up", facilitator, row.meeting)
    sent = {"body": row.body, "version": row.version, "outside": "on", "signature": ""}
    asked = as_(client, facilitator).post(url, sent).text
    assert "here we use names only" in asked  # others will read it now
    assert client.get(at("told_outside", facilitator)).status_code == 404
    told = asked.partition('name="told" value="')[2].partition('"')[0]
    client.post(url, sent | {"told": told})
    page = client.get(at("told_outside", facilitator))
    assert "ward manager" in page.text
    assert "outside of here too" in client.get(row.meeting.get_absolute_url()).text
    now = WriteUp.objects.get().version
    client.post(url, {"body": row.body, "version": now, "signature": ""})
    assert client.get(at("told_outside", facilitator)).status_code == 404


def test_pages_go_on_by_key_and_ask_as_often_for_many(client: Client, member: Membership) -> None:
    counts = []
    for first, last in ((2, 3), (3, 32)):
        for days in range(first, last):
            written(member, days, f"Body {days}.", outside=True)
        counts.append(queries(lambda: client.get(at("told_outside", member))))
        counts.append(queries(lambda: client.get(at("told_feed", member))))
    assert counts[:2] == counts[2:]
    shown, url = "", at("told_outside", member)
    for _ in range(3):
        text = client.get(url).text
        shown += text
        url = at("told_outside", member) + text.partition('rel="next" href="')[2].partition('"')[0]
    assert all(f"Body {days}." in shown for days in range(2, 32))
    assert client.get(at("told_outside", member), {"before": "nothing"}).status_code == 404


def test_a_name_is_not_written_over(client: Client, facilitator: Membership) -> None:
    row = written(facilitator, 7, "We sat.", signature="Abi of the soup", version=2)
    url = address("write_up", facilitator, row.meeting)
    sent = {"body": "We sat.", "version": 1, "signature": "Len"}
    refused = as_(client, facilitator).post(url, sent)
    assert refused.status_code == 409
    for words in ("Signed: Abi of the soup.", "Signed: Len."):
        assert words in refused.text
    assert WriteUp.objects.get().signature == "Abi of the soup"
