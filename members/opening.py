"""Opening a new collaborative: the one link, the first person in it, and codes on paper."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import slugify

from collaborative import audit
from collaborative.keys import new_token, token_hash
from members import actions, ready
from members.errors import LinkIsOver, ShutOut, SlugTaken
from members.models import Collaborative, Hat, Membership, OpenHouse, PaperCode, Perspective, User
from members.slugs import MOST, reserved

LINK_LASTS = timedelta(hours=24)
PAPER_CODES = 10
DIGITS = 12


@transaction.atomic
def make_link() -> str:
    """A link that opens one collaborative, as the word in it; the one before is void."""
    OpenHouse.objects.filter(used_at=None).delete()
    token = new_token()
    house = OpenHouse.objects.create(
        token_hash=token_hash(token), not_after=timezone.now() + LINK_LASTS
    )
    audit.record(actor=None, verb="house.link", target=house)
    return token


@dataclass(frozen=True)
class Beginning:
    """What must be known of a collaborative and of the one who begins it. ``slug`` may be empty."""

    name: str
    place: str
    chosen_name: str
    nation: str = Collaborative.Nation.ENGLAND
    answers_in_law: str = ""
    slug: str = ""


@transaction.atomic
def open_house(
    beginning: Beginning, *, address: str = "", person: User | None = None, link: OpenHouse | None
) -> Membership:
    """Make a collaborative with the one who looks after it, and use the link up.

    ``person`` is whoever is signed in; else ``address`` says who it is.

    Raises:
        LinkIsOver: somebody was faster, or a newer link was made.
        SlugTaken: another collaborative has this word.
        ShutOut: this person may not come in.
    """
    now = timezone.now()
    if link is not None and OpenHouse.objects.open().filter(pk=link.pk).update(used_at=now) != 1:
        raise LinkIsOver
    person = person or _person(address)
    place = _place(beginning)
    member = Membership.objects.create(
        collaborative=place, person=person, chosen_name=beginning.chosen_name
    )
    actions.begin_to_help(member=member, kind=Hat.Kind.COORDINATOR)
    if link is not None:
        OpenHouse.objects.filter(pk=link.pk).update(collaborative=place)
    audit.record(actor=person, verb="house.open", target=place)
    return member


def _person(address: str) -> User:
    person, _ = User.objects.get_or_create(
        email=address.strip().lower(), defaults={"password": make_password(None)}
    )
    if not person.is_active:
        raise ShutOut
    return person


def _place(beginning: Beginning) -> Collaborative:
    slug = beginning.slug or free_slug(beginning.place, beginning.name)
    try:
        with transaction.atomic():
            place = Collaborative.objects.create(
                slug=slug,
                name=beginning.name,
                place=beginning.place,
                nation=beginning.nation,
                answers_in_law=beginning.answers_in_law,
                agreement=ready.AGREEMENT,
                agreement_limit=ready.AGREEMENT_LIMIT,
            )
            Perspective.objects.bulk_create(
                Perspective(collaborative=place, label=label, band=band, order=order)
                for order, (label, band) in enumerate(ready.STANDPOINTS)
            )
            return place
    except IntegrityError:
        if Collaborative.objects.filter(slug=slug).exists():
            raise SlugTaken from None
        raise


@transaction.atomic
def change_place(
    *,
    collaborative: Collaborative,
    by: User,
    name: str,
    place: str,
    nation: str,
    answers_in_law: str,
) -> None:
    """Put right what was said at the opening; the word in the address stays."""
    collaborative.name, collaborative.place = name, place
    collaborative.nation, collaborative.answers_in_law = nation, answers_in_law
    collaborative.save(update_fields=["name", "place", "nation", "answers_in_law"])
    audit.record(actor=by, verb="house.name", target=collaborative)


@transaction.atomic
def change_phone(*, place: Collaborative, by: User, phone: str) -> None:
    """A number that people can ring; "" for none."""
    if place.phone != phone:
        place.phone = phone
        place.save(update_fields=["phone"])
        audit.record(actor=by, verb="house.phone", target=place)


def free_slug(*words: str) -> str:
    """The first of ``words`` that makes an address nobody has; else with a number behind it."""
    wanted = [slug for each in words if (slug := slugify(each)[:MOST].strip("-_"))] or ["place"]
    wanted = [slug.replace("_", "-").lstrip("-") for slug in wanted]
    numbered = [f"{wanted[0][: MOST - 4]}-{number}" for number in range(2, 1000)]
    taken = reserved() | set(Collaborative.objects.values_list("slug", flat=True))
    return next(slug for slug in [*wanted, *numbered] if slug not in taken)


@transaction.atomic
def new_paper_codes(*, by: User) -> list[str]:
    """Ten codes to print, shown this once; those before are void."""
    PaperCode.objects.filter(person=by).delete()
    codes = [new_code() for _ in range(PAPER_CODES)]
    PaperCode.objects.bulk_create(
        PaperCode(person=by, code_hash=paper_hash(by.pk, code)) for code in codes
    )
    audit.record(actor=by, verb="member.paper_codes", target=by)
    return codes


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def spaced(code: str) -> str:
    """In fours, as it stands on paper."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


OWN, HANDED = "own", "handed"


def use_paper_code(*, person: User | None, code: str) -> str:
    """Whose making this code is, if it is one of the person's; then it is one no longer.

    ``HANDED``: somebody else made it, and may have read it. ``""``: it is none.
    The same work for nobody at all: no clock tells whether we know an address.
    """
    pk = person.pk if person is not None else 0
    mine = PaperCode.objects.filter(person=pk, code_hash=paper_hash(pk, code))
    handed = list(mine.values_list("handed", flat=True))
    used, _ = mine.delete()
    if not used or person is None:
        return ""
    audit.record(actor=person, verb="member.paper_code", target=person)
    return HANDED if True in handed else OWN


def paper_hash(person: int, code: str) -> str:
    """With the installation's secret: twelve digits alone could be tried out on a stolen table."""
    return salted_hmac("members.paper", f"{person}:{code}", algorithm="sha256").hexdigest()
