"""Another way to see a theme, a question that stays, and whether we got it right."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from collaborative.keys import new_key
from meetings.models import Meeting
from members.models import Collaborative
from prototypes.models.inspiration import Inspiration
from prototypes.models.theme import Theme


class Reframe(models.Model):
    """From one way to see it to another, under a theme."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="reframes")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    was = models.CharField(max_length=200)
    now = models.CharField(max_length=200)
    at_ourselves = models.BooleanField(default=False)  # how we work may be at fault

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "was", "now"], name="reframe_once"),
            models.CheckConstraint(condition=~Q(was="") & ~Q(now=""), name="reframe_has_both"),
        ]

    def __str__(self) -> str:
        return f"reframe {self.key}"


class Question(models.Model):
    """A question that is never closed, only resting; answers gather over months as notes do.

    It may have come up at a meeting, or a card from elsewhere left us with it: "why not here?"
    """

    class State(models.TextChoices):
        LIVE = "live", "We are asking"
        RESTING = "resting", "Resting"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    asked_at = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    card = models.ForeignKey(
        Inspiration, on_delete=models.CASCADE, null=True, blank=True, related_name="questions"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    text = models.CharField(max_length=300)
    asked_on = models.DateField(default=timezone.localdate)
    state = models.CharField(max_length=7, choices=State, default=State.LIVE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collaborative", "card", "text"],
                nulls_distinct=False,
                name="question_once",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="question_has_words"),
        ]

    def __str__(self) -> str:
        return f"question {self.key}"

    @property
    def is_resting(self) -> bool:
        return self.state == Question.State.RESTING


class Meant(models.Model):
    """“Was this what you meant?” Answered by those who were there, and nobody's name is on it."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes, that was it"
        NOT_QUITE = "not_quite", "Not quite"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="meant")
    sent_as = models.UUIDField(unique=True, default=uuid4)  # of the form: sent once
    answer = models.CharField(max_length=9, choices=Answer)
    words = models.CharField(max_length=300, blank=True, default="")
    said_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="yes") | ~Q(words=""), name="not_quite_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
