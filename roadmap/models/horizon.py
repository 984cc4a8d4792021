"""Now, next, wow."""

from __future__ import annotations

from django.db import models


class Horizon(models.TextChoices):
    """Horizons, not the How-Now-Wow matrix. Each collaborative has its own words for them."""

    NOW = "now", "Now"
    NEXT = "next", "Next"
    WOW = "wow", "Wow"
