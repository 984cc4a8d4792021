"""Letters without their marks: Łucja stands among the Ls, and "sean" finds Seán.

The database is built without ICU, and its plain order puts Ł after Z. The same
table folds in Python (what somebody looks for) and in SQL (what is there).
"""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import Func, Value
from django.db.models.functions import Collate, Lower

# Letters that no decomposition takes apart, and the apostrophes of different keyboards.
OF_THEIR_OWN = dict(zip("łøđðħıßæœþŧ’ʼ‘", "loddhisaott'''", strict=True))


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


_MARKED = [chr(code) for code in (*range(0xE0, 0x250), *range(0x1E00, 0x1F00))]
TABLE = OF_THEIR_OWN | {
    letter: _bare(letter)
    for letter in _MARKED
    if letter == letter.lower() != letter.upper() and _bare(letter) != letter
}
FROM, TO = "".join(TABLE), "".join(TABLE.values())
_IN_PYTHON = str.maketrans(TABLE)


def fold(words: str) -> str:
    """ "Seán O’Neill" → "sean o'neill"."""
    return words.lower().translate(_IN_PYTHON)


def folded(field: str) -> Collate:
    """The same in SQL, compared letter by letter whatever the database's own order is."""
    plain: Any = Func(Lower(field), Value(FROM), Value(TO), function="translate")
    return Collate(plain, "C")
