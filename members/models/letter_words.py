"""What one collaborative says in its letters in words of its own, and which kinds it pauses."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from members.models.collaborative import Collaborative


class LetterWords(models.Model):
    """A subject and first lines for one kind of letter; or that it is paused.

    When, where and the links stay ours: nobody can write a reminder without a
    day in it.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, blank=True)
    beginning = models.TextField(blank=True)
    paused = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "letter words"
        constraints = [
            models.UniqueConstraint(fields=["collaborative", "kind"], name="one_kind_of_words"),
            models.CheckConstraint(
                condition=~Q(subject__contains="\n") & ~Q(subject__contains="\r"),
                name="letter_words_subject_is_one_line",
            ),
        ]

    def __str__(self) -> str:
        return f"words of {self.kind}"
