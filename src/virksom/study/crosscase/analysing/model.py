"""The one model: an ordered outcome, severity held, professionals as a random intercept; beside it each condition alone."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from virksom.methods.confounding import e_value
from virksom.methods.errors import MethodRefused
from virksom.methods.ordinal import CumulativeLinkFit, fit_cumulative_link
from virksom.study.crosscase.analysing.cases import Cases
from virksom.study.crosscase.analysing.conditions import Condition, Family, How
from virksom.study.crosscase.analysing.figures import figure, remark

FEWEST_CASES = 20  # below that, five coefficients fit anything
FEWEST_TO_AVERAGE = 5
FEWEST_GROUPS = 5  # a spread between fewer professionals is neither estimable nor anonymous
CASES_A_CONDITION = 10  # in the outcome with fewest cases; fewer make estimates drift away from 1
NORMAL = 1.959963984540054  # of a 95 % interval
BoolArray = npt.NDArray[np.bool_]


def fit(
    cases: Cases, used: BoolArray, outcome: npt.NDArray[np.intp] | None = None, keys: list[str] | None = None
) -> CumulativeLinkFit:
    """Fit the model to some of the cases.

    Args:
        cases: as the analysis sees them.
        used: which of them.
        outcome: other outcomes than the known ones, for sensitivity.
        keys: only these conditions.

    Raises:
        MethodRefused: too few cases, outcomes or groups.
    """
    ended = cases.outcome if outcome is None else outcome
    design = cases.design()[used]
    return fit_cumulative_link(
        ended[used].astype(float),
        design if keys is None else design[keys],
        _groups(cases, used),
        quadrature_points=cases.specification.quadrature_points,
    )


def _groups(cases: Cases, used: BoolArray) -> pd.Series | None:
    known = cases.table["professional"].fillna("").astype(str)[used]
    return cases.groups()[used] if known[known != ""].nunique() >= FEWEST_GROUPS else None


def model(cases: Cases) -> tuple[dict[str, Any], CumulativeLinkFit | None]:
    """Fit the model and each condition alone to the same cases; what cannot be fitted says why."""
    used = cases.analysed
    if used.sum() < FEWEST_CASES:
        return {"refused": "too_few_cases", "n": int(used.sum()), "fewest": FEWEST_CASES}, None
    try:
        fitted = fit(cases, used)
    except MethodRefused as refusal:
        return {"refused": "method", "n": int(used.sum()), "message": str(refusal)}, None
    return {
        "n": fitted.n_used,
        "groups": fitted.n_groups,
        "unknown_professional": int((cases.table["professional"].fillna("").astype(str)[used] == "").sum()),
        "quadrature_points": fitted.quadrature_points,
        "converged": fitted.converged,
        "adjusted": estimates(fitted),
        "unadjusted": _alone(cases, used),
        "thresholds": [figure(value) for value in fitted.thresholds],
        "warnings": [remark(said) for said in fitted.warnings if said.code != "boundary"],
        "thin": thin(cases, used),
    }, fitted


def thin(cases: Cases, used: BoolArray) -> bool:
    """Answer whether the rarest outcome has fewer cases than the number of conditions asks for."""
    counts = np.bincount(cases.outcome[used], minlength=len(cases.specification.outcomes))
    return int(counts[counts > 0].min()) < CASES_A_CONDITION * len(cases.specification.model)


def estimates(fitted: CumulativeLinkFit) -> dict[str, dict[str, Any]]:
    """Return each condition's log-odds and odds ratio with interval, and whether the interval leaves out 1."""
    return {
        name: _estimate(float(fitted.coefficients[name]), float(fitted.standard_errors[name]))
        for name in map(str, fitted.coefficients.index)
    }


def _estimate(value: float, error: float) -> dict[str, Any]:
    """With Wald's interval; `fit.intervals` would search the profile of the spread again for every model."""
    low, high = value - NORMAL * error, value + NORMAL * error
    measured = math.isfinite(low) and math.isfinite(high)
    clear = measured and (low > 0 or high < 0)
    odds, odds_low, odds_high = (math.exp(end) if measured else None for end in (value, low, high))
    limit = None
    if clear and odds is not None and odds_low is not None and odds_high is not None:
        limit = e_value(odds, (odds_low, odds_high)).limit
    return {
        "estimate": figure(value),
        "low": figure(low),
        "high": figure(high),
        "odds": figure(odds),
        "odds_low": figure(odds_low),
        "odds_high": figure(odds_high),
        "direction": (1 if value > 0 else -1) if clear else 0,
        "e_limit": figure(limit),
    }


def _alone(cases: Cases, used: BoolArray) -> dict[str, dict[str, Any]]:
    found = {}
    for one in cases.specification.model:
        try:
            found[one.key] = estimates(fit(cases, used, keys=[one.key]))[one.key]
        except MethodRefused as refusal:
            found[one.key] = {
                "refused": str(refusal),
                "odds": None,
                "odds_low": None,
                "odds_high": None,
                "direction": 0,
            }
    return found


def probabilities(cases: Cases, fitted: CumulativeLinkFit) -> list[dict[str, Any]]:
    """Predict the outcomes at a low, typical and high value of each condition, the others held at typical ones."""
    measured = pd.DataFrame({one.key: cases.measure(one)[cases.analysed] for one in cases.specification.model})
    typical = {one.key: _typical(one, measured[one.key]) for one in cases.specification.model}
    return [
        {"key": one.key, "points": _points(cases, fitted, one, measured[one.key], typical)}
        for one in cases.specification.model
    ]


def _typical(condition: Condition, values: pd.Series) -> float:
    return float(values.mode().iloc[0]) if condition.how == How.IS else _round(condition, float(values.median()))


def _round(condition: Condition, value: float) -> float:
    """To what people can say: whole months and steps, half steps of a mean."""
    return round(2 * value) / 2 if condition.how == How.MEAN else float(round(value))


def _points(
    cases: Cases, fitted: CumulativeLinkFit, condition: Condition, values: pd.Series, typical: dict[str, float]
) -> list[dict[str, Any]]:
    if condition.how == How.IS:
        named = [("without", 0.0), ("with", 1.0)]
    else:
        low, high = (_round(condition, float(values.quantile(share))) for share in (0.1, 0.9))
        named = [("low", low), ("typical", typical[condition.key]), ("high", high)]
        named = [pair for place, pair in enumerate(named) if pair[1] not in {value for _name, value in named[:place]}]
    rows = pd.DataFrame([{**typical, condition.key: value} for _name, value in named])
    steps = {one.key: rows[one.key] / one.per for one in cases.specification.model}
    predicted = fitted.predict_probabilities(pd.DataFrame(steps))
    n = len(fitted.outcomes)
    points = []
    for place, (name, value) in enumerate(named):
        lines = predicted.iloc[place * n : (place + 1) * n]
        told = {
            int(str(line.outcome)): [figure(line.probability), figure(line.low), figure(line.high)]
            for line in lines.itertuples()
        }
        outcomes = [told.get(code, [None, None, None]) for code in range(len(cases.specification.outcomes))]
        points.append({"name": name, "value": figure(value), "outcomes": outcomes})
    return points


def who(cases: Cases) -> dict[str, dict[str, list[float | None]]]:
    """Return the mean of each adjuster where a yes-or-no condition is not given, and where it is."""
    found: dict[str, dict[str, list[float | None]]] = {}
    for one in cases.specification.model:
        if one.how != How.IS:
            continue
        given = cases.measure(one)[cases.analysed]
        held = [other for other in cases.specification.model if other.family == Family.ADJUSTER]
        if min((given == 0).sum(), (given == 1).sum()) >= FEWEST_TO_AVERAGE:
            found[one.key] = {
                other.key: [figure(cases.measure(other)[cases.analysed][given == value].mean()) for value in (0, 1)]
                for other in held
            }
    return found
