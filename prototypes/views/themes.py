"""Themes: all of them, one of them with its words, and what it is called."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.paging import leaf, turn
from members.here import enter
from members.models import Membership
from prototypes import access, actions, board
from prototypes.errors import ChangedMeanwhile, NameIsTaken, WouldStandUnderItself
from prototypes.forms import ThemeForm
from prototypes.models import Output, Theme
from prototypes.views.finding import theme_for

NOTES_EACH = 3
THEMES = 30


@require_safe
def themes(request: MemberRequest, collaborative: str) -> HttpResponse:
    """All themes, each with a few of the words under it."""
    me = enter(request, collaborative)
    every = Theme.objects.visible_to(me)
    after = request.GET.get("after", "")
    rows = leaf(board.in_tree(every.select_related("parent")), after=after, most=THEMES)
    words = Output.objects.visible_to(me.person)
    context = {
        "shown": board.shown(rows.rows, words, most=NOTES_EACH),
        "after": rows.after,
    }
    return page(request, "prototypes/themes.html", context)


@require_safe
def theme(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One theme: what it promises, what makes it hard, and every word under it."""
    me = enter(request, collaborative)
    here = theme_for(me, key)
    words = Output.objects.visible_to(me.person).filter(themes=here)
    placed = words.with_place().select_related("session__meeting", "session__collaborative")
    context = {
        "theme": here,
        "children": here.children.order_by("name"),
        "count": words.count(),
        "notes": turn(placed, "pk", after=request.GET.get("after", "")),
        "may_name": access.may_name(me, here),
    }
    return page(request, "prototypes/theme.html", context)


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Name it again, say both sides of it, put it under another; for those who help."""
    me = enter(request, collaborative)
    here = theme_for(me, key)
    if not access.may_name(me, here):
        raise Http404
    posted = request.POST.copy() if request.method == "POST" else None
    first = {
        "name": here.name,
        "challenged": here.challenged,
        "promise": here.promise,
        "difficulty": here.difficulty,
        "parent": here.parent.key if here.parent else "",
        "seen": here.edition,
    }
    form = ThemeForm(posted, parents=possible_parents(me, here), initial=first)
    theirs, status = None, 422 if form.is_bound else 200
    if posted is not None and form.is_valid():
        try:
            return redirect(actions.change_theme(theme=here, by=me, **form.cleaned_data))
        except NameIsTaken:
            form.add_error("name", "Another theme is called that. Choose a name of its own.")
        except WouldStandUnderItself:
            form.add_error("parent", "That theme stands under this one itself.")
        except ChangedMeanwhile:
            # Keeping it once more means: yes, put mine over theirs, which I have now seen.
            here.refresh_from_db()
            posted["seen"] = here.edition
            theirs, status = here, 409
    context = {"theme": here, "form": form, "theirs": theirs}
    return page(request, "prototypes/change_theme.html", context, status=status)


def possible_parents(me: Membership, theme: Theme) -> list[Theme]:
    """Themes that do not stand under this one themselves."""
    every = list(Theme.objects.visible_to(me))
    below = board.beneath(theme, every)
    return [row for row in board.in_tree(every) if row.pk not in below]
