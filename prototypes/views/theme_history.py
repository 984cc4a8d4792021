"""How a theme came to be what it is, read backwards; old words can be taken out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members.access import looks_after
from members.here import enter
from prototypes import theme_history as told
from prototypes.models import ThemeStep
from prototypes.views.finding import theme_for

GROUNDS = [
    ("asked", "Somebody in it asked for it"),
    ("private", "It says something private about somebody"),
    ("wrong", "It is wrong, and it hurts"),
]


@require_http_methods(["GET", "POST"])
def theme_history(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """For everybody here; whoever looks after the place may take old words out for good."""
    me = enter(request, collaborative)
    theme = theme_for(me, key)
    may_strike = looks_after(me)
    if request.method == "POST":
        if not may_strike:
            raise Http404
        steps = ThemeStep.objects.filter(theme=theme, words__isnull=False).select_related("words")
        step = steps.filter(key=request.POST.get("step", "")).first()
        if step and request.POST.get("ground") in dict(GROUNDS):
            told.strike(step=step, by=me, ground=request.POST["ground"])
            messages.success(request, "The words are out for good. That they stood there stays.")
        return redirect("prototypes:theme_history", collaborative=collaborative, key=key)
    lines, steps_here = told.history(theme, after=request.GET.get("after", ""))
    context = {
        "theme": theme,
        "lines": lines,
        "after": steps_here.after,
        "may_strike": may_strike,
        "grounds": GROUNDS,
    }
    return page(request, "prototypes/theme_history.html", context)
