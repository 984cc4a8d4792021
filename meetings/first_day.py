"""How far the first day has come. Nothing is stored for it: the rows themselves say so."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from collaborative import post_office
from collaborative.models import Letter
from meetings.models import Meeting, MeetingSeries
from members import letters, listening
from members.models import Collaborative, Invitation, Membership, PaperCode

TITLES = {
    "name": "What you are called",
    "dates": "When do you meet?",
    "letter": "Do letters arrive?",
    "people": "Who can people turn to?",
    "invite": "Who comes to the table?",
}
WAITS = {  # what a page says of a step that is still to come
    "dates": "Say when you meet",
    "people": "Name who people can turn to",
    "invite": "Invite the first people",
}


@dataclass(frozen=True)
class Step:
    """``name`` is its address under ``first_day``; ``waits`` is what to do, said elsewhere."""

    name: str
    done: bool
    tried: bool = False  # it was done as far as it could be, and may be done again

    @property
    def title(self) -> str:
        return TITLES[self.name]

    @property
    def waits(self) -> str:
        return WAITS.get(self.name, "")


def steps(me: Membership) -> list[Step]:
    """The five, in their order; one query, and who helps, which every page knows."""
    waiting = Invitation.objects.open().filter(collaborative=OuterRef("pk"))
    others = Membership.objects.current().exclude(pk=me.pk)
    here = Q(collaborative=OuterRef("pk"))
    sent = Letter.objects.filter(
        kind=letters.TEST, person=me.person_id, state=Letter.State.SENT, sent_at__isnull=False
    )
    tests = Letter.objects.filter(kind=letters.TEST, person=me.person_id)
    codes = PaperCode.objects.filter(person=me.person_id)
    found = (
        Collaborative.objects.filter(pk=me.collaborative_id)
        .annotate(
            meets=Exists(MeetingSeries.objects.filter(here)) | Exists(Meeting.objects.filter(here)),
            asked=Exists(waiting.filter(helps_with="")) | Exists(others.filter(here)),
            letter=Exists(sent),
            tried=Exists(tests) | Exists(codes),
            **{
                f"asked_{kind}": Exists(waiting.filter(helps_with=kind)) for kind in listening.KINDS
            },
        )
        .values("meets", "asked", "letter", "tried", *(f"asked_{kind}" for kind in listening.KINDS))
        .get()
    )
    named = listening.named(me)
    people = all(named[kind] or found[f"asked_{kind}"] for kind in listening.KINDS)
    arrives = found["letter"] and (settings.DEMO or not post_office.only_a_folder())
    done = {"name": True, "dates": found["meets"], "letter": arrives}
    done |= {"people": people, "invite": found["asked"]}
    return [Step(name, done[name], name == "letter" and found["tried"]) for name in TITLES]


def still_to_do(found: list[Step]) -> list[Step]:
    """What an empty place needs before anything else; a letter that was never tried can wait."""
    return [step for step in found if not step.done and step.waits]
