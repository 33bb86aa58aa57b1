"""What the rooms above know and this room shows: they sign up when the house opens, since no room imports upwards."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from virksom.people.models import User
from virksom.study.harvest.models import Study, StudyCase


@dataclass(frozen=True)
class StepProgress:
    """How far a part of the method is.

    Attributes:
        done: how many are finished (cases coded, analyses made).
        begun: how many somebody has taken on.
        yours: how many wait for the person who looks.
    """

    done: int = 0
    begun: int = 0
    yours: int = 0


class Coding(Protocol):
    """What the coding room tells of a study."""

    def progress(self, study: Study, user: User) -> StepProgress:
        """Return cases coded, cases given to a coder, and cases that wait for this user."""

    def states(self, cases: Collection[int]) -> dict[int, str]:
        """Return the words for how far each of these cases is, for those that are begun."""

    def is_coder_of(self, user: User, case: StudyCase) -> bool:
        """Answer whether the user has the case to code, and so must not see its ending too early."""


_rooms: dict[str, object] = {}


def sign_up_coding(room: Coding) -> None:
    """Let the coding room tell how far it is."""
    _rooms["coding"] = room


def sign_up_analysis(progress: Callable[[Study], StepProgress]) -> None:
    """Let the analysis room tell how many analyses are finished."""
    _rooms["analysis"] = progress


def coding() -> Coding:
    """Return the coding room, or an empty one where it has not signed up."""
    return _rooms.get("coding", _NoCoding())  # type: ignore[return-value]


def analysis_progress(study: Study) -> StepProgress:
    """Return how many analyses of the study are finished."""
    room: Callable[[Study], StepProgress] | None = _rooms.get("analysis")  # type: ignore[assignment]
    return room(study) if room else StepProgress()


class _NoCoding:
    def progress(self, study: Study, user: User) -> StepProgress:
        return StepProgress()

    def states(self, cases: Collection[int]) -> dict[int, str]:
        return {}

    def is_coder_of(self, user: User, case: StudyCase) -> bool:
        return False
