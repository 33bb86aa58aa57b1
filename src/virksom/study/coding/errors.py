"""What this room refuses.

BadInput
├── NotAValue            the answer is not one of the variable's values, or no number within its range
└── NoSuchPassage        the passage is not a place in a document the coder can see
WrongState
├── OutcomeIsHidden      discharge data cannot be coded or read before intake and intervention are finished
├── VariablesAreOpen     something is not coded yet; `labels` says what
├── ReasonIsMissing      a change that must say why
└── CodingIsClosed       the case is reported finished, or both coders are
"""

from __future__ import annotations

from collections.abc import Sequence

from virksom.errors import BadInput, WrongState


class NotAValue(BadInput):
    """The answer is not one of the variable's values, or no number within its range."""


class NoSuchPassage(BadInput):
    """The passage is not a place in a document the coder can see."""


class OutcomeIsHidden(WrongState):
    """Discharge data cannot be coded or read before intake and intervention are finished."""


class VariablesAreOpen(WrongState):
    """Something is not coded yet.

    Attributes:
        labels: the variables that are.
    """

    def __init__(self, message: str, labels: Sequence[str]) -> None:
        super().__init__(message)
        self.labels = tuple(labels)


class ReasonIsMissing(WrongState):
    """A change that must say why."""


class CodingIsClosed(WrongState):
    """The case is reported finished, or both coders are."""
