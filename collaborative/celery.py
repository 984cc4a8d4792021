"""The Celery app. Imported by ``wsgi`` too, or a nudge from the web would find no broker."""

import os

from celery import Celery
from celery.signals import beat_init, setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collaborative.settings")

app = Celery("collaborative")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["collaborative"])


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Being connected is enough: Celery leaves the logging that the settings have set up."""


@beat_init.connect
def tick_at_once(**_: object) -> None:
    """What is due while nothing ran need not wait for the first half minute to pass."""
    app.send_task("collaborative.tasks.tick", expires=30)
