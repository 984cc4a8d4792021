"""A letter's words: one source, the text; its HTML twin is the same text in the letter's frame.

So the two parts can never say different things, and the text part is never an
afterthought. Every letter says who to turn to.
"""

from __future__ import annotations

import re
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from collaborative import stopping
from collaborative.letters import Words, kinds
from collaborative.models import Letter
from collaborative.texts import LONGEST
from members import crisis
from members.access import independent, turn_to
from members.models import LetterWords, Membership

LINK = re.compile(r"(?P<url>https?://[^\s<>]+[^\s<>.,)])")
CODE = re.compile(r"<p>(?=\d{6}(?:\d{6})?</p>)")
LONE_CODE = re.compile(r"^(?P<code>\d{6}(?:\d{6})?)$", re.MULTILINE)
SHORTEST = 20  # letters that a short subject needs at least
GAPS = re.compile(r"\n\s*\n\s*\n")  # where a part of the template had nothing to say
FOOT = "\n\n--\n"  # as _letter.txt begins its footer
INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def compose(
    letter: Letter,
    *,
    subject: str,
    template: str,
    to: Membership | None,
    context: dict[str, Any] | None = None,
    short: str = "",
) -> Words:
    """Render ``template`` (its text, without greeting and footer) into both parts of a letter.

    ``to`` gives the greeting, the collaborative and who to turn to; None for
    somebody who has no card yet. The subject is made one line: a line break
    in a name must not become a header. ``letter.of_the_row`` has a subject and
    first lines for what the letter is about; they win over those of its place.
    """
    around = _around(letter, to)
    words = render_to_string(template, {**around, **(context or {})}).strip()
    own = [each for each in (getattr(letter, "of_the_row", None), own_words(letter)) if each]
    subject = next((each.subject for each in own if each.subject), subject)
    beginning = next((each.beginning for each in own if each.beginning), "")
    words = f"{beginning}\n\n{words}" if beginning else words
    words = GAPS.sub("\n\n", words)
    text = render_to_string("letters/_letter.txt", {**around, "words": mark_safe(words)})  # noqa: S308 -- plain text
    subject = " ".join(subject.split())
    return Words(
        subject=subject,
        text=text,
        html=_html(around, subject, as_html(words)),
        short=short or in_short(subject, words),
        answers_to=to.collaborative.answers_to if to else "",
    )


def in_short(subject: str, words: str) -> str:
    """The letter as a text message: a code, or what it is about and where to look."""
    if code := LONE_CODE.search(words):
        return f"Your code: {code['code']}"
    found = LINK.search(words)
    where = f" {found['url']}" if found and len(found["url"]) < LONGEST - SHORTEST else ""
    room = LONGEST - len(where) - 1
    said = f"{subject}." if len(subject) <= room else f"{subject[:room].rstrip()}…"
    return f"{said}{where}"[:LONGEST]


def own_words(letter: Letter) -> LetterWords | None:
    """What its place says in it first; ``letter.tried`` are words that are not kept yet."""
    tried: LetterWords | None = getattr(letter, "tried", None)
    if tried or letter.place is None:
        return tried
    return LetterWords.objects.filter(collaborative=letter.place, kind=letter.kind).first()


def twin(letter: Letter, *, to: Membership | None) -> Words:
    """Both parts of a letter whose text was written when it was posted."""
    words = letter.body.rpartition(FOOT)[0]
    around = {**_around(letter, to), "name": ""}  # the greeting is the first line of the words
    html = _html(around, letter.subject, as_html(words))
    short = in_short(letter.subject, words)
    return Words(
        subject=letter.subject,
        text=letter.body,
        html=html,
        short=short,
        answers_to=to.collaborative.answers_to if to else "",
    )


def _around(letter: Letter, to: Membership | None) -> dict[str, Any]:
    """What stands around the words of every letter."""
    place = to.collaborative if to else None
    stoppable = kinds[letter.kind].stop is not None
    return {
        "name": to.chosen_name if to else "",
        "collaborative": place,
        "crisis": crisis.lines(place.nation) if place else crisis.lines(),
        "turn_to": turn_to(to) if to else [],
        "independent": independent(to) if to else [],
        "site": settings.SITE_URL,
        "may_wait": kinds[letter.kind].later is not None,
        "stop": stopping.url(letter.kind, letter.person_id) if stoppable else "",
    }


def _html(around: dict[str, Any], subject: str, words: SafeString) -> str:
    whole = {**around, "subject": subject, "words": words}
    return INLINER.inline(render_to_string("letters/_letter.html", whole))


def as_html(text: str) -> SafeString:
    """Escaped, in paragraphs, with addresses one can tap and a code one can read from afar."""
    linked = LINK.sub(r'<a href="\g<url>">\g<url></a>', escape(text))
    return mark_safe(CODE.sub('<p class="code">', linebreaks(linked)))  # noqa: S308 -- escaped just above


def link(path: str) -> str:
    """A path of ours as a whole address."""
    return settings.SITE_URL + path
