"""People as peers, and the forums where they meet."""

from members.models.collaborative import Collaborative, Perspective
from members.models.membership import Hat, Invitation, Membership
from members.models.person import Preferences, User
from members.models.private import AccessNeed, ContactRoute, Lanyard, Standpoint

__all__ = [
    "AccessNeed",
    "Collaborative",
    "ContactRoute",
    "Hat",
    "Invitation",
    "Lanyard",
    "Membership",
    "Perspective",
    "Preferences",
    "Standpoint",
    "User",
]
