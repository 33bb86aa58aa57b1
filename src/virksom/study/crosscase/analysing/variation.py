"""How much of the outcome lies between professionals: one share, and one hill without anybody in it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from virksom.methods.ordinal import CumulativeLinkFit
from virksom.study.crosscase.analysing.cases import Cases
from virksom.study.crosscase.analysing.figures import figure, remark

FEWEST_PROFESSIONALS = 5
FEWEST_CASES_EACH = 5


def variation(cases: Cases, fitted: CumulativeLinkFit, probabilities: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the share with its profile interval, or why there is none; nothing in it belongs to one professional."""
    known = cases.table["professional"].fillna("").astype(str)[cases.analysed]
    with_enough = int((known[known != ""].value_counts() >= FEWEST_CASES_EACH).sum())
    if with_enough < FEWEST_PROFESSIONALS or not fitted.random_sd:
        return {"refused": "too_few_professionals", "fewest": FEWEST_PROFESSIONALS, "cases_each": FEWEST_CASES_EACH}
    share = fitted.variance_share()
    name, sd = next(iter(fitted.random_sd.items()))
    spread = fitted.intervals().loc[f"sd({name})"]
    return {
        "share": figure(share.value),
        "low": figure(share.interval[0]),
        "high": figure(share.interval[1]),
        "p": figure(share.p_value),
        "boundary": share.value == 0,
        "professionals": int(known[known != ""].nunique()),
        "n": share.n_cases,
        "sd": figure(sd),
        "sd_low": figure(spread["low"]),
        "sd_high": figure(spread["high"]),
        "middle": _middle(cases, probabilities),
        "notes": [remark(said) for said in share.notes if said.code != "boundary"],
    }


def _middle(cases: Cases, probabilities: list[dict[str, Any]]) -> float | None:
    """Probability of the highest outcome in a typical case with a professional in the middle."""
    for told in probabilities:
        for point in told["points"]:
            if point["name"] == "typical":
                return figure(point["outcomes"][len(cases.specification.outcomes) - 1][0])
    return None


def professionals(cases: Cases) -> int:
    """How many professionals the analysed cases have."""
    known: pd.Series = cases.table["professional"].fillna("").astype(str)[cases.analysed]
    return int(known[known != ""].nunique())
