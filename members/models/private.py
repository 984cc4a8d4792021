"""Behind the wall: what only the person may read.

A plain SELECT on these tables finds no row and an INSERT is refused (forced
row-level security, ``0002_wall``). Only ``members.lanyards`` imports them and
opens the wall, for a named purpose, and leaves an audit entry each time. No
reverse names and no ``__str__`` with words: nothing can join or print them by
accident. The wall guards against our mistakes, not against somebody who runs
SQL as the owner of the database.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from members.models.collaborative import Perspective
from members.models.person import User


class Lanyard(models.Model):
    """What the lanyard at work says: optional, the member's own, joined to nothing."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    job_title = models.CharField(max_length=120, blank=True)
    employer = models.CharField(max_length=120, blank=True)
    work_email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return f"lanyard {self.pk}"


class Standpoint(models.Model):
    """Where a person stands, said with a clear yes to counting it; several may be held at once."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    perspective = models.ForeignKey(Perspective, on_delete=models.CASCADE, related_name="+")
    agreed_on = models.DateField(default=timezone.localdate)
    wording = models.PositiveSmallIntegerField(default=1)  # which words they said yes to

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "perspective"], name="one_standpoint"),
        ]

    def __str__(self) -> str:
        return f"standpoint {self.pk}"


class AccessNeed(models.Model):
    """Something that would help on the day, in the person's words."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=200)
    tell_facilitator = models.BooleanField(default=False)  # else: "somebody needs it"

    def __str__(self) -> str:
        return f"need {self.pk}"


class ContactRoute(models.Model):
    """A way to reach somebody besides the address they sign in with."""

    class Kind(models.TextChoices):
        TEXT = "sms", "By text"
        PHONE = "phone", "By phone"
        POST = "post", "By post"
        SUPPORTER = "through_supporter", "Through somebody who helps me"

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    value = models.CharField(max_length=300)
    best_times = models.CharField(max_length=120, blank=True)
    leave_message = models.BooleanField(default=True)
    for_lists = models.BooleanField(default=False)  # the coordinator may read this one

    def __str__(self) -> str:
        return f"route {self.pk}"
