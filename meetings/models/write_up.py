"""What we said and decided, for those who could not be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting
from members.models import Collaborative, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class WriteUpQuerySet(models.QuerySet["WriteUp"]):
    def published(self) -> WriteUpQuerySet:
        return self.filter(state=WriteUp.State.PUBLISHED)

    def visible_to(self, viewer: User | AnonymousUser) -> WriteUpQuerySet:
        """Published ones. A draft is reached from its meeting, by those who hold that meeting."""
        return self.published().filter(meeting__in=Meeting.objects.visible_to(viewer))


class WriteUp(models.Model):
    """What we said, for those who could not be there: written days later, not months."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="write_up")
    body = models.TextField()
    easy_read = models.TextField(blank=True)
    written_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)  # what an editor's page was made from

    objects = WriteUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False) | ~Q(state="published"),
                name="write_up_published_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"write-up {self.pk}"

    @property
    def is_published(self) -> bool:
        return self.state == WriteUp.State.PUBLISHED

    @property
    def days_after(self) -> int:
        """Days from the last day of the meeting to the writing."""
        return (self.written_on - self.meeting.days[1]).days

    @property
    def how_soon(self) -> str:
        """ "2 days after"; nothing when it began before the meeting's last day."""
        days = self.days_after
        if days < 0:
            return ""
        return {0: "the same day", 1: "the day after"}.get(days, f"{days:,} days after")


class Decision(models.Model):
    """What was decided, with the meeting it came from."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"decision {self.pk}"
