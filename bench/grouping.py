"""A session with five hundred notes in twenty themes, and somebody who helps there."""

from __future__ import annotations

from typing import Any

NOTES, THEMES = 500, 20


def full_board() -> dict[str, Any]:
    """Cookie, addresses, and what a move sends; call it once Django is set up."""
    from django.conf import settings  # noqa: PLC0415 -- Django first
    from django.utils import timezone  # noqa: PLC0415

    from bench.signing_in import session_of  # noqa: PLC0415
    from prototypes.models import Output, Theme, ThemeOutput  # noqa: PLC0415
    from tests import factories as make  # noqa: PLC0415

    me = make.HatFactory().member
    session = make.SessionFactory(meeting__collaborative=me.collaborative)
    own = {"collaborative": me.collaborative}
    now = timezone.now()
    notes = Output.objects.bulk_create(
        Output(
            **own, session=session, written_at=now, words=f"The bell of door {n} hangs too high."
        )
        for n in range(NOTES)
    )
    themes = Theme.objects.bulk_create(
        Theme(**own, name=f"Doors of street {n}", named_in=session, named_at=now)
        for n in range(THEMES)
    )
    ThemeOutput.objects.bulk_create(
        ThemeOutput(**own, theme=themes[n % THEMES], output=note)
        for n, note in enumerate(notes[: NOTES - 60])
    )
    base = f"{session.get_absolute_url()}themes/"
    token = "b" * 32
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(me.person)}"
    note, here, there = notes[-1].key, themes[0].key, themes[1].key
    move = f"csrfmiddlewaretoken={token}&note={note}"
    return {
        "cookie": cookie,
        "moving cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={token}",
        "page": base,
        "one": f"{base}?note={note}",
        "moves": [f"{move}.{here}&to={there}", f"{move}.{there}&to={here}"],
    }
