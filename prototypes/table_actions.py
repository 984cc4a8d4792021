"""Tables and their phones: opened, renamed, closed, and two made one.

No link between a person and a table exists: what a phone writes has no name on it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from collaborative import audit
from members.models import Membership
from prototypes.errors import NameIsTaken
from prototypes.models import Output, PrototypingSession, Scene, Table, TableCode
from prototypes.plain_words import word_and_number

TRIES = 50  # a word that is taken is drawn again


@transaction.atomic
def open_to_phones(
    *, session: PrototypingSession, by: Membership, tables: Iterable[Table]
) -> list[TableCode]:
    """Give each of these tables a code of its own; one that has one keeps it."""
    session = PrototypingSession.objects.select_for_update().get(pk=session.pk)
    if not session.is_open:
        return []
    has = set(session.codes.filter(ended_at=None).values_list("table", flat=True))
    codes = [
        _code(session, table) for table in tables if table.pk not in has and not table.closed_at
    ]
    if codes:
        audit.record(actor=by.person, verb="session.open_tables", target=session)
    return codes


def _code(session: PrototypingSession, table: Table) -> TableCode:
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return TableCode.objects.create(
                    collaborative_id=session.collaborative_id,
                    session=session,
                    table=table,
                    code=word_and_number(),
                )
        except IntegrityError:
            continue
    raise RuntimeError("no code is free")


@transaction.atomic
def new_code(*, session: PrototypingSession, table: Table, by: Membership) -> None:
    """Another code for this table; the old one opens nothing any more."""
    session.codes.filter(table=table, ended_at=None).update(ended_at=timezone.now())
    open_to_phones(session=session, by=by, tables=[table])


@transaction.atomic
def add_table(*, session: PrototypingSession, by: Membership, name: str, task: str = "") -> Table:
    """One more table in the room.

    Raises:
        NameIsTaken: this session has a table of that name.
    """
    table = Table(
        collaborative_id=session.collaborative_id,
        meeting_id=session.meeting_id,
        session=session,
        name=name,
        task=task,
    )
    _save_named(table)
    audit.record(actor=by.person, verb="table.add", target=table)
    return table


@transaction.atomic
def change_table(
    *, table: Table, by: Membership, name: str, task: str, size: int | None = None
) -> Table:
    """Call it otherwise, or give it another task.

    Raises:
        NameIsTaken: another table here is called that.
    """
    table.name, table.task, table.size = name, task, size
    _save_named(table)
    audit.record(actor=by.person, verb="table.change", target=table)
    return table


@transaction.atomic
def close_table(*, table: Table, by: Membership) -> None:
    """Nothing more is written at it; its phones come to a page that says so."""
    if Table.objects.filter(pk=table.pk, closed_at=None).update(closed_at=timezone.now()):
        table.codes.filter(ended_at=None).update(ended_at=timezone.now())
        audit.record(actor=by.person, verb="table.close", target=table)


@transaction.atomic
def open_again(*, table: Table, by: Membership) -> None:
    closed = Table.objects.filter(pk=table.pk, closed_at__isnull=False, merged_into=None)
    if closed.update(closed_at=None):
        audit.record(actor=by.person, verb="table.open_again", target=table)


@transaction.atomic
def merge(*, table: Table, into: Table, by: Membership) -> None:
    """Two tables sit together: all that was said at one stands at the other from now on."""
    rows = Table.objects.select_for_update().filter(pk__in={table.pk, into.pk}).order_by("pk")
    locked = {row.pk: row for row in rows}
    one, other = locked[table.pk], locked[into.pk]
    if one.pk == other.pk or one.merged_into_id or other.merged_into_id:
        return
    Output.objects.filter(table=one).update(table=other)
    for scene in Scene.objects.filter(table=one):
        last = Scene.objects.filter(scenario=scene.scenario_id, table=other).order_by("-round")
        after = last.values_list("round", flat=True).first() or 0
        Scene.objects.filter(pk=scene.pk).update(table=other, round=after + 1)
    Table.objects.filter(merged_into=one).update(merged_into=other)
    one.merged_into, one.closed_at = other, one.closed_at or timezone.now()
    if one.size and other.size:
        other.size += one.size
        other.save(update_fields=["size"])
    one.save(update_fields=["merged_into", "closed_at"])
    # The phones of the first table go on, at the table where people sit now.
    TableCode.objects.filter(table=one, ended_at=None).update(table=other)
    audit.record(actor=by.person, verb="table.merge", target=other)


def _save_named(table: Table) -> None:
    try:
        with transaction.atomic():
            table.save()
    except IntegrityError:
        raise NameIsTaken from None
