"""Log lines as data. They hold no name, no address, no path and no words.

A path has keys and tokens in it, and the message of an exception may quote a
row ("Key (email)=(…) already exists"): both are left out, always.
"""

from __future__ import annotations

import logging
import logging.config
import sys
import traceback
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from django.http import HttpRequest
    from structlog.typing import EventDict


def route(request: HttpRequest) -> str:
    """The name of the page asked for, never its path."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name if match else "") or "none"


def without_values(_: Any, __: str, event: EventDict) -> EventDict:
    """A line of somebody else's code keeps its sentence and loses what was put into it.

    Django puts the path there, and Celery the exception with all that it quotes.
    """
    record = event.get("_record")
    if record is None:
        return event
    event["event"] = str(record.msg)
    if record.name.startswith(("django.request", "django.security")):
        request = getattr(record, "request", None)
        event["event"] = f"status {getattr(record, 'status_code', 400)}"
        event["route"] = route(request) if request is not None else "none"
    return event


def without_messages(_: Any, __: str, event: EventDict) -> EventDict:
    """An exception is its type and where it happened; its message may quote somebody."""
    info = event.pop("exc_info", None)
    if info:
        info = sys.exc_info() if info is True else info
        error = info[1] if isinstance(info, tuple) else info
        if isinstance(error, BaseException):
            event["error"] = type(error).__name__
            event["at"] = [
                f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)[-6:]
            ]
    event.pop("stack_info", None)
    return event


def set_up(*, pretty: bool) -> None:
    """One handler for everything; JSON where a machine reads it, plain where a person does."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
        without_values,
        without_messages,
    ]
    last: Any = (
        structlog.dev.ConsoleRenderer(colors=False)
        if pretty
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "plain": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        last,
                    ],
                }
            },
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
            "root": {"handlers": ["out"], "level": "INFO"},
            "loggers": {"celery": {"level": "WARNING"}, "kombu": {"level": "WARNING"}},
        }
    )
