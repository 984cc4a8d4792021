"""Who is in the room, as it was counted once a quarter: for good, and the same for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from members.models.collaborative import Collaborative, places_of

if TYPE_CHECKING:
    from members.models.person import User


class PresenceTableQuerySet(models.QuerySet["PresenceTable"]):
    def visible_to(self, viewer: User) -> PresenceTableQuerySet:
        """The same tables for every member; coordinators have no others."""
        return self.filter(collaborative__in=places_of(viewer)).order_by("-quarter")


class PresenceTable(models.Model):
    """One frozen count: rounded, blurred and coarsened (``members.blurring``) before it is kept.

    Append-only, and nobody is in it. It is never counted again: a second
    count of the same day, less one person, would tell of that person.
    ``came`` and ``went`` are how many had ever joined and left by then, from
    which the next count knows whether enough people have moved.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField()  # its first day
    counted_on = models.DateField()
    members = models.PositiveIntegerField()
    told = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField()  # 0: no rows; 1: two bands; then finer
    rows = models.JSONField(default=list)  # pairs of a label and a number
    came = models.PositiveIntegerField()
    went = models.PositiveIntegerField()
    kept_at = models.DateTimeField(db_default=Now())

    objects = PresenceTableQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collaborative", "quarter"], name="one_presence_table_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(counted_on__gte=F("quarter")), name="presence_counted_in_its_quarter"
            ),
            models.CheckConstraint(condition=Q(members__gte=20), name="presence_of_twenty_or_more"),
        ]

    def __str__(self) -> str:
        return f"presence {self.pk}"
