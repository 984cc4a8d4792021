"""What grew from a theme: the way back from words to the roadmap."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from members.here import enter
from prototypes.models import Body, Prototype, Theme
from roadmap import access
from roadmap.horizons import named
from roadmap.models import RoadmapItem


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
