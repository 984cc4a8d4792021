"""What a forum stands for, version by version; each with its day, its reason, what it came from."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from collaborative.keys import new_key
from meetings.models import Meeting
from members.models import Collaborative
from prototypes.models import Learning


class Statement(models.Model):
    """That a version was agreed: a fact, for good. Its words lie beside it; it holds no person.

    The words of today stand in the collaborative's own row as well, where every
    floor can read them. Only ``roadmap.standing_actions`` writes the two, together.
    """

    class Kind(models.TextChoices):
        VISION = "vision", "What we want"
        VALUES = "values", "What we hold on to"
        AGREEMENT = "agreement", "How we are with each other"
        OUTCOMES = "outcomes", "What all of it is for"
        MANDATE = "mandate", "Who asked us, and for what"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=9, choices=Kind)
    n = models.PositiveSmallIntegerField()
    adopted_on = models.DateField(null=True, blank=True)  # None: it stood before we kept versions
    refresh_on = models.DateField(null=True, blank=True)  # when we look at it again
    words_digest = models.CharField(max_length=64)  # stays when the words are struck

    class Meta:
        ordering = ["kind", "-n"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaborative", "kind", "n"], name="one_statement_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(refresh_on=None)
                | Q(adopted_on=None)
                | Q(refresh_on__gt=F("adopted_on")),
                name="statement_looked_at_again_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.n}"

    def get_absolute_url(self) -> str:
        kwargs = {"collaborative": self.collaborative.slug, "kind": self.kind}
        return reverse("roadmap:stand", kwargs=kwargs) + f"#version-{self.n}"


class StatementWords(models.Model):
    """What a version says, as JSON. ``erasure.strike`` may empty it; the digest stays."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="words")
    texts = models.TextField(blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "statement words"
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, ground="") & ~Q(texts="")
                | Q(struck_at__isnull=False, texts="") & ~Q(ground=""),
                name="statement_words_stand_or_are_struck",
            ),
        ]

    def __str__(self) -> str:
        return f"words of statement {self.statement_id}"


class StatementLearning(models.Model):
    """Something we learned that led to a version."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="came_from")
    learning = models.ForeignKey(Learning, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "learning"], name="statement_learning_once"
            ),
        ]

    def __str__(self) -> str:
        return f"statement learning {self.pk}"
