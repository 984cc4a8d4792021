"""The first day: a link that opens a new collaborative, and codes on paper for a bad one."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from members.models.collaborative import Collaborative
from members.models.person import User


class OpenHouseQuerySet(models.QuerySet["OpenHouse"]):
    def open(self) -> OpenHouseQuerySet:
        """Neither used nor too old."""
        return self.filter(used_at=None, not_after__gt=timezone.now())


class OpenHouse(models.Model):
    """One link, once, for a day. It comes from the machine itself, and only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    not_after = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    collaborative = models.ForeignKey(  # what it opened
        Collaborative, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects = OpenHouseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"open house {self.pk}"


class PaperCode(models.Model):
    """A code to come in with, printed on paper, for days when no letter arrives. It works once.

    Twelve digits and not six: it has no quarter of an hour to live in, and must
    stand five tries in five minutes for ever.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    handed = models.BooleanField(default=False)  # somebody else made it, and may have read it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "code_hash"], name="one_paper_code"),
        ]

    def __str__(self) -> str:
        return f"paper code {self.pk}"
