"""Every field of every table has a rule: it is told to the person it is about, or says why not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from collaborative.takeout import everything_about, holdings
from members import lanyards
from members.models import Membership, Preferences, User
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory, PerspectiveFactory, ReplyFactory

PERSON = "whose row it is, which is how the row is found"
ROW = "which row it belongs to; the row has its own rules"
SHARED = "the collaborative's own words and days; what people say there has no name on it"
MACHINE = "for the machine: order, tries, random marks"

# Field by field, so that a new one fails here until somebody has thought about it.
NOT_PERSONAL: dict[str, dict[str, str]] = {
    MACHINE: {
        "auth.permission": "name content_type codename",
        "auth.group": "name permissions",
        "auth.group_permissions": "group permission",
        "contenttypes.contenttype": "app_label model",
        "collaborative.letter": "key about place version not_before not_after attempts trouble"
        " mark",
        "collaborative.storedfile": "key",
        "members.joinrequest": "key",
        "members.concern": "key",
        "members.stepback": "key",
        "members.copy": "key",
        "members.incident": "key version",
        "roadmap.report": "key check_code step",
        "roadmap.reportfile": "file size digest",
        "members.user": "password",  # nobody has one: the column holds that it cannot be used
        "members.membership": "key",
        "meetings.calendarfeed": "key",
        "members.openhouse": "token_hash not_after used_at",  # made by the machine, for nobody yet
    },
    PERSON: {
        "account.emailaddress": "user",
        "mfa.authenticator": "user",
        "account.emailconfirmation": "email_address",
        "collaborative.letter": "person",
        "collaborative.storedfile": "owner",
        "members.copy": "owner file",
        "members.preferences": "person",
        "members.lanyard": "person",
        "members.standpoint": "person",
        "members.accessneed": "person",
        "members.contactroute": "person",
        "members.membership": "person",
        "members.hat": "member",
        "members.invitation": "member",
        "members.papercode": "person",
        "members.session": "person",
        "meetings.reply": "member",
    },
    ROW: {
        "members.membership": "collaborative",
        "members.hat": "collaborative",
        "members.letterwords": "collaborative",
        "members.invitation": "collaborative",
        "members.joinrequest": "collaborative",
        "members.concern": "collaborative",
        "members.stepback": "collaborative",
        "members.incident": "collaborative",
        "members.buddying": "collaborative",
        "members.openhouse": "collaborative",
        "members.perspective": "collaborative",
        "members.presencetable": "collaborative",
        "meetings.venue": "collaborative",
        "meetings.reminderwords": "collaborative meeting",
        "meetings.meetingseries": "collaborative venue",
        "meetings.meeting": "collaborative series venue",
        "meetings.agendaitem": "collaborative meeting",
        "meetings.reply": "collaborative meeting heard",
        "meetings.writeup": "collaborative meeting",
        "meetings.piece": "collaborative",
        "meetings.piecereply": "collaborative piece",
        "meetings.decision": "collaborative meeting item",
        "meetings.calendarfeed": "collaborative",
        "meetings.itemnote": "collaborative item",
        "meetings.interest": "collaborative item",
        "meetings.attendance": "collaborative meeting",
        "meetings.turnoffer": "collaborative meeting",
        "meetings.worry": "collaborative meeting",
        "meetings.commitment": "collaborative meeting",
        "meetings.commitmentstep": "collaborative commitment",
        "meetings.version": "collaborative write_up",
        "meetings.versionwords": "collaborative version",
        "meetings.response": "collaborative write_up to",
        "prototypes.prototypingsession": "collaborative meeting question",
        "prototypes.visitinghelp": "collaborative session",
        "prototypes.table": "collaborative meeting session merged_into",
        "prototypes.tablecode": "collaborative session table",
        "prototypes.scenario": "collaborative session",
        "prototypes.scene": "collaborative scenario table",
        "prototypes.parked": "collaborative session",
        "prototypes.tension": "collaborative session",
        "prototypes.flipchart": "collaborative session photo",
        "prototypes.slip": "collaborative session table",
        "prototypes.reframe": "collaborative theme",
        "prototypes.question": "collaborative asked_at card",
        "prototypes.meant": "collaborative theme",
        "prototypes.output": "collaborative session table pairs_with",
        "prototypes.theme": "collaborative parent named_in outputs",
        "prototypes.themeoutput": "collaborative theme output",
        "prototypes.themestep": "collaborative theme under session",
        "prototypes.themestepwords": "collaborative step",
        "prototypes.prototype": "collaborative part_of",
        "prototypes.prototypestep": "collaborative prototype",
        "prototypes.teammember": "collaborative prototype",
        "prototypes.grewfrom": "collaborative child parent theme output",
        "prototypes.testcycle": "collaborative prototype",
        "prototypes.learning": "collaborative prototype surfaced_at",
        "prototypes.learningevidence": "collaborative learning cycle",
        "prototypes.body": "collaborative",
        "prototypes.bodyname": "collaborative body",
        "prototypes.permission": "collaborative body prototype",
        "prototypes.permissionstep": "collaborative permission",
        "prototypes.redtape": "collaborative",
        "prototypes.inspiration": "collaborative",
        "prototypes.credit": "collaborative prototype",
        "prototypes.servicemodel": "collaborative",
        "prototypes.evidencecard": "collaborative",
        "prototypes.evidencefor": "collaborative card prototype",
        "roadmap.roadmapitem": "collaborative",
        "roadmap.bodyneeded": "collaborative item body",
        "roadmap.outcome": "collaborative",
        "roadmap.itemoutcome": "collaborative item outcome",
        "roadmap.snapshot": "collaborative meeting",
        "roadmap.snapshotwords": "collaborative snapshot",
        "roadmap.move": "collaborative item meeting puts_right",
        "roadmap.movewords": "collaborative move",
        "roadmap.evidence": "collaborative item output theme meeting prototype permission"
        " commitment",
        "roadmap.update": "collaborative item",
        "roadmap.report": "collaborative",
        "roadmap.reportfile": "collaborative report",
        "roadmap.preset": "collaborative",
        "roadmap.following": "collaborative",
        "roadmap.statement": "collaborative meeting",
        "roadmap.statementwords": "collaborative statement",
        "roadmap.statementlearning": "collaborative statement learning",
    },
    SHARED: {
        "members.collaborative": "slug name place about_the_place story_so_far footer nation"
        " time_zone phone answers_in_law vision values agreement agreement_limit agreed_on"
        " now_word now_means next_word next_means wow_word wow_means"
        " shows_come welcomes_strangers privacy_words not_in_the_room answers_to",
        "members.presencetable": "quarter counted_on members told level rows came went kept_at",
        "members.perspective": "label band order",
        "members.letterwords": "kind subject beginning paused",
        "meetings.reminderwords": "subject beginning",
        "members.incident": "happened we_do you_can whom_to_ring sent_at",
        "meetings.venue": "key name address arrive step_free toilets quiet_corner bus food"
        " map_link noise behind_the_counter photo",
        "meetings.meetingseries": "name words rrule first_on local_start local_end time_zone"
        " calendar_title ended thread last_on online_link kind",
        "meetings.meeting": "series_day key kind title starts_at ends_at time_zone purpose"
        " can_change state called_off_because came came_online came_by_phone online_link"
        " sequence changed_at invited_at told_at moved_from by_hand places",
        "meetings.agendaitem": "key order kind minutes title state held offered_at"
        " about_money asked_at",
        "meetings.writeup": "body easy_read written_on published_at state version check_until"
        " corrected_on outside",
        "meetings.piece": "key title words state version check_until published_at",
        "meetings.piecereply": "key shown_at",
        "meetings.decision": "key order text held",
        "meetings.itemnote": "sent_as words written_at stop",
        "meetings.worry": "key sent_as words read_out did_we did_we_on",
        "meetings.commitment": "key group held",
        "meetings.commitmentstep": "state on note written_at",
        "meetings.version": "number state kept_at digest",
        "meetings.versionwords": "texts struck_at ground",
        "meetings.response": "key held",
        "prototypes.prototypingsession": "key title purpose method lens how_we_worked"
        " starts_at ends_at state projector_open heard_at heard_in_short room content_note",
        "prototypes.visitinghelp": "key kind how_many said_yes_at",
        "prototypes.tension": "key one other matters_to_one matters_to_other state eased_by"
        " said_at",
        "prototypes.slip": "mark made_at",
        "prototypes.flipchart": "key words sent_at",
        "prototypes.reframe": "key was now at_ourselves",
        "prototypes.question": "key text asked_on state",
        "prototypes.meant": "sent_as answer words said_on",
        "prototypes.table": "key name task size closed_at",
        "prototypes.tablecode": "code made_at ended_at",
        "prototypes.scenario": "key place who gifts hopes_first moment stakes how_soon",
        "prototypes.scene": "key round film what_happened",
        "prototypes.parked": "key words read_back_at",
        "prototypes.output": "key client_id kind words consent held held_by_hand needs_person"
        " taken_back_at written_at",
        "prototypes.theme": "key name challenged promise difficulty state named_at",
        "prototypes.themestep": "key kind notes at",
        "prototypes.themestepwords": "texts struck_at ground",
        "prototypes.prototype": "key name how_small look_again_on question hunch core adaptable"
        " have_already could_go_well if_we_do_nothing could_go_badly who_looks_out who_was_in"
        " to_become_everyday how_we_worked method story story_goes_out asked_by state"
        " state_since why waiting_for wake_on became became_link started_on",
        "prototypes.prototypestep": "state on why written_at",
        "prototypes.grewfrom": "key words how unsure",
        "prototypes.testcycle": "key n question prediction tried how_many where from_on to_on"
        " happened surprised decision next told_on",
        "prototypes.learning": "key what so_what now_what kind no_big_result did_not"
        " effect_on_workers how_we_worked value came_from learned_on",
        "prototypes.body": "key name",
        "prototypes.bodyname": "name until",
        "prototypes.permission": "key asked_as text about state asked_on answered_on conditions"
        " reason expires_on",
        "prototypes.permissionstep": "state on words",
        "prototypes.redtape": "key rule who_says_so really answer noted_on",
        "prototypes.servicemodel": "key name would_be still_missing",
        "prototypes.evidencecard": "key title says size caution content_note link pinned_on",
        "prototypes.inspiration": "key title says borrow place reframed five_minutes content_note"
        " link pinned_on",
        "roadmap.roadmapitem": "key number title need aim kind horizon first_horizon state"
        " stuck_on stuck_because carried_by next_step waiting_for last_heard added_on written_at"
        " wakes_when wakes_on depends_on_money areas leans came_as together money_flow whereabouts",
        "roadmap.report": "number audience since on state trouble asked_at made_at",
        "roadmap.reportfile": "format",
        "roadmap.preset": "key name audience since day horizons parts",
        "roadmap.bodyneeded": "name answer",
        "roadmap.outcome": "key label easy_read for_whom order retired_on",
        "roadmap.snapshot": "key label as_at taken_at facts seal",
        "roadmap.statement": "key kind n adopted_on refresh_on words_digest",
        "roadmap.statementwords": "texts struck_at ground",
        "roadmap.snapshotwords": "number texts struck_at ground",
        "roadmap.move": "from_horizon to_horizon made_possible_by moved_at why_digest",
        "roadmap.movewords": "why struck_at ground",
        "roadmap.update": "on text state stuck_on stuck_because next_step carried_by waiting_for"
        " written_at",
    },
}


def fields_of(model: type[models.Model]) -> set[str]:
    """The columns and many-to-many links of a table, without its plain ``id``."""
    own = [*model._meta.fields, *model._meta.many_to_many]
    return {field.name for field in own if field.name != "id"}


def excused() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for tables in NOT_PERSONAL.values():
        for label, names in tables.items():
            found.setdefault(label, set()).update(names.split())
    return found


def told() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for holding in holdings.values():
        found.setdefault(holding.model, set()).update(holding.fields)
    return found


EVERY_MODEL = {
    model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)
}


def test_every_field_is_told_or_says_why_not() -> None:
    ruled = {label: told().get(label, set()) | excused().get(label, set()) for label in EVERY_MODEL}

    assert {label: fields_of(model) for label, model in EVERY_MODEL.items()} == ruled
    assert set(told()) | set(excused()) == set(EVERY_MODEL)


def test_no_field_is_both() -> None:
    both = {label: told().get(label, set()) & names for label, names in excused().items()}

    assert not any(both.values())


@pytest.mark.parametrize("label", EVERY_MODEL)
def test_a_table_that_names_a_person_is_told_to_that_person(label: str) -> None:
    people = [
        field
        for field in EVERY_MODEL[label]._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model in (User, Membership)
    ]
    assert not people or label in told()


@pytest.mark.parametrize("name", holdings)
def test_every_rule_says_all_it_has_to(name: str) -> None:
    holding = holdings[name]

    for words in (holding.words, holding.why, holding.kept, holding.seen_by):
        assert words.strip()
    assert set(holding.private) <= set(holding.fields)


SECRETS = ("canary-job", "canary-where", "canary-need", "07700 900321", "canary-stand")


@pytest.fixture
def full(member: Membership) -> Membership:
    """Somebody with a row in nearly every table."""
    lanyards.write(member.person, job_title="canary-job", employer="canary-where")
    stands = PerspectiveFactory(collaborative=member.collaborative, label="canary-stand")
    lanyards.stand(member.person, [stands])
    lanyards.need(member.person, "canary-need")
    lanyards.route(member.person, "sms", "07700 900321")
    Preferences.objects.create(person=member.person)
    HatFactory(member=member)
    ReplyFactory(meeting__collaborative=member.collaborative, member=member)
    return member


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/me/everything/", "/me/everything.json"])
def test_all_of_it_is_told_to_the_person_and_to_nobody_else(
    client: Client, full: Membership, path: str
) -> None:
    mine = as_(client, full).get(path)
    other = as_(client, MembershipFactory(collaborative=full.collaborative)).get(path)

    for words in (*SECRETS, full.person.email, full.brings_me_here):
        assert words in mine.text
    for words in (*SECRETS, full.person.email):
        assert words not in other.text


@pytest.mark.django_db
def test_the_file_is_one_that_software_reads(client: Client, full: Membership) -> None:
    response = as_(client, full).get("/me/everything.json")
    (held,) = json.loads(response.text).values()

    assert response["Content-Disposition"] == 'attachment; filename="about-me.json"'
    assert len(held) == len(holdings)
    by_words = {entry["what"]: entry["rows"] for entry in held}
    assert by_words["Your email address"] == [
        {
            "Email address": full.person.email,
            "You can come in": True,
            "Your private part waits for your word since": None,
            "Somebody wrote in your address": False,
        }
    ]
    assert by_words["Your cards"][0]["Name"] == full.chosen_name


@pytest.mark.django_db
def test_reading_it_is_noted_as_the_persons_own_copy(client: Client, full: Membership) -> None:
    as_(client, full).get("/me/everything/")
    found: dict[str, Any] = {h.words: rows for h, rows in everything_about(full.person)}

    assert "lanyard.takeout" in {row["What you did"] for row in found["What you did here"]}
    assert len(found["Where you are signed in"]) == 1
