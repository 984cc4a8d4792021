"""A collaborative as a copy to take along: what every member may read, and nobody's own.

Sheet by sheet and column by column it is said here what goes into it. Left out
is what is private to a person, addresses, what would help somebody on the day,
letters, who said or promised or answered what, and words that are still held.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q
from django.template.loader import render_to_string
from django.utils import timezone

from meetings import models as of_meetings
from members.copies import fillings
from members.models import Collaborative, Copy, Membership, PresenceTable
from prototypes import models as of_prototypes
from roadmap import models as of_roadmap
from roadmap.papers.cells import safe
from roadmap.papers.packing import pack

Rows = Any  # a queryset of its model, with the words that this one knows
HELD_ON = Q(state=of_meetings.Meeting.State.PUBLISHED)
MET = Q(meeting__state=of_meetings.Meeting.State.PUBLISHED)
IN_SESSION = Q(session__meeting__state=of_meetings.Meeting.State.PUBLISHED)


@dataclass(frozen=True)
class Sheet:
    """One table of the copy. ``only`` narrows its rows to what every member may read."""

    words: str
    model: type[Model]
    columns: str
    only: Callable[[Rows], Rows] = lambda rows: rows

    def rows(self, place: Collaborative) -> list[dict[str, Any]]:
        here = {"pk" if self.model is Collaborative else "collaborative": place.pk}
        found = self.only(self.model._default_manager.filter(**here))
        return list(found.order_by("pk").values(*self.columns.split()))


def _clear(rows: Rows) -> Rows:
    """Links to notes that are fit to be read by others, and links to anything else."""
    fit = of_prototypes.Output.objects.cleared().filter(IN_SESSION)
    return rows.filter(Q(output=None) | Q(output__in=fit))


SHEETS: dict[str, Sheet] = {
    "place": Sheet(
        "Who we are, and how we run",
        Collaborative,
        "slug name place about_the_place story_so_far nation time_zone vision values agreement"
        " agreed_on now_word now_means next_word next_means wow_word wow_means not_in_the_room",
    ),
    "stands": Sheet(
        "Vision, values and agreement, version by version",
        of_roadmap.Statement,
        "key kind n adopted_on refresh_on words__texts",
    ),
    "people": Sheet(
        "Cards, as everybody reads them",
        Membership,
        "key chosen_name brings_me_here ask_me_about i_like",
        lambda rows: rows.current(),
    ),
    "presence": Sheet(
        "Who is in the room, counted safely",
        PresenceTable,
        "quarter counted_on members told rows",
    ),
    "venues": Sheet(
        "Where we meet",
        of_meetings.Venue,
        "key name address arrive step_free toilets quiet_corner bus food",
    ),
    "rhythm": Sheet(
        "When we meet",
        of_meetings.MeetingSeries,
        "name words rrule first_on last_on local_start local_end time_zone kind",
    ),
    "meetings": Sheet(
        "Meetings",
        of_meetings.Meeting,
        "key kind title starts_at ends_at time_zone venue__key purpose can_change",
        lambda rows: rows.filter(HELD_ON),
    ),
    "agenda": Sheet(
        "What was on the agenda",
        of_meetings.AgendaItem,
        "key meeting__key order kind minutes title state",
        lambda rows: rows.shown().filter(MET),
    ),
    "write_ups": Sheet(
        "Write-ups",
        of_meetings.WriteUp,
        "meeting__key body easy_read written_on published_at",
        lambda rows: rows.published().filter(MET),
    ),
    "decisions": Sheet(
        "Decisions",
        of_meetings.Decision,
        "key meeting__key order text",
        lambda rows: rows.shown().filter(MET),
    ),
    "commitments": Sheet(
        "What was said we would do",
        of_meetings.Commitment,
        "key meeting__key text state made_on",
        lambda rows: rows.shown(),
    ),
    "worries": Sheet(
        "Worries that were read out",
        of_meetings.Worry,
        "key meeting__key words did_we did_we_on",
        lambda rows: rows.filter(read_out=True),
    ),
    "sessions": Sheet(
        "Sessions of trying things out",
        of_prototypes.PrototypingSession,
        "key meeting__key title purpose method how_we_worked heard_in_short",
        lambda rows: rows.filter(MET),
    ),
    "notes": Sheet(
        "What was written down at the tables",
        of_prototypes.Output,
        "key session__key kind words",
        lambda rows: rows.cleared().filter(IN_SESSION),
    ),
    "themes": Sheet(
        "Themes",
        of_prototypes.Theme,
        "key name parent__key promise difficulty state named_at",
    ),
    "themes_of_notes": Sheet(
        "Which note joined which theme",
        of_prototypes.ThemeOutput,
        "theme__key output__key",
        _clear,
    ),
    "tensions": Sheet(
        "Where we did not agree",
        of_prototypes.Tension,
        "key session__key one other matters_to_one matters_to_other state eased_by",
        lambda rows: rows.filter(IN_SESSION),
    ),
    "reframes": Sheet(
        "Seen otherwise", of_prototypes.Reframe, "key theme__key was now at_ourselves"
    ),
    "questions": Sheet("Questions we carry", of_prototypes.Question, "key text state"),
    "prototypes": Sheet(
        "What we try",
        of_prototypes.Prototype,
        "key name how_small question hunch core adaptable have_already could_go_well"
        " if_we_do_nothing could_go_badly who_looks_out asked_by state state_since why waiting_for"
        " became started_on",
    ),
    "tries": Sheet(
        "Goes at it",
        of_prototypes.TestCycle,
        "key prototype__key n question prediction tried how_many where from_on to_on happened"
        " surprised decision next",
    ),
    "learnings": Sheet(
        "What we learned",
        of_prototypes.Learning,
        "key prototype__key what so_what now_what kind no_big_result did_not effect_on_workers"
        " how_we_worked came_from learned_on",
    ),
    "grew_from": Sheet(
        "What grew from what",
        of_prototypes.GrewFrom,
        "child__key parent__key theme__key output__key how unsure",
        _clear,
    ),
    "bodies": Sheet("Bodies we ask", of_prototypes.Body, "key name"),
    "permissions": Sheet(
        "Permissions",
        of_prototypes.Permission,
        "key body__key asked_as prototype__key text about state asked_on answered_on conditions"
        " reason expires_on",
    ),
    "red_tape": Sheet(
        "Red tape", of_prototypes.RedTape, "key rule who_says_so really answer noted_on"
    ),
    "inspiration": Sheet(
        "From elsewhere",
        of_prototypes.Inspiration,
        "key title says borrow place reframed five_minutes content_note link",
    ),
    "evidence_cards": Sheet(
        "Evidence from elsewhere",
        of_prototypes.EvidenceCard,
        "key title says size caution content_note link",
    ),
    "evidence_for": Sheet(
        "Which evidence speaks of what", of_prototypes.EvidenceFor, "card__key prototype__key"
    ),
    "service_models": Sheet(
        "Larger designs", of_prototypes.ServiceModel, "key name would_be still_missing"
    ),
    "roadmap": Sheet(
        "The roadmap",
        of_roadmap.RoadmapItem,
        "key number title need aim kind horizon state stuck_on stuck_because next_step waiting_for"
        " wakes_when wakes_on depends_on_money areas last_heard added_on",
    ),
    "moves": Sheet(
        "What moved, and why",
        of_roadmap.Move,
        "item__key from_horizon to_horizon made_possible_by moved_at words__why",
    ),
    "updates": Sheet("What was heard", of_roadmap.Update, "item__key on text state"),
    "evidence": Sheet(
        "What stands under what",
        of_roadmap.Evidence,
        "item__key output__key theme__key meeting__key prototype__key",
        _clear,
    ),
    "bodies_needed": Sheet("Whose yes it needs", of_roadmap.BodyNeeded, "item__key name answer"),
    "outcomes": Sheet("What it is for", of_roadmap.Outcome, "key label easy_read order"),
    "outcomes_of_items": Sheet(
        "Which thing is for what", of_roadmap.ItemOutcome, "item__key outcome__key"
    ),
    "reports": Sheet(
        "Reports that were made",
        of_roadmap.Report,
        "number audience since on check_code tree",
        lambda rows: rows.exclude(state=of_roadmap.Report.State.WITHDRAWN),
    ),
}


def fill(copy: Copy) -> bytes:
    """A page to read, one table a sheet as CSV, and all of it as JSON."""
    place = copy.collaborative
    if place is None:
        raise ValueError("This copy is of a person, not of a collaborative.")
    now = timezone.now()
    found = [(name, sheet, sheet.rows(place)) for name, sheet in SHEETS.items()]
    told = {"version": 1, "made_at": now} | {name: rows for name, _, rows in found}
    shown = [(sheet.words, [_in_words(row) for row in rows]) for _, sheet, rows in found]
    page = render_to_string("roadmap/whole_copy.html", {"place": place, "now": now, "shown": shown})
    files = [
        ("index.html", page.encode()),
        ("everything.json", json.dumps(told, cls=DjangoJSONEncoder, indent=1).encode()),
    ]
    tables = ((name, sheet.columns.split(), rows) for name, sheet, rows in found)
    files += [(f"tables/{name}.csv", _csv(head, rows)) for name, head, rows in tables]
    return pack(files, now)


def _in_words(row: dict[str, Any]) -> dict[str, str]:
    """What stands in a row, as somebody reads it; keys and trees are for software."""
    said = {}
    for name, value in row.items():
        whole = isinstance(value, list) and all(isinstance(each, str) for each in value)
        words = "; ".join(value) if whole else str(value)
        if value not in (None, "", []) and not name.endswith("key") and name != "tree":
            said[name.replace("__", " ").replace("_", " ").capitalize()] = words
    return said


def _csv(head: list[str], rows: Iterable[dict[str, Any]]) -> bytes:
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(head)
    table.writerows([safe("" if v is None else str(v)) for v in row.values()] for row in rows)
    return out.getvalue().encode("utf-8-sig")


fillings.announce("place", fill)
