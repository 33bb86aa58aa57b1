"""The cases as the analysis counts them: who is coded, who is left out and why, each case once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from virksom.study.crosscase.analysing.conditions import Condition, Specification

CODED, IN_PROGRESS = "coded", "in_progress"
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cases:
    """A table of coded cases, seen through a specification.

    Attributes:
        table: one row a case, as `coding.queries.coded_table` gives it.
        specification: what is asked.
    """

    table: pd.DataFrame
    specification: Specification

    @cached_property
    def outcome(self) -> npt.NDArray[np.intp]:
        """Place of each case's outcome from low to high, -1 where it is not known."""
        codes = [code for code, _da, _en in self.specification.outcomes]
        values = self.table[self.specification.outcome]
        if pd.api.types.is_numeric_dtype(values):
            return np.asarray(pd.Index([float(code) for code in codes]).get_indexer(pd.Index(values)), dtype=np.intp)
        return np.asarray(pd.Index(codes).get_indexer(pd.Index(values)), dtype=np.intp)

    @cached_property
    def readable(self) -> BoolArray:
        """Which cases have material that a coded value can be traced back to."""
        return self.table["n_documents"].to_numpy() > 0

    @cached_property
    def coded(self) -> BoolArray:
        """Which readable cases are coded to the end."""
        return self.readable & (self.table["state"] == CODED).to_numpy()

    @cached_property
    def analysed(self) -> BoolArray:
        """Which coded cases have an outcome and every condition of the model."""
        return self.coded & (self.outcome >= 0) & ~self._measured.isna().any(axis=1).to_numpy()

    @cached_property
    def complete(self) -> BoolArray:
        """Which coded cases have every condition of the model, whether or not the outcome is known."""
        return self.coded & ~self._measured.isna().any(axis=1).to_numpy()

    @cached_property
    def _measured(self) -> pd.DataFrame:
        return pd.DataFrame({one.key: self.measure(one) for one in self.specification.model}, index=self.table.index)

    def measure(self, condition: Condition) -> pd.Series:
        """Return a condition's value for each case."""
        return condition.measure(self.table)

    def design(self) -> pd.DataFrame:
        """Return the model's conditions in steps, one column a condition."""
        return pd.DataFrame({one.key: self._measured[one.key] / one.per for one in self.specification.model})

    def groups(self) -> pd.Series:
        """Return the professional of each case; a case whose professional is not known is a group of its own."""
        known = self.table["professional"].fillna("").astype(str)
        alone = pd.Series([f"?{name}" for name in self.table.index], index=self.table.index)
        return known.where(known != "", alone).rename("professional")

    def reasons(self) -> pd.Series:
        """Return why each case is left out (empty where it is analysed): the first reason that holds."""
        order: list[tuple[str, BoolArray]] = [
            ("no_material", ~self.readable),
            ("in_progress", (self.table["state"] == IN_PROGRESS).to_numpy()),
            ("not_coded", ~self.coded),
            ("missing:outcome", self.outcome < 0),
        ]
        order += [(f"missing:{one.key}", self._measured[one.key].isna().to_numpy()) for one in self.specification.model]
        reasons = np.full(len(self.table), "", dtype=object)
        for reason, holds in order:
            reasons[holds & (reasons == "")] = reason
        return pd.Series(reasons, index=self.table.index)

    def flow(self) -> list[dict[str, Any]]:
        """Return the steps from closed to analysed, each with why cases do not come that far."""
        counted = self.reasons().value_counts()
        said = {str(reason): int(n) for reason, n in counted.items() if reason}
        missing = [f"missing:{key}" for key in ("outcome", *(one.key for one in self.specification.model))]
        steps = [
            ("closed", len(self.table), []),
            ("readable", int(self.readable.sum()), ["no_material"]),
            ("coded", int(self.coded.sum()), ["not_coded", "in_progress"]),
            ("analysed", int(self.analysed.sum()), missing),
        ]
        return [
            {"key": key, "n": n, "left_out": [{"key": why, "n": said[why]} for why in reasons if said.get(why)]}
            for key, n, reasons in steps
        ]
