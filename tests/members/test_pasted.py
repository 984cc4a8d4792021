"""A pasted list of people: what is read of each line, and what is left out."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from members import pasted


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("zoe@example.org", ""),
        ("<zoe@example.org>", ""),
        ("mailto:zoe@example.org", ""),
        ("Zoë zoe@example.org", "Zoë"),
        ("Zoë Smith <ZOE@Example.org>", "Zoë Smith"),
        ('"Zoë Smith" <zoe@example.org>', "Zoë Smith"),
        ("Zoë Smith, zoe@example.org", "Zoë Smith"),
        ("zoe@example.org;Zoë Smith", "Zoë Smith"),
        ("zoe@example.org\tZoë Smith\tCommissioner", "Zoë Smith"),
        ("zoe@example.org (Zoë)", "Zoë"),
        ("Dr Zoë Smith <zoe@example.org>", "Zoë Smith"),
        ("Prof. Dr. Zoë Smith, OBE <zoe@example.org>", "Zoë Smith"),
        ("Zoë Smith MBE PhD <zoe@example.org>", "Zoë Smith"),
        ("Zoë Smith - Consultant Psychiatrist <zoe@example.org>", "Zoë Smith"),
        ("Zoë (Larkmoor NHS Trust) <zoe@example.org>", "Zoë"),
        ("Zoë, Chief Executive <zoe@example.org>", "Zoë"),
        ("Smith, Zoë <zoe@example.org>", "Zoë Smith"),
        ("Smith, Zoë (NHS) <zoe@example.org>", "Zoë Smith"),
        ("Head of Commissioning <zoe@example.org>", ""),
        ("Sister Zoë <zoe@example.org>", "Zoë"),
        ("Z\u0430e <zoe@example.org>", ""),  # a Cyrillic letter among Latin ones
        ("zoe@example.org,Zoë,Nurse,Ward 4,she is a carer", "Zoë"),
    ],
)
def test_one_line(line: str, name: str) -> None:
    (read,) = pasted.read(line)

    assert (read.address, read.name, read.problem) == ("zoe@example.org", name, "")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Zoë", "no email address"),
        ("zoe at example.org", "no email address"),
        ("zoe @ example.org", "nothing that makes it an address"),
        ("zoe@example", "not a whole address"),
        ("zoe@-example.org", "not a whole address"),
        ("a" * 250 + "@example.org", "not a whole address"),
    ],
)
def test_a_broken_line_says_what_is_wrong(line: str, says: str) -> None:
    (read,) = pasted.read(line)

    assert says in read.problem
    assert read.raw == line


def test_a_table_with_heads() -> None:
    table = "Job title,First name,E-mail\nNurse,Zoë,zoe@example.org\nHead of it,Len,len@example.org"

    assert [(line.number, line.name, line.address) for line in pasted.read(table)] == [
        (2, "Zoë", "zoe@example.org"),
        (3, "Len", "len@example.org"),
    ]


def test_many_in_one_line_as_mail_programs_write_them() -> None:
    line = "Zoë <zoe@example.org>, Len <len@example.org>; bo@example.org, zoe@example.org"
    read = pasted.read(line)

    assert [(each.name, each.address) for each in read] == [
        ("Zoë", "zoe@example.org"),
        ("Len", "len@example.org"),
        ("", "bo@example.org"),
        ("", "zoe@example.org"),
    ]
    assert [bool(each.problem) for each in read] == [False, False, False, True]


def test_twice_is_once() -> None:
    read = pasted.read("zoe@example.org\r\n\r\nZOE@example.org\rlen@example.org")

    assert [(line.number, line.problem[:32]) for line in read] == [
        (1, ""),
        (3, "The same address stands in line "),
        (4, ""),
    ]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_alphabet_that_a_spreadsheet_writes(coding: str) -> None:
    (line,) = pasted.read(pasted.decode("Zoë–Ann <zoe@example.org>".encode(coding)))

    assert line.name == "Zoë–Ann"


def test_bytes_that_mean_nothing_do_not_break_it() -> None:
    assert "\ufffd" in pasted.decode(b"Zo\x81 zoe@example.org")


@pytest.mark.parametrize("data", [b"PK\x03\x04workbook", b"a\0b", b"%PDF-1.7"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(ValidationError, match="CSV"):
        pasted.decode(data)


def test_nonsense_is_read_to_its_end() -> None:
    nonsense = '"""\n\x00,;<>@@\n"unclosed, <zoe@example.org\n' + "@" * 5000 + "\n" + "x," * 5000

    assert all(line.problem or line.address for line in pasted.read(nonsense))
