"""A NUL in an address or a form is nobody's word; it must not stop the page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from members.models import Membership
from prototypes.models import Output
from tests.conftest import as_
from tests.factories import SessionFactory

QUERIES = {
    "here:people": "after",
    "here:find": "q",
    "prototypes:themes": "after",
    "prototypes:start": "meeting",
    "meetings:meetings": "before",
    "roadmap:board": "on",
    "roadmap:report": "since",
    "roadmap:new": "theme",
}


@pytest.mark.parametrize(("name", "asked"), QUERIES.items())
def test_no_page_stumbles_over_it(
    name: str, asked: str, client: Client, coordinator: Membership, whole_site: None
) -> None:

    url = reverse(name, args=[coordinator.collaborative.slug])
    assert as_(client, coordinator).get(f"{url}?{asked}=a%00b").status_code < 500


def test_words_are_kept_without_it(client: Client, facilitator: Membership) -> None:
    session = SessionFactory(meeting__collaborative=facilitator.collaborative)
    url = f"{session.get_absolute_url()}capture/"
    sent_as = "0b8b1dd2-5a5c-4c6c-9d3b-2f6f1b1f3a10"

    as_(client, facilitator).post(url, {"words": "A bell\0 that plays", "sent_as": sent_as})
    as_(client, facilitator).post(url, {"words": "Again", "sent_as": "\0", "table": "\0"})

    assert [output.words for output in Output.objects.all()] == ["A bell that plays"]
