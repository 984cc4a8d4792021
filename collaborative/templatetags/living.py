"""Tags and filters that every template has without loading them.

Days and times are said by ``collaborative.clock``. A value that is missing
(``None``, ``""``) gives ``""``: a template never breaks a page.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from collaborative import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import BaseForm

    from members.models import Collaborative

register = template.Library()

# One symbol each in templates/_sprite.html. A kind of output that has none is a word only.
SHAPES = frozenset(
    {"now", "next", "wow", "table", "door", "go"}
    | {"works", "steer", "idea", "worry", "hope", "tension", "strength", "quote"}
    | {"theme", "key", "cup", "book"}
)

UUID = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


@register.simple_tag
def shape(name: str) -> SafeString:
    """A cut shape, to stand beside its word; nothing where there is no such shape."""
    if name not in SHAPES:
        return mark_safe("")
    return format_html(
        '<svg class="cut" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name
    )


@register.simple_tag(takes_context=True)
def current(context: Context, name: str, within: str = "") -> SafeString:
    """``aria-current`` for a link to the page we are on, or to the part of the site it is in."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return mark_safe("")
    if match.view_name == name:
        return mark_safe(' aria-current="page"')
    if within and within in match.namespaces:
        return mark_safe(' aria-current="true"')
    return mark_safe("")


@register.filter
def brand_lines(name: str) -> list[str]:
    """A collaborative's name beside the mark: "Larkmoor", "Living Well"."""
    short = str(name).removesuffix(" Collaborative").strip()
    place, living, rest = short.partition("Living Well")
    return [line for line in (place.strip(), f"{living}{rest}".strip()) if line]


@register.filter
def wall(moment: datetime | None, collaborative: Collaborative) -> datetime | None:
    """``letter.sent_at|wall:collaborative|day``: a moment on the clock of the collaborative."""
    return clock.on_the_wall(moment, collaborative) if moment else None


@register.filter
def day(value: date | None) -> str:
    """Thursday 12 July"""
    return clock.say_day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """12 July"""
    return clock.say_date(value) if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """Thursday"""
    return clock.WEEKDAYS[value.weekday()] if value else ""


@register.filter
def leaf_month(value: date | None) -> str:
    """July; Sept; Nov 2011"""
    return clock.leaf_month(value) if value else ""


@register.filter
def until(value: date | None) -> str:
    """in nine days"""
    return clock.say_until(value) if value else ""


@register.filter(name="clock")
def on_the_clock(value: time | datetime | None) -> str:
    """9.00"""
    at = value.time() if isinstance(value, datetime) else value
    return clock.say_clock(at) if at else ""


@register.filter(name="moment")
def moment_(value: time | datetime | None) -> str:
    """half past 5 in the evening"""
    at = value.time() if isinstance(value, datetime) else value
    return clock.say_moment(at) if at else ""


@register.filter(name="hours")
def hours_of(meeting: Any) -> str:
    """``meeting|hours``: 9 to 11 in the morning. Anything with ``local_start``, ``local_end``."""
    return clock.say_hours(meeting.local_start, meeting.local_end) if meeting else ""


@register.simple_tag(name="hours")
def hours_between(start: datetime | None, end: datetime | None) -> str:
    """``{% hours start end %}``: the same for two moments."""
    return clock.say_hours(start, end) if start and end else ""


@register.filter
def stamp(value: date | time | None) -> str:
    """For ``<time datetime="…">``: 2012-07-12T09:00+01:00, or 2012-07-12, or 09:00.

    Not Django's ``date`` filter: that one turns a local time into UTC first.
    """
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if value else ""


@register.filter
def number_word(value: int | None) -> str:
    """nine; 13"""
    return clock.number_word(value) if value is not None else ""


@register.filter
def listed(names: Iterable[object], last: str = "and") -> str:
    """``names|listed:"or"``: Abi, Len or Vera"""
    return clock.listed(names, last)


@register.filter
def tel(number: str) -> str:
    """For ``href``: ``tel:`` and what a phone can dial."""
    return "tel:" + re.sub(r"[^0-9+]", "", str(number))


@register.filter
def plain_name(name: str) -> str:
    """A field's name as a label: "next_step" → "Next step"."""
    words = re.sub(r"[-_\s]+", " ", str(name)).strip()
    return words[:1].upper() + words[1:]


@register.filter
def colon(label: str) -> str:
    """A label that something follows: "Which day?", "In a few words:"."""
    words = str(label)
    return words if words.endswith(("?", "!", ".", ":", "…")) else f"{words}:"


@register.filter
def has_words(value: str) -> bool:
    """Whether somebody may have typed this: not one character, and not a key made by a page."""
    return len(value) > 1 and not UUID.fullmatch(value)


@register.filter
def problems(form: BaseForm) -> int:
    """How many there are to look at, as the error summary lists them."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def rows(words: str) -> int:
    """How tall a box these words need: 2 to 20 lines, on a phone."""
    lines = sum(1 + len(line) // 36 for line in str(words).splitlines())
    return min(max(lines, 2), 20)
