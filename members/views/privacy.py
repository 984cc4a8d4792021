"""What is kept about people, in plain words, made from the rules that the code itself keeps."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import page
from collaborative.takeout import holdings
from members import access, actions
from members.here import enter
from members.models import Collaborative, Invitation, Membership
from members.views import telling
from members.welcome_forms import PrivacyForm


@login_not_required
@require_http_methods(["GET", "POST"])
def privacy(request: HttpRequest, collaborative: str) -> HttpResponse:
    """For members; for anybody where something else is public. Its last words are their own."""
    me = _member(request, collaborative)
    place = me.collaborative if me else _public(request, collaborative)
    if me is None or not access.looks_after(me):
        if request.method == "POST":
            raise Http404
        return _shown(request, place)
    now = {"words": place.privacy_words}
    form = PrivacyForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        words = form.cleaned_data["words"]
        actions.say_about_privacy(place=place, by=me.person, words=words)
        messages.success(request, "Kept. It stands at the end of the page.")
        telling.about_words(request, words)
        return redirect("here:privacy", collaborative=collaborative)
    return _shown(request, place, form=form)


@login_not_required
@require_safe
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The same before a first yes, for whoever holds the link of an invitation."""
    found = get_object_or_404(Invitation.objects.opened_by(token))
    place = found.member.collaborative
    request.place = place  # type: ignore[attr-defined]  # for the frame of the page
    return _shown(request, place)


def _member(request: HttpRequest, slug: str) -> Membership | None:
    if not request.user.is_authenticated:
        return None
    try:
        return enter(request, slug)  # type: ignore[arg-type]  # signed in, as we just saw
    except Http404:
        return None


def _public(request: HttpRequest, slug: str) -> Collaborative:
    """Somewhere that shows itself to anybody, or not found."""
    place = get_object_or_404(Collaborative.objects.public(), slug=slug)
    request.place = place  # type: ignore[attr-defined]  # for the frame of the page
    return place


def _shown(
    request: HttpRequest, place: Collaborative, *, form: PrivacyForm | None = None
) -> HttpResponse:
    kept = list(holdings.values())
    context = {
        "place": place,
        "kept": [holding for holding in kept if not holding.empty],
        "empty": [holding for holding in kept if holding.empty],
        "form": form,
    }
    status = 422 if form is not None and form.is_bound else 200
    return page(request, "members/privacy.html", context, status=status)
