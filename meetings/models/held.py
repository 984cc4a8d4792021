"""Words that are kept at once and shown once somebody has chosen how to say them."""

from __future__ import annotations

from django.db import models

from members.guard import Nudge, nudge, without


class Held(models.Model):
    """``held`` while a hint of the title guard is open. ``WORDS`` names the column of the words.

    Nobody but whoever wrote it and those who help sees it until then.
    """

    WORDS = ""

    held = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def said(self) -> str:
        return str(getattr(self, self.WORDS))

    @property
    def nudge(self) -> Nudge | None:
        """What is asked about it; made of its words alone."""
        return nudge(self.said) if self.held else None

    @property
    def instead(self) -> str:
        """The same words without the job, to be read over before anybody chooses them."""
        return without(self.said)
