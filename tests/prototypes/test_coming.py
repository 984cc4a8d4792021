"""The list grows under the eyes of whoever helps: all that is new, and nothing twice."""

from __future__ import annotations

import re
from typing import Any

import pytest

from prototypes.models import Output
from tests.factories import OutputFactory, SessionFactory
from tests.prototypes.helpers import HTMX, Helper

pytestmark = pytest.mark.django_db


def marked(page: str) -> str:
    return str(re.findall(r'data-since="([^"]*)"', page)[0])


def test_whoever_helps_sees_what_tables_write_and_nothing_twice(helper: Helper) -> None:
    for n in range(60):
        OutputFactory(session=helper.session, words=f"before {n}")
    first = helper.client.get(helper.address("capture")).text

    def since(mark: str) -> Any:
        asked = {"since": mark, "kept": "0"}
        return helper.client.get(helper.address("capture"), asked, headers=HTMX)

    assert since(marked(first)).status_code == 204
    OutputFactory(session=helper.session, words="A phone wrote this")
    told = since(marked(first))

    assert told.text.index("A phone wrote this") < told.text.index("before 59")
    assert '<h2 id="written">61 notes' in told.text
    assert since(marked(told.text)).status_code == 204
    note = Output.objects.get(words="A phone wrote this")
    helper.client.post(helper.address("note", note=note.key), {"do": "take_back"})
    assert since(marked(told.text)).status_code == 200
    assert since("").status_code == 200
    assert (
        "data-since" not in helper.client.get(helper.address("capture"), {"after": note.key}).text
    )


def test_a_note_committed_after_one_with_a_higher_number_is_told_too(helper: Helper) -> None:
    late = OutputFactory(session=helper.session, words="slow")
    OutputFactory(session=helper.session, words="quick")
    Output.objects.filter(pk=late.pk).update(session=SessionFactory())  # not there yet
    mark = marked(helper.client.get(helper.address("capture")).text)
    Output.objects.filter(pk=late.pk).update(session=helper.session)

    told = helper.client.get(helper.address("capture"), {"since": mark}, headers=HTMX)

    assert "slow" in told.text
