"""What members' tables, letters and sign-in hold about a person: why, how long, who sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib.sessions.models import Session
from django.utils import timezone

from collaborative.models import AuditEntry, Letter, StoredFile
from collaborative.takeout import Holding, holdings
from members import lanyards
from members.lanyards import Private
from members.models import (
    Hat,
    Invitation,
    Membership,
    PaperCode,
    Perspective,
    Preferences,
    User,
)

Rows = Iterable[dict[str, Any]]

ONLY_YOU = "Only you. No member, facilitator or coordinator can open it."
UNTIL_YOU_SAY = "Until you take it out, or leave."


def person(of: User) -> Rows:
    return [{"Email address": of.email or "none", "You can come in": of.is_active}]


def preferences(of: User) -> Rows:
    return [
        {
            "Reminders": mine.reminder,
            "What came of it, once a month": mine.digest,
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
            "You are": card.get_state_display(),
            "You left on": card.left_on,
            "Your name stays after you leave": card.keeps_name,
            "Your name may stand on the public page": card.greets_by_name,
            "You were last told what came of it": card.digest_upto,
        }
        for card in Membership.objects.filter(person=of).select_related("collaborative")
    ]


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
            "Sent": invitation.sent_at,
            "Good until": invitation.not_after,
            "Used": invitation.used_at,
        }
        for invitation in sent
    ]


def paper_codes(of: User) -> Rows:
    made = PaperCode.objects.filter(person=of).order_by("made_at")
    return [{"Made": code.made_at} for code in made]


def behind_the_wall(rows: Callable[[Private], Rows]) -> Callable[[User], Rows]:
    """Rows of one private table, read for the person's own copy."""
    return lambda of: rows(lanyards.read(of, purpose="takeout"))


def work(held: Private) -> Rows:
    said = {
        "What you do for a living": held.job_title,
        "Where": held.employer,
        "Email address at work": held.work_email,
    }
    return [said] if any(said.values()) else []


def stands(held: Private) -> Rows:
    held_ones = Perspective.objects.filter(pk__in=held.perspectives)
    return [{"Where you stand": perspective.label} for perspective in held_ones]


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
    return [
        {"When": entry.at, "What you did": entry.verb, "To which row": entry.target}
        for entry in AuditEntry.objects.filter(actor=of).order_by("pk")
    ]


def files(of: User) -> Rows:
    return [
        {"Made": file.made_at, "Kind": file.content_type, "Kept until": file.not_after}
        for file in StoredFile.objects.filter(owner=of)
    ]


def sessions(of: User) -> Rows:
    """A session's row names nobody; who it belongs to stands inside it, signed."""
    standing = Session.objects.filter(expire_date__gt=timezone.now())
    return [
        {"Signed in on some device, at most until": session.expire_date}
        for session in standing
        if session.get_decoded().get("_auth_user_id") == str(of.pk)
    ]


def addresses(of: User) -> Rows:
    return [
        {"Email address": address.email} for address in EmailAddress.objects.filter(user_id=of.pk)
    ]


def confirmations(of: User) -> Rows:
    sent = EmailConfirmation.objects.filter(email_address__user_id=of.pk)
    return [{"Sent": confirmation.sent} for confirmation in sent]


holdings.announce(
    "address",
    Holding(
        model="members.user",
        words="Your email address",
        why="So that you can come in, and letters reach you.",
        kept="Until you leave. Then it goes at once.",
        seen_by="Nobody but you. Whoever invited you typed it once.",
        fields=("email", "is_active"),
        private=("email",),
        rows=person,
    ),
)
holdings.announce(
    "card",
    Holding(
        model="members.membership",
        words="Your cards",
        why="So that people know what to call you, and what to ask you about.",
        kept="Until you change them. When you leave, the lines go; the name too, if you wish.",
        seen_by="Everybody there sees the name and the three lines. The rest: only you."
        " With your yes the name stands on the public page, on days when you say hello.",
        fields=(
            "chosen_name",
            "brings_me_here",
            "ask_me_about",
            "i_like",
            "state",
            "left_on",
            "keeps_name",
            "greets_by_name",
            "digest_upto",
        ),
        rows=cards,
    ),
)
holdings.announce(
    "helping",
    Holding(
        model="members.hat",
        words="What you help with, and until when",
        why="So that those who help on a day can do what they help with.",
        kept="As long as the collaborative: it is part of its story.",
        seen_by="You. The names of those who listen to a worry stand on every page.",
        fields=("kind", "since", "until"),
        rows=helping,
    ),
)
holdings.announce(
    "preferences",
    Holding(
        model="members.preferences",
        words="How you like letters and pages",
        why="So that they come as you wish.",
        kept="Until you change it, or leave.",
        seen_by="Only you.",
        fields=("reminder", "digest", "look", "large_print", "told_names_only"),
        rows=preferences,
    ),
)
holdings.announce(
    "invitations",
    Holding(
        model="members.invitation",
        words="Invitations to you",
        why="So that the link in one opens once. The link itself is not kept.",
        kept="Until you leave.",
        seen_by="Only you.",
        fields=("token_hash", "helps_with", "sent_at", "not_after", "used_at"),
        private=("token_hash",),
        rows=invitations,
    ),
)
holdings.announce(
    "paper_codes",
    Holding(
        model="members.papercode",
        words="Codes on paper, not used yet",
        why="So that you can come in on a day when no letter arrives. Only a mark of each is kept.",
        kept="Until you use them, make new ones, or leave.",
        seen_by="Nobody. They are shown to you once, when you make them.",
        fields=("code_hash", "made_at"),
        private=("code_hash",),
        rows=paper_codes,
    ),
)
holdings.announce(
    "work",
    Holding(
        model="members.lanyard",
        words="Your work (private)",
        why="So that we can warn you when your card might give it away.",
        kept=UNTIL_YOU_SAY,
        seen_by=ONLY_YOU,
        fields=("job_title", "employer", "work_email"),
        private=("job_title", "employer", "work_email"),
        rows=behind_the_wall(work),
    ),
)
holdings.announce(
    "standpoints",
    Holding(
        model="members.standpoint",
        words="Where you stand (private)",
        why="To say once a year, in rounded numbers, who was round the table.",
        kept=UNTIL_YOU_SAY,
        seen_by=ONLY_YOU,
        fields=("perspective", "agreed_on", "wording"),
        private=("perspective",),
        rows=behind_the_wall(stands),
    ),
)
holdings.announce(
    "needs",
    Holding(
        model="members.accessneed",
        words="What would help you on the day (private)",
        why="So that it is there when you come.",
        kept=UNTIL_YOU_SAY,
        seen_by=ONLY_YOU,
        fields=("words", "tell_facilitator"),
        private=("words",),
        rows=behind_the_wall(needs),
    ),
)
holdings.announce(
    "routes",
    Holding(
        model="members.contactroute",
        words="Other ways to reach you (private)",
        why="For the day when you wish to be reached so.",
        kept=UNTIL_YOU_SAY,
        seen_by=ONLY_YOU,
        fields=("kind", "value", "best_times", "leave_message"),
        private=("value", "best_times"),
        rows=behind_the_wall(routes),
    ),
)
holdings.announce(
    "letters",
    Holding(
        model="collaborative.letter",
        words="Letters to you",
        why="So that each goes once.",
        kept="The words for seven days after it went. That it went stays.",
        seen_by="Only you.",
        fields=("kind", "edition", "state", "sent_at", "subject", "body"),
        private=("subject", "body"),
        rows=letters,
    ),
)
holdings.announce(
    "deeds",
    Holding(
        model="collaborative.auditentry",
        words="What you did here",
        why="So that it can be seen who changed what. It says that, and never the words.",
        kept="For good.",
        seen_by="You. Whoever looks after the server, when something went wrong.",
        fields=("at", "actor", "verb", "target"),
        rows=deeds,
    ),
)
holdings.announce(
    "files",
    Holding(
        model="collaborative.storedfile",
        words="Files made for you",
        why="So that you can fetch them again.",
        kept="Thirty days.",
        seen_by="Only you.",
        fields=("file", "content_type", "made_at", "not_after"),
        rows=files,
    ),
)
holdings.announce(
    "sessions",
    Holding(
        model="sessions.session",
        words="Where you are signed in",
        why="So that you need not type a code for each page.",
        kept="Until you sign out there, or for sixty days.",
        seen_by="Only you.",
        fields=("session_key", "session_data", "expire_date"),
        private=("session_key", "session_data"),
        rows=sessions,
    ),
)
for _name, _model, _words, _fields, _rows in (
    (
        "addresses",
        "account.emailaddress",
        "More email addresses",
        ("email", "verified", "primary"),
        addresses,
    ),
    (
        "confirmations",
        "account.emailconfirmation",
        "Letters that ask whether an address is yours",
        ("created", "sent", "key"),
        confirmations,
    ),
):
    holdings.announce(
        _name,
        Holding(
            model=_model,
            words=_words,
            why="For nothing. The sign-in software has a table for it, which stays empty.",
            kept="Not at all.",
            seen_by="Nobody.",
            fields=_fields,
            private=_fields,
            rows=_rows,
        ),
    )
