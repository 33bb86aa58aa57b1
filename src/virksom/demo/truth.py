"""The truth that is planted in the demo organisation, so that an analysis can be held against it.

Every case has a latent progress. It is the sum of

* what lasts: duration, professional alliance and social-spatial frame help; severity at intake holds back,
* who helps: each professional has an own intercept, about five per cent of the variance that is left,
* luck: logistic noise.

Two thresholds cut it into *not reached*, *partly* and *reached*. The unit adds nothing. The popular programme
"Trygge Trin" adds exactly nothing, but is given far more often to lighter cases, so cases with it look better until
severity is held. Reasons for ending shorten a case without looking at its luck, except for the few that end early
*because* the goal is reached: a small, deliberate reversal of cause and effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

CLOSED_YEARS = (2024, 2025)
DAYS_A_MONTH = 30.4375
UNITS = ("family", "residential", "outreach")
OUTCOMES = ("not_reached", "partly", "reached")
END_REASONS = ("agreed", "reached_early", "withdrew", "moved", "grant_ended", "transferred")
METHODS = ("programme", "network", "talks", "practical")

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class PlantedTruth:
    """The true values, on the log-odds scale of a higher outcome.

    Attributes:
        duration_per_6_months: for each further six months, counted from `duration_centre`.
        alliance_per_point: for each point of the mean of bond, tasks and goals (1–5).
        frame_per_point: for each point of the social-spatial frame (1–5).
        severity_per_point: for each point of severity at intake (1–5).
        programme: "Trygge Trin" against any other method.
        unit: any unit against any other.
        professional_share: share of the residual latent variance that lies between professionals.
        cuts: thresholds between not reached, partly and reached.
        missing_outcome: share of cases whose outcome nobody wrote down.
        reached_early: chance that a case far above the upper threshold ends before its plan.
    """

    duration_per_6_months: float = 0.95
    alliance_per_point: float = 1.05
    frame_per_point: float = 0.85
    severity_per_point: float = -0.95
    programme: float = 0.0
    unit: float = 0.0
    professional_share: float = 0.05
    cuts: tuple[float, float] = (-1.25, 0.75)
    duration_centre: float = 12.0
    scale_centre: float = 3.0
    missing_outcome: float = 0.12
    reached_early: float = 0.12
    thin_record: float = 0.04

    @property
    def professional_sd(self) -> float:
        """Standard deviation of the professionals' intercepts that gives the share."""
        return sqrt(self.professional_share / (1 - self.professional_share) * pi**2 / 3)

    def as_dict(self) -> dict[str, object]:
        """The values with the derived standard deviation, for the manifest."""
        return {**asdict(self), "professional_sd": round(self.professional_sd, 4)}

    def describe(self) -> str:
        """The truth in Danish, for the manifest and the reader of the demo."""
        return (
            "Plantet sandhed (log-odds for et bedre udfald). "
            f"Varighed: {self.duration_per_6_months:+.2f} pr. 6 måneder. "
            f"Professionel alliance: {self.alliance_per_point:+.2f} pr. trin (middel af bånd, opgaver og mål). "
            f"Social-spatial ramme: {self.frame_per_point:+.2f} pr. trin. "
            f"Sværhedsgrad ved indskrivning: {self.severity_per_point:+.2f} pr. trin. "
            f"Programmet Trygge Trin: {self.programme:.2f} – men det gives langt oftere til lette sager. "
            f"Enhed: {self.unit:.2f}. Mellem medarbejdere: {self.professional_share:.0%} af restvariansen. "
            f"Udfaldet mangler i {self.missing_outcome:.0%} af sagerne."
        )


TRUTH = PlantedTruth()


@dataclass(frozen=True, slots=True)
class CaseTruth:
    """One closed case as it really was; ordinal values on the codebook's scales.

    Attributes:
        number: 0-based place in the demo organisation.
        professional: index of the contact person among all professionals of the organisation.
        trajectory: the outcome as it was, also where nobody wrote it down.
        outcome: as `trajectory`, or None where it is missing from the record.
        thin: the record says too little to read alliance and frame from it.
        second_coder: the case is in the sample that is coded twice.
    """

    number: int
    unit: str
    professional: int
    intake: date
    closed: date
    severity: int
    prior_interventions: int
    network: int
    alliance_bond: int
    alliance_tasks: int
    alliance_goals: int
    frame: int
    citizen_part: int
    method: str
    end_reason: str
    trajectory: str
    outcome: str | None
    thin: bool
    second_coder: bool

    @property
    def duration_months(self) -> float:
        """Months from intake to closing, one decimal."""
        return round((self.closed - self.intake).days / DAYS_A_MONTH, 1)


def staff_size(cases: int) -> int:
    """How many professionals the organisation has: 14, and more only when it is blown up for a stress test."""
    return max(14, cases // 30)


def professionals_of(unit: str, staff: int) -> range:
    """The indices of a unit's professionals: they are dealt to the units in blocks."""
    place = UNITS.index(unit)
    bounds = [round(staff * share) for share in (0, 5 / 14, 9 / 14, 1)]
    return range(bounds[place], bounds[place + 1])


def draw_cases(cases: int, seed: int, truth: PlantedTruth = TRUTH) -> Iterator[CaseTruth]:
    """Draw the organisation's closed cases; the same seed gives the same cases.

    Args:
        cases: how many.
        seed: of the one generator everything is drawn from.
        truth: the planted values.

    Yields:
        the cases in no particular order of closing.
    """
    rng = np.random.default_rng([seed, 160])
    known = _draw_conditions(cases, rng)
    alliance = (known["alliance_bond"] + known["alliance_tasks"] + known["alliance_goals"]) / 3
    end_reason, months = _draw_endings(known, alliance, rng)
    intercepts = rng.normal(0, truth.professional_sd, staff_size(cases))
    without_time = (
        truth.alliance_per_point * (alliance - truth.scale_centre)
        + truth.frame_per_point * (known["frame"] - truth.scale_centre)
        + truth.severity_per_point * (known["severity"] - truth.scale_centre)
        + truth.programme * (known["method"] == 0)
        + intercepts[known["professional"]]
        + rng.logistic(size=cases)
    )
    progress = without_time + truth.duration_per_6_months * (months - truth.duration_centre) / 6
    early = (end_reason == 0) & (progress > truth.cuts[1] + 1.5) & (rng.random(cases) < truth.reached_early)
    months = np.where(early, months * rng.uniform(0.55, 0.8, cases), months)
    end_reason = np.where(early, 1, end_reason)
    outcome = np.searchsorted(np.array(truth.cuts), progress)
    missing = _draw_missing(end_reason, truth, rng)
    thin = rng.random(cases) < truth.thin_record
    twice = np.zeros(cases, dtype=bool)
    twice[rng.choice(cases, size=round(cases * 0.28), replace=False)] = True
    closed = _draw_closing_days(cases, rng)
    for i in range(cases):
        yield CaseTruth(
            number=i,
            unit=UNITS[known["unit"][i]],
            professional=int(known["professional"][i]),
            intake=_working_day(closed[i] - timedelta(days=max(21, round(float(months[i]) * DAYS_A_MONTH)))),
            closed=closed[i],
            severity=int(known["severity"][i]),
            prior_interventions=int(known["prior"][i]),
            network=int(known["network"][i]),
            alliance_bond=int(known["alliance_bond"][i]),
            alliance_tasks=int(known["alliance_tasks"][i]),
            alliance_goals=int(known["alliance_goals"][i]),
            frame=int(known["frame"][i]),
            citizen_part=int(known["citizen_part"][i]),
            method=METHODS[known["method"][i]],
            end_reason=END_REASONS[end_reason[i]],
            trajectory=OUTCOMES[outcome[i]],
            outcome=None if missing[i] else OUTCOMES[outcome[i]],
            thin=bool(thin[i]),
            second_coder=bool(twice[i]),
        )


def _draw_conditions(cases: int, rng: np.random.Generator) -> dict[str, Ints]:
    """What was given when the case ran: severity first, the rest leaning on it where life does."""
    unit = rng.choice(3, size=cases, p=[0.4, 0.22, 0.38])
    staff = staff_size(cases)
    blocks = [professionals_of(name, staff) for name in UNITS]
    starts, sizes = np.array([b.start for b in blocks]), np.array([len(b) for b in blocks])
    severity = _on_scale(rng.normal(3.0, 1.2, cases), 5)
    leaning = severity - 3.0
    alliance = rng.normal(3.25, 1.0, cases) - 0.08 * leaning
    parts = {f"alliance_{p}": _on_scale(alliance + rng.normal(0, 0.5, cases), 5) for p in ("bond", "tasks", "goals")}
    return {
        "unit": unit,
        "professional": starts[unit] + (rng.random(cases) * sizes[unit]).astype(np.int64),
        "severity": severity,
        "prior": np.clip(np.floor(rng.normal(1.1 + 0.35 * leaning, 0.8, cases)), 0, 2).astype(np.int64),
        "network": _on_scale(rng.normal(2.6, 0.8, cases) - 0.25 * leaning, 4),
        **parts,
        "frame": _on_scale(rng.normal(3.0, 1.25, cases), 5),
        "citizen_part": _on_scale(2.5 + 0.45 * (parts["alliance_goals"] - 3) + rng.normal(0, 0.7, cases), 4),
        "method": _draw_method(severity, rng),
    }


def _draw_method(severity: Ints, rng: np.random.Generator) -> Ints:
    """The programme is offered where it looks easy to give; the other methods regardless of severity."""
    programme = rng.random(len(severity)) < 1 / (1 + np.exp(1.5 * (severity - 2.3)))
    other = rng.choice([1, 2, 3], size=len(severity), p=[0.3, 0.4, 0.3])
    return np.where(programme, 0, other)


def _draw_endings(known: dict[str, Ints], alliance: Floats, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """Reason for ending and actual months; nothing here looks at the luck of the case."""
    cases = len(alliance)
    planned = rng.choice([6.0, 9.0, 12.0, 15.0, 18.0, 24.0], size=cases, p=[0.16, 0.16, 0.24, 0.14, 0.18, 0.12])
    planned = planned + rng.normal(0, 0.8, cases)
    weights = np.stack(
        [
            np.exp(-2.6 + 0.4 * (known["severity"] - 3) - 0.6 * (alliance - 3)),  # withdrew
            np.full(cases, 0.09),  # moved
            np.full(cases, 0.16),  # grant ended
            0.07 * np.exp(0.25 * (known["severity"] - 3)),  # transferred
        ],
        axis=1,
    )
    chances = np.cumsum(weights / (1 + weights.sum(axis=1, keepdims=True)), axis=1)
    lot = rng.random((cases, 1))
    reason = np.where(lot[:, 0] < chances[:, -1], 2 + (lot > chances).sum(axis=1), 0)
    share = np.where(reason == 2, rng.uniform(0.2, 0.75, cases), rng.uniform(0.35, 0.9, cases))
    return reason, np.where(reason == 0, planned, np.maximum(planned * share, 1.5))


def _draw_missing(end_reason: Ints, truth: PlantedTruth, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Exactly the planned share of outcomes is missing, twice as often where the case broke off."""
    odds = np.where(np.isin(end_reason, (2, 3)), 2.0, 1.0)
    chosen = rng.choice(len(odds), size=round(len(odds) * truth.missing_outcome), replace=False, p=odds / odds.sum())
    missing = np.zeros(len(odds), dtype=bool)
    missing[chosen] = True
    return missing


def _draw_closing_days(cases: int, rng: np.random.Generator) -> list[date]:
    """Working days spread over the two calendar years."""
    first = date(CLOSED_YEARS[0], 1, 2)
    span = (date(CLOSED_YEARS[1], 12, 22) - first).days
    days = [first + timedelta(days=int(d)) for d in rng.integers(0, span + 1, cases)]
    return [_working_day(d) for d in days]


def _working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _on_scale(values: Floats, top: int) -> Ints:
    return np.clip(np.rint(values), 1, top).astype(np.int64)
