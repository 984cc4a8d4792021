"""Words that can weigh on somebody, looked for in what is ours before it goes out.

Somebody's own words are never touched: what they call themselves is theirs. So
notes are not looked at, only what those who help wrote: the short words, the
names of themes, and both sides of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from prototypes.heard import WhatWeHeard
from prototypes.models import PrototypingSession

RATHER = {
    "the mentally ill": "people, and what they live with",
    "mental patients?": "people who use services",
    "schizophrenics?": "somebody who hears voices, if they say so",
    "psychotics?": "somebody who lives with psychosis",
    "depressives?": "somebody who has been low",
    "borderlines?": "a person, and what happened to them",
    "addicts?": "somebody who drinks or uses, if they say so",
    "alcoholics?": "somebody who drinks, if they say so",
    "junkies": "people who use drugs",
    "the homeless": "people without a home",
    "the disabled": "disabled people",
    "the elderly": "older people",
    "sufferers?": "people who live with it",
    "suffers? from": "lives with",
    "suffering from": "living with",
    "victims? of": "somebody who lived through",
    "confined to a wheelchair": "uses a wheelchair",
    "wheelchair[- ]bound": "uses a wheelchair",
    "commit(?:s|ted)? suicide": "died by suicide",
    "non-?complian(?:t|ce)": "did not want it, or could not",
    "non-?engag(?:ing|ement)": "we did not reach them",
    "hard[- ]to[- ]reach": "people we have not reached",
    "revolving[- ]door": "comes back, because it did not help yet",
    "frequent (?:flyers?|attenders?)": "somebody who comes often, and why",
    "bed[- ]blockers?": "somebody who has nowhere to go yet",
    "attention[- ]seeking": "somebody who needs attention",
    "manipulative": "somebody who tries to get help in the ways that work",
    "problem patients?": "people for whom it does not work yet",
    "failed to attend": "did not come, and we do not know why",
}
WEIGHS = re.compile(rf"\b(?:{'|'.join(RATHER)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Weighs:
    words: str
    where: str
    rather: str


def words_that_weigh(session: PrototypingSession, heard: WhatWeHeard) -> list[Weighs]:
    """Each such word, where it stands, and another way to say it."""
    texts = [("the short words", session.heard_in_short), ("the purpose", session.purpose)]
    for each in heard.themes:
        theme = each.theme
        where = f"the theme “{theme.name}”"
        words = "\n".join((theme.name, theme.promise, theme.difficulty))
        texts.append((where, words.replace(theme.challenged, "") if theme.challenged else words))
    return [
        Weighs(found, where, rather(found))
        for where, words in texts
        for found in dict.fromkeys(WEIGHS.findall(words))
    ]


def rather(found: str) -> str:
    return next(
        words for pattern, words in RATHER.items() if re.fullmatch(pattern, found, re.IGNORECASE)
    )
