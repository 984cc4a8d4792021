"""The door for the first of all: one link, once, and a new collaborative behind it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from collaborative.http import page
from collaborative.keys import token_hash
from members import opening
from members.errors import LinkIsOver, ShutOut, SlugTaken
from members.first_day_forms import TAKEN, OpenForm
from members.models import Hat, Membership, OpenHouse, User

NOT_THIS_ONE = "This address cannot be used here. Please take another one."


@login_not_required
@require_http_methods(["GET", "POST"])
def open_house(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, POST opens. Wrong, old, used and made up: the same for all.

    What was typed stays there to be copied, even when somebody else was faster.
    """
    link = OpenHouse.objects.filter(token_hash=token_hash(token)).first()
    if link is not None and (mine := _opened(request, link)):
        return redirect(_first_day(mine))
    person = request.user if isinstance(request.user, User) else None
    form = OpenForm(request.POST if request.method == "POST" else None, somebody=bool(person))
    if link is None or not OpenHouse.objects.open().filter(pk=link.pk).exists():
        return _over(request, form)
    if form.is_valid():
        try:
            address = form.cleaned_data.get("address", "")
            me = opening.open_house(form.beginning(), address=address, person=person, link=link)
        except LinkIsOver:
            return _over(request, form)
        except SlugTaken:
            form.add_error("slug", TAKEN)
        except ShutOut:
            form.add_error("address", NOT_THIS_ONE)
        else:
            return _come_in(request, me)
    context = {"form": form}
    return page(request, "first_day/open.html", context, status=422 if form.is_bound else 200)


def _opened(request: HttpRequest, link: OpenHouse) -> Membership | None:
    """The viewer's card in what this link has opened, if they look after it."""
    if not isinstance(request.user, User) or link.collaborative_id is None:
        return None
    hats = Hat.objects.of(request.user).not_over()
    hat = hats.filter(collaborative=link.collaborative_id, kind=Hat.Kind.COORDINATOR).first()
    return hat.member if hat else None


def _over(request: HttpRequest, form: OpenForm) -> HttpResponse:
    """Nothing opens; words that somebody has typed are given back."""
    if not form.is_bound:
        return page(request, "calm.html", status=404)
    return page(request, "first_day/over.html", {"typed": _typed(form)}, status=404)


def _typed(form: OpenForm) -> list[tuple[str, Any]]:
    return [(str(box.label), box.value()) for box in form if box.value()]


def _come_in(request: HttpRequest, me: Membership) -> HttpResponse:
    """Straight in, for somebody new here.

    Somebody who has a card elsewhere types a code first: this link must not
    open what they already have.
    """
    messages.success(request, f"{me.collaborative.name} has a home. You are the first in it.")
    on = _first_day(me)
    if request.user == me.person:
        return redirect(on)
    if me.person.memberships.exclude(pk=me.pk).exists():
        return redirect(f"{reverse('account_login')}?{urlencode({'next': on})}")
    get_adapter().login(request, me.person)
    return redirect(on)


def _first_day(me: Membership) -> str:
    return reverse("first_day:start", kwargs={"collaborative": me.collaborative.slug})
