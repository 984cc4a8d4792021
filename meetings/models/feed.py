"""A calendar of somebody's own that comes to look by itself."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from collaborative.keys import new_key
from members.models import Collaborative, Membership


class CalendarFeed(models.Model):
    """The one link of a member to the meetings of a collaborative; without the row it is dead.

    What stands in the link is the key, signed (``meetings.feeds``): a copy of
    this table opens nothing.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    member = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"calendar {self.pk}"
