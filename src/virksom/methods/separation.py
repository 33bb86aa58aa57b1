"""Separation: conditions that split the outcomes so cleanly that a coefficient has no finite estimate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import optimize

FloatArray = npt.NDArray[np.float64]


def separating_direction(y: npt.NDArray[np.intp], x: FloatArray, n_outcomes: int) -> FloatArray:
    """A direction of (thresholds, coefficients) along which no case's probability ever falls; zeros if none.

    Along such a direction the likelihood grows for ever: the maximum does not exist. It is found exactly, by linear
    programming: every case's upper end may only rise and its lower end only fall.

    Source: Albert & Anderson (1984), Biometrika 71, 1-10, here for ordered outcomes.

    >>> import numpy as np
    >>> bool(separating_direction(np.array([0, 0, 1, 1]), np.array([[1.0], [2.0], [3.0], [4.0]]), 2).any())
    True
    >>> bool(separating_direction(np.array([0, 1, 0, 1]), np.array([[1.0], [2.0], [3.0], [4.0]]), 2).any())
    False
    """
    ends = _ends(y, x, n_outcomes)
    total = np.zeros(ends.shape[1])
    open_rows = np.ones(ends.shape[0], dtype=bool)
    while open_rows.any():
        gain = ends[open_rows].sum(axis=0)
        found = optimize.linprog(-gain / len(y), A_ub=-ends, b_ub=np.zeros(ends.shape[0]), bounds=(-1, 1))
        if found.x is None or gain @ found.x < 1e-7 * len(y):
            break
        direction = np.where(np.abs(found.x) > 1e-7, found.x, 0.0)
        rising = ends @ direction > 1e-7
        if not (rising & open_rows).any():
            break
        total += direction
        open_rows &= ~rising
    return total


def _ends(y: npt.NDArray[np.intp], x: FloatArray, n_outcomes: int) -> FloatArray:
    """One row for each closed end of each case: how it moves with (thresholds, coefficients), outwards positive."""
    thresholds = np.eye(n_outcomes - 1)
    upper, lower = y < n_outcomes - 1, y > 0
    above = np.hstack([thresholds[y[upper]], -x[upper]])
    below = np.hstack([-thresholds[y[lower] - 1], x[lower]])
    return np.vstack([above, below])
