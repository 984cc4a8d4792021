"""The slip that a table took home: what became of its words; no account, no name."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collaborative.http import page
from collaborative.square import square
from prototypes import became, heard
from prototypes.models import Output, PrototypingSession, Slip, Table
from prototypes.models.slip import mark_of
from prototypes.plain_words import as_typed

MOST = 300


@login_not_required
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, words: str) -> HttpResponse:
    """That table's notes of that session, and no others; a quote can be taken back here."""
    if not _looked_at(request, dry_run=True):
        return page(request, "prototypes/many_tries.html", status=429)
    found = (
        Slip.objects.filter(mark=mark_of(as_typed(words)))
        .select_related("table", "session__collaborative", "session__meeting")
        .first()
    )
    if found is None:
        _looked_at(request, dry_run=False)
        return page(request, "prototypes/no_slip.html", status=404)
    request.place = found.session.collaborative  # type: ignore[attr-defined]  # for the frame
    table = found.table.merged_into_id or found.table_id
    mine = Output.objects.filter(session=found.session, table=table)
    if request.method == "POST":
        quote = mine.filter(kind="quote", key=request.POST.get("quote", "")).first()
        if quote:
            heard.take_quote_back(quote)
        return redirect("slip", words=as_typed(words))
    notes = list(mine.standing().prefetch_related("themes").order_by("pk")[:MOST])
    lines = became.all_lines([note.pk for note in notes])
    context = {
        "session": found.session,
        "table": found.table,
        "address": reverse("slip", args=[as_typed(words)]),
        "notes": [(note, lines.get(note.pk, [])) for note in notes],
    }
    return page(request, "prototypes/slip.html", context)


def _looked_at(request: HttpRequest, *, dry_run: bool) -> bool:
    return bool(
        ratelimit.consume(
            request, app="allauth.account", action="slip", dry_run=dry_run, limit_get=True
        )
    )


def to_print(
    request: HttpRequest, session: PrototypingSession, table: Table, words: str
) -> HttpResponse:
    """The slip itself, once: its words are nowhere kept."""
    address = settings.SITE_URL + reverse("slip", args=[words])
    context = {
        "session": session,
        "table": table,
        "words": words,
        "address": address,
        "square": square(address),
    }
    return page(request, "prototypes/slip_print.html", context)
