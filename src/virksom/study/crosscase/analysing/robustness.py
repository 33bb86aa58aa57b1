"""Would the findings stand if the missing outcomes were known, or if only planned endings counted?"""

from __future__ import annotations

from typing import Any

import numpy as np

from virksom.methods.errors import MethodRefused
from virksom.study.crosscase.analysing.cases import Cases
from virksom.study.crosscase.analysing.model import FEWEST_CASES, BoolArray, estimates, fit


def robustness(cases: Cases) -> dict[str, Any]:
    """Fit the model again under other assumptions.

    `endings` keeps only cases whose length was not decided by how they went. `lowest` and `highest` give every coded
    case with an unknown outcome the lowest and the highest one: the truth lies somewhere between.
    """
    top = len(cases.specification.outcomes) - 1
    unknown = cases.outcome < 0
    found = {"endings": _again(cases, cases.analysed & _by_plan(cases))}
    for name, assumed in (("lowest", 0), ("highest", top)):
        found[name] = _again(cases, cases.complete, np.where(unknown, assumed, cases.outcome).astype(np.intp))
    return found


def _by_plan(cases: Cases) -> BoolArray:
    spec = cases.specification
    if spec.ending not in cases.table:
        return np.zeros(len(cases.table), dtype=bool)
    return cases.table[spec.ending].isin(spec.endings).to_numpy()


def _again(cases: Cases, used: BoolArray, outcome: Any = None) -> dict[str, Any]:
    n = int(used.sum())
    if n < FEWEST_CASES:
        return {"n": n, "refused": "too_few_cases"}
    try:
        fitted = fit(cases, used, outcome)
    except MethodRefused as refusal:
        return {"n": n, "refused": "method", "message": str(refusal)}
    return {"n": n, "estimates": estimates(fitted)}
