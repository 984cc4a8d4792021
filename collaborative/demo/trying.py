"""What is tried: prototypes with each change dated, who tries them, and what they grew from."""

from __future__ import annotations

from collaborative.demo.content import Place, Row
from prototypes.models import (
    GrewFrom,
    Learning,
    LearningEvidence,
    Prototype,
    PrototypeStep,
    TeamMember,
    TestCycle,
)

STATES = {
    "rough_idea": Prototype.State.ROUGH_IDEA,
    "mock-up": Prototype.State.MOCK_UP,
    "acted_out": Prototype.State.ACTED_OUT,
    "tried_with_a_few": Prototype.State.TRIED,
    "live_for_a_while": Prototype.State.LIVE,
    "became_everyday": Prototype.State.EVERYDAY,
    "parked": Prototype.State.PARKED,
    "let_go": Prototype.State.LET_GO,
}
DECISIONS = {
    "keep_going": TestCycle.Decision.KEEP,
    "change_it": TestCycle.Decision.CHANGE,
    "park_it": TestCycle.Decision.PARK,
    "let_it_go": TestCycle.Decision.LET_GO,
}
KINDS = {
    "practice change": Learning.Kind.PRACTICE,
    "about people": Learning.Kind.PEOPLE,
    "about system": Learning.Kind.SYSTEM,
    "how we work": Learning.Kind.WORK,
}
BANDS = (
    (7, TestCycle.HowMany.FEW),
    (20, TestCycle.HowMany.SOME),
    (50, TestCycle.HowMany.MANY),
    (10_000, TestCycle.HowMany.CROWD),
)
LOOK_AGAIN = "anchor+37d"


def load(place: Place) -> None:
    rows = place.content["prototypes"]
    made = Prototype.objects.bulk_create(_prototype(place, row) for row in rows)
    place.made |= {row["id"]: prototype for row, prototype in zip(rows, made, strict=True)}
    PrototypeStep.objects.bulk_create(
        PrototypeStep(
            collaborative=place.collaborative,
            prototype=place.made[row["id"]],
            state=STATES[step["state"]],
            on=place.dates.day(step["date"]),
            why=_why(row, step["state"]),
        )
        for row in rows
        for step in row["states"]
    )
    TeamMember.objects.bulk_create(
        TeamMember(
            collaborative=place.collaborative,
            prototype=place.made[row["id"]],
            member=place.made[who],
        )
        for row in rows
        for who in row["team"]
    )
    GrewFrom.objects.bulk_create(edge for row in rows for edge in _edges(place, row))
    cycles = [(row, cycle) for row in rows for cycle in row["cycles"]]
    told = TestCycle.objects.bulk_create(_cycle(place, *pair) for pair in cycles)
    place.made |= {cycle["id"]: each for (_, cycle), each in zip(cycles, told, strict=True)}
    _learnings(place)


def _why(row: Row, state: str) -> str:
    if state == "let_go":
        return str(row["let_go_because"])
    return str(row["waiting_for"]) if state == "parked" else ""


def _prototype(place: Place, row: Row) -> Prototype:
    state = STATES[row["state"]]
    risk = row["good_risk"]
    first = row["cycles"][0]["tried"] if row["cycles"] else ""
    goes_on = state in Prototype.GOING_ON
    story = place.content.get("stories", {}).get(row["id"], "")
    return Prototype(
        collaborative=place.collaborative,
        name=row["name"],
        how_small=first,
        look_again_on=place.dates.day(LOOK_AGAIN) if goes_on else None,
        question=row["question"],
        hunch=row["hunch"],
        core="\n".join(row["core"]),
        adaptable="\n".join(row["adaptable"]),
        could_go_well=risk["could_go_well"],
        if_we_do_nothing=risk["if_we_do_nothing"],
        could_go_badly=risk["could_go_badly"],
        who_looks_out=risk["who_looks_out"],
        method="acted out" if "acted_out" in {step["state"] for step in row["states"]} else "",
        story=story,
        story_goes_out=bool(story),
        asked_by=Prototype.AskedBy.ROOM if row["from_outputs"] else Prototype.AskedBy.NOT_SAID,
        state=state,
        state_since=place.dates.day(row["states"][-1]["date"]),
        why=_why(row, row["state"]),
        waiting_for=row.get("waiting_for", ""),
        wake_on=place.dates.day("anchor-2d") if "waiting_for" in row else None,
        became=place.content.get("became", {}).get(row["id"], ""),
        started_on=place.dates.day(row["states"][0]["date"]),
    )


def _cycle(place: Place, row: Row, cycle: Row) -> TestCycle:
    ends = place.dates.day(cycle["to"])
    return TestCycle(
        collaborative=place.collaborative,
        prototype=place.made[row["id"]],
        n=cycle["n"],
        question=cycle["question"],
        prediction=cycle["prediction"],
        tried=cycle["tried"],
        how_many=_band(cycle["how_many"]),
        where=cycle["where"],
        from_on=place.dates.day(cycle["from"]),
        to_on=ends,
        happened=cycle["happened"],
        surprised=cycle["surprised"],
        decision=DECISIONS[cycle["decision"]],
        next=cycle["next"],
        told_on=ends,
    )


def _band(how_many: str) -> TestCycle.HowMany:
    """Of "9-18" the larger number; what is no number was a hall full."""
    last = how_many.split("-")[-1]
    if not last.isdecimal():
        return TestCycle.HowMany.CROWD
    return next(band for most, band in BANDS if int(last) <= most)


def _learnings(place: Place) -> None:
    """One came back from a place that is loaded later: what it stands on stands over there."""
    rows = [(row, each) for row in place.content["prototypes"] for each in row["learnings"]]
    made = Learning.objects.bulk_create(_learning(place, *pair) for pair in rows)
    place.made |= {each["id"]: learning for (_, each), learning in zip(rows, made, strict=True)}
    LearningEvidence.objects.bulk_create(
        LearningEvidence(
            collaborative=place.collaborative, learning=learning, cycle=place.made[cycle]
        )
        for (_, each), learning in zip(rows, made, strict=True)
        if "came_from_site" not in each
        for cycle in each["evidence"]
    )


def _learning(place: Place, row: Row, each: Row) -> Learning:
    cycles = [cycle for cycle in row["cycles"] if cycle["id"] in each["evidence"]]
    day = place.dates.day(cycles[-1]["to"] if cycles else "anchor-30d")
    return Learning(
        collaborative=place.collaborative,
        prototype=place.made[row["id"]],
        what=each["what"],
        so_what=each["so_what"],
        now_what=each["now_what"],
        kind=KINDS[each["kind"]],
        effect_on_workers=each.get("effect_on_workers", ""),
        came_from=each.get("came_from_site", "").title(),
        learned_on=day,
    )


def _edges(place: Place, row: Row) -> list[GrewFrom]:
    """Of another place only the words: no row points out of its own."""
    child = place.made[row["id"]]
    own = {"collaborative": place.collaborative, "child": child}
    edges = [GrewFrom(**own, theme=place.made[theme]) for theme in row["themes"]]
    edges += [GrewFrom(**own, output=place.made[output]) for output in row["from_outputs"]]
    for key in row["grew_from"]:
        parent = place.made[key]
        if parent.collaborative_id == place.collaborative.pk:
            edges.append(GrewFrom(**own, parent=parent))
        else:
            edges.append(GrewFrom(**own, words=f"{parent.name}, in {parent.collaborative.place}"))
    return edges
