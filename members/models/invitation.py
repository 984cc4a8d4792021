"""How somebody was invited: one invitation, by letter, on paper, or both."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from collaborative.keys import token_hash
from members.models.collaborative import Collaborative
from members.models.membership import Hat, Membership


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Not used, not too old, and the person has not come in by another door.

        Whoever is asked to help may be here already.
        """
        return self.filter(
            Q(member__state=Membership.State.INTRODUCED) | ~Q(helps_with=""),
            used_at=None,
            not_after__gt=timezone.now(),
            member__left_on=None,
            member__stepped_back_at=None,
            member__person__is_active=True,
        ).select_related("member__collaborative", "member__person")

    def opened_by(self, token: str) -> InvitationQuerySet:
        """Open ones with this word in their link: the one in the letter, or the one on paper."""
        marks = token_hash(token)
        return self.open().filter(Q(token_hash=marks) | Q(paper_hash=marks))


class Invitation(models.Model):
    """A coordinator's letter to somebody new: one link, once, for two weeks.

    Only the hash of the link is kept. The membership waits as "introduced"
    and shows nowhere until the person has said yes. With ``helps_with`` it
    asks them to help, too, and may go to somebody who is here already.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    paper_hash = models.CharField(  # a second link, for a slip that is handed over
        max_length=64, unique=True, null=True, blank=True
    )
    helps_with = models.CharField(max_length=20, choices=Hat.Kind, blank=True)
    helps_until = models.DateField(null=True, blank=True)  # for a while: somebody is off
    sent_at = models.DateTimeField(default=timezone.now)
    not_after = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(helps_until=None) | ~Q(helps_with=""),
                name="invitation_until_with_something",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
