"""Who shapes something, said honestly: a ladder without a top that one must reach."""

from __future__ import annotations

from django.db import models


class Together(models.TextChoices):
    """How those whom it is about take part in it."""

    TOLD = "told", "They are told"
    ASKED = "asked", "They are asked"
    INVOLVED = "involved", "They take part"
    DESIGNED = "designed", "We design it together"
    DONE = "done", "We do it together"
    LED = "led", "They lead it"
