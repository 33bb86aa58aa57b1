"""How every condition spreads over the outcomes, one test for each, and a ledger of all that was looked at."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from virksom.methods.association import associate, distribution, holm
from virksom.methods.errors import MethodRefused
from virksom.study.crosscase.analysing.cases import Cases
from virksom.study.crosscase.analysing.conditions import Condition, Family
from virksom.study.crosscase.analysing.figures import figure


def distributions(cases: Cases) -> dict[str, dict[str, Any]]:
    """Count outcomes within each level of each condition over all coded cases, with what is missing shown."""
    return {one.key: _distribution(cases, one) for one in cases.specification.conditions}


def _distribution(cases: Cases, condition: Condition) -> dict[str, Any]:
    places, labels = condition.bands(cases.table)
    outcomes = list(range(len(cases.specification.outcomes)))
    level = pd.Series(places[cases.coded], dtype="Int64").mask(places[cases.coded] < 0)
    outcome = cases.outcome[cases.coded]
    ended = pd.Series(outcome, dtype="Int64").mask(outcome < 0)
    counted = distribution(ended, level, outcomes=outcomes, levels=list(range(len(labels))))
    shares = counted.table.set_index(["level", "outcome"])
    return {
        "levels": [{"da": da, "en": en} for da, en in labels],
        "counts": counted.counts.to_numpy().tolist(),
        "shares": [
            [[figure(shares.loc[(row, column), name]) for name in ("share", "low", "high")] for column in outcomes]
            for row in range(len(labels))
        ],
        "missing_outcome": [int(n) for n in counted.missing_outcome],
        "missing_condition": [int(n) for n in counted.missing_condition],
        "missing_both": counted.missing_both,
        "analysed": _counts(cases.outcome[cases.analysed], places[cases.analysed], len(labels), len(outcomes)),
    }


def _counts(outcome: Any, places: Any, n_levels: int, n_outcomes: int) -> list[list[int]]:
    """Counts over the analysed cases only; cases of an unknown level are in no row."""
    counts = np.zeros((n_levels, n_outcomes), dtype=int)
    known = places >= 0
    np.add.at(counts, (places[known], outcome[known]), 1)
    return counts.tolist()


def ledger(cases: Cases) -> list[dict[str, Any]]:
    """Test every condition once, and adjust within each family for how often was looked (Holm)."""
    lines = [_tested(cases, one) for one in cases.specification.conditions]
    for family in (True, False):
        # What was said beforehand is one family, adjuster included; what was merely there is another.
        members = [line for line in lines if (line["family"] == Family.EXPLORATORY) == family]
        adjusted = holm([np.nan if line["p"] is None else line["p"] for line in members])
        for line, p in zip(members, adjusted, strict=True):
            line["p_holm"] = figure(p)
            line["looks"] = sum(other["p"] is not None for other in members)
    return lines


def _tested(cases: Cases, condition: Condition) -> dict[str, Any]:
    line: dict[str, Any] = {"key": condition.key, "family": str(condition.family), "p": None, "p_holm": None}
    values = cases.measure(condition)[cases.coded]
    outcome = cases.outcome[cases.coded]
    spec = cases.specification
    try:
        found = associate(
            pd.Series(outcome, index=values.index, dtype="float64").mask(outcome < 0),
            values,
            ordered=condition.ordered,
            permutations=spec.permutations,
            seed=spec.seed,
        )
    except MethodRefused as refusal:
        return {**line, "refused": str(refusal)}
    low, high = found.interval or (None, None)
    return {
        **line,
        "measure": found.measure,
        "value": figure(found.value),
        "low": figure(low),
        "high": figure(high),
        "p": figure(found.p_value),
        "p_method": found.p_method,
        "n": found.n_used,
        "left_out": found.n_left_out,
    }
