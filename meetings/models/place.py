"""Where we meet, and the rules by which meetings come round."""

from __future__ import annotations

from django.db import models

from members.models import Collaborative
from members.models.collaborative import check_zone


class Venue(models.Model):
    """Where we meet, and what it is like to arrive there."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    arrive = models.TextField(blank=True)
    step_free = models.TextField(blank=True)
    toilets = models.TextField(blank=True)
    quiet_corner = models.TextField(blank=True)
    bus = models.TextField(blank=True)
    food = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collaborative", "name"], name="one_venue_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingSeries(models.Model):
    """A rule by which meetings come round: in words for people, as RRULE for calendars."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    words = models.CharField(max_length=200)  # second Thursday of the month, nine till eleven
    rrule = models.CharField(max_length=200)
    first_on = models.DateField()
    local_start = models.TimeField()
    local_end = models.TimeField()
    time_zone = models.CharField(max_length=40, validators=[check_zone])
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, related_name="+")
    calendar_title = models.CharField(max_length=60)  # neutral: others see the calendar
    ended = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "meeting series"

    def __str__(self) -> str:
        return self.name
