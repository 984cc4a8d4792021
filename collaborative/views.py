"""Pages of floor 0: is it alive, stopping letters, and forms that have gone stale."""

from __future__ import annotations

import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from collaborative import pulse, stopping
from collaborative.http import page
from collaborative.letters import kinds, rests

logger = structlog.get_logger(__name__)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers. What is missing besides is said, and stops nobody.

    ``background`` needs cache, beat and worker: without them pages work and
    letters wait. ``sender``: what was due has gone in the last minutes.
    """
    now = timezone.now()
    state = {
        "database": _database_answers(),
        "cache": _cache_answers(),
        "background": pulse.is_fresh(now=now),
        "sender": pulse.is_fresh(now=now, mark=pulse.SENT),
    }
    return JsonResponse(state, status=200 if state["database"] else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache_answers() -> bool:
    cache.set("ready", "yes", timeout=10)
    return bool(cache.get("ready") == "yes")


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a kind of letter, put nudges off, or rest from all.

    GET only asks; mail readers POST (RFC 8058).

    Without the CSRF check: the signed token is the permission, there is no
    session to misuse, and stopping a letter twice is stopping it once.
    """
    found = stopping.read(token)
    if found is None:
        return page(request, "calm.html", status=404)
    kind, person = found
    stop, later = kinds[kind].stop, kinds[kind].later
    resting = request.POST.get("do") == "rest"
    waits = request.POST.get("do") == "later" and later is not None
    if resting:
        for rest in rests.values():
            rest(person)
    elif waits and later is not None:
        later(person)
    elif request.method == "POST" and stop is not None:
        stop(person)
    context = {
        "says": kinds[kind].says,
        "stopped": request.method == "POST",
        "resting": resting,
        "waits": waits,
        "may_wait": later is not None,
    }
    return page(request, "letters/stop.html", context)


def form_has_gone_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an old page, or without cookies: what to do, and nothing technical."""
    logger.warning("csrf", reason=reason.split(" - ")[0])
    return page(request, "403_csrf.html", status=403)
