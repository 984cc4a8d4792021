"""A person, and how they like their letters and pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """Find by e-mail as people type it; the table holds it in lower case."""
        return self.get(email=(username or "").strip().lower())

    def known_by(self, address: str) -> User | None:
        """Who may come in with this address; None for nobody, or somebody who is shut out."""
        return self.filter(email=address.strip().lower(), is_active=True).first()

    def create(self, **fields: Any) -> User:
        """A person without a password: nobody here has one."""
        person = User(**fields)
        person.set_unusable_password()
        person.save(force_insert=True)
        return person


class User(AbstractBaseUser):
    """A person. The name stands on each card; rank, employer and diagnosis stand nowhere."""

    email = models.EmailField(unique=True, null=True, blank=True)  # null: no account, gets post
    is_active = models.BooleanField(default=True)
    private_shut_at = models.DateTimeField(null=True, blank=True)  # somebody wrote in a way
    address_written_in = models.BooleanField(default=False)  # and it was the address itself
    last_login = None  # the column would be a "last seen"

    objects = UserManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""), name="user_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(address_written_in=False) | Q(private_shut_at__isnull=False),
                name="user_address_written_in_shuts",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"  # AbstractBaseUser would print the address


def awake(hour: str) -> Q:
    """That an hour of the day lies outside of the quiet ones, which may go over midnight."""
    begins, ends = F("quiet_from"), F("quiet_until")
    before, after = Q(**{f"{hour}__lt": begins}), Q(**{f"{hour}__gte": ends})
    return Q(quiet_from=ends) | Q(before | after, quiet_from__lt=ends) | Q(before & after)


class Preferences(models.Model):
    """Which letters a person wants, when, and how pages look to them. No row: the defaults.

    By default three a month: an invitation, a reminder, what came of it.
    """

    class Look(models.TextChoices):
        DEVICE = "", "As my device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    class Every(models.TextChoices):
        MONTH = "month", "Once a month"
        FORTNIGHT = "fortnight", "Every two weeks"
        WEEK = "week", "Every week"

    class Day(models.IntegerChoices):
        MONDAY = 0, "On a Monday"
        TUESDAY = 1, "On a Tuesday"
        WEDNESDAY = 2, "On a Wednesday"
        THURSDAY = 3, "On a Thursday"
        FRIDAY = 4, "On a Friday"
        SATURDAY = 5, "On a Saturday"
        SUNDAY = 6, "On a Sunday"

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="preferences")
    invitation = models.BooleanField(default=True)
    reminder = models.BooleanField(default=True)
    morning_of = models.BooleanField(default=False)
    digest = models.BooleanField(default=True)
    digest_every = models.CharField(max_length=9, choices=Every, default=Every.MONTH)
    digest_day = models.PositiveSmallIntegerField(choices=Day, null=True, blank=True)
    digest_hour = models.PositiveSmallIntegerField(default=9)  # on the wall of their collaborative
    one_letter = models.BooleanField(default=False)  # what came of it, in all places, in one
    write_up = models.BooleanField(default=False)
    promises = models.BooleanField(default=False)
    by_text = models.BooleanField(default=False)  # to the number behind the wall
    hosting = models.BooleanField(default=True)  # for whoever has taken a meeting on
    nudges_from = models.DateField(null=True, blank=True)  # "not now": none of them before
    quiet_from = models.PositiveSmallIntegerField(default=21)
    quiet_until = models.PositiveSmallIntegerField(default=8)
    look = models.CharField(max_length=5, choices=Look, blank=True, default=Look.DEVICE)
    large_print = models.BooleanField(default=False)
    told_names_only = models.BooleanField(default=False)  # the guard's hint comes once, ever

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(digest_hour__lt=24, quiet_from__lt=24, quiet_until__lt=24)
                & (Q(digest_day=None) | Q(digest_day__lt=7)),
                name="preferences_on_a_clock",
            ),
            models.CheckConstraint(
                condition=awake("digest_hour"),
                name="preferences_digest_while_awake",
                violation_error_message="That hour is one of your quiet ones.",
            ),
        ]

    def __str__(self) -> str:
        return f"preferences {self.pk}"

    def no_nudges_on(self, day: date) -> bool:
        """Whether somebody said "not now", and that day is before its end."""
        return self.nudges_from is not None and day < self.nudges_from
