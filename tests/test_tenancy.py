"""Rows stay inside their collaborative, and facts stay as they are: the database sees to it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import PROTECT

from meetings.models import Reply
from members.models import Collaborative, Membership, User
from roadmap.models import Evidence
from tests.factories import (
    CollaborativeFactory,
    EvidenceFactory,
    MembershipFactory,
    OutputFactory,
    ReplyFactory,
)
from tests.figures import Figure
from tests.world import World

TIED = """
SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, c.conname
FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]
WHERE c.contype = 'f' AND cardinality(c.conkey) = 2 AND c.condeferred
"""

APPEND_ONLY = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only'"

WALLED = """
SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'
"""

# Where somebody stands belongs to a person, who may be in two collaboratives.
TIED_TO_A_PERSON = {("members_standpoint", "perspective_id")}

ONE_TO_ONE = {
    ("meetings_calendarfeed", "member_id"),
    ("meetings_writeup", "meeting_id"),
    ("meetings_reminderwords", "meeting_id"),
    ("meetings_versionwords", "version_id"),
    ("prototypes_themestepwords", "step_id"),
    ("prototypes_visitinghelp", "session_id"),  # once for each kind
    ("roadmap_movewords", "move_id"),
    ("roadmap_reportfile", "report_id"),  # one of each format
    ("roadmap_move", "puts_right_id"),
    ("roadmap_statementwords", "statement_id"),
    ("roadmap_snapshotwords", "snapshot_id"),  # one for each number of an item
}

PRIVATE = {"members_lanyard", "members_standpoint", "members_accessneed", "members_contactroute"}


def asked(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def is_tenants(model: type[models.Model]) -> bool:
    return any(field.name == "collaborative" for field in model._meta.fields)


def links() -> list[tuple[type[models.Model], models.ForeignKey]]:
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
    ]


@pytest.mark.django_db
def test_every_link_to_a_tenant_table_is_tied_to_the_collaborative() -> None:
    """A many-to-many between tenant tables fails here too: give it a ``through``."""
    linked = {
        (model._meta.db_table, field.column)
        for model, field in links()
        if is_tenants(field.related_model)
    }
    tied = {(child, column) for child, column, _, _ in asked(TIED)}
    assert linked - tied == TIED_TO_A_PERSON
    assert tied - linked == set()


@pytest.mark.django_db
def test_each_tie_refuses_a_row_of_another_collaborative(figure: Figure) -> None:
    """One by one: the child's link is bent to a parent over there; the database must speak."""
    world = World()
    here, there = world.here.collaborative.pk, world.there.collaborative.pk
    silent, speechless = [], []
    ties = asked(TIED)
    for_good = asked(APPEND_ONLY)
    for child, column, parent, name in ties:
        theirs = f"(SELECT max(id) FROM {parent} WHERE collaborative_id = {there})"
        mine = (
            f"(SELECT min(id) FROM {child} WHERE collaborative_id = {here}"
            f" AND {column} IS NOT NULL)"
        )
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                if (child,) in for_good:
                    cursor.execute(f"ALTER TABLE {child} DISABLE TRIGGER append_only")
                if (child, column) in ONE_TO_ONE:  # make room, or the unique key speaks first
                    cursor.execute(f"DELETE FROM {child} WHERE {column} = {theirs}")
                cursor.execute(f"UPDATE {child} SET {column} = {theirs} WHERE id = {mine}")
                (silent if cursor.rowcount else speechless).append((child, column))
        except IntegrityError as error:
            if name not in str(error):
                raise
    assert (silent, speechless) == ([], [])
    figure("composite keys that refused a row of another collaborative", len(ties))


@pytest.mark.django_db(transaction=True)  # the constraint is deferred: it speaks at the commit
def test_a_reply_from_another_collaborative_is_refused_at_the_commit() -> None:
    with pytest.raises(IntegrityError, match="member_id_tenant"):
        ReplyFactory(member=MembershipFactory())
    assert Reply.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_words_of_another_collaborative_cannot_stand_under_an_item() -> None:
    with pytest.raises(IntegrityError, match="output_id_tenant"):
        EvidenceFactory(output=OutputFactory())
    assert Evidence.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_row_cannot_move_house() -> None:
    """Nor can the parent leave its children behind."""
    reply = ReplyFactory()
    with pytest.raises(IntegrityError, match="tenant"):
        Membership.objects.filter(pk=reply.member_id).update(collaborative=CollaborativeFactory())


@pytest.mark.django_db
def test_append_only_tables_hang_on_nothing_that_would_change_them() -> None:
    """``SET_NULL`` and ``CASCADE`` are the UPDATE and DELETE that they refuse; they name nobody."""
    for_good = {table for (table,) in asked(APPEND_ONLY)}
    hanging = {
        (model._meta.db_table, field.name, field.remote_field.on_delete.__name__)
        for model, field in links()
        if model._meta.db_table in for_good and field.remote_field.on_delete is not PROTECT
    }
    people = {
        (model._meta.db_table, field.name)
        for model, field in links()
        if model._meta.db_table in for_good and field.related_model in (User, Membership)
    }
    assert for_good >= {"roadmap_move", "roadmap_movewords"}
    assert (hanging, people) == (set(), set())


@pytest.mark.django_db
def test_every_private_table_is_empty_to_a_plain_select() -> None:
    world = World()
    assert {table for (table,) in asked(WALLED)} == PRIVATE
    assert len(world.persons) > 5  # all of whom have filled in their private part
    counts = {table: asked(f"SELECT count(*) FROM {table}")[0][0] for table in PRIVATE}
    assert counts == dict.fromkeys(PRIVATE, 0)


@pytest.mark.django_db
def test_everything_below_a_collaborative_says_whose_it_is() -> None:
    """Only what belongs to a person, or to the installation, has no collaborative."""
    without = {
        model._meta.label_lower
        for app in ("members", "meetings", "prototypes", "roadmap")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not is_tenants(model) and model is not Collaborative
    }
    persons = {"lanyard", "standpoint", "accessneed", "contactroute", "preferences", "user"}
    persons |= {"papercode", "session"}
    assert without == {f"members.{name}" for name in persons}
