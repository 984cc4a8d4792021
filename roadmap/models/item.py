"""What the forum wants: where it stands, what comes next, who carries it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from collaborative.http import address
from collaborative.keys import new_key
from members.models import Collaborative, Membership, User, places_of, within
from roadmap.models.horizon import Horizon
from roadmap.models.move import Move

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class RoadmapItemQuerySet(models.QuerySet["RoadmapItem"]):
    def visible_to(self, viewer: User | AnonymousUser | Membership) -> RoadmapItemQuerySet:
        """All items of the viewer's collaboratives."""
        if isinstance(viewer, Membership):
            return within(self, viewer)
        if not isinstance(viewer, User):
            return self.none()
        return self.filter(collaborative__in=places_of(viewer)).select_related("collaborative")

    def in_order(self) -> RoadmapItemQuerySet:
        """By the number it got when it was added: never by weight or votes."""
        return self.order_by("number")

    def with_latest_move(self) -> RoadmapItemQuerySet:
        """Each with ``latest``: its last move, with the words, in a list of one or none."""
        last = Move.objects.order_by("item", "-moved_at", "-pk").distinct("item")
        return self.prefetch_related(
            Prefetch("moves", queryset=last.select_related("words"), to_attr="latest")
        )

    def stood_in(self, moment: datetime) -> RoadmapItemQuerySet:
        """Each with ``stood``: the horizon it was in just before ``moment``.

        Replayed from the moves, which are for good: where it began, then
        wherever the last move until then took it.
        """
        until_then = Move.objects.filter(item=OuterRef("pk"), moved_at__lt=moment)
        last = until_then.order_by("-moved_at", "-pk").values("to_horizon")[:1]
        return self.annotate(stood=Coalesce(Subquery(last), F("first_horizon")))


class RoadmapItem(models.Model):
    """Something the forum wants, with a next step and who is carrying it."""

    class State(models.TextChoices):
        OFFERED = "offered", "Offered"
        ON_THE_ROAD = "on_the_road", "On the road"
        MOVING = "moving", "Moving"
        STUCK = "stuck", "Stuck"
        ARRIVED = "arrived", "Arrived"
        RESTING = "resting", "Resting"
        LET_GO = "let_go", "Let go"

    class Kind(models.TextChoices):
        DO = "do", "Do"
        STOP = "stop", "Stop doing"
        SEED = "seed", "Seed"
        INFLUENCE = "influence", "Influence"
        MERGE = "merge", "Bring together"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    need = models.TextField(blank=True)  # in people's own words
    aim = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DO)
    horizon = models.CharField(max_length=4, choices=Horizon)
    first_horizon = models.CharField(max_length=4, choices=Horizon)
    state = models.CharField(max_length=12, choices=State, default=State.OFFERED)
    stuck_because = models.TextField(blank=True)
    carried_by = models.CharField(max_length=120, blank=True)  # a group rather than a person
    next_step = models.TextField(blank=True)
    waiting_for = models.TextField(blank=True)
    last_heard = models.DateField(null=True, blank=True)
    added_on = models.DateField()
    written_at = models.DateTimeField(null=True, blank=True)  # None: brought in from old notes

    objects = RoadmapItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collaborative", "number"], name="one_item_of_a_number"
            ),
            models.CheckConstraint(
                condition=~Q(state="stuck") | ~Q(stuck_because=""),
                name="item_stuck_says_why",
                violation_error_message="Say what it is stuck on.",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("roadmap:item", collaborative=self.collaborative.slug, key=self.key)
