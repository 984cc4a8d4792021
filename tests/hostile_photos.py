"""Forty photos that nobody should have to be afraid of, made on the spot; and four good ones.

Each carries ``RAN`` where a program could start, or ``WHERE`` where a place could stand.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image, PngImagePlugin

RAN, WHERE = b"zebra_ran()", b"Zebra Lane 7"
SCRIPT = b"<script>" + RAN + b"</script>"

Maker = Callable[[], bytes]


def picture(
    kind: str = "JPEG", *, size: tuple[int, int] = (640, 480), mode: str = "", **how: object
) -> bytes:
    out = BytesIO()
    mode = mode or ("L" if size[0] * size[1] > 10_000_000 else "RGB")
    colours = {"L": 120, "RGB": (200, 120, 60), "RGBA": (200, 120, 60, 90)}
    Image.new(mode, size, colours[mode]).save(out, kind, **how)
    return out.getvalue()


def located(kind: str = "JPEG") -> bytes:
    """With a place, a device, an artist and a note, as a telephone writes them."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0110] = WHERE.decode(), "Abi Zebra", "Zebraphone 9"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 39.0, 7.0), 3: "W", 4: (3.0, 22.0, 1.0)})
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + WHERE
    return picture(kind, exif=exif.tobytes())


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*chunks: bytes, size: tuple[int, int] = (64, 64), rows: bytes | None = None) -> bytes:
    """By hand, so that it can say what no honest program would write."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0))
    body = zlib.compress((b"\0" + b"\x99" * 3 * 64) * 64) if rows is None else rows
    end = chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + end


def segment(marker: int, body: bytes) -> bytes:
    """Into a JPEG, just after its start."""
    plain = picture()
    return plain[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body + plain[2:]


def lying(width: int, height: int) -> bytes:
    """A small JPEG whose head says that it is enormous."""
    plain = bytearray(picture())
    at = plain.index(b"\xff\xc0") + 5
    plain[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(plain)


def moving(kind: str) -> bytes:
    """Thirty pictures in a row; the comment of a GIF is a program."""
    frames = [Image.new("RGB", (200, 200), (n * 8, 90, 60)) for n in range(30)]
    out = BytesIO()
    more = {"comment": SCRIPT} if kind == "GIF" else {}
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=50, **more)
    return out.getvalue()


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("index.html", SCRIPT + b"\0" * 50_000_000)
    return out.getvalue()


def passes() -> bytes:
    """A JPEG that asks to be gone through over and over."""
    plain = picture(progressive=True)
    scan = plain[plain.rindex(b"\xff\xda") : -2]
    return plain[:-2] + scan * 2000 + b"\xff\xd9"


def told_in_words(kind: str) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SCRIPT.decode())
    notes.add_itxt("Location", WHERE.decode(), zip=True)
    return picture(kind, pnginfo=notes)


XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:li>" + WHERE + b"</rdf:li></x:xmpmeta>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="' + RAN + b'">' + SCRIPT + b"</svg>"
HTML = b"<!doctype html><title>x</title>" + SCRIPT
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(" + RAN + b")>>>>endobj\n%%EOF"
BOMB = zlib.compress(b"\0" * 64_000_000, 9)

HOSTILE: dict[str, tuple[str, Maker]] = {
    "svg with a script": ("me.svg", lambda: SVG),
    "svg named jpg": ("me.jpg", lambda: SVG),
    "svg, compressed": ("me.svgz", lambda: zlib.compress(SVG)),
    "page named jpg": ("me.jpg", lambda: HTML),
    "page, and a jpeg behind it": ("me.html", lambda: HTML + picture()),
    "jpeg, and a page behind it": ("me.jpg", lambda: picture() + HTML),
    "jpeg, and a zip behind it": ("me.jpg", lambda: picture() + zipped()),
    "jpeg with a script as comment": ("me.jpg", lambda: segment(0xFE, SCRIPT)),
    "jpeg with php in its head": ("me.php.jpg", lambda: segment(0xED, b"<?php " + RAN + b" ?>")),
    "png with a script in words": ("me.png", lambda: told_in_words("PNG")),
    "png, and a page behind it": ("me.png", lambda: png() + HTML),
    "png with a script for colours": ("me.png", lambda: png(chunk(b"PLTE", SCRIPT[:18]))),
    "gif that is a script": ("me.gif", lambda: b"GIF89a/*" + b"\0" * 8 + b"*/=1;" + RAN),
    "gif that moves": ("me.gif", lambda: moving("GIF")),
    "gif named jpg": ("me.jpg", lambda: moving("GIF")),
    "webp that moves": ("me.webp", lambda: moving("WEBP")),
    "png that moves": ("me.png", lambda: moving("PNG")),
    "pdf named jpg": ("me.jpg", lambda: PDF),
    "program named jpg": ("me.jpg", lambda: b"MZ" + b"\x90" * 2000 + RAN),
    "elf named png": ("me.png", lambda: b"\x7fELF" + b"\x02" * 2000 + RAN),
    "zip bomb named png": ("me.png", zipped),
    "bare zip bomb": ("me.jpg", lambda: BOMB),
    "postscript": ("me.eps", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(" + RAN + b") run"),
    "tiff with a place": ("me.tif", lambda: located("TIFF")),
    "icon": ("me.ico", lambda: picture("ICO", size=(64, 64))),
    "bmp that says it is enormous": (
        "me.bmp",
        lambda: picture("BMP")[:18] + b"\xff\xff\xff\x7f" * 9,
    ),
    "jpeg with a place": ("me.jpg", located),
    "webp with a place": ("me.webp", lambda: located("WEBP")),
    "png with a place": ("me.png", lambda: located("PNG")),
    "jpeg with a place in xmp": ("me.jpg", lambda: segment(0xE1, XMP)),
    "huge head": ("me.jpg", lambda: segment(0xE1, b"Exif\0\0" + WHERE * 5400)),
    "broken exif": ("me.jpg", lambda: segment(0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff" + WHERE)),
    "81 million pixels, jpeg": ("me.jpg", lambda: picture(size=(9000, 9000))),
    "49 million pixels, png": ("me.png", lambda: picture("PNG", size=(7000, 7000))),
    "4 thousand million pixels in the head": ("me.jpg", lambda: lying(65_000, 65_000)),
    "png that unpacks to 64 million bytes": ("me.png", lambda: png(rows=BOMB)),
    "png with 64 million letters of words": (
        "me.png",
        lambda: png(chunk(b"zTXt", b"Comment\0\0" + BOMB), chunk(b"iCCP", b"x\0\0" + BOMB)),
    ),
    "two thousand passes": ("me.jpg", passes),
    "cut in half": ("me.jpg", lambda: picture(quality=95)[:1500]),
    "nothing at all": ("me.jpg", lambda: b""),
    "three bytes": ("me.jpg", lambda: b"\xff\xd8\xff"),
    "twenty million bytes": ("me.jpg", lambda: picture() + b"\0" * 20_000_000),
    "no pixels": ("me.png", lambda: png(size=(0, 0))),
    "a name that climbs": ("../../../static/me.jpg", lambda: b"\xff\xd8" + SCRIPT),
}

GOOD: dict[str, tuple[str, Maker]] = {
    "a photo of a new telephone, 12 million pixels": (
        "Abi Zebra, consultant.jpg",
        lambda: picture(size=(4000, 3000)),
    ),
    "one of 48 million": ("me.jpg", lambda: picture(size=(8000, 6000))),
    "see-through": ("me.png", lambda: picture("PNG")),
    "webp under another ending": ("me.jpeg", lambda: picture("WEBP")),
}
