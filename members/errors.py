class NotTheHolder(Exception):
    """Somebody asks for what is private to another person."""


class LastCoordinator(Exception):
    """Nobody else looks after the collaborative; somebody must, before this one goes."""


class LinkIsOver(Exception):
    """A link that is wrong, used, too old or forged; which of these is nobody's business."""
