"""No subject says on a locked screen what nobody else should read there."""

from __future__ import annotations

import pytest

from collaborative.texts import LONGEST
from members.house_letters import ours, sample, tells
from tests.figures import Figure
from tests.world import World

SITE = "http://localhost:8000"
pytestmark = pytest.mark.django_db


def test_no_ready_subject_tells_anything(world: World, figure: Figure) -> None:
    """Every kind that can be shown, as it would come to whoever looks after the place."""
    me = world.here.people["member"]
    subjects = {name: sample(me, name) for name in ours()}
    assert None not in subjects.values()
    assert not [words.subject for words in subjects.values() if words and tells(words.subject)]
    assert all(words and words.text and words.html for words in subjects.values())
    for name, words in subjects.items():
        assert words
        assert 0 < len(words.short) <= LONGEST, name
        assert SITE in words.short, name
    figure("subjects looked at", f"{len(subjects)}, with a word about health 0")
