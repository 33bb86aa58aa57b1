"""Hide small counts in a table so that they cannot be computed back from what is shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize, sparse
from scipy.sparse import csgraph

from virksom.methods.errors import BadRatings

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]

TOTAL = "total"
SHOWN_FIRST = 1e6  # makes a total dearer to hide than any inner cell


@dataclass(frozen=True, eq=False)
class Suppressed:
    """A table of counts that is safe to show.

    Attributes:
        table: the counts as nullable integers, `<NA>` where hidden.
        row_totals: of each row, `<NA>` where hidden; None when totals are not shown.
        column_totals: of each column, in the same way.
        total: of everything; None when hidden or not shown.
        hidden: which cells are hidden, small ones and those that protect them alike.
        n_small: cells and totals hidden because they are small.
        n_protecting: cells and totals hidden so that the small ones cannot be computed back.
        threshold: the smallest count that is shown.
    """

    table: pd.DataFrame
    row_totals: pd.Series | None
    column_totals: pd.Series | None
    total: int | None
    hidden: pd.DataFrame
    n_small: int
    n_protecting: int
    threshold: int

    def text(self, symbol: str = "–") -> pd.DataFrame:
        """The table as text with a symbol for hidden cells: the same for both kinds, or the small ones would show."""
        return self.table.astype(object).where(~self.hidden, symbol).astype(str)


def suppress(table: pd.DataFrame, threshold: int = 5, *, totals: bool = True, show_zeros: bool = True) -> Suppressed:
    """Hide counts below the threshold, and as few others as protect them.

    Two counts can be subtracted from each other, so hiding the small ones is not enough when totals are shown. In a
    two-way table a hidden cell can be computed back exactly when it lies on no closed path of hidden cells; so each
    gets its cheapest closed path, and then every hidden cell is checked by linear programming to have more than one
    possible value.

    Args:
        table: counts without totals, rows by columns.
        threshold: counts from 1 to threshold - 1 are hidden.
        totals: whether row and column totals are shown (or can be known); small totals are hidden too.
        show_zeros: zeros are shown, since they usually say that a thing cannot be; False hides them as small counts.

    Raises:
        BadRatings: counts that are not whole numbers from 0.

    Source: Willenborg & de Waal (2001), Elements of Statistical Disclosure Control, chapters 1 and 4;
    Gusfield (1988), SIAM J. Comput. 17, 552-571, on closed paths.

    >>> suppress(pd.DataFrame({"nået": [9, 8, 12], "ikke nået": [7, 2, 6]})).text().to_numpy().tolist()
    [['–', '–'], ['–', '–'], ['12', '6']]
    """
    counts = _counts(table)
    full = _with_totals(counts) if totals else counts
    lowest = 1 if show_zeros else 0
    small = (full >= lowest) & (full < threshold)
    hidden = _protect(full, small, lowest) if totals else small
    inner = hidden[: counts.shape[0], : counts.shape[1]]
    shown = pd.DataFrame(counts, index=table.index, columns=table.columns).astype("Int64").mask(inner)
    rows, columns = (hidden[:-1, -1], hidden[-1, :-1]) if totals else (None, None)
    return Suppressed(
        table=shown,
        row_totals=None if rows is None else _series(full[:-1, -1], rows, table.index),
        column_totals=None if columns is None else _series(full[-1, :-1], columns, table.columns),
        total=int(full[-1, -1]) if totals and not hidden[-1, -1] else None,
        hidden=pd.DataFrame(inner, index=table.index, columns=table.columns),
        n_small=int(small.sum()),
        n_protecting=int((hidden & ~small).sum()),
        threshold=threshold,
    )


def _series(values: IntArray, hidden: BoolArray, index: pd.Index) -> pd.Series:
    return pd.Series(values, index=index).astype("Int64").mask(hidden)


def _counts(table: pd.DataFrame) -> IntArray:
    numbers = table.to_numpy(dtype=float)
    if numbers.ndim != 2 or not np.isfinite(numbers).all() or (numbers < 0).any() or (numbers % 1 != 0).any():
        raise BadRatings("Tabellen skal rumme hele tal fra 0 og opefter, uden tomme felter.")
    return numbers.astype(np.int64)


def _with_totals(counts: IntArray) -> IntArray:
    rows = np.column_stack([counts, counts.sum(axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


def _protect(full: IntArray, small: BoolArray, lowest: int) -> BoolArray:
    """Hide more cells until no hidden one has a single possible value."""
    hidden = small.copy()
    for cell in np.argwhere(small):
        for row, column in _cheapest_closed_path(full, hidden, cell, lowest):
            hidden[row, column] = True
    while True:
        known = [cell for cell in np.argwhere(hidden) if _has_one_value(full, hidden, cell, lowest)]
        candidates = ~hidden & (full >= lowest)
        if not known or not candidates.any():
            return hidden
        hidden[_next_to_hide(full, candidates, known[0])] = True


def _cost(full: IntArray) -> npt.NDArray[np.float64]:
    cost = full.astype(float) + 1
    cost[-1, :] += SHOWN_FIRST
    cost[:, -1] += SHOWN_FIRST
    return cost


def _cheapest_closed_path(
    full: IntArray, hidden: BoolArray, cell: npt.NDArray[np.intp], lowest: int
) -> list[tuple[int, int]]:
    """Cells that, hidden, close a path through this one: the cheapest way from its row to its column and back."""
    n_rows, n_columns = full.shape
    cost = np.where(hidden, 1e-6, _cost(full))
    cost[(full < lowest) & ~hidden] = 0.0  # no edge: a shown zero protects nothing
    cost[cell[0], cell[1]] = 0.0
    graph = np.zeros((n_rows + n_columns, n_rows + n_columns))
    graph[:n_rows, n_rows:] = cost
    edges = sparse.csr_array(graph)
    _, all_before = csgraph.dijkstra(edges, directed=False, indices=[int(cell[0])], return_predecessors=True)
    before = all_before[0]
    path, at = [], n_rows + int(cell[1])
    while before[at] >= 0:
        previous = int(before[at])
        path.append((min(at, previous), max(at, previous) - n_rows))
        at = previous
    return path


def _has_one_value(full: IntArray, hidden: BoolArray, cell: npt.NDArray[np.intp], lowest: int) -> bool:
    """Whether what is shown leaves one possible value for a hidden cell."""
    low, high = possible_values(full, hidden, (int(cell[0]), int(cell[1])), lowest)
    return high - low < 1 - 1e-6


def possible_values(full: IntArray, hidden: BoolArray, cell: tuple[int, int], lowest: int) -> tuple[float, float]:
    """Smallest and largest value that a hidden cell of a table with totals can have, given all that is shown.

    Args:
        full: the table with totals as its last row and column.
        hidden: which of its cells are hidden.
        cell: the hidden cell asked for.
        lowest: what a reader knows every hidden cell to be at least.
    """
    cells = np.argwhere(hidden)
    sign = np.ones(full.shape)
    lines = []
    for axis, line in [(0, i) for i in range(full.shape[0])] + [(1, j) for j in range(full.shape[1])]:
        index = (line, slice(None)) if axis == 0 else (slice(None), line)
        total = (line, full.shape[1] - 1) if axis == 0 else (full.shape[0] - 1, line)
        sign[:] = 0.0
        sign[index] = 1.0
        sign[total] = -1.0
        shown = float((sign * full)[~hidden].sum())
        lines.append((sign[hidden], -shown))
    position = int(np.flatnonzero((cells == cell).all(axis=1))[0])
    goal = np.zeros(len(cells))
    goal[position] = 1.0
    left, right = np.array([line[0] for line in lines]), np.array([line[1] for line in lines])
    ends = []
    for direction in (1, -1):
        found = optimize.linprog(direction * goal, A_eq=left, b_eq=right, bounds=(lowest, None))
        ends.append(float(found.x[position]) if found.x is not None else (-np.inf if direction == 1 else np.inf))
    return ends[0], ends[1]


def _next_to_hide(full: IntArray, candidates: BoolArray, cell: npt.NDArray[np.intp]) -> tuple[int, int]:
    """The cheapest shown cell in the same row or column, else anywhere."""
    near = np.zeros_like(candidates)
    near[cell[0], :] = near[:, cell[1]] = True
    pool = candidates & near if (candidates & near).any() else candidates
    cost = np.where(pool, _cost(full), np.inf)
    row, column = np.unravel_index(int(cost.argmin()), cost.shape)
    return int(row), int(column)
