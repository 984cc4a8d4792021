"""Following words: kept on the follower's side alone."""

from __future__ import annotations

from django.db import models

from members.models import Collaborative, Membership


class Following(models.Model):
    """That somebody follows something; which it is, the row does not say.

    ``mark`` is a hash under our secret of the card and the thing together. So
    no row, join or copy of the database tells who follows what, nor how many
    follow one thing: whoever follows their own words would be known by it.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "followings"
        constraints = [
            models.UniqueConstraint(fields=["member", "mark"], name="followed_once"),
        ]

    def __str__(self) -> str:
        return f"following {self.pk}"
