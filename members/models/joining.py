"""Somebody who is not here yet asks to join."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from collaborative.keys import new_key
from members.models.collaborative import Collaborative
from members.models.membership import Membership

KEPT = timedelta(days=30)


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def visible_to(self, viewer: Membership) -> JoinRequestQuerySet:
        """Those who ask, for everybody who takes part there; how to reach them is another page."""
        if viewer.state not in Membership.TAKING_PART:
            return self.none()
        fresh = self.filter(collaborative=viewer.collaborative_id, asked_at__gt=_since())
        return fresh.select_related("welcomed_by").order_by("asked_at", "pk")

    def old(self) -> JoinRequestQuerySet:
        """Longer here than we said we would keep them."""
        return self.filter(asked_at__lte=_since())


class JoinRequest(models.Model):
    """A name somebody likes and one way to reach them, for a month; nothing else is asked.

    A row of its own, apart from people: a stranger is no person here yet, and
    is let go whole. Asked twice with the same address, it is one row.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    chosen_name = models.CharField(max_length=80)
    contact = models.CharField(max_length=254)  # an e-mail address or a telephone number
    asked_at = models.DateTimeField(default=timezone.now)
    welcomed_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collaborative", "contact"], name="one_join_request_each"
            ),
            models.CheckConstraint(
                condition=~Q(chosen_name="") & ~Q(contact=""), name="join_request_is_filled_in"
            ),
        ]

    def __str__(self) -> str:
        return f"join request {self.pk}"

    @property
    def by_email(self) -> bool:
        return "@" in self.contact


class BuddyingQuerySet(models.QuerySet["Buddying"]):
    def names_for(self, card: str) -> tuple[Subquery, ArraySubquery]:
        """For cards: the name of the one's buddy, and of those whose buddy they are."""
        mine = self.filter(newcomer=OuterRef(card)).values("buddy__chosen_name")
        others = self.filter(buddy=OuterRef(card)).order_by("newcomer__chosen_name")
        return Subquery(mine), ArraySubquery(others.values("newcomer__chosen_name"))

    def of(self, me: Membership) -> BuddyingQuerySet:
        """Mine: as the one who is new, or as the buddy of one. Nobody else's."""
        return self.filter(Q(newcomer=me) | Q(buddy=me)).select_related("newcomer", "buddy")


class Buddying(models.Model):
    """Somebody new would like company at their first three meetings, and perhaps has it.

    Known to the two and to whoever looks after the collaborative. The row goes
    when the three meetings are over, or as soon as either says so.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.CASCADE, related_name="+")
    newcomer = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="+")
    buddy = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)

    objects = BuddyingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(buddy=None) | ~Q(buddy=F("newcomer")), name="buddy_is_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"buddying {self.pk}"


def _since() -> datetime:
    return timezone.now() - KEPT
