"""What can stand in the way of a change to a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meetings.models import Meeting, Venue, WriteUp


class RepliesClosed(Exception):
    """The meeting is over, called off or not announced: it takes no answers."""


class NotYet(Exception):
    """The meeting has not begun, or will not be: there is nothing to count or to write up."""


class NoSuchTime(ValueError):
    """The clocks go forward over this hour: no clock ever shows it on that day."""


class WriteUpChanged(Exception):
    """Somebody kept another text while this one was being written; ``current`` is theirs."""

    def __init__(self, current: WriteUp) -> None:
        super().__init__(current.pk)
        self.current = current


class AgendaClosed(Exception):
    """The meeting is over or was called off: its agenda stands as it is."""


class WordsStillStand(Exception):
    """This is the text of today. Change that one first, then the old words can go."""


class AlreadyOver(Exception):
    """What has been cannot be moved or called off."""


class MeetingChanged(Exception):
    """Somebody changed the date while this was being written; ``current`` is what it is now."""

    def __init__(self, current: Meeting) -> None:
        super().__init__(current.pk)
        self.current = current


class PlaceChanged(Exception):
    """Somebody wrote about the place while this was being written; ``current`` is theirs."""

    def __init__(self, current: Venue) -> None:
        super().__init__(current.pk)
        self.current = current


class PieceChanged(Exception):
    """Somebody has put another text in its place since the page was made."""
