"""The nudge to the worker: sent and forgotten, in no time when the broker is gone.

For a dead broker Celery's own publisher waits six seconds with ``retry=False``
alone, and a hung one held it past forty. On this connection it gives up after
one second at most (tried on the Redis transport). The worker's own options are
left alone.
"""

from __future__ import annotations

import structlog
from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = structlog.get_logger(__name__)

PATIENCE = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


def send_tick() -> None:
    """Ask for a tick within the next half minute; nobody minds when nobody listens."""
    _send("tick")


def send_work() -> bool:
    """The same for what takes longer (``collaborative.work``); False when no broker took it."""
    return _send("do_work")


def _send(task: str) -> bool:
    try:
        with current_app.connection_for_write() as connection:
            connection.transport_options.update(PATIENCE)
            current_app.send_task(
                f"collaborative.tasks.{task}", connection=connection, retry=False, expires=30
            )
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("no broker", error=type(error).__name__)
        return False
    return True
