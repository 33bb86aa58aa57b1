"""From a table as people have it to the numbers a regression needs, with what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from numpy.typing import ArrayLike

from virksom.methods.errors import BadRatings, TooFewGroups, TooFewOutcomes
from virksom.methods.wording import Remark, whole

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Design:
    """Complete cases, sorted by group, ready for the likelihood.

    Attributes:
        y: position of each case's outcome, 0 to n_outcomes - 1.
        outcomes: the outcome values, lowest first.
        x: conditions, one column a coefficient.
        names: names of those columns.
        starts: where each group begins; empty without groups.
        group_name: name of the grouping, or None.
        weights: case weights.
        left_out: how many cases are missing, by the first column in which each misses a value.
        dropped: conditions that say nothing new (constant, or given by the others); their coefficient is NaN.
        remarks: what the reader must know.
    """

    y: IntArray
    outcomes: tuple[object, ...]
    x: FloatArray
    names: tuple[str, ...]
    starts: IntArray
    group_name: str | None
    weights: FloatArray
    left_out: Mapping[str, int]
    dropped: tuple[str, ...]
    remarks: tuple[Remark, ...]

    @property
    def n_cases(self) -> int:
        """Cases used."""
        return len(self.y)

    @property
    def n_groups(self) -> int:
        """Groups used."""
        return len(self.starts)


def read_design(y: ArrayLike, X: object, groups: ArrayLike | None, weights: ArrayLike | None) -> Design:
    """Line up outcome, conditions, groups and weights, and keep the complete cases."""
    outcome = _outcome(y)
    n = len(outcome)
    conditions = condition_columns(X, n)
    grouping = None if groups is None else _column(groups, n, "groups", "group")
    weight = np.ones(n) if weights is None else np.asarray(weights, dtype=float)
    if weight.shape != (n,) or (weight < 0).any():
        raise BadRatings(f"Vægtene skal være {n} tal, der ikke er negative: et for hver sag.")
    left_out, used = _left_out(outcome, conditions, grouping, weight)
    codes, labels = _codes(outcome[used])
    kept, dropped = _informative(conditions[used])
    group_codes, group_name = _groups(grouping, used)
    order = np.argsort(group_codes, kind="stable") if group_codes is not None else np.arange(int(used.sum()))
    starts = np.unique(group_codes[order], return_index=True)[1] if group_codes is not None else np.empty(0, np.intp)
    return Design(
        y=codes[order],
        outcomes=labels,
        x=kept.to_numpy(dtype=float)[order],
        names=tuple(str(name) for name in kept.columns),
        starts=starts,
        group_name=group_name,
        weights=weight[used][order],
        left_out=left_out,
        dropped=dropped,
        remarks=_remarks(dropped, outcome, labels, len(starts) == int(used.sum())),
    )


def condition_columns(X: object, n: int | None = None) -> pd.DataFrame:
    """Conditions as numbers; text and categories become one column for each level but the first, `name[level]`."""
    if X is None:
        return pd.DataFrame(index=range(n or 0))
    frame = X if isinstance(X, pd.DataFrame) else _as_frame(X)
    if n is not None and len(frame) != n:
        raise BadRatings(f"Der er {n} udfald, men {len(frame)} rækker med betingelser.")
    columns: dict[str, pd.Series] = {}
    for position, name in enumerate(frame.columns):
        column = frame.iloc[:, position].reset_index(drop=True)
        if pd.api.types.is_numeric_dtype(column):
            columns[str(name)] = column.astype(float)
        else:
            columns.update(_levels(str(name), column))
    return pd.DataFrame(columns, index=range(len(frame)))


def _as_frame(X: object) -> pd.DataFrame:
    if isinstance(X, pd.Series):
        return X.to_frame()
    table = np.asarray(X, dtype=float)
    table = table[:, None] if table.ndim == 1 else table
    return pd.DataFrame(table, columns=[f"x{i + 1}" for i in range(table.shape[1])])


def _levels(name: str, column: pd.Series) -> dict[str, pd.Series]:
    category = column.astype("category")
    if all(isinstance(value, bool) for value in category.cat.categories):
        return {name: column.map({True: 1.0, False: 0.0}).astype(float)}
    missing = category.isna()
    return {
        f"{name}[{level}]": (category == level).astype(float).mask(missing) for level in category.cat.categories[1:]
    }


def _outcome(y: ArrayLike) -> pd.Series:
    series = y if isinstance(y, pd.Series) else pd.Series(y)
    return series.reset_index(drop=True).rename(str(series.name) if series.name is not None else "outcome")


def _column(values: ArrayLike, n: int, what: str, default_name: str) -> pd.Series:
    series = values if isinstance(values, pd.Series) else pd.Series(np.asarray(values))
    if len(series) != n:
        raise BadRatings(f"Der er {n} udfald, men {len(series)} værdier i {what}.")
    return series.reset_index(drop=True).rename(str(series.name) if series.name is not None else default_name)


def _left_out(
    outcome: pd.Series, conditions: pd.DataFrame, grouping: pd.Series | None, weight: FloatArray
) -> tuple[dict[str, int], npt.NDArray[np.bool_]]:
    """Cases with something missing, counted once, under the first column that misses."""
    used = np.ones(len(outcome), dtype=bool)
    left_out: dict[str, int] = {}
    columns = [outcome, *(conditions[name] for name in conditions), *([] if grouping is None else [grouping])]
    for column in columns:
        missing = column.isna().to_numpy() & used
        if missing.any():
            left_out[str(column.name).split("[")[0]] = int(missing.sum())
        used &= ~missing
    unweighted = used & ~(weight > 0)
    if unweighted.any():
        left_out["weight"] = int(unweighted.sum())
    return left_out, used & (weight > 0)


def _codes(outcome: pd.Series) -> tuple[IntArray, tuple[object, ...]]:
    if isinstance(outcome.dtype, pd.CategoricalDtype):
        category = outcome.cat.remove_unused_categories()
        codes, labels = category.cat.codes.to_numpy(), category.cat.categories
    else:
        if not pd.api.types.is_numeric_dtype(outcome):
            raise BadRatings(
                "Udfaldet er tekst uden rækkefølge. Brug tal eller en pandas-kategori, der er ordnet fra lavt til højt."
            )
        codes, labels = pd.factorize(outcome, sort=True)
    if len(labels) < 2:
        raise TooFewOutcomes("Alle sager med fulde oplysninger har samme udfald; der er intet at sammenligne.")
    return np.asarray(codes, dtype=np.intp), tuple(whole(label) for label in labels.tolist())


def _informative(conditions: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Drop conditions that the constant and the ones before them already give."""
    basis = [np.full(len(conditions), 1 / np.sqrt(max(len(conditions), 1)))]
    kept: list[str] = []
    for name in conditions:
        column = conditions[name].to_numpy(dtype=float)
        rest = column.copy()
        for _ in range(2):  # twice is enough for full precision (Kahan, Parlett)
            for direction in basis:
                rest = rest - direction * (direction @ rest)
        if float(np.linalg.norm(rest)) > 1e-9 * float(np.linalg.norm(column)):
            basis.append(rest / np.linalg.norm(rest))
            kept.append(str(name))
    return conditions[kept], tuple(str(name) for name in conditions if str(name) not in kept)


def _groups(grouping: pd.Series | None, used: npt.NDArray[np.bool_]) -> tuple[IntArray | None, str | None]:
    if grouping is None:
        return None, None
    codes, labels = pd.factorize(grouping[used])
    if len(labels) < 2:
        raise TooFewGroups("Der er kun én gruppe med fulde oplysninger; forskelle mellem grupper kan ikke måles.")
    return np.asarray(codes, dtype=np.intp), str(grouping.name)


def _remarks(
    dropped: tuple[str, ...],
    outcome: pd.Series,
    labels: tuple[object, ...],
    one_case_each: bool,
) -> tuple[Remark, ...]:
    remarks = []
    if dropped:
        names = ", ".join(dropped)
        remarks.append(
            Remark(
                "says_nothing_new",
                f"Ikke med, fordi den er ens i alle sager eller følger helt af de andre: {names}.",
                f"Left out because it is the same in all cases or follows from the others: {names}.",
            )
        )
    if isinstance(outcome.dtype, pd.CategoricalDtype):
        empty = [str(value) for value in outcome.cat.categories if value not in labels]
        if empty:
            remarks.append(
                Remark(
                    "empty_outcome",
                    f"Ingen sager har udfaldet {', '.join(empty)}; det er ikke med.",
                    f"No case has the outcome {', '.join(empty)}; it is not part of the model.",
                )
            )
    if one_case_each:
        remarks.append(
            Remark(
                "one_case_each",
                "Hver gruppe har kun én sag: forskelle mellem grupper kan ikke skilles fra forskelle mellem sager.",
                "Every group has one case: differences between groups cannot be told from those between cases.",
            )
        )
    return tuple(remarks)
