"""Seeing a theme otherwise, questions that stay, and "was this what you meant?"."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from collaborative import audit
from members.access import today_in
from members.models import Membership
from prototypes.models import Inspiration, Meant, Question, Reframe, Theme


@transaction.atomic
def reframe(*, theme: Theme, by: Membership, was: str, now: str, at_ourselves: bool) -> None:
    """From one way to see it to another, once."""
    row, is_new = Reframe.objects.get_or_create(
        theme=theme,
        was=was,
        now=now,
        defaults={"collaborative_id": theme.collaborative_id, "at_ourselves": at_ourselves},
    )
    if is_new:
        audit.record(actor=by.person, verb="theme.reframe", target=row)


@transaction.atomic
def answer(*, theme: Theme, by: Membership, sent_as: UUID, answer: str, words: str) -> None:
    """Whether it was what they meant. Neither the row nor the audit says who."""
    Meant.objects.get_or_create(
        sent_as=sent_as,
        defaults={
            "collaborative_id": theme.collaborative_id,
            "theme": theme,
            "answer": answer,
            "words": words,
            "said_on": today_in(by.collaborative),
        },
    )


@transaction.atomic
def ask(*, by: Membership, text: str, card: Inspiration | None = None) -> Question:
    """A question for months; a card from elsewhere may have left us with it. Never closed."""
    row, is_new = Question.objects.get_or_create(
        collaborative=by.collaborative,
        card=card,
        text=text,
        defaults={"asked_on": today_in(by.collaborative)},
    )
    if is_new:
        audit.record(actor=by.person, verb="question.ask", target=row)
    return row


@transaction.atomic
def rest(*, question: Question, by: Membership, resting: bool) -> None:
    """It rests for a while, or is asked again."""
    state = Question.State.RESTING if resting else Question.State.LIVE
    if Question.objects.filter(pk=question.pk).exclude(state=state).update(state=state):
        audit.record(actor=by.person, verb="question.rest", target=question)
