"""Where we meet, and the rules by which meetings come round."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from collaborative.keys import new_key
from collaborative.models import StoredFile
from members.models import Collaborative
from members.models.collaborative import check_zone


class Venue(models.Model):
    """Where we meet, and what it is like to arrive there."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    arrive = models.TextField(blank=True)
    step_free = models.TextField(blank=True)
    toilets = models.TextField(blank=True)
    quiet_corner = models.TextField(blank=True)
    noise = models.TextField(blank=True)
    bus = models.TextField(blank=True)
    food = models.TextField(blank=True)
    behind_the_counter = models.TextField(blank=True)  # who looks after us, and our thanks
    map_link = models.URLField(max_length=300, blank=True)
    photo = models.OneToOneField(  # of the door, drawn anew
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collaborative", "name"], name="one_venue_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingSeries(models.Model):
    """A rule by which meetings come round: in words for people, as RRULE for calendars.

    What people call a series may change its rule: each rule is a row with its
    days from ``first_on`` to ``last_on``, and all of them share a ``thread``.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    thread = models.CharField(max_length=10, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    words = models.CharField(max_length=200)  # second Thursday of the month, nine till eleven
    rrule = models.CharField(max_length=200)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)  # another rule follows, or none
    local_start = models.TimeField()
    local_end = models.TimeField()
    time_zone = models.CharField(max_length=40, validators=[check_zone])
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, related_name="+")
    online_link = models.URLField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, default="breakfast")  # of ``Meeting.Kind``
    calendar_title = models.CharField(max_length=60)  # neutral: others see the calendar
    ended = models.BooleanField(default=False)  # its days are over, or another rule has taken them

    class Meta:
        verbose_name_plural = "meeting series"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on=None) | Q(last_on__gte=F("first_on")),
                name="series_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["collaborative", "thread"],
                condition=Q(last_on=None, ended=False),
                name="one_rule_goes_on",
            ),
        ]
        indexes = [models.Index(fields=["collaborative", "thread"], name="series_by_thread")]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def until(self) -> date:
        """Its last day; far away where nobody has named one."""
        return self.last_on or date.max
