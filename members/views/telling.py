"""What the title guard says of names and cards: after the save, kindly, and it refuses nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest

from collaborative.http import MemberRequest
from members import actions, lanyards
from members.context import preferences_of
from members.guard import Hint, hints
from members.sessions import by_handed_code


def about_name(request: HttpRequest, name: str) -> None:
    """A first name is enough: where a title, letters or a workplace stand beside it."""
    if found := hints(name):
        messages.info(
            request,
            f"Just so you know: a first name is enough here. {_said(found)} can come off any time.",
        )


def about_words(request: HttpRequest, words: str) -> None:
    """A text for everybody: what in it ties somebody to a job, after it is kept."""
    if found := hints(words):
        messages.info(
            request,
            f"You can say this. Just so you know: here we use names only. It says {_said(found)}.",
        )


def about_card(request: MemberRequest, lines: Sequence[str]) -> None:
    """Somebody's own job in the lines they changed: told once, ever.

    What they keep behind the wall is looked at for them alone, on their own
    page, and only until they have been told. Nothing of it is said: the
    message repeats words that everybody reads on the card.
    """
    shut = request.user.private_shut_at is not None or by_handed_code(request)
    if not lines or shut or preferences_of(request, None).told_names_only:
        return
    work = lanyards.read(request.user)
    own_job = [words for words in (work.job_title, work.employer) if words]
    found = [hint for line in lines for hint in hints(line, own_job=own_job)]
    if found:
        actions.told_names_only(by=request.user)
        messages.info(
            request,
            "You can say this. Just so you know: here we use names only. "
            f"Your card says {_said(found)}.",
        )


def _said(found: Sequence[Hint]) -> str:
    return ", ".join(dict.fromkeys(f"“{hint.words}”" for hint in found))
