"""Flip charts: pictures that wait for somebody to type them up."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from collaborative import audit, files
from members.models import Membership
from prototypes.errors import SessionIsClosed
from prototypes.kinds import read_lines
from prototypes.models import FlipChart, PrototypingSession
from prototypes.writing import Said, write_down


@transaction.atomic
def hang_up(*, session: PrototypingSession, by: Membership, picture: bytes) -> FlipChart:
    """Keep a picture that was drawn anew.

    Raises:
        SessionIsClosed: it would be a picture that nobody types up.
    """
    here = PrototypingSession.objects.select_for_update().get(pk=session.pk)
    if not here.is_open:
        raise SessionIsClosed
    photo = files.store(content=picture, content_type="image/jpeg", owner=by.person, for_good=True)
    chart = FlipChart.objects.create(
        collaborative_id=session.collaborative_id, session=session, photo=photo
    )
    audit.record(actor=by.person, verb="chart.hang_up", target=session)
    return chart


@transaction.atomic
def type_up(*, chart: FlipChart, by: Membership, words: str) -> None:
    """Each line is a note now, and the picture goes. Sent twice, it is typed up once.

    Raises:
        SessionIsClosed: nothing more is written down here.
    """
    row = FlipChart.objects.select_for_update().get(pk=chart.pk)
    if row.words:
        return
    said = [Said(text, kind) for kind, text in read_lines(words)]
    write_down(session=chart.session, by=by, sent_as=uuid5(NAMESPACE_URL, row.key), said=said)
    take_down(row)
    row.words = words
    row.save(update_fields=["words"])
    audit.record(actor=by.person, verb="chart.type_up", target=chart.session)


def take_down(chart: FlipChart) -> None:
    """The picture alone; bytes and row."""
    photo, chart.photo = chart.photo, None
    if photo is not None:
        chart.save(update_fields=["photo"])
        files.remove(photo)
