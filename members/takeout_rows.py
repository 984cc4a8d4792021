"""A person's own rows in members' tables, in words, for everything we keep about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from django.conf import settings
from django.urls import reverse

from collaborative.models import AuditEntry, Letter, StoredFile
from members import extras, lanyards
from members.lanyards import Private
from members.models import (
    Copy,
    Hat,
    Invitation,
    Membership,
    PaperCode,
    Perspective,
    Preferences,
    Session,
    User,
)

Rows = Iterable[dict[str, Any]]


def person(of: User) -> Rows:
    return [
        {
            "Email address": of.email or "none",
            "You can come in": of.is_active,
            "Your private part waits for your word since": of.private_shut_at,
            "Somebody wrote in your address": of.address_written_in,
        }
    ]


def preferences(of: User) -> Rows:
    return [
        {
            "Invitations": mine.invitation,
            "Reminders": mine.reminder,
            "A reminder in the morning, too": mine.morning_of,
            "What came of it": mine.digest,
            "How often": mine.get_digest_every_display(),
            "On which day": mine.get_digest_day_display() or "On any day",
            "At what hour": mine.digest_hour,
            "In one letter for all places": mine.one_letter,
            "Write-ups to check": mine.write_up,
            "A nudge about what I said I would do": mine.promises,
            "Reminders as text messages": mine.by_text,
            "A nudge when I hold a meeting": mine.hosting,
            "No nudges before": mine.nudges_from,
            "No letter from": mine.quiet_from,
            "No letter until": mine.quiet_until,
            "Look": mine.get_look_display(),
            "Bigger letters in print": mine.large_print,
            "We told you once that we use names only": mine.told_names_only,
        }
        for mine in Preferences.objects.filter(person=of)
    ]


def cards(of: User) -> Rows:
    return [
        {
            "Collaborative": card.collaborative.name,
            "Name": card.chosen_name,
            "What brings me": card.brings_me_here,
            "Ask me about": card.ask_me_about,
            "I like": card.i_like,
            "I would gladly": ", ".join(card.does_gladly),
            "Your photo is at": _photo_at(card),
            "You are": card.get_state_display(),
            "You left on": card.left_on,
            "You are remembered by": card.remembered_as,
            "Your name stays after you leave": card.keeps_name,
            "Your name may stand on the public page": card.greets_by_name,
            "You are asked to step back since": card.stepped_back_at,
            "You were last told what came of it": card.digest_upto,
        }
        for card in Membership.objects.filter(person=of).select_related("collaborative")
    ]


def _photo_at(card: Membership) -> str:
    if card.photo_id is None:
        return ""
    of = {"collaborative": card.collaborative.slug, "key": card.key}
    return f"{settings.SITE_URL}{reverse('here:photo', kwargs=of)}"


def helping(of: User) -> Rows:
    return [
        {
            "Collaborative": hat.member.collaborative.name,
            "Helping with": hat.get_kind_display(),
            "From": hat.since,
            "Until": hat.until,
        }
        for hat in Hat.objects.filter(member__person=of).select_related("member__collaborative")
    ]


def invitations(of: User) -> Rows:
    sent = Invitation.objects.filter(member__person=of).select_related("collaborative")
    return [
        {
            "To": invitation.collaborative.name,
            "Asked to help with": invitation.get_helps_with_display(),
            "Until": invitation.helps_until,
            "Sent": invitation.sent_at,
            "Good until": invitation.not_after,
            "Used": invitation.used_at,
        }
        for invitation in sent
    ]


def paper_codes(of: User) -> Rows:
    made = PaperCode.objects.filter(person=of).order_by("made_at")
    return [{"Made": code.made_at, "Made by somebody else, for you": code.handed} for code in made]


def keys(of: User) -> Rows:
    """That there is one, and never what opens anything."""
    return [
        {
            "What": extras.WORDS[one.type],
            "Made on": one.data.get("name", "") if one.type == extras.Kind.WEBAUTHN else "",
            "When": one.created_at,
            "Used last": one.last_used_at,
        }
        for kind in extras.held_by(of).values()
        for one in kind
    ]


def behind_the_wall(rows: Callable[[Private], Rows]) -> Callable[[User], Rows]:
    """Rows of one private table, read for the person's own copy; none while it is shut."""
    return lambda of: [] if of.private_shut_at else rows(lanyards.read(of, purpose="takeout"))


def work(held: Private) -> Rows:
    said = {
        "What you do for a living": held.job_title,
        "Where": held.employer,
        "Email address at work": held.work_email,
    }
    return [said] if any(said.values()) else []


def stands(held: Private) -> Rows:
    held_ones = Perspective.objects.filter(pk__in=held.perspectives)
    return [
        {
            "Where you stand": perspective.label,
            "Your last yes to counting it": held.agreed_on,
            "That was to the words of today": not held.older_words,
        }
        for perspective in held_ones
    ]


def needs(held: Private) -> Rows:
    return [
        {
            "In your words": need.words,
            "That day’s facilitator hears it is you": need.tell_facilitator,
        }
        for need in held.needs
    ]


def routes(held: Private) -> Rows:
    return [
        {
            "How": route.get_kind_display(),
            "Number or address": route.value,
            "Best times": route.best_times,
            "A message may be left": route.leave_message,
            "You give it for lists": route.for_lists,
        }
        for route in held.routes
    ]


def letters(of: User) -> Rows:
    return [
        {
            "Kind": letter.kind,
            "How it stands": letter.get_state_display(),
            "Sent": letter.sent_at,
            "Subject": letter.subject,
            "Words": letter.body if letter.sent_at else "",  # a code on its way stays in its letter
        }
        for letter in Letter.objects.filter(person=of).order_by("pk")
    ]


def deeds(of: User) -> Rows:
    """What sort of row, without its number: it may be another person's."""
    return [
        {
            "When": entry.at,
            "What you did": entry.verb,
            "To what sort of row": entry.target.partition(":")[0],
        }
        for entry in AuditEntry.objects.filter(actor=of).order_by("pk")
    ]


def files(of: User) -> Rows:
    return [
        {"Made": file.made_at, "Kind": file.content_type, "Kept until": file.not_after}
        for file in StoredFile.objects.filter(owner=of)
    ]


def sessions(of: User) -> Rows:
    return [
        {
            "Signed in on": session.device,
            "Since": session.since,
            "At most until": session.expire_date,
        }
        for session in Session.objects.of(of)
    ]


def addresses(of: User) -> Rows:
    return [
        {"Email address": address.email} for address in EmailAddress.objects.filter(user_id=of.pk)
    ]


def confirmations(of: User) -> Rows:
    sent = EmailConfirmation.objects.filter(email_address__user_id=of.pk)
    return [{"Sent": confirmation.sent} for confirmation in sent]


def copies(of: User) -> Rows:
    return [
        {
            "A copy of": copy.collaborative.name
            if copy.collaborative
            else "what we keep about you",
            "How it stands": copy.get_state_display(),
            "You asked for it": copy.asked_at,
            "It was made": copy.made_at,
        }
        for copy in Copy.objects.filter(owner=of).select_related("collaborative").order_by("pk")
    ]
