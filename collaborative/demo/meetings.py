"""Venues, series, and every meeting with its agenda, answers, head count and write-up."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from collaborative import files
from collaborative.demo import door
from collaborative.demo.content import Place, Row
from meetings.models import AgendaItem, Decision, Meeting, MeetingSeries, Reply, Venue, WriteUp
from members.models import Membership

STATES = {
    "idea": Meeting.State.DRAFT,
    "invited": Meeting.State.PUBLISHED,
    "confirmed": Meeting.State.PUBLISHED,
    "closed": Meeting.State.PUBLISHED,
    "called_off": Meeting.State.CALLED_OFF,
}


def load(place: Place) -> None:
    _venues(place)
    _series(place)
    rows = place.content["meetings"]
    made = Meeting.objects.bulk_create(_meeting(place, row) for row in rows)
    place.made |= {row["id"]: meeting for row, meeting in zip(rows, made, strict=True)}
    AgendaItem.objects.bulk_create(
        _agenda_item(place, row, item) for row in rows for item in row["agenda"]
    )
    Reply.objects.bulk_create(_reply(place, row, reply) for row in rows for reply in row["replies"])
    WriteUp.objects.bulk_create(_write_up(place, row) for row in rows if "write_up" in row)
    Decision.objects.bulk_create(
        Decision(
            collaborative=place.collaborative,
            meeting=place.made[row["id"]],
            order=order,
            text=decision["text"],
        )
        for row in rows
        for order, decision in enumerate(row["decisions"])
    )


def _venues(place: Place) -> None:
    names = ("name", "address", "arrive", "step_free", "toilets", "quiet_corner", "bus", "food")
    rows = place.content["venues"]
    more = place.content.get("places", {})
    made = Venue.objects.bulk_create(
        Venue(
            collaborative=place.collaborative,
            noise=more.get(row["id"], {}).get("noise", ""),
            behind_the_counter=row.get("host_thanks", ""),
            **{name: row[name] for name in names},
        )
        for row in rows
    )
    place.made |= {row["id"]: venue for row, venue in zip(rows, made, strict=True)}
    for venue, facts in more.items():
        if "door" in facts:
            _hang(place.made[venue], by=place.made[facts["door"]])


def _hang(venue: Venue, *, by: Membership) -> None:
    venue.photo = files.store(
        content=door.drawn(), content_type="image/jpeg", owner=by.person, for_good=True
    )
    venue.save(update_fields=["photo"])


def _series(place: Place) -> None:
    rows = place.content["series"]
    made = MeetingSeries.objects.bulk_create(
        MeetingSeries(
            collaborative=place.collaborative,
            name=row["name"],
            words=row["words"],
            rrule=row["rrule"],
            first_on=place.dates.day(row["first"]),
            local_start=time.fromisoformat(row["local_start"]),
            local_end=time.fromisoformat(row["local_end"]),
            time_zone=row["time_zone"],
            venue=place.found(row["venue"]),
            calendar_title=row["calendar_title"],
            ended=row.get("ended", False),
        )
        for row in rows
    )
    place.made |= {row["id"]: series for row, series in zip(rows, made, strict=True)}


def _meeting(place: Place, row: Row) -> Meeting:
    kind = row["kind"].replace(" ", "_")
    off, moved = row.get("called_off"), row.get("moved_from")
    rule_day = place.content.get("rule_days", {}).get(row["id"])
    return Meeting(
        collaborative=place.collaborative,
        series=place.found(row["series"]),
        series_day=place.dates.day(rule_day) if rule_day else None,
        moved_from=place.dates.at(moved) if moved else None,
        by_hand=bool(moved or off),
        kind=kind if kind in Meeting.Kind.values else Meeting.Kind.OTHER,
        title=row["title"],
        starts_at=place.dates.at(row["starts"]),
        ends_at=place.dates.at(row["ends"]),
        time_zone=place.collaborative.time_zone,
        venue=place.found(row["venue"]),
        purpose=row["purpose"],
        can_change=row["can_change"],
        state=STATES[row["state"]],
        called_off_because=f"{off['why']} {off['kind_words']}" if off else "",
        came=row["attendance"]["total"] if row["state"] == "closed" else None,
        came_by_phone=row["attendance"]["by_phone"] if row["state"] == "closed" else 0,
        **_month(place, row),
    )


def _month(place: Place, row: Row) -> dict[str, datetime]:
    """When everybody was invited, and told of it; the last one waits for somebody to tell it."""
    if row["state"] != "closed":
        return {}
    moments = {"invited_at": place.dates.at(row["starts"]) - timedelta(days=14)}
    if "write_up" in row:
        told = place.dates.at(f"{row['write_up']['written_on']} 18:00")
        if told < place.dates.at("anchor-12d"):
            moments["told_at"] = told
    return moments


def _agenda_item(place: Place, meeting: Row, row: Row) -> AgendaItem:
    return AgendaItem(
        collaborative=place.collaborative,
        meeting=place.made[meeting["id"]],
        order=row["order"],
        kind=AgendaItem.Kind(row["kind"]),
        minutes=row["minutes"],
        title=row["title"],
        state=AgendaItem.State(row["state"]),
        held=row.get("held", False),
        put_forward_by=place.found(row["put_forward_by"]),
        offered_at=_offered(place, meeting, row),
    )


def _offered(place: Place, meeting: Row, row: Row) -> datetime:
    """When it was put forward: what waits is heard in that order."""
    if "offered_on" in row:
        return place.dates.at(row["offered_on"])
    return place.dates.at(meeting["starts"]) - timedelta(days=7)


def _reply(place: Place, meeting: Row, row: Row) -> Reply:
    return Reply(
        collaborative=place.collaborative,
        meeting=place.made[meeting["id"]],
        member=place.made[row["who"]],
        answer=Reply.Answer(row["answer"]),
    )


def _write_up(place: Place, meeting: Row) -> WriteUp:
    row = meeting["write_up"]
    published_at = place.not_after_anchor(place.dates.at(f"{row['written_on']} 18:00"))
    return WriteUp(
        collaborative=place.collaborative,
        meeting=place.made[meeting["id"]],
        body=row["body"].strip(),
        easy_read=row.get("easy_read", ""),
        written_on=published_at.astimezone(place.dates.zone).date(),
        published_at=published_at,
        state=WriteUp.State(row["state"]),
        outside=meeting["id"] in place.content.get("outside", []),
    )
