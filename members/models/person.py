"""A person, and how they like their letters and pages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
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
    last_login = None  # the column would be a "last seen"

    objects = UserManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""), name="user_email_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"  # AbstractBaseUser would print the address


class Preferences(models.Model):
    """Which letters a person wants and how pages look to them. No row: the defaults."""

    class Look(models.TextChoices):
        DEVICE = "", "As my device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="preferences")
    reminder = models.BooleanField(default=True)
    digest = models.BooleanField(default=True)
    look = models.CharField(max_length=5, choices=Look, blank=True, default=Look.DEVICE)
    large_print = models.BooleanField(default=False)
    told_names_only = models.BooleanField(default=False)  # the guard's hint comes once, ever

    def __str__(self) -> str:
        return f"preferences {self.pk}"
