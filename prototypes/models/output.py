"""What was said at a table, note by note."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import Case, F, Q, Value, When

from collaborative.keys import new_key
from members.guard import Nudge, nudge
from members.models import Collaborative, User
from prototypes.models.edition import edition_of
from prototypes.models.session import PrototypingSession
from prototypes.models.table import Table

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def clear(outputs: str = "") -> Q:
    """Fit to be read by others: no hint is open, and a quote has its yes.

    ``outputs`` leads to the notes from another table: ``"outputs__"``.
    """
    yes = ~Q(**{f"{outputs}kind": Output.Kind.QUOTE}) | Q(
        **{f"{outputs}consent": Output.Consent.GIVEN}
    )
    return yes & Q(**{f"{outputs}held": False, f"{outputs}taken_back_at": None})


class OutputQuerySet(models.QuerySet["Output"]):
    def visible_to(self, viewer: User | AnonymousUser) -> OutputQuerySet:
        """What every member reads: not held back, and quotes only with their yes."""
        return self.filter(
            session__in=PrototypingSession.objects.visible_to(viewer).values("pk")
        ).cleared()

    def cleared(self) -> OutputQuerySet:
        """Those fit to be read by others, in whichever session."""
        return self.filter(clear())

    def standing(self) -> OutputQuerySet:
        """All that facilitators see: everything but what was taken back."""
        return self.filter(taken_back_at=None)

    def in_order(self) -> OutputQuerySet:
        return self.order_by("pk")

    def of_place(self, name: str) -> OutputQuerySet:
        """Of one table, as others may know it: without the quotes of a small one."""
        known: OutputQuerySet = self.with_place().filter(Q(place=name))
        return known

    def with_place(self) -> OutputQuerySet:
        """Adds ``place``: the table's name as others may read it.

        Somebody's own words stand under the session alone unless eight sat at
        that table: with fewer, the room would know who said it.
        """
        small = Q(table__size=None) | Q(table__size__lt=Table.ENOUGH)
        return self.annotate(
            place=Case(
                When(Q(table=None) | (Q(kind=Output.Kind.QUOTE) & small), then=Value("")),
                default=F("table__name"),
                output_field=models.CharField(),
            )
        )


class Output(models.Model):
    """Something a table said, in its own words. Holds no person: nobody's name is on a note.

    So there is nothing here for "everything you hold about me", and nobody
    can ask who wrote what.
    """

    class Kind(models.TextChoices):
        NONE = "", "No kind"
        MIGHT_WORK = "might_work", "Might work"
        STEER_CLEAR = "steer_clear", "Steer clear"
        WORRY = "worry", "Worry"
        QUOTE = "quote", "Their words"
        IDEA = "idea", "Idea"
        HOPE = "hope", "Hope"
        TENSION = "tension", "Where we did not agree"
        STRENGTH = "strength", "Strength"
        POSSIBLE_OUTCOME = "possible_outcome", "Possible outcome"
        RELATIONSHIP = "relationship", "Relationship"
        RED_TAPE = "red_tape", "Red tape"
        QUESTION = "question", "Question"
        ASSUMPTION = "assumption", "Taken for granted"
        CHALLENGE = "challenge", "Challenge"
        OPPORTUNITY = "opportunity", "Opportunity"
        STOP = "stop", "Stop"

    class Consent(models.TextChoices):
        NOT_ASKED = "not_asked", "Not asked yet"
        GIVEN = "given", "They said yes"
        REFUSED = "refused", "They said no"
        WITHDRAWN = "withdrawn", "They took it back"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        PrototypingSession, on_delete=models.PROTECT, related_name="outputs"
    )
    table = models.ForeignKey(
        Table, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid4)  # made where it was typed: sent once
    kind = models.CharField(max_length=20, choices=Kind, blank=True, default=Kind.NONE)
    words = models.TextField()
    consent = models.CharField(max_length=10, choices=Consent, blank=True, default="")
    held = models.BooleanField(default=False)  # a hint is open: saved, and kept off public pages
    held_by_hand = models.BooleanField(
        default=False
    )  # by somebody who helps: a table cannot undo it
    needs_person = models.BooleanField(default=False)  # somebody must be spoken to: shown nowhere
    pairs_with = models.ForeignKey(  # the challenge that this opportunity answers
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField()

    objects = OutputQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="output_has_words"),
            models.CheckConstraint(
                condition=Q(kind="quote") & ~Q(consent="") | ~Q(kind="quote") & Q(consent=""),
                name="output_quote_has_an_answer",
                violation_error_message="Somebody's own words need their yes or no.",
            ),
            models.CheckConstraint(
                condition=Q(held=True) | Q(held_by_hand=False, needs_person=False),
                name="output_held_by_hand_is_held",
            ),
            models.CheckConstraint(
                condition=Q(pairs_with=None) | Q(kind="opportunity") & ~Q(pairs_with=F("id")),
                name="output_pair_is_an_opportunity",
            ),
        ]
        indexes = [models.Index(fields=["session", "id"], name="output_by_session")]

    def __str__(self) -> str:
        return f"output {self.key}"

    @property
    def look(self) -> str:
        """The class and the shape of its paper; some kinds have a word only."""
        return LOOKS.get(self.kind, "")

    @property
    def kind_label(self) -> str:
        """The word on the note; nothing when it has no kind."""
        return str(self.get_kind_display()) if self.kind else ""

    @property
    def said(self) -> str:
        """The words as they are shown: somebody's own stand in quotation marks."""
        if self.kind != Output.Kind.QUOTE or self.words[0] in "\"“‘'":
            return self.words
        return f"“{self.words}”"

    @property
    def edition(self) -> str:
        """Changes with every change: a page says which one it was made from."""
        return edition_of(self.words, self.kind, self.table_id, self.consent, self.held)

    @property
    def nudge(self) -> Nudge | None:
        """What is asked of those who help while the note is held; made of its words alone."""
        return nudge(self.words) if self.held and not self.taken_back_at else None

    @property
    def unread_because(self) -> str:
        """Why others do not read it, said to those who help; nothing when they do (``cleared``)."""
        if self.taken_back_at:
            return "Taken back"
        if self.needs_person:
            return "This needs a person"
        if self.held:
            return "Held back"
        if self.kind == Output.Kind.QUOTE and self.consent != Output.Consent.GIVEN:
            return str(self.get_consent_display())
        return ""


LOOKS: dict[str, str] = {
    Output.Kind.MIGHT_WORK: "works",
    Output.Kind.STEER_CLEAR: "steer",
    Output.Kind.WORRY: "worry",
    Output.Kind.QUOTE: "quote",
    Output.Kind.IDEA: "idea",
    Output.Kind.HOPE: "hope",
    Output.Kind.TENSION: "tension",
    Output.Kind.STRENGTH: "strength",
}
