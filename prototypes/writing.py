"""Writing down what was said: every note once, however often it arrives, and without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from collaborative import audit
from collaborative.models import AuditEntry
from members.guard import hints
from members.models import Membership
from prototypes.errors import SessionIsClosed, TableIsFull
from prototypes.models import Output, PrototypingSession, Table

MOST_IN_AN_HOUR = 1_500  # at one table: more than anybody can say, and less than mischief writes


@dataclass(frozen=True)
class Said:
    """One note as it was typed, before it is a row."""

    words: str
    kind: str = ""
    table: Table | None = None
    consent: str = ""

    def at(self, table: Table | None) -> Said:
        """The same words, said at this table."""
        return replace(self, table=table)

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
    *, session: PrototypingSession, by: Membership | None, sent_as: UUID, said: Sequence[Said]
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
    met: Counter[str] = Counter()
    notes: dict[UUID, Said] = {}
    for note in said:
        notes[identity(session, sent_as, note.words, met[note.words])] = note
        met[note.words] += 1
    _keep(session, by, notes)


@transaction.atomic
def deliver(
    *, session: PrototypingSession, by: Membership | None, waiting: Sequence[tuple[UUID, Said]]
) -> None:
    """Keep notes that waited on a device, in its order; each was given its number there.

    A note that came by the form as well, under the same number, is the same note.

    Raises:
        SessionIsClosed: nothing more is written down here.
        TableIsFull: so many notes in an hour are no talk any more.
    """
    _keep(session, by, {identity(session, sent_as, said.words): said for sent_as, said in waiting})


def identity(session: PrototypingSession, sent_as: UUID, words: str, nth: int = 0) -> UUID:
    """What makes a note the same note, whichever way it comes."""
    return uuid5(sent_as, f"{session.key} {nth} {words}")


def _keep(session: PrototypingSession, by: Membership | None, notes: dict[UUID, Said]) -> None:
    if not PrototypingSession.objects.filter(pk=session.pk, state__in=session.OPEN).exists():
        raise SessionIsClosed
    missing = _missing(notes)
    if not missing:
        return
    if by is None:
        _not_too_many(session, [notes[client_id] for client_id in missing])
    while missing:  # again only if a key, made by chance, was taken
        rows = [_row(session, client_id, notes[client_id]) for client_id in missing]
        Output.objects.bulk_create(rows, ignore_conflicts=True)
        missing = _missing(notes)
    _somebody_wrote_here(session, by)


def _not_too_many(session: PrototypingSession, said: Sequence[Said]) -> None:
    table = said[0].table
    lately = timezone.now() - timedelta(hours=1)
    there = Output.objects.filter(session=session, table=table, written_at__gt=lately).count()
    if there + len(said) > MOST_IN_AN_HOUR:
        raise TableIsFull


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


def _somebody_wrote_here(session: PrototypingSession, by: Membership | None) -> None:
    """Audit that ``by`` helped to write in this session: never which note, and never when.

    An entry for each note would name its writer by its time as surely as by its
    key. So there is one for half a day, whatever was written in it. A table's
    phone is nobody.
    """
    if by is None:
        return
    verb, target = "session.write_down", f"{session._meta.label_lower}:{session.pk}"
    lately = timezone.now() - timedelta(hours=12)
    known = AuditEntry.objects.filter(actor=by.person, verb=verb, target=target, at__gt=lately)
    if not known.exists():
        audit.record(actor=by.person, verb=verb, target=session)


@transaction.atomic
def write_pair(
    *,
    session: PrototypingSession,
    by: Membership | None,
    sent_as: UUID,
    challenge: str,
    opportunity: str,
    table: Table | None = None,
) -> None:
    """A challenge, and the opportunity in it: two notes, and one knows of the other.

    Raises:
        SessionIsClosed: nothing more is written down here.
        TableIsFull: so many notes in an hour are no talk any more.
    """
    first = Said(challenge, Output.Kind.CHALLENGE, table)
    second = Said(opportunity, Output.Kind.OPPORTUNITY, table)
    write_down(session=session, by=by, sent_as=sent_as, said=[first])
    write_down(session=session, by=by, sent_as=uuid5(sent_as, "opportunity"), said=[second])
    one = Output.objects.get(client_id=identity(session, sent_as, challenge))
    other = identity(session, uuid5(sent_as, "opportunity"), opportunity)
    Output.objects.filter(client_id=other, kind=Output.Kind.OPPORTUNITY).update(pairs_with=one)
