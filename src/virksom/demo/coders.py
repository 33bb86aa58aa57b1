"""Two coders who read the cases: they see the truth with the error that people make.

The main coder reads everything with care; the second codes a blind sample and differs about as much as two trained
coders do: less on facts, more on alliance and frame, which must be judged from behaviour. A difference is one step on
an ordinal scale, and another plausible label on a nominal one.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from virksom.demo.truth import OUTCOMES, CaseTruth

VARIABLES = (
    "age_at_intake",
    "target_group",
    "severity",
    "prior_interventions",
    "network",
    "duration_months",
    "alliance_bond",
    "alliance_tasks",
    "alliance_goals",
    "frame",
    "citizen_part",
    "method",
    "end_reason",
    "outcome",
)
JUDGED = ("alliance_bond", "alliance_tasks", "alliance_goals", "frame")
SCALES = {
    "severity": (1, 5),
    "prior_interventions": (0, 2),
    "network": (1, 4),
    "alliance_bond": (1, 5),
    "alliance_tasks": (1, 5),
    "alliance_goals": (1, 5),
    "frame": (1, 5),
    "citizen_part": (1, 4),
}
MISTAKEN_FOR = {
    "programme": ("talks",),
    "network": ("talks", "practical"),
    "talks": ("network", "practical"),
    "practical": ("talks", "network"),
    "agreed": ("reached_early", "grant_ended"),
    "reached_early": ("agreed",),
    "withdrew": ("agreed", "moved"),
    "moved": ("transferred",),
    "grant_ended": ("agreed",),
    "transferred": ("moved", "agreed"),
}


@dataclass(frozen=True)
class Coder:
    """How often a coder misses the truth, by variable.

    Attributes:
        name: as it stands in the file of coded values.
        slips: chance of a value one step or one label beside the truth.
    """

    name: str
    slips: dict[str, float]


MAIN_CODER = Coder(
    "Koder 1",
    {
        "severity": 0.03,
        "prior_interventions": 0.04,
        "network": 0.06,
        "alliance_bond": 0.07,
        "alliance_tasks": 0.07,
        "alliance_goals": 0.07,
        "frame": 0.06,
        "citizen_part": 0.08,
        "method": 0.02,
        "end_reason": 0.03,
        "outcome": 0.015,
        "duration_months": 0.03,
    },
)
SECOND_CODER = Coder(
    "Koder 2",
    {
        "severity": 0.34,
        "prior_interventions": 0.12,
        "network": 0.22,
        "alliance_bond": 0.50,
        "alliance_tasks": 0.52,
        "alliance_goals": 0.52,
        "frame": 0.60,
        "citizen_part": 0.28,
        "method": 0.09,
        "end_reason": 0.09,
        "outcome": 0.12,
        "duration_months": 0.12,
        "age_at_intake": 0.05,
    },
)


@dataclass(frozen=True, slots=True)
class CodedValue:
    """A coder's value of one variable; `sure` is 1 (in doubt) to 3 (certain)."""

    variable: str
    value: str
    sure: int


def code_case(case: CaseTruth, coder: Coder, rng: random.Random, *, age: int, target_group: str) -> list[CodedValue]:
    """Code one case; a variable that the record does not speak of gives no value.

    Args:
        case: as it really was.
        coder: whose eyes it is read with.
        rng: the case's own source of chance.
        age: years at intake.
        target_group: label as the intake gives it.

    Returns:
        the values in the codebook's order.
    """
    coded = []
    for variable in VARIABLES:
        if (variable == "outcome" and case.outcome is None) or (case.thin and variable in JUDGED):
            continue
        truth = {"age_at_intake": age, "target_group": target_group}.get(variable)
        truth = getattr(case, variable) if truth is None else truth
        slipped = rng.random() < coder.slips.get(variable, 0.0)
        value = _beside(variable, truth, rng) if slipped else truth
        coded.append(CodedValue(variable, _as_text(value), _sureness(variable, slipped, rng)))
    return coded


def _beside(variable: str, truth: object, rng: random.Random) -> object:
    """A value that a coder might give instead."""
    if variable in SCALES:
        low, high = SCALES[variable]
        step = rng.choice((-1, 1))
        return truth + step if low <= truth + step <= high else truth - step  # type: ignore[operator]
    if variable == "outcome":
        place = OUTCOMES.index(str(truth))
        return OUTCOMES[1] if place != 1 else rng.choice((OUTCOMES[0], OUTCOMES[2]))
    if variable == "duration_months":
        return float(max(1, round(float(truth))))  # type: ignore[arg-type]
    if variable == "age_at_intake":
        return truth + rng.choice((-1, 1))  # type: ignore[operator]
    return rng.choice(MISTAKEN_FOR[str(truth)])


def _sureness(variable: str, slipped: bool, rng: random.Random) -> int:
    """Coders are surer of facts than of judgements, and somewhat less sure where they are wrong."""
    weights = (2, 5, 3) if variable in JUDGED or variable in ("citizen_part", "network") else (0.5, 2.5, 7)
    return rng.choices((1, 2, 3), weights if not slipped else (4, 4, 2))[0]


def _as_text(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
