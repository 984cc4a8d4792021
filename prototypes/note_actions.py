"""One note again: other words, held back, taken back, put back. ``by`` None is a table's phone."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from collaborative import audit
from members.guard import hints
from members.models import Membership
from prototypes.errors import ChangedMeanwhile, TheirOwnWords
from prototypes.models import Output
from prototypes.writing import Said


@transaction.atomic
def change_note(
    *, output: Output, by: Membership | None, said: Said, held: bool, seen: str
) -> Output:
    """Put other words, another kind or table on a note. ``seen`` is the edition it was made from.

    While the guard asks about a note, only other words or ``keep_as_said``
    answer it. Words it was asked about before do not make it ask again.

    Somebody's own words with their yes stay as they were said: nobody smooths
    them. They can be held back or taken back, and the guard may be answered.

    Raises:
        ChangedMeanwhile: it is no longer that edition.
        TheirOwnWords: it is a quote with its yes.
    """
    output = Output.objects.select_for_update().get(pk=output.pk)
    if output.edition != seen:
        raise ChangedMeanwhile
    theirs = output.kind == Output.Kind.QUOTE and output.consent == Output.Consent.GIVEN
    if theirs and said.words != output.words and not output.nudge:
        raise TheirOwnWords
    if output.nudge:
        held = bool(hints(said.words))
    elif said.words != output.words:
        held = held or bool(_pointed_at(said.words) - _pointed_at(output.words))
    output.words, output.kind, output.table = said.words, said.kind, said.table
    output.consent, output.held = said.answer, held
    output.held_by_hand = held and output.nudge is None
    output.needs_person = output.needs_person and held
    if output.kind != Output.Kind.OPPORTUNITY:
        output.pairs_with = None
    output.save()
    _note(by, "note.change", output)
    return output


def _pointed_at(words: str) -> set[str]:
    return {hint.words.casefold() for hint in hints(words)}


@transaction.atomic
def keep_as_said(*, output: Output, by: Membership | None) -> None:
    """Answer the guard: the words stay as they are, and others read them."""
    held = Output.objects.filter(pk=output.pk, held=True)
    if by is None:
        held = held.filter(held_by_hand=False)
    if held.update(held=False, held_by_hand=False, needs_person=False):
        _note(by, "note.keep", output)


@transaction.atomic
def hold_back(*, output: Output, by: Membership | None) -> None:
    """Off every page and screen that others see. It is kept; who wrote it nobody learns."""
    free = Output.objects.filter(pk=output.pk, held_by_hand=False)
    if free.update(held=True, held_by_hand=True):
        _note(by, "note.hold_back", output)


@transaction.atomic
def needs_person(*, output: Output, by: Membership | None) -> None:
    """Held back at once, and everybody who helps sees whom to ring."""
    unmarked = Output.objects.filter(pk=output.pk, needs_person=False)
    if unmarked.update(held=True, held_by_hand=True, needs_person=True):
        _note(by, "note.needs_person", output)


@transaction.atomic
def take_back(*, output: Output, by: Membership | None) -> None:
    """Take a note off every page that others read. It is kept, and can be put back."""
    if Output.objects.filter(pk=output.pk, taken_back_at=None).update(taken_back_at=timezone.now()):
        _note(by, "note.take_back", output)


@transaction.atomic
def put_back(*, output: Output, by: Membership | None) -> None:
    """Undo ``take_back``."""
    taken = Output.objects.filter(pk=output.pk, taken_back_at__isnull=False)
    if taken.update(taken_back_at=None):
        _note(by, "note.put_back", output)


def _note(by: Membership | None, verb: str, output: Output) -> None:
    """Of a table's phone nothing is noted: its time would say at which table who sat."""
    if by is not None:
        audit.record(actor=by.person, verb=verb, target=output)
