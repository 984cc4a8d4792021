"""The finder finds: a canary that cannot be heard proves nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import quopri
import zlib
from email.message import EmailMessage
from typing import Any
from urllib.parse import quote

import pytest
from django.core import signing

from tests.canary.find import tokens_in
from tests.canary.plant import Canaries

WORDS = "Chief lamp lighter Qzxvjkwabc of the Works"


def letter(words: str, encoding: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = f"Ünder {words}"
    message.set_content(f"Grüße\n{words}\n" * 3, cte=encoding)
    return message.as_bytes()


ENCODED: dict[str, Any] = {
    "plain": lambda w: w.encode(),
    "upper case": lambda w: w.upper().encode(),
    "html": lambda w: html.escape(w).encode(),
    "numeric entities": lambda w: "".join(f"&#{ord(c)};" for c in w).encode(),
    "hexadecimal entities": lambda w: "".join(f"&#x{ord(c):x};" for c in w).encode(),
    "in a link": lambda w: f"/find/?q={quote(w)}".encode(),
    "every letter quoted": lambda w: "".join(f"%{ord(c):02X}" for c in w).encode(),
    "json": lambda w: json.dumps({"a": w}).encode(),
    "json escapes": lambda w: "".join(f"\\u{ord(c):04x}" for c in w).encode(),
    "base64": lambda w: base64.b64encode(w.encode()),
    "base64 one off": lambda w: base64.b64encode(b"x" + w.encode()),
    "base64 two off": lambda w: base64.b64encode(b"xy" + w.encode()),
    "base64 for addresses": lambda w: base64.urlsafe_b64encode(b"\xff\xfe" + w.encode()),
    "base64 in lines": lambda w: base64.encodebytes(b"y" * 90 + w.encode()),
    "a signed token": lambda w: signing.dumps({"who": w}).encode(),
    "a small signed token": lambda w: signing.dumps(["x" * 200, w], compress=True).encode(),
    "hexadecimal": lambda w: w.encode().hex().encode(),
    "utf-16": lambda w: w.encode("utf-16"),
    "utf-16, big end first": lambda w: w.encode("utf-16-be"),
    "quoted-printable": lambda w: quopri.encodestring(("ü" * 24 + w).encode()),
    "a letter in base64": lambda w: letter(w, "base64"),
    "a letter in quoted-printable": lambda w: letter(w, "quoted-printable"),
    "marked letters": lambda w: w.replace("zx", "z<mark>x</mark>").encode(),
    "soft hyphen": lambda w: w.replace("zx", "z\u00adx").encode(),
    "spelt out": lambda w: " ".join(w).encode(),
    "in one of its parts": lambda w: "\n".join(w).encode(),
    "backwards": lambda w: w[::-1].encode(),
    "in a header": lambda w: (
        b"Content-Disposition: attachment; filename*=utf-8''" + quote(w).encode()
    ),
    "packed twice": lambda w: quote(html.escape("“" + w)).encode(),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_a_canary_is_heard_however_it_is_wrapped(encoding: str) -> None:
    assert "qzxvjkwabc" in tokens_in(b"<p>tea</p>" + ENCODED[encoding](WORDS) + b"\n<p>toast</p>")


def test_a_fingerprint_of_an_address_is_the_address() -> None:
    canaries = Canaries()
    token = canaries("member", "email", "abi").split()[-1]
    address = f"abi-{token}@example.org"
    canaries.remember_hashes({address: token})
    for kind in ("md5", "sha256"):
        digest = hashlib.new(kind, address.encode()).hexdigest()
        picture = f'<img src="https://example.org/{digest}?s=80">'
        assert tokens_in(picture.encode(), canaries.hashes) == {token}


@pytest.mark.parametrize(
    "data",
    [b"", b"<p>tea and toast</p>", zlib.compress(b"tea"), b"q z x v j k y", bytes(range(256))],
)
def test_where_there_is_none_none_is_heard(data: bytes) -> None:
    assert tokens_in(data, {"0" * 32: "x"}) == set()
