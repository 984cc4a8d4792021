"""Somebody in a collaborative: their card, and what they help with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from collaborative.folding import fold, folded
from collaborative.keys import new_key
from collaborative.models import StoredFile
from members import ready
from members.models.collaborative import Collaborative, places_of, within
from members.models.person import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        """People who are here: invited ones only once they have said yes."""
        return self.filter(left_on=None).exclude(state=Membership.State.INTRODUCED)

    def let_in(self) -> MembershipQuerySet:
        """Those who may open the pages of their collaborative: all but who is asked to step back.

        Their cards stand where they stood, and look like everybody's.
        """
        return self.current().filter(stepped_back_at=None)

    def taking_part(self) -> MembershipQuerySet:
        """Those who are written to: not resting, not gone."""
        return self.filter(state__in=Membership.TAKING_PART)

    def settled(self) -> MembershipQuerySet:
        """Those who take part and are not new: they get every letter they wish for."""
        return self.filter(state=Membership.State.ACTIVE)

    def remembered(self) -> MembershipQuerySet:
        """Those who have died."""
        return self.filter(state=Membership.State.REMEMBERED)

    def visible_to(self, viewer: User | AnonymousUser | Membership) -> MembershipQuerySet:
        """The cards a member sees: everybody in the same collaboratives, the same for all."""
        if isinstance(viewer, Membership):
            return within(self.current(), viewer)
        if not isinstance(viewer, User):
            return self.none()
        return self.current().filter(collaborative__in=places_of(viewer))

    def with_words(self, words: str) -> MembershipQuerySet:
        """Cards that have each of these words somewhere; marks on letters make no difference."""
        found = self.alias(card_name=folded("chosen_name"))
        found = found.alias(card_asks=folded("ask_me_about"), card_brings=folded("brings_me_here"))
        for word in fold(words).split():
            here = Q(card_name__contains=word) | Q(card_asks__contains=word)
            here |= Q(card_brings__contains=word)
            for way, said in ready.WAYS.items():
                if word in fold(said):
                    here |= Q(gladly__contains=[way])
            found = found.filter(here)
        return found

    def after(self, card: Membership) -> MembershipQuerySet:
        """Those who come after ``card`` in ``by_name``."""
        name = fold(card.chosen_name)
        return self.alias(sort_name=folded("chosen_name")).filter(
            Q(sort_name__gt=name) | Q(sort_name=name, key__gt=card.key)
        )

    def by_name(self) -> MembershipQuerySet:
        """By the chosen name: never by role, joining date or activity."""
        return self.alias(sort_name=folded("chosen_name")).order_by("sort_name", "key")


class Membership(models.Model):
    """A person in a collaborative, and their card there: two collaboratives, two cards."""

    class State(models.TextChoices):
        INTRODUCED = "introduced"
        WELCOMED = "welcomed"
        ACTIVE = "active"
        RESTING = "resting"
        LEFT = "left"
        REMEMBERED = "remembered"

    TAKING_PART = (State.WELCOMED, State.ACTIVE)
    GONE = (State.LEFT, State.REMEMBERED)

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    chosen_name = models.CharField(max_length=80)
    brings_me_here = models.CharField(max_length=300, blank=True)
    ask_me_about = models.CharField(max_length=300, blank=True)
    i_like = models.CharField(max_length=300, blank=True)
    gladly = models.JSONField(default=list, blank=True)  # ways to take part, of WAYS
    photo = models.OneToOneField(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    left_on = models.DateField(null=True, blank=True)
    remembered_as = models.CharField(max_length=300, blank=True)  # a line of those who remember
    keeps_name = models.BooleanField(default=True)  # after leaving: the name, or "a member"
    greets_by_name = models.BooleanField(default=False)  # a yes to standing on the public page
    stepped_back_at = models.DateTimeField(null=True, blank=True)  # asked to, while it stands
    digest_upto = models.DateTimeField(default=timezone.now)  # what the last digest has told

    objects = MembershipQuerySet.as_manager()

    was_called = ""  # while somebody is let go of: the name until then

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collaborative", "person"], condition=Q(left_on=None), name="one_membership"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) ^ Q(state__in=["left", "remembered"]),
                name="membership_left_on_a_day",
                violation_error_message="Somebody who left has a day on which they left.",
            ),
            models.CheckConstraint(condition=~Q(chosen_name=""), name="membership_has_a_name"),
            models.CheckConstraint(
                condition=Q(stepped_back_at=None) | Q(state__in=["resting", "left", "remembered"]),
                name="membership_stepped_back_is_away",
                violation_error_message="Somebody who is asked to step back takes no part.",
            ),
            models.CheckConstraint(
                condition=Q(remembered_as="") | Q(state="remembered"),
                name="membership_remembered_has_died",
                violation_error_message="A line to remember somebody by is for who has died.",
            ),
            models.CheckConstraint(
                condition=Q(photo=None) | ~Q(state__in=["left", "remembered"]),
                name="membership_photo_goes_with_them",
                violation_error_message="Somebody who left has no photo here.",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name in old notes: as chosen, or "a member" for somebody who left and wished it."""
        gone = self.state in Membership.GONE
        return "a member" if gone and not self.keeps_name else self.chosen_name

    @property
    def does_gladly(self) -> list[str]:
        """In words, in the order of the list; what is not on it any more says nothing."""
        return [said for way, said in ready.WAYS.items() if way in self.gladly]

    @property
    def is_resting(self) -> bool:
        return self.state == Membership.State.RESTING

    @property
    def is_new(self) -> bool:
        """In the first three meetings (``meetings.newcomers``)."""
        return self.state == Membership.State.WELCOMED

    @cached_property
    def hats(self) -> list[Hat]:
        """This member's own helping, past and to come, and whom to turn to; one query a page.

        And who looks after the place: the independent person is none of these.
        """
        named = (*Hat.LISTENING, Hat.Kind.COORDINATOR)
        own_or_named = Q(member=self) | Q(kind__in=named)
        hats = Hat.objects.filter(own_or_named, collaborative=self.collaborative_id)
        return list(hats.select_related("member"))


class HatQuerySet(models.QuerySet["Hat"]):
    def on(self, day: date) -> HatQuerySet:
        here = self.filter(member__left_on=None, member__stepped_back_at=None)
        return here.filter(since__lte=day).exclude(until__lt=day)

    def of(self, person: User) -> HatQuerySet:
        """What somebody helps with, in all their places."""
        mine = self.filter(member__person=person, member__left_on=None)
        return mine.select_related("member__collaborative").order_by("since", "pk")

    def not_over(self) -> HatQuerySet:
        """Now or to come."""
        return self.exclude(until__lt=timezone.localdate())

    def worn(self, *, by: User, on: date, kinds: Collection[str] = ()) -> HatQuerySet:
        """What ``by`` helps with on that day; of these kinds, or of any."""
        hats = self.on(on).filter(member__person=by)
        return hats.filter(kind__in=kinds) if kinds else hats


class Hat(models.Model):
    """Helping the collaborative for a while. Not a job, not a rank; it ends.

    For one occasion it begins and ends on that day. No reverse name: a card
    cannot show a hat as a badge by accident. Somebody always looks after a
    collaborative: the last coordinator's hat has no ``until``, and the database
    refuses to end it while there are members (``0003_joining``).
    """

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", "looking after the collaborative"
        FACILITATOR = "facilitator", "holding the meeting"
        CHAIR = "chair", "seeing that everyone is heard"
        SCRIBE = "scribe", "writing it down"
        TIMEKEEPER = "timekeeper", "the time"
        BUDDY = "buddy", "being a buddy"
        WELCOME = "welcome", "hello at the door"
        CONCERN = "concern", "listening when something feels wrong"
        INDEPENDENT = "independent", "listening when it is about the coordinator"
        VISITING = "visiting", "visiting for a day"

    LISTENING = (Kind.CONCERN, Kind.INDEPENDENT)

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = HatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="hat_ends_after_it_begins",
                violation_error_message="It cannot end before it begins.",
            ),
        ]
        indexes = [models.Index(fields=["collaborative", "kind"], name="hat_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def is_on(self, day: date) -> bool:
        """Whether it covers that day; the same as ``on`` for a row in hand."""
        here = self.member.left_on is None and self.member.stepped_back_at is None
        return here and self.since <= day and (self.until is None or day <= self.until)
