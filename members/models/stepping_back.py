"""Two people together ask somebody to step back for a while."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from collaborative.keys import new_key
from members.models.collaborative import Collaborative
from members.models.membership import Membership

WAITS = timedelta(days=7)  # for the second person; then it was not to be
WORDS_KEPT = timedelta(days=90)  # after it is over


class StepBackQuerySet(models.QuerySet["StepBack"]):
    def waiting(self) -> StepBackQuerySet:
        """Asked for by one person, and by nobody else yet."""
        return self.filter(confirmed_at=None, asked_at__gt=timezone.now() - WAITS)

    def standing(self) -> StepBackQuerySet:
        return self.filter(confirmed_at__isnull=False, ended_at=None)


class StepBack(models.Model):
    """That somebody is asked to step back: why, and by which two.

    One person asks, another agrees; neither of them can do anything alone,
    and only then ``Membership.stepped_back_at`` is set. ``was`` is what they
    were before, for the day when they come back.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    second = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.TextField(blank=True)
    was = models.CharField(max_length=10, choices=Membership.State, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StepBackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(ended_at=None), name="one_step_back"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("second")) & ~Q(member=F("asked_by")),
                name="step_back_takes_two",
            ),
            models.CheckConstraint(
                condition=~Q(member=F("second")), name="step_back_is_not_ones_own_word"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(confirmed_at__isnull=False),
                name="step_back_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"step back {self.pk}"

    @property
    def stands(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None

    @property
    def waits(self) -> bool:
        return self.confirmed_at is None and self.asked_at > timezone.now() - WAITS
