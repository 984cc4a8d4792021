"""Writes over more than one row: sessions, notes, and the themes that notes stand under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from collaborative import audit
from collaborative.models import AuditEntry
from meetings.models import Meeting
from members.guard import hints
from members.models import Membership
from prototypes.board import beneath
from prototypes.errors import (
    ChangedMeanwhile,
    NameIsTaken,
    SessionIsClosed,
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
    """Say how the session stands; a closed one can be opened again."""
    changed = PrototypingSession.objects.filter(pk=session.pk).exclude(state=state)
    if changed.update(state=state):
        session.state = state
        audit.record(actor=by.person, verb="session.change_state", target=session)


@dataclass(frozen=True)
class Said:
    """One note as it was typed, before it is a row."""

    words: str
    kind: str = ""
    table: Table | None = None
    consent: str = ""

    @property
    def kind_label(self) -> str:
        return str(Output.Kind(self.kind).label) if self.kind else ""

    @property
    def answer(self) -> str:
        """Only somebody's own words need their yes; until they were asked there is none."""
        if self.kind != Output.Kind.QUOTE:
            return ""
        return self.consent or Output.Consent.NOT_ASKED


@transaction.atomic
def write_down(
    *, session: PrototypingSession, by: Membership, sent_as: UUID, said: Sequence[Said]
) -> None:
    """Keep these notes, each exactly once, however often the same form arrives.

    A note's identity is made of the form (``sent_as``, a new one for each), the
    session, the words, and the how-manieth note with these words it is. So a
    double click, a replay or eight at a time find the row already there, also
    when it has been changed since; and other words under a used form are new
    words. Rejected: ``sent_as`` alone, which loses what somebody types after
    going back in the browser.

    Raises:
        SessionIsClosed: nothing more is written down here.
    """
    if not PrototypingSession.objects.filter(pk=session.pk, state__in=session.OPEN).exists():
        raise SessionIsClosed
    met: Counter[str] = Counter()
    notes: dict[UUID, Said] = {}
    for note in said:
        notes[uuid5(sent_as, f"{session.key} {met[note.words]} {note.words}")] = note
        met[note.words] += 1
    if not _missing(notes):
        return
    while missing := _missing(notes):  # again only if a key, made by chance, was taken
        rows = [_row(session, client_id, notes[client_id]) for client_id in missing]
        Output.objects.bulk_create(rows, ignore_conflicts=True)
    _somebody_wrote_here(session, by)


def _missing(notes: dict[UUID, Said]) -> list[UUID]:
    """Those that are not rows yet, in the order in which they were said."""
    found = Output.objects.filter(client_id__in=notes).values_list("client_id", flat=True)
    there = set(found)
    return [client_id for client_id in notes if client_id not in there]


def _row(session: PrototypingSession, client_id: UUID, said: Said) -> Output:
    """A new row; held where the guard asks something about its words.

    It asks about the words alone. What the writer keeps behind the wall is not
    looked at: a note held because of it would tell who wrote it, and what they do.
    """
    return Output(
        collaborative_id=session.collaborative_id,
        session=session,
        client_id=client_id,
        words=said.words,
        kind=said.kind,
        table=said.table,
        consent=said.answer,
        held=bool(hints(said.words)),
        written_at=timezone.now(),
    )


def _somebody_wrote_here(session: PrototypingSession, by: Membership) -> None:
    """Audit that ``by`` helped to write in this session: never which note, and never when.

    An entry for each note would name its writer by its time as surely as by its
    key. So there is one for half a day, whatever was written in it.
    """
    verb, target = "session.write_down", f"{session._meta.label_lower}:{session.pk}"
    lately = timezone.now() - timedelta(hours=12)
    known = AuditEntry.objects.filter(actor=by.person, verb=verb, target=target, at__gt=lately)
    if not known.exists():
        audit.record(actor=by.person, verb=verb, target=session)


@transaction.atomic
def change_note(*, output: Output, by: Membership, said: Said, held: bool, seen: str) -> Output:
    """Put other words, another kind or table on a note. ``seen`` is the edition it was made from.

    While the guard asks about a note, only other words or ``keep_as_said``
    answer it. Words it was asked about before do not make it ask again.

    Raises:
        ChangedMeanwhile: it is no longer that edition.
    """
    output = Output.objects.select_for_update().get(pk=output.pk)
    if output.edition != seen:
        raise ChangedMeanwhile
    if output.nudge:
        held = bool(hints(said.words))
    elif said.words != output.words:
        held = held or bool(_pointed_at(said.words) - _pointed_at(output.words))
    output.words, output.kind, output.table = said.words, said.kind, said.table
    output.consent, output.held = said.answer, held
    output.save()
    audit.record(actor=by.person, verb="note.change", target=output)
    return output


def _pointed_at(words: str) -> set[str]:
    return {hint.words.casefold() for hint in hints(words)}


@transaction.atomic
def keep_as_said(*, output: Output, by: Membership) -> None:
    """Answer the guard: the words stay as they are, and others read them."""
    if Output.objects.filter(pk=output.pk, held=True).update(held=False):
        audit.record(actor=by.person, verb="note.keep", target=output)


@transaction.atomic
def take_back(*, output: Output, by: Membership) -> None:
    """Take a note off every page that others read. It is kept, and can be put back."""
    if Output.objects.filter(pk=output.pk, taken_back_at=None).update(taken_back_at=timezone.now()):
        audit.record(actor=by.person, verb="note.take_back", target=output)


@transaction.atomic
def put_back(*, output: Output, by: Membership) -> None:
    """Undo ``take_back``."""
    taken = Output.objects.filter(pk=output.pk, taken_back_at__isnull=False)
    if taken.update(taken_back_at=None):
        audit.record(actor=by.person, verb="note.put_back", target=output)


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
    _apply(changes, to.collaborative_id)
    if changes:
        audit.record(actor=by.person, verb="theme.group", target=to)
    return changes


@transaction.atomic
def undo(*, changes: Collection[Placed], session: PrototypingSession, by: Membership) -> None:
    """Put everything back where ``group`` found it."""
    _apply([change.undone for change in changes], session.collaborative_id)
    audit.record(actor=by.person, verb="session.undo_group", target=session)


def _apply(changes: Collection[Placed], collaborative_id: int) -> None:
    gone = {(change.output, change.theme) for change in changes if not change.added}
    rows = ThemeOutput.objects.filter(
        output__in={output for output, _ in gone}, theme__in={theme for _, theme in gone}
    ).values_list("pk", "output", "theme")
    ThemeOutput.objects.filter(pk__in=[row[0] for row in rows if row[1:] in gone]).delete()
    ThemeOutput.objects.bulk_create(
        (
            ThemeOutput(
                collaborative_id=collaborative_id,
                theme_id=change.theme,
                output_id=change.output,
            )
            for change in changes
            if change.added
        ),
        ignore_conflicts=True,
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
    theme.name, theme.promise, theme.difficulty, theme.parent = name, promise, difficulty, parent
    _save_named(theme)
    audit.record(actor=by.person, verb="theme.change", target=theme)
    return theme


def _save_named(theme: Theme) -> None:
    try:
        with transaction.atomic():
            theme.save()
    except IntegrityError:
        raise NameIsTaken from None
