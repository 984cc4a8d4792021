"""One item with its whole trail, and the small things one may say about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from members.access import looks_after
from members.guard import Nudge
from members.guarding import question, said_without
from members.here import enter
from members.models import Membership
from roadmap import access, actions
from roadmap.errors import MovedMeanwhile
from roadmap.following import follows, marks
from roadmap.forms import EvidenceForm, MoveForm, NewsForm
from roadmap.horizons import named
from roadmap.models import Horizon, RoadmapItem
from roadmap.trail import themes_here, trail, tried_here, with_trail


def find(me: Membership, key: str) -> RoadmapItem:
    """The item of that key in this collaborative.

    Raises:
        Http404: there is none.
    """
    rows = with_trail(RoadmapItem.objects.visible_to(me).with_links()).annotate(mine=marks(me))
    return get_object_or_404(rows, key=key)


def find_to_change(me: Membership, key: str) -> RoadmapItem:
    """The same, for those who may change it.

    Raises:
        Http404: there is none, or somebody who rests would change it.
    """
    if not access.may_change(me):
        raise Http404
    return find(me, key)


@require_safe
def item(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Where it came from, where it stands, and what to do about it; on one page."""
    me = enter(request, collaborative)
    return show(request, me, find(me, key))


def show(
    request: MemberRequest,
    me: Membership,
    item: RoadmapItem,
    *,
    told: str = "",
    status: int = 200,
    meanwhile: MovedMeanwhile | None = None,
    nudge: Nudge | None = None,
    **forms: Any,
) -> HttpResponse:
    """The page of an item. ``forms`` (move, news, evidence) are those that came back."""
    found = trail(me, item)
    coordinates = looks_after(me)
    came_back = next(iter(forms.values()), None)
    context = {
        "item": item,
        "horizon": named(me.collaborative)[item.horizon],
        "trail": found,
        "may_change": access.may_change(me),
        "move": MoveForm(item, found.recent_meetings),
        "news": NewsForm(),
        "evidence": EvidenceForm(found.other_themes, found.other_tries),
        "form": came_back,
        "told": told,
        "meanwhile": meanwhile,
        "nudge": nudge,
        "looks_after": coordinates,
        "follows": follows(me, getattr(item, "mine", ()), "item", item.key),
        "unasked": coordinates and item.horizon != Horizon.WOW and not found.own_words,
        **forms,
    }
    return page(request, "roadmap/item.html", context, part="roadmap/_item.html", status=status)


def done(request: MemberRequest, me: Membership, item: RoadmapItem, told: str) -> HttpResponse:
    """The item as it is now, with what was just done: in place, or on its page."""
    if request.htmx:
        return show(request, me, find(me, item.key), told=told)
    messages.success(request, told)
    return redirect(item)


@require_http_methods(["GET", "POST"])
def update(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Say in a sentence what was heard. Whoever comes by a link or a stale tab gets the form."""
    me = enter(request, collaborative)
    item = find_to_change(me, key)
    if request.method == "GET":
        return redirect(f"{item.get_absolute_url()}#heard")
    form = NewsForm(request.POST)
    if better := said_without(form, request.POST):
        return show(request, me, item, news=NewsForm(better))
    if not form.is_valid():
        return show(request, me, item, news=form, status=422)
    if asks := question(form, request.POST):
        return show(request, me, item, news=form, nudge=asks)
    actions.tell_news(item=item, by=me, **form.cleaned_data)
    return done(request, me, item, "Thank you. It is kept, with today’s date.")


@require_http_methods(["GET", "POST"])
def evidence(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Put the words of a theme under the item."""
    me = enter(request, collaborative)
    item = find_to_change(me, key)
    if request.method == "GET":
        return redirect(f"{item.get_absolute_url()}#words")
    themes = [theme for theme, _ in themes_here(me, item)]
    form = EvidenceForm(themes, [row for row, _ in tried_here(me, item)], request.POST)
    if not form.is_valid():
        return show(request, me, item, evidence=form, status=422)
    theme, tried = form.cleaned_data["theme"], form.cleaned_data["prototype"]
    actions.add_evidence(item=item, by=me, theme=theme, prototype=tried)
    told = f"The words of “{theme}” stand under it now." if theme else f"“{tried}” is tied to it."
    return done(request, me, item, told)
