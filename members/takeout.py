"""What members' tables, letters and sign-in hold about a person: why, how long, who sees it."""

from __future__ import annotations

from collaborative.takeout import Holding, holdings
from members import copies
from members import takeout_rows as rows
from members import takeout_said as said

ONLY_YOU = "Only you. No member, facilitator or coordinator can open it."
UNTIL_YOU_SAY = "Until you take it out, or leave."

holdings.announce(
    "address",
    Holding(
        model="members.user",
        words="Your email address",
        why="So that you can come in, and letters reach you.",
        kept="Until you leave. Then it goes at once. If you were invited and never came: thirty"
        " days after the invitation is over.",
        seen_by="Nobody but you. Whoever invited you typed it once.",
        fields=("email", "is_active", "private_shut_at", "address_written_in"),
        private=("email",),
        said=said.USER,
        rows=rows.person,
    ),
)
holdings.announce(
    "card",
    Holding(
        model="members.membership",
        words="Your cards",
        why="So that people know what to call you, and what to ask you about.",
        kept="Until you change them. When you leave, lines and photo go; the name too, if you"
        " wish.",
        seen_by="Everybody there sees the name, the three lines and the photo. The rest: only you."
        " With your yes the name stands on the public page, on days when you say hello.",
        fields=(
            "chosen_name",
            "brings_me_here",
            "ask_me_about",
            "i_like",
            "gladly",
            "photo",
            "state",
            "left_on",
            "remembered_as",
            "keeps_name",
            "greets_by_name",
            "stepped_back_at",
            "digest_upto",
        ),
        said=said.MEMBERSHIP,
        rows=rows.cards,
    ),
)
holdings.announce(
    "helping",
    Holding(
        model="members.hat",
        words="What you help with, and until when",
        why="So that those who help on a day can do what they help with.",
        kept="As long as the collaborative: it is part of its story.",
        seen_by="You. The names of those who listen to a worry stand on every page. Whoever is new"
        " reads in a letter who says hello at the door.",
        fields=("kind", "since", "until"),
        said=said.HAT,
        rows=rows.helping,
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
        fields=(
            "invitation",
            "reminder",
            "morning_of",
            "digest",
            "digest_every",
            "digest_day",
            "digest_hour",
            "one_letter",
            "write_up",
            "promises",
            "by_text",
            "hosting",
            "nudges_from",
            "quiet_from",
            "quiet_until",
            "look",
            "large_print",
            "told_names_only",
        ),
        said=said.PREFERENCES,
        rows=rows.preferences,
    ),
)
holdings.announce(
    "invitations",
    Holding(
        model="members.invitation",
        words="Invitations to you",
        why="So that the link in one opens once. The link itself is not kept.",
        kept="Until you leave. If you never came in: thirty days after it is over, and then your"
        " name and address go too.",
        seen_by="Only you.",
        fields=(
            "token_hash",
            "paper_hash",
            "helps_with",
            "helps_until",
            "sent_at",
            "not_after",
            "used_at",
        ),
        private=("token_hash", "paper_hash"),
        said=said.INVITATION,
        rows=rows.invitations,
    ),
)
holdings.announce(
    "paper_codes",
    Holding(
        model="members.papercode",
        words="Codes on paper, not used yet",
        why="So that you can come in on a day when no letter arrives. Only a mark of each is kept.",
        kept="Until you use them, make new ones, or leave.",
        seen_by="Nobody. They are shown once, to whoever makes them.",
        fields=("code_hash", "made_at", "handed"),
        private=("code_hash",),
        said=said.PAPERCODE,
        rows=rows.paper_codes,
    ),
)
holdings.announce(
    "keys",
    Holding(
        model="mfa.authenticator",
        words="Passkeys, and the app that is asked as well",
        why="So that you can come in with them, if you switched them on.",
        kept="Until you take them off, or leave.",
        seen_by="Only you.",
        fields=("type", "data", "created_at", "last_used_at"),
        private=("data",),
        said=said.AUTHENTICATOR,
        rows=rows.keys,
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
        said=said.LANYARD,
        rows=rows.behind_the_wall(rows.work),
    ),
)
holdings.announce(
    "standpoints",
    Holding(
        model="members.standpoint",
        words="Where you stand (private)",
        why="To say once a quarter at most, in rounded numbers, who is round the table.",
        kept="Until you take it out, or leave. A table that is out stays out: nobody is in it.",
        seen_by=ONLY_YOU,
        fields=("perspective", "agreed_on", "wording"),
        private=("perspective",),
        said=said.STANDPOINT,
        rows=rows.behind_the_wall(rows.stands),
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
        said=said.ACCESSNEED,
        rows=rows.behind_the_wall(rows.needs),
    ),
)
holdings.announce(
    "routes",
    Holding(
        model="members.contactroute",
        words="Other ways to reach you (private)",
        why="For the day when you wish to be reached so.",
        kept=UNTIL_YOU_SAY,
        seen_by="Only you. One that you give for lists: whoever looks after your collaborative,"
        " and each look is noted.",
        fields=("kind", "value", "best_times", "leave_message", "for_lists"),
        private=("value", "best_times"),
        said=said.CONTACTROUTE,
        rows=rows.behind_the_wall(rows.routes),
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
        said=said.LETTER,
        rows=rows.letters,
    ),
)
holdings.announce(
    "deeds",
    Holding(
        model="collaborative.auditentry",
        words="What you did here",
        why="So that it can be seen who changed what. It says that, and never the words.",
        kept="What was changed: for good. That something private was opened: a year.",
        seen_by="You. Whoever looks after the server, when something went wrong.",
        fields=("at", "actor", "verb", "target"),
        said=said.AUDITENTRY,
        rows=rows.deeds,
    ),
)
holdings.announce(
    "files",
    Holding(
        model="collaborative.storedfile",
        words="Files made for you, and photos you have sent",
        why="So that you can fetch them again. Your photo, so that others know your face;"
        " one of a door, so that they find it.",
        kept="Thirty days. Photos: until you take them out, or leave.",
        seen_by="Only you. The photo on your card, and one of a door: everybody there.",
        fields=("file", "content_type", "made_at", "not_after"),
        said=said.STOREDFILE,
        rows=rows.files,
    ),
)
holdings.announce(
    "copies",
    Holding(
        model="members.copy",
        words="Copies that you asked for",
        why="So that a copy can be made while you do something else.",
        kept="Thirty days. Or until somebody leaves who may stand in it.",
        seen_by="Only you.",
        fields=("collaborative", "state", "asked_at", "made_at"),
        said=said.COPY,
        rows=rows.copies,
        let_go=copies.let_go,
    ),
)
holdings.announce(
    "sessions",
    Holding(
        model="members.session",
        words="Where you are signed in",
        why="So that you need not type a code for each page, and can sign out there.",
        kept="Until you sign out there, or for sixty days.",
        seen_by="Only you.",
        fields=("session_key", "session_data", "expire_date", "device", "since"),
        private=("session_key", "session_data"),
        said=said.SESSION,
        rows=rows.sessions,
    ),
)
for _name, _model, _words, _fields, _rows in (
    (
        "addresses",
        "account.emailaddress",
        "More email addresses",
        ("email", "verified", "primary"),
        rows.addresses,
    ),
    (
        "confirmations",
        "account.emailconfirmation",
        "Letters that ask whether an address is yours",
        ("created", "sent", "key"),
        rows.confirmations,
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
            empty=True,
        ),
    )
