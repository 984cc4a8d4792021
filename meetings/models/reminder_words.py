"""What the reminder of one meeting says in words of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting
from members.models import Collaborative


class ReminderWords(models.Model):
    """A subject and first lines for the reminders of one meeting.

    They stand before what the place says in all its reminders (``members.LetterWords``);
    what is empty here is as there.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=80, blank=True)
    beginning = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "reminder words"
        constraints = [
            models.CheckConstraint(
                condition=~Q(subject__contains="\n") & ~Q(subject__contains="\r"),
                name="reminder_words_subject_is_one_line",
            ),
        ]

    def __str__(self) -> str:
        return f"reminder words {self.pk}"
