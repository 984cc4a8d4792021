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
from members import crisis
from members.access import turn_to
from members.models import Membership

LINK = re.compile(r"(?P<url>https?://[^\s<>]+[^\s<>.,)])")
INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def compose(
    letter: Letter,
    *,
    subject: str,
    template: str,
    to: Membership,
    context: dict[str, Any] | None = None,
) -> Words:
    """Render ``template`` (its text, without greeting and footer) into both parts of a letter.

    The subject is made one line: a line break in a name must not become a header.
    """
    place = to.collaborative
    around = {
        "name": to.chosen_name,
        "collaborative": place,
        "crisis": crisis.lines(place.nation),
        "turn_to": turn_to(to),
        "site": settings.SITE_URL,
        "stop_url": stopping.url(letter.kind, letter.person_id) if kinds[letter.kind].stop else "",
    }
    words = render_to_string(template, {**around, **(context or {})}).strip()
    text = render_to_string("letters/_letter.txt", {**around, "words": mark_safe(words)})  # noqa: S308 -- plain text
    html = render_to_string(
        "letters/_letter.html", {**around, "subject": subject, "words": as_html(words)}
    )
    return Words(subject=" ".join(subject.split()), text=text, html=INLINER.inline(html))


def as_html(text: str) -> SafeString:
    """Escaped, in paragraphs, with addresses one can tap."""
    linked = LINK.sub(r'<a href="\g<url>">\g<url></a>', escape(text))
    return mark_safe(linebreaks(linked))  # noqa: S308 -- escaped just above


def link(path: str) -> str:
    """A path of ours as a whole address."""
    return settings.SITE_URL + path
