"""The door for somebody invited: one link, once."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from collaborative.http import page
from members import access, actions
from members.errors import LinkIsOver
from members.forms import AcceptForm
from members.models import Invitation, Membership
from members.pasted import NO_NAME
from members.views import telling


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, POST comes in. Wrong, old, used and made up: the same page for all."""
    found = Invitation.objects.opened_by(token).first()
    if found is None:
        return page(request, "calm.html", status=404)
    request.place = found.collaborative  # type: ignore[attr-defined]  # for the frame of the page
    data = request.POST if request.method == "POST" else None
    here = found.member.state != Membership.State.INTRODUCED
    known_as = found.member.chosen_name
    form = AcceptForm(data, initial={"chosen_name": "" if known_as == NO_NAME else known_as})
    if here:  # asked to help, and called something already
        form.fields.clear()
    if form.is_valid():
        try:
            name = form.cleaned_data.get("chosen_name", known_as)
            member = actions.accept(invitation=found, name=name)
        except LinkIsOver:
            return page(request, "calm.html", status=404)
        if "chosen_name" in form.cleaned_data:
            telling.about_name(request, form.cleaned_data["chosen_name"])
        return _come_in(request, member, known=here)
    context = {
        "form": form,
        "helps_with": found.helps_with,
        "helps_until": found.helps_until,
        "helps_words": found.get_helps_with_display(),
        "privacy": reverse("members:invited_privacy", args=[token]),
        "turn_to": access.turn_to(found.member),
        "somebody_else": request.user.is_authenticated and request.user != found.member.person,
    }
    status = 422 if form.is_bound else 200
    return page(request, "members/invitation.html", context, status=status)


def _come_in(request: HttpRequest, member: Membership, *, known: bool) -> HttpResponse:
    """Straight in, for somebody new.

    Somebody with another card types a code first: a letter that was passed on
    must not open what they already have here.
    """
    home = member.collaborative.get_absolute_url()
    known = known or member.person.memberships.exclude(pk=member.pk).exists()
    if request.user == member.person:
        return redirect(home)
    if known:
        get_adapter().logout(request)  # somebody else, who was told so
        return redirect(f"{reverse('account_login')}?{urlencode({'next': home})}")
    get_adapter().login(request, member.person)
    return redirect(home)
