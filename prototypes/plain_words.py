"""Short words for codes that people read aloud: plain, kind, and hard to mishear."""

from __future__ import annotations

import secrets

LISTED = """
acorn amber anchor apple apron arch atlas autumn badge bagel baker barley basil basket
beach bead beech bell bench berry birch biscuit blanket bloom boat bonnet book bottle
bramble bread breeze brick bridge brook broom bucket bundle butter button cabin cable
cactus cake candle canoe canvas carpet carrot castle cedar cello chalk cherry chess
chimney chorus cider circle citrus cloak clock cloud clover coast cobble cocoa comet
compass copper coral corner cotton cricket crumb cuckoo cup curtain cushion daisy dance
dawn denim dinner dolphin domino donkey drift drum dune eagle easel echo elbow elder ember
engine envelope fable falcon feather fern ferry fiddle finch flannel flask flute forest
fountain fox frost fudge garden garlic gate ginger glade glove goose gravel guitar hammer
hammock harbour harp harvest hazel hedge heron hill hinge honey hoop island ivory ivy
jacket jam jasmine jelly jigsaw jumper juniper kettle kite ladder lagoon lantern lark
lavender leaf lemon lentil library lilac linen lobster locket loft lotus lunch magnet
mango maple marble market marsh meadow melon mill minnow mint mitten moss moth muffin
museum mustard napkin needle nest nettle noodle nutmeg oak oat ocean olive onion opal
orange orchard otter oven owl paddle palette pancake paper parade parcel parsley pasta
pear pebble pelican pencil pepper petal piano picnic pigeon pillow pine planet plum pocket
pond poppy porch postcard potato puddle puffin pumpkin puzzle quilt rabbit radish rain
raisin ramp reed ribbon river robin rocket rope rose rowan saddle saffron sail salad
sandal scarf scone sesame shelf shell silver sketch slipper snow sock sofa song sparrow
spoon spring squash stamp star stone stream sugar summer sun swan table tambourine tapestry
teapot thistle thread thyme ticket timber toast tower train trumpet tulip tunnel turnip
valley vase velvet violet violin wagon walnut water wheat wheel whistle willow window
winter wood wool yarn zebra
"""
WORDS = tuple(LISTED.split())


def word_and_number() -> str:
    """``lamp-27``: one of thirty thousand, for an afternoon."""
    return f"{secrets.choice(WORDS)}-{secrets.randbelow(90) + 10}"


def three_words() -> str:
    """``otter-quilt-lemon``: one of forty million, printed on a slip."""
    return "-".join(secrets.SystemRandom().sample(WORDS, 3))


def as_typed(words: str) -> str:
    """A code as people type it: capitals, blanks and a full stop do not matter."""
    return "-".join(words.lower().replace(".", " ").replace("-", " ").split())
