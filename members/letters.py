"""Letters of the moment: a code to come in with, an invitation to join, a first try."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from collaborative import outbox
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from members.composing import compose, link, twin
from members.models import Invitation, Membership, User

CODE, INVITATION, TEST = "sign-in code", "invitation", "test letter"
KEYS = "keys changed"
WRITTEN_IN = "address written in"

CODE_LASTS = timedelta(minutes=15)
TEST_LASTS = timedelta(hours=1)
KEYS_LAST = timedelta(days=3)


def post_code(person: User, *, code: str) -> None:
    """Hand a sign-in code to the outbox; its body is wiped as it goes."""
    outbox.post(
        kind=CODE,
        person=person,
        words=code_words(person, code),
        edition=uuid4().hex,
        not_after=timezone.now() + CODE_LASTS,
    )


def code_words(person: User | None, code: str) -> Words:
    """The code stands in the letter and not in its subject, which shows on a locked screen."""
    return compose(
        Letter(kind=CODE, person=person),
        subject=f"Your {len(code)}-digit code",
        template="letters/code.txt",
        to=_first_card(person),
        context={"code": code},
    )


def code_for_nobody() -> None:
    """The same work for an address that we do not know, so that no clock tells which it was."""
    code_words(None, "000000")
    outbox.nudge()


def code_still_applies(letter: Letter) -> bool:
    return letter.person.is_active


def written_code(letter: Letter) -> Words:
    return twin(letter, to=_first_card(letter.person))


def post_written_in(to: Membership) -> None:
    """To an address that somebody wrote in for them: whose it is, and what to do if it is not."""
    words = compose(
        Letter(kind=WRITTEN_IN, person=to.person),
        subject="Your letters come here from now on",
        template="letters/written_in.txt",
        to=to,
        context={"link": link(reverse("members:private"))},
    )
    outbox.post(
        kind=WRITTEN_IN,
        person=to.person,
        words=words,
        edition=uuid4().hex,
        not_after=timezone.now() + KEYS_LAST,
    )


def _first_card(person: User | None) -> Membership | None:
    """A card by which to greet somebody who has not said yet where they are going."""
    cards = Membership.objects.current().filter(person=person).select_related("collaborative")
    return cards.order_by("pk").first()


def post_invitation(invitation: Invitation, *, token: str) -> None:
    """Hand the one link to the outbox; only its hash is kept anywhere else."""
    member = invitation.member
    asks = bool(invitation.helps_with)
    words = compose(
        Letter(kind=INVITATION, person=member.person),
        subject="Would you help us?" if asks else "There is a place for you at the table",
        template="letters/asked.txt" if asks else "letters/invitation.txt",
        to=member,
        context={
            "helps_with": invitation.helps_with,
            "helps_until": invitation.helps_until,
            "helps_words": invitation.get_helps_with_display(),
            "link": link(reverse("members:invitation", args=[token])),
            "until": invitation.not_after.astimezone(member.collaborative.zone),
        },
    )
    outbox.post(
        kind=INVITATION,
        person=member.person,
        words=words,
        edition=str(invitation.pk),
        not_after=invitation.not_after,
        place=invitation.collaborative_id,
    )


def _invitation_of(letter: Letter) -> Invitation | None:
    return Invitation.objects.open().filter(pk=int(letter.edition)).first()


def invitation_still_applies(letter: Letter) -> bool:
    """Not when a newer one has taken its place, or they are here already."""
    return _invitation_of(letter) is not None


def written_invitation(letter: Letter) -> Words:
    invitation = _invitation_of(letter)
    return twin(letter, to=invitation.member if invitation else None)


def post_test(to: Membership) -> None:
    """A letter that says only that letters arrive; the newest one counts."""
    words = compose(
        Letter(kind=TEST, person=to.person),
        subject="A test letter: it arrived",
        template="letters/test.txt",
        to=to,
    )
    outbox.post(
        kind=TEST,
        person=to.person,
        words=words,
        edition=uuid4().hex,
        not_after=timezone.now() + TEST_LASTS,
        place=to.collaborative_id,
    )


def last_test(person: User) -> Letter | None:
    return Letter.objects.filter(kind=TEST, person=person).order_by("pk").last()


def test_still_applies(letter: Letter) -> bool:
    return last_test(letter.person) == letter


written_test = written_code  # in the frame of their first card, too


def post_keys_changed(person: User, *, edition: str) -> None:
    """Whoever did not do it themselves must hear of it."""
    words = compose(
        Letter(kind=KEYS, person=person),
        subject="Something changed in how you come in",
        template="letters/keys.txt",
        to=_first_card(person),
        context={"link": link(reverse("members:keys"))},
    )
    not_after = timezone.now() + KEYS_LAST
    outbox.post(kind=KEYS, person=person, words=words, edition=edition, not_after=not_after)


kinds.announce(CODE, Kind(written_code, code_still_applies))
kinds.announce(INVITATION, Kind(written_invitation, invitation_still_applies))
kinds.announce(TEST, Kind(written_test, test_still_applies))
kinds.announce(KEYS, Kind(written_code, code_still_applies))
kinds.announce(WRITTEN_IN, Kind(written_code, code_still_applies))
