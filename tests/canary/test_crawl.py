"""Nobody hears what is private to another: every address, letter, log line and audit entry."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from django.apps import apps

from collaborative import tasks
from collaborative.letters import kinds
from collaborative.takeout import holdings
from tests import pages
from tests.canary.crawl import VIEWERS, Crawl
from tests.canary.plant import Canaries
from tests.figures import Figure
from tests.pages import ALSO_CALLED, PAGES
from tests.world import World

# Private columns that hold no words, and so no canary: what tells of them is a label or a yes.
WORDLESS = {
    ("members.Standpoint", "perspective"),
    ("members.Standpoint", "agreed_on"),
    ("members.Standpoint", "wording"),
    ("members.AccessNeed", "tell_facilitator"),
    ("members.ContactRoute", "kind"),
    ("members.ContactRoute", "leave_message"),
    ("members.ContactRoute", "for_lists"),
    ("members.Invitation", "token_hash"),  # nothing can be read from it
    ("members.Invitation", "paper_hash"),
    ("members.PaperCode", "code_hash"),
    ("account.EmailAddress", "verified"),
    ("account.EmailAddress", "primary"),
    ("account.EmailConfirmation", "created"),
    ("account.EmailConfirmation", "sent"),
}

PLANTED = {
    ("members.User", "email"): "email",
    ("members.Lanyard", "job_title"): "job title",
    ("members.Lanyard", "employer"): "employer",
    ("members.Lanyard", "work_email"): "work email",
    ("members.AccessNeed", "words"): "need",
    ("members.ContactRoute", "value"): "route",
    ("members.ContactRoute", "best_times"): "times",
    ("collaborative.Letter", "subject"): "subject",
    ("collaborative.Letter", "body"): "body",
    ("members.Session", "session_key"): "session key",
    ("members.Session", "session_data"): "session data",
    ("mfa.Authenticator", "data"): "key",
    ("account.EmailAddress", "email"): "second address",
    ("account.EmailConfirmation", "key"): "confirmation",
}

# For a while only, and not for each person: a concern that waits, a stranger's number.
FOR_A_WHILE = {
    ("members.Concern", "words"): "concern",
    ("members.JoinRequest", "contact"): "contact",
    ("members.StepBack", "why"): "why",
}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nobody_hears_what_is_private_to_another(viewer: str, crawl: Crawl, figure: Figure) -> None:
    crawl.ask_as(viewer)
    figure(f"canary crawl as {viewer}", f"{crawl.asked} requests, {len(crawl.leaks)} leaks")
    assert crawl.found() == []
    assert crawl.asked > len(PAGES)


def test_no_letter_tells_one_person_of_another(crawl: Crawl, figure: Figure) -> None:
    crawl.write_letters()
    figure(
        "canary crawl: letters",
        f"{crawl.letters} of {len(crawl.kinds)} kinds, each as text message too,"
        f" and {crawl.texts} sent as one: {len(crawl.leaks)} leaks",
    )
    assert crawl.found() == []
    assert crawl.kinds == set(kinds)
    assert crawl.texts >= 4


def test_every_address_is_crawled(whole_site: None) -> None:
    assert set(pages.names()) - set(ALSO_CALLED) == set(PAGES)


def test_every_private_field_has_a_canary(planted: tuple[World, Canaries]) -> None:
    """A new private column, or one that a takeout calls private, fails here until it is planted."""
    listed = {
        (apps.get_model(holding.model)._meta.label, column)
        for holding in holdings.values()
        for column in holding.private
    }
    columns = {
        (model._meta.label, column.name)
        for model in apps.get_app_config("members").get_models()
        if model.__module__ == "members.models.private"
        for column in model._meta.fields
        if column.name not in ("id", "person")
    }
    assert (listed | columns) - set(PLANTED) - set(FOR_A_WHILE) - WORDLESS == set()
    assert set(FOR_A_WHILE.values()) <= {canary.what for canary in planted[1].planted.values()}


@pytest.mark.parametrize("field", PLANTED)
def test_each_person_has_one_of_each(
    field: tuple[str, str], planted: tuple[World, Canaries]
) -> None:
    world, canaries = planted
    planted_for = {c.whose for c in canaries.planted.values() if c.what.startswith(PLANTED[field])}
    assert planted_for == set(world.persons)


def test_a_task_carries_no_words() -> None:
    """What Celery carries can be read in the broker: a number at most."""
    for name, task in vars(tasks).items():
        if hasattr(task, "delay"):
            kinds: list[Any] = [
                p.annotation for p in inspect.signature(task.run).parameters.values()
            ]
            assert set(kinds) <= {"int"}, name
