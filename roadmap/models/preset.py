"""A choice of what goes into a report, kept under a name so that it is one press next time."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from collaborative.keys import new_key
from members.models import Collaborative
from roadmap.models.report import Report


class Preset(models.Model):
    """Since when, for whom, and which parts. It belongs to the place and to nobody in it."""

    class Since(models.TextChoices):
        LAST_REPORT = "last", "the last report"
        QUARTER = "quarter", "the last full quarter"
        YEAR = "year", "the last full year"
        FIRST = "first", "the first roadmap"
        DAY = "day", "a day"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=80)
    audience = models.CharField(max_length=14, choices=Report.Audience)
    since = models.CharField(max_length=7, choices=Since)
    day = models.DateField(null=True, blank=True)  # of Since.DAY alone
    horizons = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    parts = ArrayField(models.CharField(max_length=10), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("collaborative", Lower("name"), name="one_preset_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="preset_has_a_name"),
            models.CheckConstraint(
                condition=Q(since="day", day__isnull=False) | ~Q(since="day") & Q(day=None),
                name="preset_day_where_it_needs_one",
            ),
        ]

    def __str__(self) -> str:
        return f"preset {self.key}"
