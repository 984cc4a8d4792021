"""What the forum wants: where it stands, what comes next, who carries it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from collaborative.http import address
from collaborative.keys import new_key
from members.models import Collaborative, Membership, User, places_of, within
from prototypes.models.edition import edition_of
from roadmap.models.horizon import Horizon
from roadmap.models.move import Move
from roadmap.models.together import Together

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


QUIET = timedelta(days=90)  # after that it is time to say its name again


class Area(models.TextChoices):
    """Where in a life it is felt."""

    HOME = "home", "Home"
    WORK = "work", "Work"
    MONEY = "money", "Money"
    FRIENDS = "friends", "Friends"
    BODY = "body", "Body"
    MIND = "mind", "Mind"
    LEARNING = "learning", "Learning"
    FAITH = "faith", "Faith"
    FUN = "fun", "Fun"
    NEIGHBOURS = "neighbours", "Neighbours and natural support"
    BEYOND = "beyond", "Beyond mental health"


class StuckOn(models.TextChoices):
    """What it waits behind. Said honestly, somebody may know a way."""

    PERMISSION = "permission", "Permission"
    MONEY = "money", "Money"
    TIME = "time", "Time"
    PEOPLE = "people", "People"
    FEAR = "fear", "Fear"
    RULES = "rules", "Rules"
    NOBODY = "nobody", "Nobody carrying it"


def wants_a_hand(today: date) -> Q:
    """Stuck, carried by nobody, or due to wake."""
    state, kind = RoadmapItem.State, RoadmapItem.Kind
    stuck = Q(state=state.STUCK) | Q(carried_by="") & ~Q(kind=kind.SEED)
    asleep = Q(state=state.RESTING) | Q(kind=kind.SEED)
    due = asleep & Q(wakes_on__lte=today) & ~Q(state__in=(state.ARRIVED, state.LET_GO))
    return stuck & ~Q(state__in=RoadmapItem.OVER) | due


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

    def open(self) -> RoadmapItemQuerySet:
        """Those still on their way."""
        return self.exclude(state__in=RoadmapItem.OVER)

    def unheard(self, today: date) -> RoadmapItemQuerySet:
        """Nobody has mentioned them for ninety days, nor is it that new."""
        since = today - QUIET
        return self.open().filter(Q(last_heard__lt=since) | Q(last_heard=None, added_on__lt=since))

    def waking(self, today: date) -> RoadmapItemQuerySet:
        """What was laid to rest or sown until a day, and the day has come."""
        asleep = Q(state=RoadmapItem.State.RESTING) | Q(kind=RoadmapItem.Kind.SEED)
        return self.filter(asleep, wakes_on__lte=today).exclude(
            state__in=(RoadmapItem.State.ARRIVED, RoadmapItem.State.LET_GO)
        )

    def wanting_a_hand(self, today: date) -> RoadmapItemQuerySet:
        return self.filter(wants_a_hand(today))

    def with_links(self) -> RoadmapItemQuerySet:
        """Each with ``bodies_and_answers``, ``leads_to`` and ``heard``: no query of their own."""
        bodies = apps.get_model("roadmap", "BodyNeeded").objects.filter(item=OuterRef("pk"))
        towards = apps.get_model("roadmap", "ItemOutcome").objects.filter(item=OuterRef("pk"))
        told = JSONObject(name="name", answer="answer", now="body__name", key="body__key")
        updates = apps.get_model("roadmap", "Update").objects.filter(item=OuterRef("pk"))
        return self.annotate(
            bodies_and_answers=ArraySubquery(bodies.order_by("pk").values(json=told)),
            heard=ArraySubquery(
                updates.order_by("on", "pk").values(json=JSONObject(**{n: n for n in HEARD}))
            ),
            leads_to=ArraySubquery(
                towards.order_by("outcome__order", "outcome").values("outcome__label")
            ),
        )

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

    class Money(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "Not known"

    class Leans(models.TextChoices):
        """Whether it keeps what there is going, or opens something else."""

        OLD = "old", "Holds up what there is"
        NEW = "new", "Opens something new"

    class CameAs(models.TextChoices):
        NEW = "new", "A new idea"
        AGAIN = "again", "An old idea with a new chance"

    OVER = (State.ARRIVED, State.RESTING, State.LET_GO)

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
    stuck_on = models.CharField(max_length=10, choices=StuckOn, blank=True)
    stuck_because = models.TextField(blank=True)
    carried_by = models.CharField(max_length=120, blank=True)  # a group rather than a person
    next_step = models.TextField(blank=True)
    waiting_for = models.TextField(blank=True)
    wakes_when = models.CharField(max_length=300, blank=True)  # what a seed waits for
    wakes_on = models.DateField(null=True, blank=True)  # and when to look at it again
    depends_on_money = models.CharField(max_length=9, choices=Money, default=Money.NOT_KNOWN)
    areas = ArrayField(models.CharField(max_length=10, choices=Area), default=list, blank=True)
    leans = models.CharField(max_length=3, choices=Leans, blank=True)
    came_as = models.CharField(max_length=5, choices=CameAs, blank=True)
    together = models.CharField(max_length=8, choices=Together, blank=True)
    money_flow = models.CharField(max_length=300, blank=True)  # where it would come from, and go
    whereabouts = models.CharField(max_length=120, blank=True)  # an area, never an address
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
                condition=~Q(state="stuck") | ~Q(stuck_because="") | ~Q(stuck_on=""),
                name="item_stuck_says_why",
                violation_error_message="Say what it is stuck on.",
            ),
            models.CheckConstraint(
                condition=Q(areas__contained_by=Area.values), name="item_areas_are_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def edition(self) -> str:
        """Changes with every change of its card: a page says which one it was made from."""
        return edition_of(*(str(getattr(self, name)) for name in CARD))

    @property
    def area_words(self) -> list[str]:
        return [str(Area(area).label) for area in self.areas]

    @property
    def stuck_words(self) -> str:
        """What it is stuck on: the kind, the words, or both."""
        kind = str(self.get_stuck_on_display()) if self.stuck_on else ""
        return ": ".join(words for words in (kind, self.stuck_because) if words)

    def get_absolute_url(self) -> str:
        return address("roadmap:item", collaborative=self.collaborative.slug, key=self.key)


# What an update says, for the page of its item.
HEARD = (
    *("id", "on", "text", "state", "stuck_on", "stuck_because"),
    *("next_step", "carried_by", "waiting_for"),
)

# What may be changed on the card itself. Where it stands is a move, how it goes is an update.
CARD = (
    "title",
    "need",
    "aim",
    "kind",
    "next_step",
    "carried_by",
    "waiting_for",
    "wakes_when",
    "wakes_on",
    "depends_on_money",
    "areas",
    "leans",
    "came_as",
    "together",
    "money_flow",
    "whereabouts",
)
