"""Now, next, wow: what the forum wants, the words under it, and every move for good."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from collaborative.keys import new_key
from meetings.models import Meeting
from members.models import Collaborative, User, places_of
from prototypes.models import Output, Theme

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Horizon(models.TextChoices):
    """Horizons, not the How-Now-Wow matrix. Each collaborative has its own words for them."""

    NOW = "now", "Now"
    NEXT = "next", "Next"
    WOW = "wow", "Wow"


class RoadmapItemQuerySet(models.QuerySet["RoadmapItem"]):
    def visible_to(self, viewer: User | AnonymousUser) -> RoadmapItemQuerySet:
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
        return reverse(
            "roadmap:item", kwargs={"collaborative": self.collaborative.slug, "key": self.key}
        )


class Move(models.Model):
    """That an item moved: a fact, for good. Holds no person (AuditEntry does) and no words.

    PROTECT everywhere: SET_NULL and CASCADE are the very UPDATE and DELETE
    that the table refuses.
    """

    class MadePossibleBy(models.TextChoices):
        PERMISSION = "permission", "A permission"
        LEARNING = "learning", "What we learned"
        MONEY = "money", "Money"
        PEOPLE = "people", "People"
        TIME = "time", "Time"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RoadmapItem, on_delete=models.PROTECT, related_name="moves")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_horizon = models.CharField(max_length=4, choices=Horizon)
    to_horizon = models.CharField(max_length=4, choices=Horizon)
    made_possible_by = models.CharField(max_length=10, choices=MadePossibleBy, blank=True)
    moved_at = models.DateTimeField(default=timezone.now)
    why_digest = models.CharField(max_length=64)  # stays when the words are struck

    class Meta:
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_horizon=F("to_horizon")), name="move_changes_horizon"
            ),
        ]
        indexes = [models.Index(fields=["collaborative", "moved_at"], name="move_by_time")]

    def __str__(self) -> str:
        return f"move {self.pk}"


class MoveWords(models.Model):
    """Why it moved. ``erasure.strike`` may empty it: when and on which ground, never the words."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    move = models.OneToOneField(Move, on_delete=models.PROTECT, related_name="words")
    why = models.TextField(blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "move words"
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, ground="") & ~Q(why="")
                | Q(struck_at__isnull=False, why="") & ~Q(ground=""),
                name="move_words_stand_or_are_struck",
            ),
        ]

    def __str__(self) -> str:
        return f"words of move {self.move_id}"


class Evidence(models.Model):
    """What stands under an item: words, a theme or a meeting; exactly one of them."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RoadmapItem, on_delete=models.CASCADE, related_name="evidence")
    output = models.ForeignKey(
        Output, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(output__isnull=False, theme=None, meeting=None)
                | Q(output=None, theme__isnull=False, meeting=None)
                | Q(output=None, theme=None, meeting__isnull=False),
                name="evidence_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["item", "output", "theme", "meeting"],
                nulls_distinct=False,
                name="evidence_once",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Update(models.Model):
    """What was last heard of an item, dated, in a sentence; and what changed with it.

    What changed is kept here too, blank where nothing did: the item shows only
    how it stands today, and nothing that people wrote is lost.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RoadmapItem, on_delete=models.CASCADE, related_name="updates")
    on = models.DateField()
    text = models.TextField()
    state = models.CharField(max_length=12, choices=RoadmapItem.State, blank=True)
    stuck_because = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    carried_by = models.CharField(max_length=120, blank=True)
    waiting_for = models.TextField(blank=True)
    written_at = models.DateTimeField(null=True, blank=True)  # None: brought in from old notes

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="stuck") | ~Q(stuck_because=""), name="update_stuck_says_why"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="update_has_words"),
        ]

    def __str__(self) -> str:
        return f"update {self.pk}"

    @property
    def says_more(self) -> bool:
        """Whether something changed with it."""
        changed = (self.state, self.next_step, self.carried_by, self.waiting_for)
        return any(changed)
