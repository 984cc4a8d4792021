"""Columns whose own name tells too little, as one would speak of them; for the privacy page."""

from __future__ import annotations

USER = {
    "is_active": "whether you can come in",
    "private_shut_at": "since when your private part waits for your word",
    "address_written_in": "that somebody wrote in your address for you",
}

MEMBERSHIP = {
    "chosen_name": "the name you chose",
    "brings_me_here": "“what brings me”",
    "ask_me_about": "“ask me about”",
    "i_like": "“I like”",
    "gladly": "“I would gladly”",
    "photo": "a photo, if you put one there",
    "state": "whether you take part, rest or have left",
    "left_on": "the day you left",
    "remembered_as": "a line by which others remember you",
    "keeps_name": "whether your name stays after you leave",
    "greets_by_name": "your yes to being named in public when you say hello",
    "digest_upto": "how far we have told you the news",
    "stepped_back_at": "since when you were asked to step back",
}

HAT = {
    "kind": "what you help with",
    "since": "from when",
    "until": "until when",
}

PREFERENCES = {
    "invitation": "whether you want to be invited to each meeting",
    "reminder": "whether you want reminders",
    "morning_of": "whether you want one in the morning, too",
    "digest": "whether you want to read what came of it",
    "digest_every": "how often",
    "digest_day": "on which day",
    "digest_hour": "at what hour",
    "one_letter": "whether in one letter for all places",
    "write_up": "whether you want to hear of write-ups to check",
    "by_text": "whether you like text messages better",
    "promises": "whether you want a nudge about what you said you would do",
    "hosting": "whether you want one when you hold a meeting",
    "nudges_from": "until when you wanted no nudges",
    "quiet_from": "when your quiet hours begin",
    "quiet_until": "and when they end",
    "look": "light or dark",
    "large_print": "bigger letters on paper",
    "told_names_only": "that we told you once we use names only",
}

INVITATION = {
    "token_hash": "a mark of the link, not the link",
    "paper_hash": "the same of a link on paper",
    "helps_with": "what you were asked to help with",
    "helps_until": "until when, if it was for a while",
    "not_after": "until when it is good",
    "used_at": "when you used it",
}

PAPERCODE = {
    "code_hash": "a mark of each code, not the code",
    "made_at": "when they were made",
    "handed": "whether somebody else made it, to hand over to you",
}

LANYARD = {
    "job_title": "what you do for a living",
    "employer": "where",
    "work_email": "your email address at work",
}

STANDPOINT = {
    "perspective": "where you stand, if you ticked it",
    "agreed_on": "the day of your yes",
    "wording": "which words you said yes to",
}

ACCESSNEED = {
    "words": "what would help, in your words",
    "tell_facilitator": "whether that day’s facilitator hears it is you",
}

CONTACTROUTE = {
    "kind": "how: by post, by phone, by text, through somebody",
    "value": "the number or address",
    "leave_message": "whether a message may be left",
    "for_lists": "whether you give it for lists to print",
}

LETTER = {
    "kind": "what kind of letter",
    "edition": "which one of its kind",
    "state": "whether it went",
    "sent_at": "when it went",
    "body": "its words",
}

AUDITENTRY = {
    "at": "when",
    "actor": "that it was you",
    "verb": "what was done",
    "target": "to which row",
}

STOREDFILE = {
    "content_type": "what kind of file",
    "made_at": "when it was made",
    "not_after": "when it goes",
}

SESSION = {
    "session_key": "a mark in your browser",
    "session_data": "who is signed in there",
    "expire_date": "until when",
    "device": "what kind of device",
    "since": "since when",
}

JOINREQUEST = {
    "chosen_name": "the name you gave",
    "contact": "one way to reach you",
    "asked_at": "when you asked",
    "welcomed_by": "who says hello to you",
}

CONCERN = {
    "to": "whom you wrote to",
    "raised_by": "that it was you, if you said so",
    "words": "your words, until the letter has gone",
    "raised_at": "when you wrote",
    "handed_over_at": "when the letter went",
    "state": "what became of it",
}

BUDDYING = {
    "newcomer": "that you would like a buddy",
    "buddy": "who it is",
    "asked_at": "when you asked",
}

STEPBACK = {
    "member": "whom it is about",
    "asked_by": "who asked",
    "second": "who was asked to agree",
    "why": "why, in their words",
    "was": "what you were before",
    "asked_at": "when it was asked",
    "confirmed_at": "when two had agreed",
    "ended_at": "when it was over",
}

AUTHENTICATOR = {
    "type": "whether it is a passkey or an app",
    "data": "the half of the key that we need",
    "created_at": "when you switched it on",
    "last_used_at": "when you last came in with it",
}

COPY = {
    "collaborative": "of which place, or of you",
    "state": "whether it is ready",
    "asked_at": "when you asked for it",
    "made_at": "when it was made",
}
