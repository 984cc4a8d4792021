"""Letters: planned once, sent once, never stale.

A letter is a row. ``plan`` writes rows in one statement, ``send_one`` brings
one to an end. Celery only says "now": losing the broker loses nothing, and two
beats, eight planners or a killed worker change nothing.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from collaborative import stopping, texts, trouble
from collaborative.letters import Words, kinds, number_for
from collaborative.models import Letter
from collaborative.nudge import send_tick

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend
    from django.db.models import QuerySet

    from members.models import User

logger = structlog.get_logger(__name__)

COLUMNS = ("person", "about", "edition", "not_before", "not_after")
WORDS_KEPT = timedelta(days=7)
A_WHILE = timedelta(seconds=15)
PROVIDER_REFUSED = "AnymailRecipientsRefused"
LONGEST_WAIT = 10  # tries; then every 2¹⁰ of these, about four hours


def plan(kind: str, due: QuerySet[Any]) -> int:
    """Write a letter for each row of ``due`` that has none; return how many are new.

    One statement, so neither eight planners nor a planner killed half-way can
    write a letter twice or half a list. They insert in the order of the key:
    in any other order two of them deadlock on each other's unfinished rows.
    """
    columns = (*COLUMNS, "place") if "place" in due.query.annotations else COLUMNS
    try:
        select, params = due.order_by().values_list(*columns).query.sql_with_params()
    except EmptyResultSet:  # Django saw by itself that no row can match
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO collaborative_letter
                (key, kind, person_id, {", ".join(columns[1:])})
            SELECT concat_ws(':', %s, about, person, nullif(edition, '')) AS key, %s, due.*
            FROM ({select}) AS due ({", ".join(columns)})
            WHERE not_after > greatest(not_before, %s)
            ORDER BY key
            ON CONFLICT (key) DO NOTHING
            """,  # noqa: S608 -- compiled by Django; values travel as parameters
            [kind, kind, *params, timezone.now()],
        )
        new: int = cursor.rowcount
    return new


def post(
    *,
    kind: str,
    person: User,
    words: Words,
    edition: str,
    not_after: datetime,
    place: int | None = None,
) -> None:
    """Hand over a letter whose words are already written, such as a sign-in code; then nudge."""
    Letter.objects.create(
        key=f"{kind}:{person.pk}:{edition}",
        kind=kind,
        person=person,
        about=person.pk,
        edition=edition,
        place=place,
        not_before=timezone.now(),
        not_after=not_after,
        subject=words.subject,
        body=words.text,
    )
    nudge()


def nudge() -> None:
    """After the commit, ask the worker to look now; nobody waits for it, or minds if it is gone."""
    transaction.on_commit(send_tick)


def send_one(line: BaseEmailBackend | None = None) -> bool:
    """Bring the oldest due letter to an end, or put it off; False when none is due.

    ``line`` is a connection to the mail server that stays open between letters.
    """
    with transaction.atomic():
        letter = (
            Letter.objects.due()
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("person")
            .first()
        )
        if letter is None:
            return False
        try:
            with transaction.atomic():  # what fails in here must not undo what we note below
                letter.state = _deliver(letter, line)
        except Exception as error:  # one bad letter must never stop the others
            logger.warning("letter put off", letter=letter.pk, error=type(error).__name__)
            _put_off(letter, error)
            if line is not None:
                hang_up(line)  # the next letter rings anew
        if letter.state != Letter.State.WAITING and kinds[letter.kind].due is None:
            letter.body = ""  # it held a secret: a code, a link of somebody's own
        letter.save()
    return True


def hang_up(line: BaseEmailBackend) -> None:
    """End a connection; one that is broken already is no news."""
    with suppress(OSError, SMTPException):
        line.close()


def _deliver(letter: Letter, line: BaseEmailBackend | None) -> Letter.State:
    kind = kinds[letter.kind]
    if letter.not_after <= timezone.now():
        return Letter.State.EXPIRED
    if letter.person.email is None or not kind.still_applies(letter):
        return Letter.State.WITHDRAWN
    if later := kind.waits(letter) if kind.waits else None:
        letter.not_before = later
        return Letter.State.WAITING if later < letter.not_after else Letter.State.EXPIRED
    words = kind.render(letter)
    letter.subject, letter.body = words.subject, words.text
    number = number_for(letter)
    if not number or not texts.send(number, words.short, str(letter.mark)):
        if line is not None:
            line.open()  # or it would hang up after each letter
        _message(letter, words, line).send()
    if kind.sent is not None:
        kind.sent(letter)
    letter.sent_at, letter.trouble = timezone.now(), ""
    return Letter.State.SENT


def _message(letter: Letter, words: Words, line: BaseEmailBackend | None) -> EmailMultiAlternatives:
    """One recipient, a Message-ID that never changes, and the text part first."""
    message = EmailMultiAlternatives(
        " ".join(words.subject.split()),
        words.text,
        to=[letter.person.email or ""],
        reply_to=[words.answers_to] if words.answers_to else settings.LETTERS_REPLY_TO,
        connection=line,
        headers={"Message-ID": letter.message_id, **stopping.headers(letter)},
    )
    if words.html:
        message.attach_alternative(words.html, "text/html")
    if words.calendar:
        message.attach_alternative(words.calendar, f"text/calendar; method={words.method}")
    return message


def _put_off(letter: Letter, error: Exception) -> None:
    """Give up on what the other server will never take; else wait ½, 1, 2, 4… minutes."""
    letter.sent_at, letter.trouble = None, trouble.kind_of(error)
    if _is_final(error):
        letter.state = Letter.State.REFUSED
        return
    letter.attempts += 1
    letter.not_before = timezone.now() + _wait(letter)
    if letter.not_before >= letter.not_after:
        letter.state = Letter.State.EXPIRED


def _wait(letter: Letter) -> timedelta:
    times: int = 2 ** min(letter.attempts, LONGEST_WAIT)
    return A_WHILE * times


def waited(letter: Letter) -> datetime:
    """When a letter that was put off was last tried."""
    return letter.not_before - _wait(letter)


def _is_final(error: Exception) -> bool:
    """A 5xx about *this* letter. A 5xx to our own sign-in (535) would refuse them all.

    Providers that are no mail servers say it in a class of their own, known by its name:
    the package comes along only where it is wished for.
    """
    if type(error).__name__ == PROVIDER_REFUSED:
        return True
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def wipe_old_bodies(*, now: datetime) -> int:
    """A week after a letter came to its end its words go; that it was sent stays."""
    ended = Letter.objects.exclude(state=Letter.State.WAITING).exclude(body="", subject="")
    before = now - WORDS_KEPT
    old = ended.filter(Q(sent_at__lt=before) | Q(sent_at=None, not_before__lt=before))
    return old.update(body="", subject="")
