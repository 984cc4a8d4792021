"""What the reminder of one meeting says: with a look first, as it would come."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import reminding
from meetings.models import ReminderWords
from meetings.views.changing import to_change
from members.letter_words_form import LetterWordsForm
from members.views import telling


@require_http_methods(["GET", "POST"])
def reminder_words(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Subject and first lines for the reminders of this meeting alone."""
    me, meeting = to_change(request, collaborative, key)
    now = reminding.words_of(meeting)
    initial = {"subject": now.subject, "beginning": now.beginning}
    form = LetterWordsForm(request.POST if request.method == "POST" else None, initial=initial)
    tried = None
    if form.is_valid():
        if request.POST.get("do") == "keep":
            reminding.keep_words(meeting=meeting, by=me, **form.cleaned_data)
            messages.success(request, "Kept. The reminder of this meeting begins like that.")
            telling.about_words(request, "\n".join(form.cleaned_data.values()))
            return redirect(meeting)
        tried = ReminderWords(**form.cleaned_data)
    context = {
        "meeting": meeting,
        "form": form,
        "tried": tried,
        "words": reminding.sample(me, meeting, tried or now),
    }
    wrong = form.is_bound and not form.is_valid()
    return page(request, "meetings/reminder_words.html", context, status=422 if wrong else 200)
