"""Names as people wear them; nobody passes for somebody else."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from collaborative.folding import fold
from collaborative.text import NameField, clean_text
from members.models import Membership
from tests.conftest import as_
from tests.factories import MembershipFactory


@pytest.mark.parametrize(
    "name",
    [
        "Abi",
        "V",
        "Ł",
        "O'Neill",
        "Seán O’Neill",
        "Siʻan",  # the apostrophe of some keyboards is a letter to Unicode
        "Łucja",
        "Zażółć Gęślą-Jaźń",
        "Nguyễn Thị Ánh",
        "Αθηνά",
        "Люся",
        "محمد",
        "נועה",
        "अनिता",
        "田中さくら",
        "김민준",
        "Grace B",
        "Anne-Marie",
        "Mary (Len’s sister)",
        "J.R.",
        "Zoë 2",
        "van der Berg",
        "Ngũgĩ",
    ],
)
def test_names_stay_as_they_are(name: str) -> None:
    assert NameField().clean(name) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Abi  ", "Abi"),
        ("Abi\t \n B", "Abi B"),
        ("A\u200bb\u200di", "Abi"),  # zero width
        ("\u202eibA\u202c", "ibA"),  # turns the line
        ("\u2066Abi\u2069", "Abi"),
        ("A\x00b\x07i\x1b", "Abi"),
        ("A\ufeffb\u00adi", "Abi"),
        ("Abi\u3164\u115f", "Abi"),  # letters that draw nothing
        ("Zoe\u0308", "Zoë"),
        ("Ａｂｉ", "Abi"),  # wide
        ("𝐀𝐛𝐢", "Abi"),  # bold
        ("Ⓐⓑⓘ", "Abi"),  # circled
        ("ﬁona", "fiona"),
        ("Abi\u00a0B", "Abi B"),
    ],
)
def test_what_hides_or_dresses_up_is_made_plain(typed: str, kept: str) -> None:
    assert NameField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "required"),
        ("   ", "required"),
        ("\u200b\u200b", "required"),
        ("\u3164", "required"),
        ("...", "no_letter"),
        ("42", "no_letter"),
        ("АЬi", "two_alphabets"),  # the first two are Cyrillic
        ("Αbi", "two_alphabets"),  # the first is Greek
        ("Abi🙂", "picture"),
        ("Abi ✓", "picture"),
        ("A" + "\u0336" * 9 + "bi", "marks"),
        ("abi@example.org", "address"),
        ("http://example.org", "address"),
        ("a" * 81, "max_length"),
        ("\ufdfa" * 9, "max_length"),  # nine that become a hundred and sixty
    ],
)
def test_what_could_be_nobody_or_somebody_else_is_refused(typed: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NameField().clean(typed)

    assert refused.value.error_list[0].code == why


def test_long_texts_lose_only_what_nobody_typed() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

    assert clean_text(f" a\r\nb\rc\td\x00\u202e {family} ") == f"a\nb\nc\td {family}"
    assert clean_text("e\u0301 \ud800") == "é"


@pytest.mark.django_db
def test_a_refused_name_says_why_and_loses_nothing(client: Client, member: Membership) -> None:
    url = reverse("members:card", kwargs={"collaborative": member.collaborative.slug})
    wrong = as_(client, member).post(
        url, {"chosen_name": "Αbi", "ask_me_about": "Soup & buses", "i_like": "<b>Cats</b>"}
    )

    assert wrong.status_code == 422
    assert "two alphabets that look alike" in wrong.text
    assert 'value="Αbi"' in wrong.text
    assert "Soup &amp; buses" in wrong.text
    assert "&lt;b&gt;Cats&lt;/b&gt;" in wrong.text
    name = member.chosen_name
    member.refresh_from_db()
    assert (member.chosen_name, member.ask_me_about) == (name, "Bad puns.")


@pytest.mark.django_db
def test_the_database_folds_as_python_does() -> None:
    place = MembershipFactory(chosen_name="Abi").collaborative
    names = [
        "Łucja",
        "Len",
        "Lydia",
        "Seán O’Neill",
        "Sean O'Casey",
        "Zoë",
        "Şule",
        "ABI B",
        "Ænne",
    ]
    for name in names:
        MembershipFactory(collaborative=place, chosen_name=name)

    cards = Membership.objects.filter(collaborative=place)
    by_name = [card.chosen_name for card in cards.by_name()]
    assert by_name == sorted(["Abi", *names], key=fold)
    assert [card.chosen_name for card in cards.with_words("lucja")] == ["Łucja"]
    assert [card.chosen_name for card in cards.with_words("SEAN o'neill")] == ["Seán O’Neill"]
    assert cards.with_words("%").count() == cards.with_words("_").count() == 0
