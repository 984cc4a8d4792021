"""A photo of a door for the demo: drawn, because no photo of ours shows a place that is not."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (960, 640)
WALL, STEP, DOOR, FRAME = "#d9c7a8", "#a89880", "#2f5f8a", "#f4ead6"
PANE, BRASS, LEAF, TIN = "#bcd3df", "#c9a24b", "#4d7a4a", "#b5533c"


def drawn() -> bytes:
    """A narrow front: a blue door, a window, a ramp to the left and geraniums in tins."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 560, 960, 640), fill=STEP)
    draw.polygon([(60, 560), (330, 520), (330, 560)], fill=FRAME)  # the ramp
    draw.rectangle((350, 150, 570, 560), fill=FRAME)
    draw.rectangle((370, 170, 550, 560), fill=DOOR)
    draw.rectangle((395, 200, 525, 330), fill=PANE)
    draw.ellipse((515, 385, 535, 405), fill=BRASS)
    draw.rectangle((630, 200, 890, 430), fill=FRAME)
    draw.rectangle((645, 215, 875, 415), fill=PANE)
    for left in (640, 730, 820):
        draw.ellipse((left, 450, left + 60, 500), fill=LEAF)
        draw.rectangle((left + 8, 485, left + 52, 545), fill=TIN)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue()
