"""Pictures of flip charts, and the words that are typed from them; and a form on paper."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative import files, pictures, uploads
from collaborative.forms import Plain
from collaborative.http import MemberRequest, page
from members.here import enter
from prototypes import charts as hanging
from prototypes import kinds
from prototypes.errors import SessionIsClosed
from prototypes.forms import Words
from prototypes.models import Table
from prototypes.views.finding import session_to_work_on


class PictureForm(Plain, forms.Form):
    photo = forms.FileField(
        label="A photo of a flip chart",
        help_text="Paper only, no faces. We keep nothing of where or when it was taken.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def clean_photo(self) -> bytes:
        """Drawn anew at once: nothing of ours ever holds what was sent."""
        file = self.cleaned_data["photo"]
        if (file.size or 0) > uploads.MOST:
            raise ValidationError(pictures.TOO_BIG)
        try:
            return pictures.redrawn(file.read(), whole=True)
        except pictures.NotAPicture as problem:
            raise ValidationError(str(problem)) from problem


class TypeUpForm(Plain, forms.Form):
    words = Words(
        max_length=100_000,
        label="What stands on it",
        help_text="One note for each line, in their words.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )


@require_http_methods(["GET", "POST"])
def charts(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """For those who help: hang one up, or type one up (``chart`` names it)."""
    me = enter(request, collaborative)
    session = session_to_work_on(me, key)
    picture, typed, named = PictureForm(), None, request.POST.get("chart", "")
    if request.method == "POST":
        try:
            if named:
                chart = get_object_or_404(session.charts, key=named)
                typed = TypeUpForm(request.POST, prefix=named)
                if typed.is_valid():
                    hanging.type_up(chart=chart, by=me, words=typed.cleaned_data["words"])
                    return redirect("prototypes:charts", collaborative=collaborative, key=key)
            else:
                picture = PictureForm(request.POST, request.FILES)
                if picture.is_valid():
                    photo = picture.cleaned_data["photo"]
                    hanging.hang_up(session=session, by=me, picture=photo)
                    return redirect("prototypes:charts", collaborative=collaborative, key=key)
        except SessionIsClosed:
            (typed or picture).add_error(None, "This session is closed. Open it again first.")
    rows = session.charts.select_related("photo")
    context = {
        "session": session,
        "form": picture,
        "charts": [
            (row, typed if typed and row.key == named else TypeUpForm(prefix=row.key))
            for row in rows
        ],
    }
    status = 422 if picture.errors or (typed and typed.errors) else 200
    return page(request, "prototypes/charts.html", context, status=status)


@require_safe
def photo(request: MemberRequest, collaborative: str, key: str, chart: str) -> HttpResponse:
    """The picture, for those who help alone."""
    me = enter(request, collaborative)
    session = session_to_work_on(me, key)
    row = get_object_or_404(session.charts.select_related("photo"), key=chart)
    if row.photo is None:
        raise Http404
    return files.show(row.photo)


@require_safe
def paper(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The page at the table, on paper: the same kinds, and lines to write on."""
    me = enter(request, collaborative)
    session = session_to_work_on(me, key)
    context = {
        "session": session,
        "tables": Table.objects.standing_in(session),
        "kinds": [kind for kind in kinds.QUICK if kind.value],
        "lines": range(5),
    }
    return page(request, "prototypes/paper.html", context)
