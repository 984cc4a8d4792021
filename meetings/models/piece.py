"""A piece for anybody to read: what we learned, told to the world, and what the world answers."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from collaborative.keys import new_key
from members.models import Collaborative, Membership

WAITS = timedelta(days=30)  # an answer that nobody looks at goes by itself
CHECKED = timedelta(days=7)  # so long members may say "not yet"


class PieceQuerySet(models.QuerySet["Piece"]):
    def public(self) -> PieceQuerySet:
        """What anybody may read, newest first."""
        return self.filter(state=Piece.State.PUBLIC).order_by("-published_at", "-pk")

    def visible_to(self, viewer: Membership) -> PieceQuerySet:
        """All of one's own place, drafts too: whoever is in it may put it right."""
        return self.filter(collaborative=viewer.collaborative_id)


class Piece(models.Model):
    """Written by members, checked by members for a week, then public. Never by itself.

    It may be signed, per piece and with what somebody likes; by default it is
    not. No other person hangs on it: who did what stands in the audit.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        CHECKING = "checking", "With all of us to check"
        PUBLIC = "public", "Public"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    title = models.CharField(max_length=120)
    words = models.TextField()
    signature = models.CharField(max_length=120, blank=True)
    signed_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)  # what an editor's page was made from
    check_until = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="public") | Q(published_at__isnull=False),
                name="piece_public_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(check_until__isnull=False),
                name="piece_checked_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"piece {self.pk}"

    def get_absolute_url(self) -> str:
        where = {"collaborative": self.collaborative.slug, "key": self.key}
        return reverse("pieces:piece", kwargs=where)


class PieceReplyQuerySet(models.QuerySet["PieceReply"]):
    def waiting(self) -> PieceReplyQuerySet:
        return self.filter(shown_at=None).order_by("sent_at", "pk")

    def shown(self) -> PieceReplyQuerySet:
        return self.exclude(shown_at=None).order_by("sent_at", "pk")


class PieceReply(models.Model):
    """What somebody out there says to a piece. No account, no address; shown once we say so."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="replies")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=80, blank=True)
    words = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = PieceReplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="piece_reply_has_words"),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"
