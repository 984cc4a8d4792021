"""A Living Well Collaborative: a local forum, with its own people, words and roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from members import ready

if TYPE_CHECKING:
    from members.models import Membership, User


def check_zone(value: str) -> None:
    """Raises ValidationError for a name that is no time zone."""
    if value not in available_timezones():
        raise ValidationError("There is no time zone of that name.")


def places_of(viewer: User) -> models.QuerySet[Membership, Any]:
    """Keys of the collaboratives visible to ``viewer``: one query less within a query."""
    return viewer.memberships.let_in().values("collaborative")


Rows = TypeVar("Rows", bound=models.QuerySet[Any, Any])


def within(rows: Rows, me: Membership) -> Rows:
    """Rows of the place that ``me`` has come into: ``enter`` has asked whether they may.

    Each has its ``collaborative`` in hand, as rows of a related manager have: nothing joins those
    twenty-five columns again, nor looks the memberships up once more.
    """
    here: Any = rows.filter(collaborative=me.collaborative_id)
    field = rows.model._meta.get_field("collaborative")
    here._known_related_objects = {field: {me.collaborative_id: me.collaborative}}
    return cast(Rows, here)


class CollaborativeQuerySet(models.QuerySet["Collaborative"]):
    def visible_to(self, viewer: User) -> CollaborativeQuerySet:
        """Collaboratives that ``viewer`` may come into."""
        return self.filter(pk__in=places_of(viewer))

    def public(self) -> CollaborativeQuerySet:
        """Those that show some page to anybody in the world."""
        return self.filter(Q(shows_come=True) | Q(welcomes_strangers=True))


class Collaborative(models.Model):
    """One forum. Everything below it carries its key, and the database keeps rows inside it."""

    class Nation(models.TextChoices):
        ENGLAND = "ENG", "England"
        SCOTLAND = "SCT", "Scotland"
        WALES = "WLS", "Wales"
        NORTHERN_IRELAND = "NIR", "Northern Ireland"

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=80)
    about_the_place = models.TextField(blank=True)
    story_so_far = models.TextField(blank=True)
    footer = models.TextField(blank=True)
    nation = models.CharField(max_length=3, choices=Nation, default=Nation.ENGLAND)
    time_zone = models.CharField(max_length=40, default="Europe/London", validators=[check_zone])
    phone = models.CharField(max_length=40, blank=True)
    answers_to = models.EmailField(blank=True)  # of the place: where answers to letters go
    answers_in_law = models.CharField(max_length=160, blank=True)  # the body, for people's data
    vision = models.TextField(blank=True)
    values = models.JSONField(default=list, blank=True)  # lines, in their own words
    agreement = models.JSONField(default=list, blank=True)  # lines of the working agreement
    agreement_limit = models.TextField(blank=True)  # what cannot stay in the room
    agreed_on = models.DateField(null=True, blank=True)
    now_word = models.CharField(max_length=40, default=ready.NOW_WORD)
    now_means = models.TextField(default=ready.NOW_MEANS)
    next_word = models.CharField(max_length=40, default=ready.NEXT_WORD)
    next_means = models.TextField(default=ready.NEXT_MEANS)
    wow_word = models.CharField(max_length=40, default=ready.WOW_WORD)
    wow_means = models.TextField(default=ready.WOW_MEANS)
    shows_come = models.BooleanField(default=False)  # the public page: come to breakfast
    welcomes_strangers = models.BooleanField(default=False)  # anybody may ask to join
    privacy_words = models.TextField(blank=True)  # their own, at the end of the privacy page
    not_in_the_room = models.TextField(blank=True)  # who is missing, as the group says it

    objects = CollaborativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9][a-z0-9-]*$"), name="collaborative_slug_is_plain"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("home", kwargs={"collaborative": self.slug})

    @property
    def agreement_is_ready_text(self) -> bool:
        """Whether the working agreement still stands as we wrote it for them, to be changed."""
        return self.agreed_on is None and ready.is_ready_text(self.agreement)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Perspective(models.Model):
    """A standpoint that people may hold, in the words of this collaborative.

    The list is public; who holds which stands behind the wall (``Standpoint``).
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=80)
    band = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["collaborative", "label"], name="one_perspective"),
        ]

    def __str__(self) -> str:
        return self.label
