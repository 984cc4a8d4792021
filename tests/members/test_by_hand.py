"""A way in that is handed over on paper, while no letter arrives; and what it must not open."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from collaborative import post_office
from collaborative.models import AuditEntry, Letter
from collaborative.tasks import tick
from members import actions, by_hand, lanyards
from members.errors import NotTheirs
from members.models import Hat, Invitation, Membership, PaperCode
from tests.conftest import as_
from tests.factories import CollaborativeFactory, HatFactory, MembershipFactory

pytestmark = pytest.mark.django_db

LINK = re.compile(r"https?://[^/<]+(/invitation/[a-z0-9-]+/)")
CODE = re.compile(r"\d{4} \d{4} \d{4}")


@pytest.fixture
def dead(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.members.test_by_hand.Dead"


class Dead:
    """A mail server that is not there."""

    def __init__(self, **_: Any) -> None:
        pass

    def open(self) -> None:
        raise ConnectionRefusedError

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError

    def close(self) -> None:
        pass


@pytest.fixture
def house(coordinator: Membership) -> Membership:
    """Somebody who looks after a place where people may be invited."""
    for kind in Hat.LISTENING:
        HatFactory(member__collaborative=coordinator.collaborative, kind=kind)
    return coordinator


def invite_page(me: Membership) -> str:
    return f"/{me.collaborative.slug}/people/invite/"


def come_in(address: str, code: str) -> Client:
    client = Client()
    client.post("/accounts/", {"email": address})
    client.post("/accounts/code/", {"code": code})
    return client


def printed(client: Client, me: Membership, **typed: str) -> tuple[str, str, str]:
    """What a slip says: its text, the link, and the code."""
    data = {"name": "Ida", "address": "ida@example.org", "do": "print", **typed}
    text = client.post(invite_page(me), data).text
    return text, LINK.findall(text)[0], CODE.findall(text)[0]


def test_a_second_person_comes_in_while_no_letter_goes(
    dead: None, client: Client, house: Membership
) -> None:
    as_(client, house)
    text, link, code = printed(client, house)
    tick()

    assert "For Ida" in text
    came = Client()
    came.post(link, {"chosen_name": "Ida"})
    ida = Membership.objects.get(chosen_name="Ida")
    assert came.session["_auth_user_id"] == str(ida.person_id)
    again = come_in("ida@example.org", code)
    assert again.session["_auth_user_id"] == str(ida.person_id)
    assert "_auth_user_id" not in come_in("ida@example.org", code).session
    assert Client().get(link).status_code == 404
    assert list(AuditEntry.objects.filter(verb="member.slip").values_list("actor", flat=True)) == [
        house.person_id
    ]


def test_what_stands_on_paper_is_kept_nowhere(client: Client, house: Membership) -> None:
    as_(client, house)
    _, link, code = printed(client, house)

    kept = str(
        [*Invitation.objects.values(), *PaperCode.objects.values(), *Letter.objects.values()]
    )
    assert link.split("/")[2] not in kept
    assert code.replace(" ", "") not in kept
    assert link not in client.get(invite_page(house)).text


def test_the_letter_and_the_slip_open_the_same_and_the_newest_slip_counts(
    client: Client, house: Membership
) -> None:
    as_(client, house)
    _, first, old_code = printed(client, house)
    _, second, code = printed(client, house)
    tick()
    (in_letter,) = LINK.findall(mail.outbox[-1].body) or [""]

    assert len(mail.outbox) == 1  # one letter, whatever was printed
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert old_code != code
    assert PaperCode.objects.count() == 1
    assert in_letter == "" or Client().get(in_letter).status_code == 200


def test_somebody_here_already_gets_paper_that_opens_nothing_and_looks_the_same(
    client: Client, house: Membership
) -> None:
    here = MembershipFactory(collaborative=house.collaborative, person__email="bo@example.org")
    as_(client, house)
    text, link, code = printed(client, house, name="Bo", address="bo@example.org")
    other, *_ = printed(client, house, name="Al", address="al@example.org")

    assert Client().get(link).status_code == 404
    assert "_auth_user_id" not in come_in("bo@example.org", code).session
    assert not PaperCode.objects.filter(person=here.person).exists()
    assert _shape(text) == _shape(other)


def _shape(text: str) -> str:
    """The page without what is drawn by lot or was typed."""
    for what in (LINK, CODE, re.compile(r'<svg class="qr".*?</svg>'), re.compile(r"nonce-\S+")):
        text = what.sub("", text)
    text = re.sub(r"csrf\w* \S+|\"X-CSRFToken\": ?\S+", "", text)
    return text.replace("Bo", "").replace("Al", "").replace("bo@", "").replace("al@", "")


def test_a_card_elsewhere_is_not_opened_by_a_slip(client: Client, house: Membership) -> None:
    elsewhere = MembershipFactory(
        collaborative=CollaborativeFactory(), person__email="bo@example.org"
    )
    as_(client, house)
    _, link, code = printed(client, house, name="Bo", address="bo@example.org")

    assert "_auth_user_id" not in come_in("bo@example.org", code).session
    came = Client()
    came.post(link, {"chosen_name": "Bo"})
    assert "_auth_user_id" not in came.session
    assert Membership.objects.filter(person=elsewhere.person).count() == 2


def test_nobody_is_asked_in_on_paper_before_it_is_known_who_listens(
    client: Client, coordinator: Membership
) -> None:
    data = {"name": "Ida", "address": "ida@example.org", "do": "print"}
    answer = as_(client, coordinator).post(invite_page(coordinator), data)

    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_many_and_those_who_are_asked_to_help(client: Client, house: Membership) -> None:
    day = f"/{house.collaborative.slug}/first-day"
    as_(client, house)
    many = client.post(
        f"{day}/invite/", {"words": "Ida ida@example.org\nBo bo@example.org", "do": "print"}
    ).text
    helping = client.post(
        f"{day}/people/",
        {"concern-name": "Cy", "concern-address": "cy@example.org", "do": "print"},
    ).text

    assert len(LINK.findall(many)) == 2
    assert "listening when something feels wrong" in helping
    assert not CODE.findall(helping)  # or whoever printed it could come in as them
    assert len(CODE.findall(many)) == 2
    came = Client()
    came.post(LINK.findall(helping)[0], {"chosen_name": "Cy"})
    assert Hat.objects.filter(member__chosen_name="Cy", kind=Hat.Kind.CONCERN).exists()


def test_a_code_for_a_member_opens_all_but_what_is_private(
    dead: None, client: Client, house: Membership
) -> None:
    bo = MembershipFactory(collaborative=house.collaborative)
    lanyards.write(bo.person, job_title="Lamp lighter", employer="Zebra Works")
    path = f"/{house.collaborative.slug}/look-after/reach/code/"
    as_(client, house)
    assert client.post(path, {"who": bo.key}).status_code == 422  # letters reach everybody
    Client().post("/accounts/", {"email": bo.person.email})
    tick()

    text = client.post(path, {"who": bo.key}).text
    theirs = come_in(bo.person.email, CODE.findall(text)[0])
    home = f"/{house.collaborative.slug}/"
    assert theirs.get(home).status_code == 200
    for page in ("/me/private/", "/me/everything/", "/me/everything.json"):
        assert "Zebra" not in theirs.get(page).text, page
        assert "stays shut" in theirs.get(page).text, page
    for what in ({"do": "paper"}, {"off": "app"}):
        assert "stays shut" in theirs.post("/me/keys/", what).text
    assert not PaperCode.objects.filter(person=bo.person, handed=False).exists()
    assert "Zebra" in as_(Client(), bo).get("/me/private/").text
    assert Letter.objects.filter(person=bo.person, kind="keys changed").exists()


@pytest.mark.parametrize("kind", [Hat.Kind.COORDINATOR, Hat.Kind.CONCERN, Hat.Kind.INDEPENDENT])
def test_no_code_for_those_who_look_after_or_listen(
    dead: None, house: Membership, kind: str
) -> None:
    kept = HatFactory(
        member__collaborative=house.collaborative, member__person__email="k@example.org", kind=kind
    ).member
    Client().post("/accounts/", {"email": "k@example.org"})
    tick()

    assert post_office.trouble()
    for member in (kept, house):
        with pytest.raises(NotTheirs):
            by_hand.code_for(by=house, member=member)


def test_a_handed_code_is_void_once_somebody_looks_after_things_or_listens(
    house: Membership,
) -> None:
    for kind in (Hat.Kind.COORDINATOR, *Hat.LISTENING, Hat.Kind.SCRIBE):
        bo = MembershipFactory(collaborative=house.collaborative)
        by_hand._keep(bo.person, "123456789012")
        actions.begin_to_help(member=bo, kind=kind)
        assert PaperCode.objects.filter(person=bo.person).exists() == (kind == Hat.Kind.SCRIBE)


def test_own_codes_make_a_handed_one_void_and_open_all(house: Membership) -> None:
    bo = MembershipFactory(collaborative=house.collaborative)
    by_hand._keep(bo.person, "123456789012")
    mine = as_(Client(), bo)
    own = CODE.findall(mine.post("/me/keys/", {"do": "paper"}).text)

    assert len(own) == 10
    assert "_auth_user_id" not in come_in(bo.person.email, "123456789012").session
    assert "stays shut" not in come_in(bo.person.email, own[0]).get("/me/private/").text


def test_no_page_promises_a_letter_while_none_goes(
    dead: None, client: Client, house: Membership
) -> None:
    here = f"/{house.collaborative.slug}"
    as_(client, house)
    client.post(f"{here}/first-day/letter/")
    tick()

    for typed, path in (
        ({"name": "Ida", "address": "ida@example.org"}, "/people/invite/"),
        ({"words": "Bo bo@example.org", "do": "send"}, "/first-day/invite/"),
        ({"concern-name": "Cy", "concern-address": "cy@example.org"}, "/first-day/people/"),
    ):
        said = client.post(here + path, typed, follow=True).text
        assert "on their way" not in said
        assert "on its way" not in said
        assert "until letters go again" in said, path
    for path in ("/look-after/reach/", "/look-after/letters/", "/first-day/people/"):
        said = client.get(here + path).text
        assert "No letter goes just now" in said, path
        assert "All letters arrive" not in said
    assert "Four wait to go" in client.get(f"{here}/look-after/letters/").text
    assert "The others are asked" in _alone(client, house)


def _alone(client: Client, house: Membership) -> str:
    Membership.objects.exclude(pk=house.pk).exclude(state="introduced").update(
        state="left", left_on=timezone.localdate()
    )
    return client.get(f"/{house.collaborative.slug}/people/").text


def test_one_letter_that_goes_ends_the_trouble(
    dead: None, settings: Any, house: Membership
) -> None:
    Client().post("/accounts/", {"email": house.person.email})
    tick()
    assert "No mail server answers" in post_office.trouble()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Client().post("/accounts/", {"email": house.person.email})
    tick()
    assert post_office.trouble() == ""


def test_letters_that_nobody_fetches_are_said_too(house: Membership) -> None:
    Client().post("/accounts/", {"email": house.person.email})
    Letter.objects.update(
        not_before=timezone.now() - timedelta(minutes=11),
        not_after=timezone.now() + timedelta(minutes=11),
    )

    assert post_office.trouble() == post_office.NOBODY_SENDS


def test_no_server_set_is_said_but_not_in_the_demo(settings: Any) -> None:
    settings.EMAIL_BACKEND = "collaborative.mailbox.Backend"
    assert post_office.trouble() == post_office.NO_SERVER_SET
    settings.DEMO = True
    assert post_office.trouble() == ""


def test_a_refused_invitation_is_not_called_arrived(client: Client, house: Membership) -> None:
    as_(client, house)
    client.post(invite_page(house), {"name": "Ida", "address": "ida@example.org"})
    path = f"/{house.collaborative.slug}/look-after/reach/"
    assert "All letters arrive" in client.get(path).text

    Letter.objects.update(state=Letter.State.REFUSED, trouble="address")
    said = client.get(path).text
    assert "One invitation came back." in said
    assert "All letters arrive" not in said
