"""A passkey and an authenticator app: to switch on and off, and to come in with."""

from __future__ import annotations

import json
import re
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import extras, opening
from members.extras import Kind
from members.here import anywhere
from members.sessions import by_handed_code, plain_device

SIZED = re.compile(r'.*<svg width="\w+" height="\w+"', re.DOTALL)  # how a drawn square begins
NO_PASSKEY = "That passkey did not open anything here. A code by email always does."


class _Untrusting:
    """What a browser never sends must not break a page: the library reads it trustingly."""

    def is_valid(self) -> bool:
        try:
            return bool(super().is_valid())  # type: ignore[misc]
        except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
            self.add_error(None, NO_PASSKEY)  # type: ignore[attr-defined]
            return False


class NewPasskeyForm(_Untrusting, AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """What the browser made."""


class PasskeyForm(_Untrusting, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """What the browser signed."""


@require_http_methods(["GET", "POST"])
def keys(request: MemberRequest) -> HttpResponse:
    """What is switched on; a press takes it off."""
    anywhere(request)
    if request.method == "POST":
        if not extras.is_fresh(request):
            return _come_in_again(request)
        if request.POST.get("do") == "codes" and extras.held_by(request.user)[Kind.TOTP]:
            return _codes(request, extras.new_codes(by=request.user))
        if request.POST.get("do") == "paper":
            codes = [opening.spaced(code) for code in opening.new_paper_codes(by=request.user)]
            made = {"codes": codes, "on": "Back to how I come in", "skip": request.path}
            return page(request, "first_day/codes.html", made)
        if extras.take_off(by=request.user, which=request.POST.get("off", "")):
            messages.success(request, "It is off. Coming in with a code by email works as ever.")
        return redirect("members:keys")
    held = extras.held_by(request.user)
    passkeys = [(extras.mark(one), one.wrap().name, one.created_at) for one in held[Kind.WEBAUTHN]]
    context = {"passkeys": passkeys, "app": held[Kind.TOTP][:1]}
    return page(request, "members/keys.html", context)


@require_http_methods(["GET", "POST"])
def passkey(request: MemberRequest) -> HttpResponse:
    """Make a passkey on this device. The browser does it, so this page needs JavaScript."""
    anywhere(request)
    if not extras.is_fresh(request):
        return _come_in_again(request)
    sent = request.method == "POST"
    name = plain_device(request.META.get("HTTP_USER_AGENT", ""))
    data = {"credential": request.POST.get("credential", ""), "name": name, "passwordless": "on"}
    form = NewPasskeyForm(data if sent else None, user=request.user)
    full = len(extras.held_by(request.user)[Kind.WEBAUTHN]) >= extras.MOST_PASSKEYS
    if sent and not full and form.is_valid():
        credential = form.cleaned_data["credential"]
        extras.add_passkey(by=request.user, name=name, credential=credential)
        messages.success(request, "Your passkey is made. Next time you may come in with it.")
        return redirect("members:keys")
    options = "" if full else json.dumps(auth.begin_registration(request.user, True))
    context = {"options": options, "full": full, "failed": sent}
    return page(request, "members/passkey.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "POST"])
def app(request: MemberRequest) -> HttpResponse:
    """Switch on the app: take a picture of the square, type what the app shows."""
    anywhere(request)
    if not extras.is_fresh(request):
        return _come_in_again(request)
    if extras.held_by(request.user)[Kind.TOTP]:
        return redirect("members:keys")
    form = ActivateTOTPForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        codes = extras.switch_on(by=request.user, secret=form.secret)
        clear_totp_secret(request)
        return _codes(request, codes)
    adapter = extras.Adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, form.secret))
    context = {
        "form": form,
        "square": mark_safe(SIZED.sub('<svg class="qr" aria-hidden="true" ', drawn)),  # noqa: S308 -- our own
        "secret": " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4)),
    }
    return page(request, "members/app.html", context, status=422 if form.is_bound else 200)


def _come_in_again(request: MemberRequest) -> HttpResponse:
    handed = by_handed_code(request)
    return page(request, "members/private_handed.html" if handed else "members/again.html")


def _codes(request: MemberRequest, codes: list[str]) -> HttpResponse:
    return page(request, "members/spare_codes.html", {"codes": codes})


class _SecondStep(AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """The app's code, after the one from the letter; for whoever switched it on."""

    template_name = "members/second_step.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.webauthn_form = None
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context

    def _build_forms(self) -> Any:
        """Only ever a code: a passkey comes in by itself."""
        sent = self.request.method == "POST"
        self.webauthn_form = None
        self.auth_form = self.get_form_class()(
            user=self.stage.login.user, data=self.request.POST if sent else None
        )
        return self.auth_form


second_step = _SecondStep.as_view()


class _WithPasskey(LoginWebAuthnView):  # type: ignore[misc]  # allauth has no types
    form_class = PasskeyForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the browser is to sign, the same for everybody."""
        return JsonResponse({"options": auth.begin_authentication(user=None)})

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, NO_PASSKEY)
        return redirect("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        found = form.cleaned_data["credential"]
        login = flows.Login(user=found.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = flows.perform_passwordless_login(self.request, found, login)
        return response


with_passkey = login_not_required(_WithPasskey.as_view())
