"""My page: my cards, what I am helping with, which letters I get, how pages look."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collaborative.http import MemberRequest, page
from members import actions, photos
from members.context import preferences_of
from members.forms import CardForm
from members.here import anywhere, enter, shut_to
from members.letters_form import LettersForm
from members.models import Hat, Preferences
from members.views import telling


@require_safe
def me(request: MemberRequest) -> HttpResponse:
    """Everything that is one's own, on one page."""
    mine = anywhere(request)
    helping = Hat.objects.of(request.user).not_over()
    context = {
        "cards": mine,
        "helping": helping,
        "wishes": preferences_of(request, None),
        "shut": shut_to(request),
    }
    return page(request, "members/me.html", context)


@require_http_methods(["GET", "POST"])
def card(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Change one's own card in one collaborative."""
    mine = enter(request, collaborative)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CardForm.of(mine, *sent)
    if form.is_valid():
        actions.change_card(
            card=mine, by=request.user, **form.lines(), gladly=form.cleaned_data["gladly"]
        )
        if form.cleaned_data["photo"]:
            photos.put(card=mine, by=request.user, content=form.cleaned_data["photo"])
        elif form.cleaned_data.get("photo_out"):
            photos.take_out(card=mine, by=request.user)
        messages.success(request, "Your card is changed. Everybody sees it so from now on.")
        new = form.changed_lines()
        telling.about_name(request, new.pop("chosen_name", ""))
        telling.about_card(request, list(new.values()))
        return redirect("members:me")
    status = 422 if form.is_bound else 200
    return page(request, "members/card.html", {"form": form, "card": mine}, status=status)


@require_http_methods(["GET", "POST"])
def letters(request: MemberRequest) -> HttpResponse:
    """Which letters come."""
    cards = anywhere(request)
    if request.POST.get("do") == "nudges":
        actions.choose_letters(by=request.user, nudges_from=None)
        messages.success(request, "Nudges come again, those that you wish for.")
        return redirect("members:letters")
    data = request.POST if request.method == "POST" else None
    wishes = preferences_of(request, None)
    form = LettersForm.of(wishes, data, many=len(cards) > 1)
    if form.is_valid():
        actions.choose_letters(by=request.user, **form.cleaned_data)
        messages.success(request, "Kept. That is how we write to you from now on.")
        return redirect("members:me")
    off = wishes.nudges_from if wishes.no_nudges_on(timezone.localdate()) else None
    context = {"form": form, "cards": cards, "no_nudges_until": off}
    return page(request, "members/letters.html", context, status=422 if form.is_bound else 200)


@require_POST
def look(request: MemberRequest) -> HttpResponse:
    """Light, dark, or as the device likes it; bigger letters on paper. Then back where one was."""
    wanted, size = request.POST.get("look"), request.POST.get("size")
    wanted = "" if wanted == "device" else wanted
    actions.choose_look(
        by=request.user,
        look=wanted if wanted in Preferences.Look.values else None,
        large_print=size == "large" if size in ("large", "usual") else None,
    )
    back = request.POST.get("next", "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "members:me"
    return redirect(back)
