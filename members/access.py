"""Who may do what. A hat answers, on a day; nobody is anything for ever."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from members.models import Collaborative, Hat, Membership

HELPS_ON_THE_DAY = (
    Hat.Kind.COORDINATOR,
    Hat.Kind.FACILITATOR,
    Hat.Kind.CHAIR,
    Hat.Kind.SCRIBE,
)


def today_in(collaborative: Collaborative) -> date:
    """The date on the wall of the room, whatever the clock of the server."""
    return timezone.localdate(timezone=collaborative.zone)


def looks_after(me: Membership) -> bool:
    """Whether this member looks after the collaborative today: its coordinator."""
    today = today_in(me.collaborative)
    return any(
        hat.is_on(today)
        for hat in me.hats
        if hat.member_id == me.pk and hat.kind == Hat.Kind.COORDINATOR
    )


def helps(me: Membership, *days: date) -> bool:
    """Whether this member helps to hold a meeting on one of these days, or today."""
    mine = [hat for hat in me.hats if hat.member_id == me.pk and hat.kind in HELPS_ON_THE_DAY]
    return any(hat.is_on(day) for hat in mine for day in (*days, today_in(me.collaborative)))


def turn_to(me: Membership) -> list[str]:
    """Names of those who listen when something feels wrong, by name; of those who can just now.

    Somebody who rests is named to nobody: they would be turned to, and not be there.
    """
    today = today_in(me.collaborative)
    return _names(hat for hat in me.hats if hat.kind == Hat.Kind.CONCERN and hat.is_on(today))


def listeners(me: Membership) -> list[Hat]:
    """Whom ``me`` can write to about a worry: here, taking part, and with an address; by name."""
    today = today_in(me.collaborative)
    hats = Hat.objects.on(today).filter(
        collaborative=me.collaborative_id,
        kind__in=Hat.LISTENING,
        member__state__in=Membership.TAKING_PART,
        member__person__email__isnull=False,
        member__person__is_active=True,
    )
    others = hats.exclude(member=me).select_related("member__person")
    return sorted(others, key=lambda hat: (hat.kind, hat.member.chosen_name.casefold()))


def is_last_coordinator(me: Membership) -> bool:
    """Whether the collaborative would be left to nobody, and there are others in it."""
    here = Membership.objects.current().filter(collaborative=me.collaborative_id)
    kept = Hat.objects.filter(
        kind=Hat.Kind.COORDINATOR,
        collaborative=me.collaborative_id,
        member__in=here,
        member__stepped_back_at=None,
    )
    mine = kept.filter(member=me).not_over().exists()
    others = kept.filter(until=None).exclude(member=me).exists()
    return mine and not others and here.exclude(pk=me.pk).exists()


def independent(me: Membership) -> list[str]:
    """Names of those who listen when it is about whoever looks after us; never one of these."""
    today = today_in(me.collaborative)
    return _names(_independent([hat for hat in me.hats if hat.is_on(today)]))


def _independent(on: list[Hat]) -> list[Hat]:
    after = {hat.member_id for hat in on if hat.kind == Hat.Kind.COORDINATOR}
    return [hat for hat in on if hat.kind == Hat.Kind.INDEPENDENT and hat.member_id not in after]


def named_in(cards: list[Membership]) -> tuple[list[str], list[str]]:
    """Both for somebody who is in several places, on a page that belongs to none of them."""
    if not cards:
        return [], []
    places = {card.collaborative_id: card.collaborative for card in cards}
    named = (*Hat.LISTENING, Hat.Kind.COORDINATOR)
    hats = Hat.objects.filter(kind__in=named, collaborative__in=places).select_related("member")
    on = [hat for hat in hats if hat.is_on(today_in(places[hat.collaborative_id]))]
    concern = _names(hat for hat in on if hat.kind == Hat.Kind.CONCERN)
    return concern, _names(_independent(on))


def _names(hats: Iterable[Hat]) -> list[str]:
    here = {hat.member.chosen_name for hat in hats if hat.member.state in Membership.TAKING_PART}
    return sorted(here, key=str.casefold)
