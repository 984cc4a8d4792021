"""Finding the stem in bytes, however they were wrapped on the way."""

from __future__ import annotations

import binascii
import html
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote_plus

from tests.canary.plant import LENGTH, STEM

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
FOLDED_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{60,}\r?\n)+[A-Za-z0-9+/]*={0,2}")
HEX = re.compile(rb"(?<![0-9a-f])(?:[0-9a-f]{2}){8,}(?![0-9a-f])")
DIGEST = re.compile(
    r"(?<![0-9a-f])(?:[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-f])"
)
UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
OCTAL = re.compile(r"\\([0-7]{3})")
QUOTED = re.compile(r"=([0-9A-Fa-f]{2})")
TAG = re.compile(r"<[^>]*>")
UNSEEN = dict.fromkeys(map(ord, "\x00\u00ad\u200b\u200c\u200d\u2060\ufeff"))
LOOSE = re.compile(r"[\s.,:;_\-–—·'’\"|/*]+")

TOKEN = re.compile(STEM + "[a-z]" * (LENGTH - len(STEM)))


def readings(data: bytes) -> Iterator[str]:
    """The same bytes as somebody could read them: plain, unescaped, decoded, joined, reversed."""
    text = data.decode("utf-8", "replace").translate(UNSEEN)  # UTF-16 is plain without its zeros
    yield text
    unfolded = re.sub(r"=\r?\n|\r?\n[ \t]+", "", text)
    steps = [
        html.unescape(text),
        unquote_plus(text),
        UNICODE.sub(lambda m: chr(int(m[1], 16)), text),
        OCTAL.sub(lambda m: chr(int(m[1], 8)), text),
        unfolded,
        QUOTED.sub(lambda m: chr(int(m[1], 16)), unfolded),
    ]
    yield from steps
    yield html.unescape(unquote_plus(html.unescape(text)))
    bare = html.unescape(TAG.sub("", text))
    yield bare
    yield LOOSE.sub("", bare)  # spelt out, hyphenated, one letter to a line
    yield text[::-1]
    for unpacked in packed(data):
        yield unpacked.decode("utf-8", "replace").translate(UNSEEN)


def packed(data: bytes) -> Iterator[bytes]:
    """What runs of base64 and hexadecimal hold, deflated or not; signed tokens are of this kind."""
    runs = [run.group() for run in BASE64.finditer(data)]
    runs += [re.sub(rb"\s", b"", run.group()) for run in FOLDED_BASE64.finditer(data)]
    for run in runs:
        plain = run.replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):
            piece = plain[start:]
            piece = piece[:-1] if len(piece) % 4 == 1 else piece
            unpacked = binascii.a2b_base64(piece + b"=" * (-len(piece) % 4))
            yield unpacked
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(unpacked)
    for run in HEX.finditer(data.lower()):
        yield bytes.fromhex(run.group().decode())


def stem_in(data: bytes) -> bool:
    return any(STEM in reading.lower() for reading in readings(data))


def tokens_in(data: bytes, hashes: dict[str, str] | None = None) -> set[str]:
    """Every token in ``data``; a bare stem without its end counts as itself."""
    found: set[str] = set()
    for reading in readings(data):
        lower = reading.lower()
        if STEM in lower:
            found |= set(TOKEN.findall(lower)) or {STEM}
    if hashes:
        text = data.decode("utf-8", "replace").lower()
        found |= {hashes[run] for run in DIGEST.findall(text) if run in hashes}
    return found
