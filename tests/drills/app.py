"""Celery as it is, but with a tick every second instead of every half minute."""

from collaborative.celery import app

__all__ = ["app"]

app.conf.beat_schedule["tick"]["schedule"] = 1.0
