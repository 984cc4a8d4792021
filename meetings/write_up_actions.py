"""Writing a meeting up: a draft, seven days with those who were there, published, put right."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.keys import digest, new_key
from meetings.actions import writable
from meetings.errors import WordsStillStand, WriteUpChanged
from meetings.models import Meeting, Response, Version, VersionWords, WriteUp
from members import erasure
from members.access import today_in
from members.guard import nudge
from members.models import Membership

TO_CHECK = timedelta(days=7)
State = WriteUp.State


@transaction.atomic
def save_write_up(
    *,
    meeting: Meeting,
    by: Membership,
    body: str,
    easy_read: str,
    publish: bool,
    version: int,
    check: bool = False,
    signature: str | None = None,
    outside: bool | None = None,
) -> WriteUp:
    """Keep a write-up. What is published stays published; ``version`` is what the page was made of.

    ``check`` gives it to those who were there, for seven days. ``signature`` is
    what ``by`` signs this one with, ``outside`` whether anybody may read it once
    it is published; None leaves either as it stands. The day of writing is the
    day on which the text was ready: it moves along with a draft and stands
    still once it is published.

    Raises:
        NotYet: there is no meeting yet to write up.
        WriteUpChanged: text or signature are no longer those that ``by`` began from.
    """
    meeting = writable(meeting)
    kept = WriteUp.objects.filter(meeting=meeting).first()
    found = kept or WriteUp(meeting=meeting, collaborative_id=meeting.collaborative_id, version=0)
    before = _facts(found)
    state = _next_state(found, publish=publish, check=check)
    signed = found.signature if signature is None else signature
    opened = found.outside if outside is None else outside
    if kept and (body, easy_read, state, signed, opened) == before:
        return found
    same_words = kept is not None and (body, easy_read) == before[:2]
    if found.version != version:
        over_a_name = found.signature not in ("", signed)
        if over_a_name or not (same_words or _same_words_since(found, version)):
            raise WriteUpChanged(found)
    if kept and not found.versions.exists():
        _remember(found)  # from before there were versions
    _date(found, by, state, changed=not same_words)
    if signed != found.signature:
        found.signature, found.signed_by = signed, by if signed else None
    found.body, found.easy_read, found.version = body, easy_read, found.version + 1
    found.state, found.outside = state, opened
    found.save()
    _remember(found)
    audit.record(actor=by.person, verb="meeting.write_up", target=found)
    outbox.nudge()
    return found


def _facts(found: WriteUp) -> tuple[str, str, str, str, bool]:
    return found.body, found.easy_read, found.state, found.signature, found.outside


def _same_words_since(found: WriteUp, version: int) -> bool:
    """Whether only something else changed since: it was given to others, or published."""
    words = VersionWords.objects.filter(version__write_up=found, version__number=version).first()
    now = (found.body, found.easy_read)
    return words is not None and not words.struck_at and (words.body, words.easy_read) == now


def _next_state(found: WriteUp, *, publish: bool, check: bool) -> State:
    if publish or found.is_published:
        return State.PUBLISHED
    return State.CHECKING if check or found.is_checking else State.DRAFT


def _date(found: WriteUp, by: Membership, state: State, *, changed: bool) -> None:
    today = today_in(by.collaborative)
    if found.is_published:
        found.corrected_on = today if changed else found.corrected_on
        return
    if not found.is_checking:  # a small correction is not another day of writing
        found.written_on = today
    if state == State.CHECKING and found.check_until is None:
        found.check_until = today + TO_CHECK
    if state == State.PUBLISHED:
        found.published_at = timezone.now()


def _remember(found: WriteUp) -> None:
    """The text as it stands now, for good; its words in a row of their own."""
    texts = found.body + (VersionWords.BETWEEN + found.easy_read if found.easy_read else "")
    version = Version.objects.create(
        collaborative_id=found.collaborative_id,
        write_up=found,
        number=found.version,
        state=found.state,
        digest=digest(texts),
    )
    VersionWords.objects.create(
        collaborative_id=found.collaborative_id, version=version, texts=texts
    )


@transaction.atomic
def publish_checked(write_up: WriteUp) -> bool:
    """After the seven days, by itself: nobody asked for more. False while a hint is open."""
    found = WriteUp.objects.select_for_update(no_key=True).get(pk=write_up.pk)
    if not found.is_checking or nudge(f"{found.body}\n{found.easy_read}"):
        return False
    found.state, found.published_at = State.PUBLISHED, timezone.now()
    found.version += 1
    found.save(update_fields=["state", "published_at", "version"])
    _remember(found)
    audit.record(actor=None, verb="meeting.checked", target=found)
    outbox.nudge()
    return True


@transaction.atomic
def strike_version(*, version: Version, by: Membership, ground: str) -> bool:
    """Take the words of an old version out for good; that it was there stays.

    Raises:
        WordsStillStand: it is the text of today: change that first.
    """
    write_up = WriteUp.objects.select_for_update(no_key=True).get(pk=version.write_up_id)
    if version.number == write_up.version:
        raise WordsStillStand
    return erasure.strike(version.words, field="texts", ground=ground, by=by.person)


@transaction.atomic
def respond(
    *, write_up: WriteUp, by: Membership, key: str, words: str, to: Response | None = None
) -> Response:
    """Say something to a published text, or once to what somebody said.

    An answer to an answer stands beside it, under the same first words.
    ``key`` was made with the form: sent twice, it stands there once.
    """
    WriteUp.objects.select_for_update(no_key=True).get(pk=write_up.pk)
    known = Response.objects.filter(key=key).first()
    if known and (known.write_up_id, known.words) == (write_up.pk, words):
        return known
    response = Response.objects.create(
        collaborative_id=write_up.collaborative_id,
        write_up=write_up,
        to_id=(to.to_id or to.pk) if to else None,
        key=new_key() if known else key,
        member=by,
        words=words,
        held=nudge(words) is not None,
    )
    audit.record(actor=by.person, verb="write_up.respond", target=response)
    return response


@transaction.atomic
def take_back_response(*, response: Response, by: Membership) -> None:
    """The words go; that something stood there stays, so that answers to it still make sense."""
    if response.taken_back_at is None:
        response.words, response.held = "", False
        response.taken_back_at = timezone.now()
        response.save(update_fields=["words", "held", "taken_back_at"])
        audit.record(actor=by.person, verb="write_up.take_back", target=response)
