"""Writes over more than one row: sessions, and the themes that notes stand under."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from collaborative import audit
from meetings.models import Meeting
from members.models import Membership
from prototypes import theme_history
from prototypes.board import beneath
from prototypes.errors import (
    ChangedMeanwhile,
    NameIsTaken,
    PictureWaits,
    WouldStandUnderItself,
)
from prototypes.models import Output, PrototypingSession, Table, Theme, ThemeOutput


@transaction.atomic
def start_session(
    *, meeting: Meeting, by: Membership, title: str, purpose: str = "", tables: Iterable[str] = ()
) -> PrototypingSession:
    """Begin a session with its tables. The same form sent twice is one session.

    Raises:
        NameIsTaken: this meeting has another session of that title.
    """
    session = PrototypingSession(
        collaborative_id=meeting.collaborative_id,
        meeting=meeting,
        title=title,
        purpose=purpose,
        state=PrototypingSession.State.RUNNING,
    )
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError:
        there = PrototypingSession.objects.filter(meeting=meeting, title=title, purpose=purpose)
        if found := there.first():
            return found
        raise NameIsTaken from None
    Table.objects.bulk_create(
        Table(
            collaborative_id=meeting.collaborative_id, meeting=meeting, session=session, name=name
        )
        for name in dict.fromkeys(tables)
    )
    audit.record(actor=by.person, verb="session.start", target=session)
    return session


@transaction.atomic
def change_state(*, session: PrototypingSession, by: Membership, state: str) -> None:
    """Say how the session stands; a closed one can be opened again.

    Raises:
        PictureWaits: it cannot close while a flip chart is not typed up.
    """
    # So that no picture is hung up between the look and the closing.
    PrototypingSession.objects.select_for_update().get(pk=session.pk)
    if (
        state == PrototypingSession.State.CLOSED
        and session.charts.filter(words="", photo__isnull=False).exists()
    ):
        raise PictureWaits
    changed = PrototypingSession.objects.filter(pk=session.pk).exclude(state=state)
    if changed.update(state=state):
        session.state = state
        if state == PrototypingSession.State.CLOSED:
            session.codes.filter(ended_at=None).update(ended_at=timezone.now())
        audit.record(actor=by.person, verb="session.change_state", target=session)


@dataclass(frozen=True)
class Placed:
    """That a note was put under a theme, or taken from it: what an undo needs to know."""

    output: int
    theme: int
    added: bool

    @property
    def undone(self) -> Placed:
        return Placed(self.output, self.theme, not self.added)


@transaction.atomic
def group(
    *,
    notes: Collection[tuple[Output, Theme | None]],
    to: Theme,
    session: PrototypingSession,
    by: Membership,
    keep: bool = False,
) -> list[Placed]:
    """Put notes under ``to``, each out of the theme beside it; ``keep`` leaves it there too.

    Returns what changed and no more, so that undoing it takes no note from a
    theme under which it stood before.
    """
    moved = list(dict.fromkeys(output.pk for output, _ in notes))
    there = ThemeOutput.objects.filter(theme=to, output__in=moved).values_list("output", flat=True)
    stood = set(there)
    changes = [Placed(pk, to.pk, added=True) for pk in moved if pk not in stood]
    if not keep:
        leaving = {(output.pk, home.pk) for output, home in notes if home and home != to}
        rows = ThemeOutput.objects.filter(
            output__in={pk for pk, _ in leaving}, theme__in={pk for _, pk in leaving}
        ).values_list("output", "theme")
        changes += [Placed(*pair, added=False) for pair in rows if pair in leaving]
    _apply(changes, session)
    if changes:
        audit.record(actor=by.person, verb="theme.group", target=to)
    return changes


@transaction.atomic
def undo(*, changes: Collection[Placed], session: PrototypingSession, by: Membership) -> None:
    """Put everything back where ``group`` found it."""
    _apply([change.undone for change in changes], session)
    audit.record(actor=by.person, verb="session.undo_group", target=session)


def _apply(changes: Collection[Placed], session: PrototypingSession) -> None:
    """Of the changes, those that are none any more are passed over, and stand in no history."""
    rows = ThemeOutput.objects.filter(
        output__in={change.output for change in changes},
        theme__in={change.theme for change in changes},
    ).values_list("output", "theme", "pk")
    there = {(output, theme): pk for output, theme, pk in rows}
    pairs = [((change.output, change.theme), change.added) for change in changes]
    gone = [pair for pair, added in pairs if not added and pair in there]
    new = [pair for pair, added in pairs if added and pair not in there]
    ThemeOutput.objects.filter(pk__in=[there[pair] for pair in gone]).delete()
    ThemeOutput.objects.bulk_create(
        (
            ThemeOutput(collaborative_id=session.collaborative_id, theme_id=theme, output_id=output)
            for output, theme in new
        ),
        ignore_conflicts=True,
    )
    theme_history.grouped(
        session=session,
        joined=[theme for _, theme in new],
        left=[theme for _, theme in gone],
    )


@transaction.atomic
def name_theme(*, session: PrototypingSession, by: Membership, name: str) -> Theme:
    """A new theme, named in members' words while they group what a session brought out.

    Raises:
        NameIsTaken: there is a theme called that already.
    """
    theme = Theme(
        collaborative=session.collaborative, name=name, named_in=session, named_at=timezone.now()
    )
    _save_named(theme)
    audit.record(actor=by.person, verb="theme.name", target=theme)
    return theme


@transaction.atomic
def change_theme(
    *,
    theme: Theme,
    by: Membership,
    seen: str,
    name: str,
    challenged: str = "",
    promise: str = "",
    difficulty: str = "",
    parent: Theme | None = None,
) -> Theme:
    """Say what a theme is called, promises and costs, and under which it stands.

    ``seen`` is the edition that the change was made from.

    Raises:
        ChangedMeanwhile: it is no longer that edition.
        NameIsTaken: another theme is called that.
        WouldStandUnderItself: ``parent`` stands under this theme.
    """
    # All of them, or two could put their themes under each other at the same time.
    every = Theme.objects.filter(collaborative=theme.collaborative_id)
    locked = {row.pk: row for row in every.order_by("pk").select_for_update()}
    theme = locked[theme.pk]
    if theme.edition != seen:
        raise ChangedMeanwhile
    if parent and parent.pk in beneath(theme, locked.values()):
        raise WouldStandUnderItself
    if (theme.name, theme.promise, theme.difficulty) != (name, promise, difficulty):
        theme_history.said_before(theme)
    if theme.parent != parent:
        theme_history.put_under(theme, parent)
    theme.name, theme.promise, theme.difficulty, theme.parent = name, promise, difficulty, parent
    theme.challenged = challenged
    _save_named(theme)
    audit.record(actor=by.person, verb="theme.change", target=theme)
    return theme


def _save_named(theme: Theme) -> None:
    try:
        with transaction.atomic():
            theme.save()
    except IntegrityError:
        raise NameIsTaken from None
