"""How a theme came to be what it is: its facts for good, and words that can be struck."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from collaborative.keys import new_key
from members.models import Collaborative
from prototypes.models.session import PrototypingSession
from prototypes.models.theme import Theme


class ThemeStep(models.Model):
    """That it was said otherwise, was put under another, or that notes came or went.

    A fact, for good. Holds no person and no words.
    """

    class Kind(models.TextChoices):
        SAID = "said", "It was said otherwise"
        MOVED = "moved", "It was put somewhere else"
        JOINED = "joined", "Notes joined it"
        LEFT = "left", "Notes left it"

    COUNTED = (Kind.JOINED, Kind.LEFT)

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=6, choices=Kind)
    notes = models.PositiveIntegerField(default=0)
    under = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    session = models.ForeignKey(
        PrototypingSession, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("joined", "left"), notes__gt=0)
                | Q(kind__in=("said", "moved"), notes=0),
                name="theme_step_counts_notes",
            ),
            models.CheckConstraint(
                condition=Q(under=None) | Q(kind="moved"), name="theme_step_under_when_moved"
            ),
        ]
        indexes = [models.Index(fields=["theme", "id"], name="theme_step_by_theme")]

    def __str__(self) -> str:
        return f"step {self.key}"


class ThemeStepWords(models.Model):
    """What it was called and said until then. ``erasure.strike`` may empty it."""

    BETWEEN = "\n\f\n"  # nobody types it: control characters are taken out of what comes in

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    step = models.OneToOneField(ThemeStep, on_delete=models.PROTECT, related_name="words")
    texts = models.TextField(blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "theme step words"
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, ground="") & ~Q(texts="")
                | Q(struck_at__isnull=False, texts="") & ~Q(ground=""),
                name="theme_words_stand_or_are_struck",
            ),
        ]

    def __str__(self) -> str:
        return f"words of step {self.step_id}"

    @property
    def said(self) -> list[str]:
        """Its name, its promise and its difficulty, as they were."""
        return self.texts.split(ThemeStepWords.BETWEEN)
