"""The way back: from words, themes, meetings, tries, answers and promises to the roadmap."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from members.here import enter
from members.models import Membership
from prototypes.models import Body, Prototype, Theme
from roadmap import access, actions
from roadmap.following import follows
from roadmap.forms import TieForm
from roadmap.grown_from import WAYS, called, way_back
from roadmap.horizons import named
from roadmap.models import Following, RoadmapItem


@require_safe
def grown(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Items over a theme or one of its notes: a page, and a part of the theme's own page.

    The theme's page belongs to a lower floor; it only knows this address.
    """
    me = enter(request, collaborative)
    themes = Theme.objects.visible_to(me)
    theme = get_object_or_404(themes, key=key)
    over = Q(evidence__theme=theme) | Q(evidence__output__themes=theme)
    here = RoadmapItem.objects.visible_to(me)
    called = named(me.collaborative)
    context = {
        "theme": theme,
        "items": [(item, called[item.horizon]) for item in here.filter(over).distinct().in_order()],
        "may_change": access.may_change(me),
        "follows": _follows(me, "theme", theme.key),
    }
    return page(request, "roadmap/grown.html", context, part="roadmap/_grown.html")


@require_safe
def from_try(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Items under which something we try stands: a page, and a part of its own page."""
    me = enter(request, collaborative)
    tries = Prototype.objects.visible_to(me.person).filter(collaborative=me.collaborative_id)
    tried = get_object_or_404(tries, key=key)
    here = RoadmapItem.objects.visible_to(me).filter(evidence__prototype=tried)
    called = named(me.collaborative)
    context = {
        "tried": tried,
        "items": [(item, called[item.horizon]) for item in here.in_order()],
    }
    return page(request, "roadmap/grown_from_try.html", context, part="roadmap/_grown.html")


MOST_TO_TIE = 200


def _follows(me: Membership, what: str, key: str) -> bool:
    mine = Following.objects.filter(member=me).values_list("mark", flat=True)
    return follows(me, set(mine), what, key)


@require_http_methods(["GET", "POST"])
def from_any(request: MemberRequest, collaborative: str, what: str, key: str) -> HttpResponse:
    """Items that stand on one thing: a page with a form to tie it, and a part of its own page."""
    me = enter(request, collaborative)
    way = WAYS.get(what)
    may_tie = bool(way and way.ties) and access.may_change(me)
    if way is None or (request.method == "POST" and not may_tie):
        raise Http404
    row = get_object_or_404(way.rows(me), key=key)
    items = list(way.items(me, row))
    names = named(me.collaborative)
    form: TieForm | None = None
    if may_tie and not request.htmx:
        others = RoadmapItem.objects.visible_to(me).open().in_order()
        if request.method == "GET":  # pressed twice, it is still one of the choices
            others = others.exclude(pk__in=[item.pk for item in items])
        others = others.only("collaborative", "key", "title")
        form = TieForm(list(others[:MOST_TO_TIE]), request.POST or None)
        if request.method == "POST" and form.is_valid():
            chosen = form.cleaned_data["item"]
            actions.add_evidence(item=chosen, by=me, **{way.ties: row})
            messages.success(request, "It is tied to this. Each leads to the other now.")
            return redirect(chosen)
    context: dict[str, Any] = {
        "what": what,
        "eyebrow": way.eyebrow,
        "row": row,
        "called": called(row),
        "back": way_back(row),
        "items": [(item, names[item.horizon]) for item in items],
        "form": form,
        "may_tie": may_tie,
        "follows": what == "said" and _follows(me, what, key),
    }
    missing = form is not None and request.method == "POST"
    return page(
        request,
        "roadmap/grown_from.html",
        context,
        part="roadmap/_grown_from.html",
        status=422 if missing else 200,
    )


@require_safe
def of_body(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Items that need the yes of a body: a page, and a part of the body's own page."""
    me = enter(request, collaborative)
    body = get_object_or_404(Body, collaborative=me.collaborative_id, key=key)
    here = RoadmapItem.objects.visible_to(me).filter(bodies__body=body)
    called = named(me.collaborative)
    context = {
        "body": body,
        "items": [(item, called[item.horizon]) for item in here.in_order()],
    }
    return page(request, "roadmap/grown_of_body.html", context, part="roadmap/_grown.html")
