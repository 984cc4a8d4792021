"""What goes into a report: parts, choices kept for one press, what we ask, what came unstuck."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from members.models import Membership
from prototypes.models import Body, Permission
from roadmap import making, presets, reports
from roadmap.models import BodyNeeded, Preset, Report, RoadmapItem, Update
from roadmap.papers.tree import facts
from tests.conftest import as_
from tests.factories import RoadmapItemFactory
from tests.roadmap.helpers import address, get, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def road(member: Membership) -> Membership:
    here = {"collaborative": member.collaborative, "added_on": date(2023, 5, 1)}
    RoadmapItemFactory(**here, number=1, title="Lights", horizon="now", next_step="Ask Bea")
    RoadmapItemFactory(**here, number=2, title="Buses", horizon="wow", waiting_for="A yes")
    return member


def send(client: Client, me: Membership, **data: Any) -> Report:
    answer = as_(client, me).post(address("register", me), data)
    report = Report.objects.latest("pk")
    assert answer.url == report.get_absolute_url()
    return report


def told(report: Report) -> str:
    return "\n".join(facts(report.tree))


def test_only_the_chosen_parts_and_it_says_so(client: Client, road: Membership) -> None:
    report = send(client, road, audience="members", parts=["ask", "items"], horizons=["wow"])
    words = told(report)
    assert "What we ask of you" in words
    assert "What is stuck" not in words
    assert "Buses" in words
    assert "Lights" not in words
    assert "Chosen from the roadmap: Wow." in words
    assert "Chosen from its parts: What we ask of you and Each thing on the roadmap." in words


def test_parts_that_an_audience_does_not_get_are_not_got_by_choosing(
    client: Client, road: Membership
) -> None:
    words = told(send(client, road, audience="easy", parts=["decided"]))
    assert "What we decided" not in words
    assert "What moved" in words


def test_kept_for_next_time_made_by_one_press_and_dropped(client: Client, road: Membership) -> None:
    chosen = {"audience": "commissioners", "since": "2024-01-01", "parts": ["ask"]}
    send(client, road, **chosen, name="For the board")
    send(client, road, **chosen | {"horizons": ["now"]}, name="for the BOARD")  # in its place
    preset = Preset.objects.get()
    assert (preset.name, preset.since, preset.day) == ("For the board", "day", date(2024, 1, 1))
    page = get(client, road, "report").text
    assert f'name="preset" value="{preset.key}">For the board</button>' in page

    report = send(client, road, preset=preset.key)
    assert (report.audience, report.since) == ("commissioners", date(2024, 1, 1))
    assert "What is stuck" not in told(report)

    client.post(address("register", road), {"off": preset.key})
    assert not Preset.objects.exists()
    assert Report.objects.count() == 3
    assert client.post(address("register", road), {"preset": preset.key}).status_code == 404


def test_since_the_last_report_moves_on_with_it(client: Client, road: Membership) -> None:
    old = send(client, road, audience="members")
    Report.objects.filter(pk=old.pk).update(since=date(2025, 1, 1), on=date(2025, 6, 1))
    page = get(client, road, "report").text
    assert "the last report: 1 June 2025" in page
    report = send(client, road, audience="members", since="2025-06-01", name="Since last time")
    assert Preset.objects.get().since == "last"
    Report.objects.filter(pk=report.pk).update(on=date(2025, 9, 1))
    assert send(client, road, preset=Preset.objects.get().key).since == date(2025, 9, 1)


def test_somebody_elses_choice_is_not_found(client: Client, road: Membership) -> None:
    theirs = RoadmapItemFactory().collaborative
    preset = Preset.objects.create(
        collaborative=theirs, name="Theirs", audience="public", since="year"
    )
    assert (
        as_(client, road).post(address("register", road), {"preset": preset.key}).status_code == 404
    )
    assert "Theirs" not in get(client, road, "report").text


def test_twelve_are_enough(client: Client, road: Membership) -> None:
    Preset.objects.bulk_create(
        Preset(collaborative=road.collaborative, name=f"n{n}", audience="public", since="year")
        for n in range(presets.MOST)
    )
    send(client, road, audience="members", name="One more")
    assert Preset.objects.count() == presets.MOST
    assert queries(client, road, "report") <= 8


def test_the_database_keeps_a_day_with_a_day(road: Membership) -> None:
    make = Preset.objects.create
    here = {"collaborative": road.collaborative, "name": "x", "audience": "public"}
    for wrong in ({"since": "day"}, {"since": "year", "day": date(2024, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make(**here, **wrong)


def test_what_we_ask_by_body_money_and_what_else(road: Membership) -> None:
    place, today = road.collaborative, timezone.localdate()
    item = RoadmapItem.objects.get(number=1)
    for name, answer in (("Dale End Trust", "not_yet"), ("Settled", "yes")):
        found = Body.objects.create(collaborative=place, name=name)
        BodyNeeded.objects.create(
            collaborative=place, item=item, body=found, name=name, answer=answer
        )
    RoadmapItem.objects.filter(pk=item.pk).update(depends_on_money="yes")
    body = Body.objects.create(collaborative=place, name="Dale End Board")
    asked = {"collaborative": place, "body": body, "asked_as": "Dale End Board", "about": "the pot"}
    ago = today - timedelta(days=40)
    Permission.objects.create(**asked, text="Keys", state="asked", asked_on=ago)
    Permission.objects.create(
        **asked, text="A room", state="given", asked_on=ago, answered_on=ago, expires_on=today
    )
    report = making.issue(
        by=road, audience="commissioners", found=reports.build(road, since=date(2024, 1, 1))
    )
    tables = {b["title"]: b["rows"] for b in report.tree["blocks"] if b["kind"] == "table"}
    asks = tables["A yes that we ask for, by body"]
    assert [row[:3] for row in asks] == [
        ["Dale End Board", "A room", "the pot"],
        ["Dale End Board", "Keys", "the pot"],
        ["Dale End Trust", "A yes", "Lights"],
    ]
    assert asks[0][3].startswith("The yes ended on")
    assert tables["What needs money"] == [["Lights", "Ask Bea"]]
    assert tables["What else it waits for"][0][:2] == ["Buses", "A yes"]


def test_what_came_unstuck_and_how_we_worked(road: Membership) -> None:
    place, today = road.collaborative, timezone.localdate()
    item = RoadmapItem.objects.get(number=1)
    told_of = {"collaborative": place, "item": item}
    Update.objects.create(
        **told_of, on=date(2023, 6, 1), text="No answer.", state="stuck", stuck_because="The rules"
    )
    Update.objects.create(**told_of, on=today, text="They read the rule aloud.", state="moving")
    report = making.issue(
        by=road, audience="members", found=reports.build(road, since=date(2024, 1, 1))
    )
    tables = {b["title"]: b["rows"] for b in report.tree["blocks"] if b["kind"] == "table"}
    assert [row[:3] for row in tables["What came unstuck"]] == [
        ["Lights", "The rules", "They read the rule aloud."]
    ]
    words = told(report)
    for pi in ("Principles:", "Purpose:", "Presence:", "Process:", "Impact:"):
        assert pi in words
