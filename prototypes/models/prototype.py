"""Something we try: small, by hand, to learn what might work and what to steer clear of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from collaborative.keys import new_key
from members.models import Collaborative, Membership, User, places_of, within
from prototypes.models.edition import edition_of
from prototypes.models.together import ServiceModel

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class PrototypeQuerySet(models.QuerySet["Prototype"]):
    def visible_to(self, viewer: User | AnonymousUser | Membership) -> PrototypeQuerySet:
        """All of the viewer's collaboratives: what we try is for everybody here."""
        if isinstance(viewer, Membership):
            return within(self, viewer)
        if not isinstance(viewer, User):
            return self.none()
        return self.filter(collaborative__in=places_of(viewer)).select_related("collaborative")

    def going_on(self) -> PrototypeQuerySet:
        return self.filter(state__in=Prototype.GOING_ON)

    def parked(self) -> PrototypeQuerySet:
        return self.filter(state=Prototype.State.PARKED)

    def awake(self, today: date) -> PrototypeQuerySet:
        """Parked until a day that has come."""
        return self.parked().filter(wake_on__lte=today)


class Prototype(models.Model):
    """A rough idea is enough to begin with. It has a team and ancestors, and nobody owns it.

    How it stands is a word, never a mark: nothing here passes or falls short.
    ``why`` and ``state_since`` repeat the newest step, so that a list needs no second query.
    """

    class State(models.TextChoices):
        ROUGH_IDEA = "rough_idea", "Rough idea"
        MOCK_UP = "mock_up", "Mock-up"
        ACTED_OUT = "acted_out", "Acted out"
        TRIED = "tried", "Tried with a few"
        LIVE = "live", "Live for a while"
        EVERYDAY = "everyday", "Became everyday"
        PARKED = "parked", "Parked"
        LET_GO = "let_go", "Let go"

    class AskedBy(models.TextChoices):
        NOT_SAID = "", "I need not say"
        ROOM = "room", "The room"
        COMMISSIONER = "commissioner", "A commissioner"
        POLICY = "policy", "A policy or a plan"
        ELSEWHERE = "elsewhere", "Another place"

    GOING_ON = (State.ROUGH_IDEA, State.MOCK_UP, State.ACTED_OUT, State.TRIED, State.LIVE)
    WORDS = (
        "name",
        "how_small",
        "question",
        "hunch",
        "core",
        "adaptable",
        "have_already",
        "could_go_well",
        "if_we_do_nothing",
        "could_go_badly",
        "who_looks_out",
        "who_was_in",
        "to_become_everyday",
        "how_we_worked",
        "story",
    )

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=160)
    how_small = models.CharField(max_length=300, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    question = models.TextField(blank=True)
    hunch = models.TextField(blank=True)
    core = models.TextField(blank=True)  # lines: without these it is something else
    adaptable = models.TextField(blank=True)  # lines: each place does these its own way
    have_already = models.TextField(blank=True)
    could_go_well = models.TextField(blank=True)
    if_we_do_nothing = models.TextField(blank=True)
    could_go_badly = models.TextField(blank=True)
    who_looks_out = models.TextField(blank=True)
    who_was_in = models.TextField(blank=True)  # which kinds of voices, and from when on
    to_become_everyday = models.TextField(blank=True)  # what it would take
    how_we_worked = models.TextField(blank=True)
    method = models.CharField(max_length=40, blank=True)  # one of ``prototypes.methods``
    story = models.TextField(blank=True)  # in a hundred and fifty words
    story_goes_out = models.BooleanField(default=False)  # those in it have said yes
    asked_by = models.CharField(max_length=12, choices=AskedBy, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.ROUGH_IDEA)
    state_since = models.DateField()
    why = models.CharField(max_length=400, blank=True)
    waiting_for = models.CharField(max_length=300, blank=True)
    wake_on = models.DateField(null=True, blank=True)
    became = models.CharField(max_length=200, blank=True)  # the everyday thing, in a few words
    became_link = models.URLField(max_length=400, blank=True)
    started_on = models.DateField()
    part_of = models.ForeignKey(
        ServiceModel,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="prototypes",
    )

    objects = PrototypeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="prototype_has_a_name"),
            models.CheckConstraint(
                condition=~Q(story="") | Q(story_goes_out=False), name="prototype_story_to_take"
            ),
            models.CheckConstraint(
                condition=~Q(state="let_go") | ~Q(why=""),
                name="prototype_let_go_says_why",
                violation_error_message="Say why we let it go.",
            ),
            models.CheckConstraint(
                condition=(Q(state="parked") & ~Q(waiting_for=""))
                | (~Q(state="parked") & Q(waiting_for="", wake_on=None)),
                name="prototype_parked_waits_for_something",
                violation_error_message="Say what it is waiting for.",
            ),
            models.CheckConstraint(
                condition=Q(state="everyday") | Q(became="", became_link=""),
                name="prototype_became_when_everyday",
            ),
            models.CheckConstraint(
                condition=Q(state_since__gte=models.F("started_on")),
                name="prototype_stands_so_since_it_began",
                violation_error_message="That is before the idea was there.",
            ),
        ]
        indexes = [
            models.Index(fields=["collaborative", "-state_since", "key"], name="prototype_newest")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.url("one")

    def url(self, name: str) -> str:
        """The address of one of its pages: ``url("ancestry")``."""
        kwargs = {"collaborative": self.collaborative.slug, "key": self.key}
        return reverse(f"trying:{name}", kwargs=kwargs)

    @property
    def goes_on(self) -> bool:
        return self.state in Prototype.GOING_ON

    @property
    def core_lines(self) -> list[str]:
        return self.core.splitlines()

    @property
    def adaptable_lines(self) -> list[str]:
        return self.adaptable.splitlines()

    @property
    def has_good_risk(self) -> bool:
        """Whether anybody has thought aloud about what could happen."""
        return any(
            (self.could_go_well, self.if_we_do_nothing, self.could_go_badly, self.who_looks_out)
        )

    @property
    def edition(self) -> str:
        """Of its words: a page says which one it was made from."""
        words = [getattr(self, name) for name in Prototype.WORDS]
        more = (self.asked_by, self.look_again_on, self.method, self.story_goes_out)
        return edition_of(*words, *more)


class PrototypeStep(models.Model):
    """How it stood from a day on, and why: each change has its day."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    prototype = models.ForeignKey(Prototype, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=Prototype.State)
    on = models.DateField()
    why = models.CharField(max_length=400, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["parked", "let_go"]) | ~Q(why=""),
                name="prototype_step_says_why",
                violation_error_message="Say why.",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"


class TeamMember(models.Model):
    """Somebody who tries it, too. Anyone may join, and anyone may go, without a reason."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    prototype = models.ForeignKey(Prototype, on_delete=models.CASCADE, related_name="team")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prototype", "member"], name="in_a_team_once"),
        ]

    def __str__(self) -> str:
        return f"in the team {self.pk}"


class Credit(models.Model):
    """Somebody who wishes to be named with it. Only they can say so, or take it back."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    prototype = models.ForeignKey(Prototype, on_delete=models.CASCADE, related_name="credits")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prototype", "member"], name="named_with_it_once"),
        ]

    def __str__(self) -> str:
        return f"named {self.pk}"
