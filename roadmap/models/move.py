"""That an item moved, for good; and why, which may be struck out."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from meetings.models import Meeting
from members.models import Collaborative
from roadmap.models.horizon import Horizon


class Move(models.Model):
    """That an item moved: a fact, for good. Holds no person (AuditEntry does) and no words.

    PROTECT everywhere: SET_NULL and CASCADE are the very UPDATE and DELETE
    that the table refuses.
    """

    class MadePossibleBy(models.TextChoices):
        PERMISSION = "permission", "A permission"
        LEARNING = "learning", "What we learned"
        MONEY = "money", "Money"
        PEOPLE = "people", "People"
        TIME = "time", "Time"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey("roadmap.RoadmapItem", on_delete=models.PROTECT, related_name="moves")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    puts_right = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="put_right_by"
    )
    from_horizon = models.CharField(max_length=4, choices=Horizon)
    to_horizon = models.CharField(max_length=4, choices=Horizon)
    made_possible_by = models.CharField(max_length=10, choices=MadePossibleBy, blank=True)
    moved_at = models.DateTimeField(default=timezone.now)
    why_digest = models.CharField(max_length=64)  # stays when the words are struck

    class Meta:
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_horizon=F("to_horizon")), name="move_changes_horizon"
            ),
        ]
        indexes = [models.Index(fields=["collaborative", "moved_at"], name="move_by_time")]

    def __str__(self) -> str:
        return f"move {self.pk}"


class MoveWords(models.Model):
    """Why it moved. ``erasure.strike`` may empty it: when and on which ground, never the words."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    move = models.OneToOneField(Move, on_delete=models.PROTECT, related_name="words")
    why = models.TextField(blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "move words"
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, ground="") & ~Q(why="")
                | Q(struck_at__isnull=False, why="") & ~Q(ground=""),
                name="move_words_stand_or_are_struck",
            ),
        ]

    def __str__(self) -> str:
        return f"words of move {self.move_id}"
