"""Coming in by a code: allauth's two pages, with our answers.

Nothing here may tell whether we know an address: the same bytes, the same
status and the same work for all.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.core import context
from allauth.core.ratelimit import respond_429
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from collaborative.http import page
from members import letters, opening, sessions, tries
from members.models import User

UNTIL_THE_BROWSER_CLOSES = 0
TOO_MANY = (
    "There were many wrong codes for this address just now. Ask for a new code below:"
    " it will be longer, and works at once."
)


class AddressForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """An address; a letter goes there, if it is known and not too many went already."""

    def clean_email(self) -> str:
        address: str = super().clean_email()
        if address and tries.asked_too_often(context.request, address):
            raise get_adapter().validation_error("too_many_login_attempts")
        return address


class _AskForCode(RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    form_class = AddressForm

    def _redirect_to_pending_stage(self, *_: Any) -> None:
        """Whoever mistyped the address may type another one."""

    def form_valid(self, form: Any) -> HttpResponse:
        tries.ask(self.request, form.cleaned_data["email"])
        if form._user is None:
            letters.code_for_nobody()
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("email", "too_many_login_attempts"):
            return respond_429(self.request)  # type: ignore[no-any-return]
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


ask_for_code = _AskForCode.as_view()


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """The six digits, however they are spaced, and whether others use this device.

    Or twelve, from the list on paper: for the day when no letter arrives.
    """

    shared = forms.BooleanField(label="Other people use this phone or computer", required=False)
    person: User | None = None  # who would come in; the view says so
    address = ""
    handed = False  # whether somebody else made the code that was typed

    def clean_code(self) -> str:
        typed = "".join(filter(str.isdigit, self.cleaned_data["code"]))
        self.cleaned_data["code"] = typed
        if tries.may_try(context.request, self.address):
            if made_by := opening.use_paper_code(person=self.person, code=typed):
                self.handed = made_by == opening.HANDED
                return typed
        elif not (tries.is_long(context.request) and len(typed) == tries.MANY_DIGITS):
            raise forms.ValidationError(TOO_MANY, code="too_many")
        code: str = super().clean_code()
        return code


class _TypeCode(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth has no types
    form_class = CodeForm

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.person, form.address = self._process.user, self._process.state["email"]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        digits = tries.MANY_DIGITS if tries.is_long(self.request) else tries.DIGITS
        return {**super().get_context_data(**kwargs), "digits": digits}

    def form_valid(self, form: Any) -> HttpResponse:
        tries.over(self.request)
        response: HttpResponse = super().form_valid(form)
        sessions.note_handed(self.request, handed=form.handed)
        if form.cleaned_data["shared"]:
            self.request.session.set_expiry(UNTIL_THE_BROWSER_CLOSES)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("code", "too_many"):  # not looked at, so it was no wrong code either
            told = self.get_context_data(form=form, too_many=True)
            response: HttpResponse = self.render_to_response(told, status=429)
            return response
        response = super().form_invalid(form)
        if not isinstance(response, HttpResponseRedirect):
            response.status_code = 422
        return response


_type_code = _TypeCode.as_view()


@login_not_required
def type_code(request: HttpRequest) -> HttpResponse:
    """The code from the letter. Used, too old, or wrong three times: one calm page for all."""
    response: HttpResponse = _type_code(request)
    sent_back = isinstance(response, HttpResponseRedirect) and response.url == reverse(
        "account_login"
    )
    if request.method == "POST" and sent_back and not request.user.is_authenticated:
        return page(request, "calm.html", status=404)
    return response
