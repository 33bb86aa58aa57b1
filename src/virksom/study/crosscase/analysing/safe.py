"""The same results for everybody outside the study team: no count under five stands in them or can be worked out.

Tables can be subtracted from each other, so it takes more than hiding small cells. All tables here rest on the same
cases, those analysed, so that they share their totals; levels are merged until cells are large enough, and what is
still small is hidden together with cells that protect it. Counts of what is missing stand in the case flow alone.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from virksom.methods.disclosure import suppress
from virksom.study.crosscase.analysing.conditions import Condition, Specification

THRESHOLD = 5
Counts = npt.NDArray[np.int_]


def safe(full: dict[str, Any], specification: Specification) -> dict[str, Any]:
    """Return the results with small counts merged or hidden (None)."""
    told = copy.deepcopy(full)
    told["flow"] = _flow(full["flow"])
    told["n"] = told["flow"][-1]["n"]
    shown = all(n >= THRESHOLD for n in full["outcomes"]["analysed"])
    analysed = full["outcomes"]["analysed"] if shown else [None] * len(specification.outcomes)
    told["outcomes"] = {"analysed": analysed, "coded": None, "missing": None}
    told["distributions"] = {
        one.key: _distribution(told["distributions"][one.key], one) if shown else None for one in specification.model
    }
    told["who"] = full["who"] if shown else {}
    for line in told["ledger"]:
        line.pop("n", None)
        line.pop("left_out", None)
    told["model"].pop("unknown_professional", None)
    if told["n"] is None:
        told["model"].pop("n", None)
        (told["variation"] or {}).pop("n", None)
    for again in told["robustness"].values():
        apart = abs(again["n"] - full["n"])
        again["n"] = again["n"] if told["n"] is not None and (apart == 0 or apart >= THRESHOLD) else None
    told["agreement"] = [_agreement(one) for one in full["agreement"]]
    told["coding"] = {name: n if n == 0 or n >= THRESHOLD else None for name, n in full["coding"].items()}
    return told


def _flow(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Merge reasons until each is large; where a whole step lets go of few, its count is hidden and the next tells."""
    told: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    for step in steps:
        waiting = waiting + [dict(one) for one in step["left_out"]]
        lost = sum(one["n"] for one in waiting)
        last = step is steps[-1]
        if 0 < lost < THRESHOLD and not last:
            told.append({"key": step["key"], "n": None, "left_out": []})
            continue
        told.append({"key": step["key"], "n": step["n"], "left_out": _merged(waiting)})
        waiting = []
    if 0 < sum(one["n"] for one in told[-1]["left_out"]) < THRESHOLD:
        return _without_few_left(told)
    return told


def _without_few_left(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last step lets go of few: take back the step before it, which then lets go of more together with it."""
    lost = list(told[-1]["left_out"])
    for step in reversed(told[:-1]):
        lost = list(step["left_out"]) + lost
        step["n"], step["left_out"] = None, []
        if sum(one["n"] for one in lost) >= THRESHOLD:
            break
    else:
        # Fewer than five are left out of all: how many there were to begin with is not told.
        lost = []
    told[-1]["left_out"] = _merged(lost)
    return told


def _merged(reasons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    small = [one for one in reasons if one["n"] < THRESHOLD]
    large = sorted((one for one in reasons if one["n"] >= THRESHOLD), key=lambda one: one["n"])
    if not small:
        return reasons
    n = sum(one["n"] for one in small)
    while n < THRESHOLD and large:
        small.append(large.pop(0))
        n += small[-1]["n"]
    unknown = all(one["key"].startswith("missing:") for one in small)
    rest = {"key": "several_missing" if unknown else "several", "n": n}
    kept = [one for one in reasons if one in large]
    return [*kept, rest]


def _distribution(told: dict[str, Any], condition: Condition) -> dict[str, Any] | None:
    labels = [(level["da"], level["en"]) for level in told["levels"]]
    merged = _merge_levels(np.array(told["analysed"], dtype=int), condition.ordered)
    if len(merged) < 2:
        return None
    counts = np.array([row for _members, row in merged])
    hidden = suppress(pd.DataFrame(counts), THRESHOLD, show_zeros=False)
    assert hidden.row_totals is not None and hidden.column_totals is not None
    if hidden.row_totals.isna().any() or hidden.column_totals.isna().any() or hidden.total is None:
        return None  # totals are shared by all tables: none of them may be hidden in one and shown in another
    names = [_name(condition, labels, members) for members, _row in merged]
    return {
        "levels": [{"da": da, "en": en} for da, en in names],
        "counts": [[None if pd.isna(n) else int(n) for n in row] for row in hidden.table.to_numpy()],
        "totals": [int(row.sum()) for row in counts],
    }


def _merge_levels(counts: Counts, ordered: bool) -> list[tuple[list[int], Counts]]:
    """Merge neighbouring levels (or the smallest ones, without an order) until no cell is small, or two are left."""
    rows = [([at], row) for at, row in enumerate(counts) if row.sum() > 0]
    while len(rows) > 2 and min(row.min() for _members, row in rows) < THRESHOLD:
        weakest = min(range(len(rows)), key=lambda at: (rows[at][1].min(), rows[at][1].sum()))
        near = [at for at in range(len(rows)) if at != weakest and (not ordered or abs(at - weakest) == 1)]
        first, second = sorted((weakest, min(near, key=lambda at: rows[at][1].sum())))
        rows[first] = (rows[first][0] + rows[second][0], rows[first][1] + rows[second][1])
        del rows[second]
    return rows


def _name(condition: Condition, labels: list[tuple[str, str]], members: list[int]) -> tuple[str, str]:
    if condition.ordered:
        return condition.span(labels, min(members), max(members))
    return " / ".join(labels[at][0] for at in members), " / ".join(labels[at][1] for at in members)


def _agreement(told: dict[str, Any]) -> dict[str, Any]:
    """How many cases were coded twice is told to the nearest five below, or the gaps between variables would tell."""
    if told["n"] < THRESHOLD:
        return {**told, "n": None, "value": None, "low": None, "high": None}
    return {**told, "n": told["n"] - told["n"] % THRESHOLD, "at_least": True}
