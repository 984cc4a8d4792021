"""People as peers, and the forums where they meet."""

from members.models import private  # noqa: F401 -- Django learns of its tables; no names from it
from members.models.collaborative import Collaborative, Perspective, places_of, within
from members.models.copy import Copy
from members.models.invitation import Invitation
from members.models.joining import Buddying, JoinRequest
from members.models.letter_words import LetterWords
from members.models.membership import Hat, Membership
from members.models.opening import OpenHouse, PaperCode
from members.models.person import Preferences, User
from members.models.presence import PresenceTable
from members.models.safety import Concern, Incident
from members.models.session import Session
from members.models.stepping_back import StepBack

__all__ = [
    "Buddying",
    "Collaborative",
    "Concern",
    "Copy",
    "Hat",
    "Incident",
    "Invitation",
    "JoinRequest",
    "LetterWords",
    "Membership",
    "OpenHouse",
    "PaperCode",
    "Perspective",
    "Preferences",
    "PresenceTable",
    "Session",
    "StepBack",
    "User",
    "places_of",
    "within",
]
