"""The wall around what is private: it opens for one person, and shuts inside a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.checks import Critical
from django.db import DataError, ProgrammingError, connection, transaction

from collaborative.models import AuditEntry
from members import checks, lanyards
from members.errors import NotTheHolder
from members.models import User
from members.models.private import AccessNeed, ContactRoute, Lanyard, Standpoint
from tests.factories import MembershipFactory, PerspectiveFactory, UserFactory

pytestmark = pytest.mark.django_db

PRIVATE = [Lanyard, Standpoint, AccessNeed, ContactRoute]
ZEBRA = "Chief Zebra Officer"


@pytest.fixture
def person(db: None) -> User:
    """Somebody with something in each private table."""
    member = MembershipFactory()
    lanyards.write(member.person, job_title=ZEBRA, employer="The Zoo")
    lanyards.stand(member.person, [PerspectiveFactory(collaborative=member.collaborative)])
    lanyards.need(member.person, "A seat near the door")
    lanyards.route(member.person, "sms", "07700 900123")
    return member.person


def counted() -> list[int]:
    return [model.objects.count() for model in PRIVATE]


def rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_it_opens_for_the_holder_and_shuts_inside_one_transaction(person: User) -> None:
    lanyards.write(UserFactory(), job_title="Another")
    before = AuditEntry.objects.count()
    assert counted() == [0, 0, 0, 0]

    with lanyards.opened("holder", about=person, by=person):
        assert [lanyard.person_id for lanyard in Lanyard.objects.all()] == [person.pk]
        assert counted() == [1, 1, 1, 1]

    assert counted() == [0, 0, 0, 0]
    assert AuditEntry.objects.count() == before + 1


@pytest.mark.parametrize("model", PRIVATE)
def test_a_plain_select_finds_nothing(person: User, model: type[Any]) -> None:
    table = model._meta.db_table

    assert rows("SELECT current_user") == [("app",)]
    assert rows(f"SELECT * FROM {table}") == []
    assert rows(f"SELECT count(*) FROM {table}") == [(0,)]
    assert (
        rows(f"SELECT p.email, t.* FROM members_user p JOIN {table} t ON t.person_id = p.id") == []
    )
    assert rows(f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {table})") == []


@pytest.mark.parametrize("model", PRIVATE)
def test_nothing_is_changed_or_removed_from_outside(person: User, model: type[Any]) -> None:
    assert model.objects.all().update(person=UserFactory()) == 0
    assert model.objects.all()._raw_delete("default") == 0

    with lanyards.opened("holder", about=person, by=person):
        assert model.objects.count() == 1


def test_every_private_table_has_its_wall_forced(db: None) -> None:
    tables = [model._meta.db_table for model in PRIVATE]
    walled = rows(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        " AND relnamespace = 'public'::regnamespace"
    )

    assert sorted(name for (name,) in walled) == sorted(tables)


@pytest.mark.parametrize(
    "write",
    [
        lambda person: Lanyard.objects.create(person=person, job_title=ZEBRA),
        lambda person: AccessNeed.objects.create(person=person, words="A seat"),
        lambda person: ContactRoute.objects.create(person=person, kind="sms", value="1"),
        lambda person: Standpoint.objects.create(person=person, perspective=PerspectiveFactory()),
    ],
    ids=["lanyard", "need", "route", "standpoint"],
)
def test_an_insert_is_refused_while_it_is_shut(write: Callable[[User], Any]) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        write(UserFactory())


def test_nobody_writes_for_another(person: User) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        lanyards.opened("holder", about=person, by=person),
    ):
        AccessNeed.objects.create(person=UserFactory(), words="A seat")


def test_inside_a_longer_transaction_it_is_shut_again(person: User) -> None:
    """set_config lasts until the outermost transaction ends; the door must not."""
    with transaction.atomic():
        with transaction.atomic():
            assert lanyards.read(person).job_title == ZEBRA
        assert counted() == [0, 0, 0, 0]
    assert counted() == [0, 0, 0, 0]


def test_one_door_in_another_gives_back_the_first(person: User) -> None:
    other = UserFactory()
    lanyards.write(other, job_title="Another")
    with lanyards.opened("holder", about=person, by=person):
        assert lanyards.read(other).job_title == "Another"
        assert Lanyard.objects.get().job_title == ZEBRA
    assert counted() == [0, 0, 0, 0]


def test_after_a_failed_statement_it_is_shut(person: User) -> None:
    with (
        pytest.raises(DataError),
        transaction.atomic(),
        lanyards.opened("holder", about=person, by=person),
    ):
        Lanyard.objects.update(job_title="x" * 500)

    assert counted() == [0, 0, 0, 0]
    assert lanyards.read(person).job_title == ZEBRA


def test_a_failed_statement_that_somebody_catches_leaves_it_shut(person: User) -> None:
    with transaction.atomic():
        try:
            with lanyards.opened("holder", about=person, by=person):
                Lanyard.objects.update(job_title="x" * 500)
        except DataError:
            pass
        assert counted() == [0, 0, 0, 0]


@pytest.mark.parametrize("purpose", ["holder", "takeout"])
def test_only_the_holder_asks_as_the_holder(person: User, purpose: Any) -> None:
    before = AuditEntry.objects.count()
    for somebody in (UserFactory(), None):
        with (
            pytest.raises(NotTheHolder),
            lanyards.opened(purpose, about=person, by=somebody),
        ):
            pytest.fail("it opened")
    assert AuditEntry.objects.count() == before


def test_counting_who_is_in_the_room_reads_standpoints_and_no_more(person: User) -> None:
    place = person.memberships.get().collaborative
    elsewhere = MembershipFactory()
    lanyards.stand(elsewhere.person, [PerspectiveFactory(collaborative=elsewhere.collaborative)])
    with lanyards.opened("presence", about=place, by=None):
        assert counted() == [0, 1, 0, 0]
        assert Standpoint.objects.get().person_id == person.pk
        assert Standpoint.objects.all()._raw_delete("default") == 0


def test_what_is_private_names_nobody_by_accident(person: User) -> None:
    with lanyards.opened("holder", about=person, by=person):
        for model in PRIVATE:
            (row,) = model.objects.all()
            for secret in (ZEBRA, "Zoo", "seat", "07700", person.email):
                assert secret not in f"{row} {row!r}"
    assert not [field for field in User._meta.related_objects if field.related_model in PRIVATE]


def test_the_check_is_content_with_our_role(db: None) -> None:
    assert checks.the_wall_holds(databases=["default"]) == []
    assert checks.the_wall_holds(databases=None) == []


class As:
    """Our connection, on which ``user`` is somebody else."""

    def __init__(self, role: str) -> None:
        self.role = role

    def __getitem__(self, alias: str) -> As:
        return self

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        with connection.cursor() as cursor:
            asked = cursor.execute
            cursor.execute = lambda sql: asked(sql.replace("= user", "= %s"), [self.role])
            yield cursor


@pytest.mark.parametrize("power", ["rolsuper", "rolbypassrls AND NOT rolsuper"])
def test_the_check_refuses_a_role_that_sees_over_the_wall(
    db: None, power: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (role,) = rows(f"SELECT rolname FROM pg_roles WHERE {power} LIMIT 1")[0]
    monkeypatch.setattr(checks, "connections", As(role))
    (refused,) = checks.the_wall_holds(databases=["default"])

    assert isinstance(refused, Critical)
    assert refused.id == "members.E001"
