"""Six registries of one shape: an app announces, the floor below asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from collaborative import came_out, chores, letters, news, search, takeout
from collaborative.registry import Registry
from members.models import Membership
from tests.factories import MembershipFactory

REGISTRIES: dict[str, Registry[Any]] = {
    "news": news.sections,
    "letters": letters.kinds,
    "came_out": came_out.announcers,
    "search": search.sources,
    "takeout": takeout.holdings,
    "chores": chores.chores,
}


def test_two_apps_cannot_answer_for_one_thing() -> None:
    registry: Registry[int] = Registry()
    registry.announce("soup", 1)
    with pytest.raises(ValueError, match="'soup' is announced twice"):
        registry.announce("soup", 2)
    assert registry == {"soup": 1}


@pytest.mark.parametrize("name", REGISTRIES)
def test_somebody_announces_to_each(name: str) -> None:
    assert REGISTRIES[name]


def test_a_section_with_nothing_to_say_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(news.sections):
        monkeypatch.delitem(news.sections, name)
    quiet = news.Section("a/_quiet", lambda reader, since: None)
    loud = news.Section("a/_loud", lambda reader, since: {"said": "tea"})
    monkeypatch.setitem(news.sections, "quiet", quiet)
    monkeypatch.setitem(news.sections, "loud", loud)

    assert news.news_for(Membership(), timezone.now()) == [(loud, {"said": "tea"})]


def test_search_asks_each_source_once_and_shows_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def source(viewer: Membership, words: str) -> list[search.Result]:
        asked.append(words)
        return [search.Result(f"{n}", "", f"/{n}/") for n in range(99)]

    for name in list(search.sources):
        monkeypatch.delitem(search.sources, name)
    monkeypatch.setitem(search.sources, "many", source)
    monkeypatch.setitem(search.sources, "none", lambda viewer, words: [])

    assert search.find(Membership(), "  \n ") == []
    found = search.find(Membership(), " late \t buses ")
    assert [(name, len(results)) for name, results in found] == [("many", search.MOST)]
    assert asked == ["late buses"]


@pytest.mark.django_db
def test_what_is_held_names_real_columns_and_gives_ready_rows() -> None:
    card = MembershipFactory()
    for name, holding in takeout.holdings.items():
        model = apps.get_model(holding.model)
        columns = {field.name for field in model._meta.get_fields()}
        assert set(holding.fields) <= columns, name
        assert set(holding.private) <= set(holding.fields), name
        assert all((holding.words, holding.why, holding.kept, holding.seen_by)), name
        for row in holding.rows(card.person):
            assert all(isinstance(label, str) for label in row), name
            assert not any(isinstance(value, models.Model) for value in row.values()), name
