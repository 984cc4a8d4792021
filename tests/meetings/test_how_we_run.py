"""How we run goes out as a file without anybody in it, and another place begins with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from meetings import how_we_run, turns
from members.models import Collaborative, Membership, Perspective
from tests.conftest import as_
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    MembershipFactory,
    PerspectiveFactory,
)

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Dale End Living Well",
    "place": "Dale End",
    "email": "nia@example.org",
    "your_name": "Nia",
}


@pytest.fixture
def place(member: Membership) -> Collaborative:
    place = member.collaborative
    place.agreement, place.agreement_limit = ["One voice at a time."], "But not in danger."
    place.values, place.now_word = ["Soup first."], "Today"
    place.save()
    PerspectiveFactory(collaborative=place, label="I bake", band="lived")
    MeetingSeriesFactory(collaborative=place, name="Breakfast")
    return place


def test_to_another_town_and_back_in(
    client: Client, member: Membership, place: Collaborative, tmp_path: Path
) -> None:
    here = f"/{place.slug}/look-after/how-we-run"
    page, file = as_(client, member).get(f"{here}/"), client.get(f"{here}.json")
    for words in ("One voice at a time.", "Soup first.", "Breakfast: "):
        assert words in page.text
    for told in (place.name, place.place, member.chosen_name, member.person.email or "-"):
        assert told not in file.text
    path = tmp_path / "how.json"
    path.write_bytes(file.content)
    with path.open("rb") as like:
        call_command("open_house", **NEW, like=like)

    new = Collaborative.objects.get(name=NEW["name"])
    same = ("agreement", "agreement_limit", "values", "now_word", "wow_means")
    assert [getattr(new, name) for name in same] == [getattr(place, name) for name in same]
    assert "I bake" not in how_we_run.as_file(place)  # where people stand stays at home
    labels = Perspective.objects.filter(collaborative=new).values_list("label", flat=True)
    assert "I bake" not in labels
    assert "I look after someone" in labels


def test_a_broken_file_begins_nothing(place: Collaborative, tmp_path: Path) -> None:
    good = how_we_run.pattern(place)
    broken: list[Any] = [
        "",
        "[]",
        "{",
        "[" * 100_000,
        {**good, "form": 2},
        {**good, "agreement": "x"},
        {**good, "agreement": [{}]},
        {**good, "horizons": {}},
        {**good, "agreement limit": [1]},
    ]
    for each in broken:
        path = tmp_path / "how.json"
        path.write_text(each if isinstance(each, str) else json.dumps(each))
        with path.open("rb") as like, pytest.raises(CommandError, match="like:"):
            call_command("open_house", **NEW, like=like)
    assert Collaborative.objects.count() == 1


def test_how_many_brought_something_never_points_at_anybody(place: Collaborative) -> None:
    meeting = MeetingFactory(collaborative=place)
    seen = []
    for _ in range(11):
        by = MembershipFactory(collaborative=place)
        AgendaItemFactory.create_batch(2, meeting=meeting, put_forward_by=by)
        seen.append(turns.how_many_brought(place))

    assert seen == [0] * 7 + [5] * 2 + [10] * 2
