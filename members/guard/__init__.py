"""The title guard: a quiet hint where words tie a job, an employer, a grade or a label to somebody.

``words/`` is what it knows, as lists that anybody can read and add to;
``reading`` finds those words in a text; ``ties`` says whether they are tied to
a person; ``hints`` is what others call. It only ever hints: nothing is
refused, and nothing is kept about who wrote what. It asks no database and no
other machine, and says the same of the same words each time.
"""

from members.guard.hints import Hint, Nudge, hints, nudge, without

__all__ = ["Hint", "Nudge", "hints", "nudge", "without"]
