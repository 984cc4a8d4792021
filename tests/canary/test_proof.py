"""The crawl is worth what it finds: leaks planted on purpose, one of each kind."""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import get_template
from django.test import override_settings

from collaborative.models import AuditEntry
from members.models import Membership, User
from members.models.membership import MembershipQuerySet
from tests.canary.crawl import Crawl


@contextmanager
def template(name: str, words: str) -> Any:
    """``name`` as it is, and ``words`` after it."""
    source = get_template(name).template.source  # type: ignore[attr-defined]
    engines = deepcopy(django_settings.TEMPLATES)
    engines[0]["APP_DIRS"] = False
    engines[0]["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", {name: source + words}),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    with override_settings(TEMPLATES=engines):
        yield


def heard(crawl: Crawl, what: str) -> set[str]:
    return {f"{leak.viewer}: {leak.where}" for leak in crawl.leaks if leak.what == what}


@pytest.mark.parametrize(
    "words",
    [
        "<!-- {{ card.person.email }} -->",
        '<img alt="" src="/{{ card.person.email|urlencode }}">',
        "{{ card.person.email|slice:':24' }}",
    ],
    ids=["in a comment", "in a link", "cut short"],
)
def test_a_leak_in_a_template_is_found(crawl: Crawl, words: str) -> None:
    with template("members/_card.html", words):
        crawl.ask_as("member", ["here:people"])
    found = {leak.whose for leak in crawl.leaks}
    assert {"coordinator", "facilitator"} <= found
    assert "member" in found  # on a page of others even one's own address is too much


def test_a_badge_on_a_card_is_found(crawl: Crawl) -> None:
    badge = "{% if card.chosen_name == 'Vera' %}<i></i>{% endif %}"
    with template("members/_card.html", badge):
        crawl.ask_as("member", ["here:people"])
    assert heard(crawl, "card that looks different") == {
        "member: GET here:people",
        "member: part here:people",
    }


@pytest.mark.parametrize("part", ["letters/reminder.txt", "letters/_letter.html"])
def test_a_leak_in_a_letter_is_found(
    crawl: Crawl, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who else comes, by address: to everybody who comes."""
    everybody = property(lambda letter: User.objects.exclude(email=None))
    monkeypatch.setattr("meetings.models.Meeting.everybody", everybody, raising=False)
    monkeypatch.setattr("members.models.Collaborative.everybody", everybody, raising=False)
    row = "meeting" if part == "letters/reminder.txt" else "collaborative"
    with template(part, f"{{% for one in {row}.everybody %}}{{{{ one.email }}}} {{% endfor %}}"):
        crawl.write_letters()
    assert {leak.viewer for leak in crawl.leaks if leak.whose == "coordinator"} >= {"member"}


def test_a_copy_of_a_letter_to_somebody_else_is_found(
    crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Copied(EmailMultiAlternatives):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            to = User.objects.exclude(email=None).values_list("email", flat=True)
            super().__init__(*args, cc=list(to), **kwargs)

    monkeypatch.setattr("collaborative.outbox.EmailMultiAlternatives", Copied)
    crawl.write_letters()
    assert {"coordinator", "facilitator"} <= {leak.whose for leak in crawl.leaks}


@pytest.mark.parametrize(
    "order",
    [("pk",), ("-pk",), ("digest_upto", "pk"), ("state", "pk"), ("person__email",)],
    ids=lambda order: " ".join(order),
)
def test_an_order_that_tells_is_found(
    crawl: Crawl, order: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_something(cards: QuerySet[Membership]) -> QuerySet[Membership]:
        return cards.order_by(*order)

    monkeypatch.setattr(MembershipQuerySet, "by_name", by_something)
    crawl.ask_as("member", ["here:people"])
    assert heard(crawl, "place in an order") >= {"member: GET here:people"}


def test_a_number_in_a_link_is_found(crawl: Crawl) -> None:
    with template("members/_card.html", '<a href="/people/{{ card.pk }}/">more</a>'):
        crawl.ask_as("member", ["here:people"])
    assert "member: GET here:people" in heard(crawl, "primary key")


def test_words_in_the_audit_are_found(crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    def chatty(*, actor: User | None, verb: str, target: Any) -> None:
        AuditEntry.objects.create(actor=actor, verb=verb, target=f"{actor and actor.email}"[:80])

    monkeypatch.setattr("collaborative.audit.record", chatty)
    crawl.ask_as("member", ["members:card"])
    assert {leak.viewer for leak in crawl.leaks if "audit" in leak.where} == {"the operator"}


def test_words_in_a_log_line_are_found(crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collaborative.logs.route", lambda request: f"{request.user.email}")
    crawl.ask_as("member", ["here:people"])
    assert {leak.where for leak in crawl.leaks if leak.viewer == "the operator"} == {"a log line"}


def test_a_row_of_another_place_is_found(crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody forgot ``visible_to``, and the collaborative of the address."""
    everything = lambda themes, viewer: themes  # noqa: E731
    monkeypatch.setattr("prototypes.models.ThemeQuerySet.visible_to", everything)
    monkeypatch.setattr("prototypes.models.ThemeQuerySet.filter", everything_of)
    crawl.ask_as("member", ["prototypes:themes"])
    assert any(leak.whose == "there" for leak in crawl.leaks)


def everything_of(themes: Any, *args: Any, **kwargs: Any) -> Any:
    kwargs.pop("collaborative", None)
    return QuerySet.filter(themes, *args, **kwargs)


def test_a_held_note_is_found(crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prototypes.models.OutputQuerySet.cleared", lambda outputs: outputs)
    crawl.ask_as("member", ["prototypes:session", "prototypes:theme", "roadmap:item"])
    found = {leak.what for leak in crawl.leaks}
    assert {"held note", "quote not asked", "quote refused", "taken back"} <= found
