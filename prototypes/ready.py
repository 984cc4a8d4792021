"""Ideas that lie ready: each was wanted in more than one place, and each begins small."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ready:
    """What the form is filled with; everything can be changed before it begins."""

    key: str
    name: str
    how_small: str
    question: str
    hunch: str
    core: str
    adaptable: str
    could_go_badly: str
    who_looks_out: str

    @property
    def words(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if name != "key"}


READY = (
    Ready(
        key="waiting-room",
        name="Tea and cake in the waiting room, run by those who wait",
        how_small="One Monday, one cake, two hosts.",
        question="What becomes of a waiting room when those who wait run it?",
        hunch="A name and a cup bring people who would not come for an appointment.",
        core="A host with a name\nNobody is asked why they came",
        adaptable="Which day\nWhat is served",
        could_go_badly="Somebody is overwhelmed, or the shy stay away.",
        who_looks_out="One person who sits by the door and is not busy.",
    ),
    Ready(
        key="weekly-visit",
        name="Instead of the weekly visit: somebody to talk to",
        how_small="Three people who come every week, for three weeks.",
        question="What do those who come every week come for?",
        hunch="Some of them come for company, and the appointment is the only door to it.",
        core="They are asked first\nThe appointment stays, if they want it",
        adaptable="Where they meet\nWho sits with them",
        could_go_badly="Somebody feels sent away.",
        who_looks_out="Whoever they have always seen rings them after a week.",
    ),
    Ready(
        key="first-hello",
        name="A first hello by somebody who has been there",
        how_small="Five newcomers, one month.",
        question="Does it matter who says hello first?",
        hunch="Whoever has sat there knows what the first minute is like.",
        core="The newcomer chooses whether\nNo form before the hello",
        adaptable="By phone or at the door\nWhat is offered to drink",
        could_go_badly="It is too much for the one who says hello.",
        who_looks_out="Two take turns, and either may stop.",
    ),
)


def lying_ready(key: str) -> Ready | None:
    return next((each for each in READY if each.key == key), None)
