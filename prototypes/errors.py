class SessionIsClosed(Exception):
    """Words were sent to a session in which nothing more is written down."""


class NameIsTaken(Exception):
    """A theme, or a session of the same meeting, is already called that."""


class WouldStandUnderItself(Exception):
    """A theme was put under itself, or under one that stands under it."""


class ChangedMeanwhile(Exception):
    """Somebody else has changed the note since the page was made."""


class WouldGrowFromItself(Exception):
    """Something we try was said to have grown from what grew from it."""


class BeforeTheIdea(Exception):
    """A day was named on which nobody had had the idea yet."""


class PictureWaits(Exception):
    """A session cannot close while a flip chart is a picture that nobody has typed up."""


class TableIsFull(Exception):
    """So many notes came from one table in an hour that nobody can have said them."""


class TheirOwnWords(Exception):
    """Somebody said yes to these words, and to no others."""
