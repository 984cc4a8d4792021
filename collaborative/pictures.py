"""A picture somebody sends, drawn anew: a small square of nothing but colours.

Whatever it carried along (place, time, device, name, words, programs, a second
file behind the first) stays behind, because only the colours are copied over.
"""

from __future__ import annotations

from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from collaborative import uploads

WHOLE = 1600  # pixels on the longer side, where words on paper must be read
SIDE = 320  # pixels; shown at a third of that on paper and on fine screens
PAPER = (255, 253, 248)  # behind what is see-through

KINDS = ("JPEG", "PNG", "WEBP")
# A JPEG that comes in rows is read at a smaller scale at once. All others stand whole in memory.
MOST_PIXELS, MOST_WHOLE = 60_000_000, 16_000_000
MOST_SEE_THROUGH = 6_000_000  # a picture with holes is copied whole before it is made smaller
MOST_SCANS = 40  # cameras write ten at most; each is a pass over the whole picture

NOT_ONE = "We could not read this as a photo. Please choose a JPEG or PNG picture."
CUT_SHORT = "This photo has arrived in part only, or is broken. Please choose it again."
TOO_BIG = "This photo is too big for us. A smaller copy is enough: it is shown very small."

_one_at_a_time = Lock()  # so that ten at once need no more memory than one


class NotAPicture(ValueError):
    """Why, in words for whoever sent it."""


def redrawn(content: bytes, *, whole: bool = False) -> bytes:
    """The middle of the picture as a small JPEG, upright, with nothing else in it.

    ``whole``: all of it, large enough to read what is written there.

    Raises:
        NotAPicture: it is none, or broken, or too big.
    """
    if len(content) > uploads.MOST:
        raise NotAPicture(TOO_BIG)
    with _one_at_a_time:
        try:
            picture = Image.open(BytesIO(content), formats=KINDS)
        except Image.DecompressionBombError as problem:
            raise NotAPicture(TOO_BIG) from problem
        except Exception as problem:  # a decoder meets anything, and may raise anything
            raise NotAPicture(NOT_ONE) from problem
        if picture.width * picture.height > _most(picture, content):
            raise NotAPicture(TOO_BIG)
        try:
            return _paper(picture) if whole else _square(picture)
        except Exception as problem:
            raise NotAPicture(CUT_SHORT) from problem


def _most(picture: Image.Image, content: bytes) -> int:
    """How many pixels are still good for us, by what reading them takes."""
    in_passes = picture.info.get("progressive") or picture.info.get("progression")
    if picture.format == "JPEG" and content.count(b"\xff\xda") > MOST_SCANS:
        return 0
    if picture.has_transparency_data:
        return MOST_SEE_THROUGH
    return MOST_PIXELS if picture.format == "JPEG" and not in_passes else MOST_WHOLE


def _square(picture: Image.Image) -> bytes:
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    picture.load()  # of several pictures in a row, the first
    much = min(picture.size) / (2 * SIDE)
    if much > 1:  # first: turning it makes a copy
        size = round(picture.width / much), round(picture.height / much)
        picture.thumbnail(size, Image.Resampling.BICUBIC)
    upright = ImageOps.exif_transpose(picture)
    small = ImageOps.fit(upright.convert("RGBA"), (SIDE, SIDE), Image.Resampling.BICUBIC)
    plain = Image.new("RGB", (SIDE, SIDE), PAPER)
    plain.paste(small, mask=small.getchannel("A"))
    out = BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _paper(picture: Image.Image) -> bytes:
    picture.draft("RGB", (WHOLE, WHOLE))
    picture.load()
    picture.thumbnail((WHOLE, WHOLE), Image.Resampling.BICUBIC)  # first: turning it makes a copy
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    plain = Image.new("RGB", upright.size, PAPER)
    plain.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    plain.save(out, "JPEG", quality=78, optimize=True)
    return out.getvalue()
