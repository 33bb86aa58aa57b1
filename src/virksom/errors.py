"""The tree of errors that Virksom raises on purpose.

VirksomError                 anything Virksom itself refuses; its text is for people, in Danish
├── BadInput                 a file or form that does not hold what was expected
├── NotAllowed               who-may: the person lacks the permission
├── WrongState               what-the-state-allows: the thing is not in a state for this
├── StaleVersion             somebody else saved first; both texts are shown
└── NotConfigured            a key, database or workspace is missing or broken

Packages add their own leaves below these, where they are raised.
"""

from __future__ import annotations


class VirksomError(Exception):
    """Base of everything Virksom refuses; `str(error)` can be shown to a person."""


class BadInput(VirksomError):
    """A file, row or form that does not hold what was expected."""


class NotAllowed(VirksomError):
    """The person lacks the permission for this."""


class WrongState(VirksomError):
    """The thing exists and the person may, but its state does not allow this now."""


class StaleVersion(VirksomError):
    """Somebody else saved the same thing first.

    Attributes:
        theirs: the text or value that stands now.
        yours: the one that was refused.
    """

    def __init__(self, message: str, *, theirs: object, yours: object) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.yours = yours


class NotConfigured(VirksomError):
    """A key, database or workspace is missing or does not fit."""
