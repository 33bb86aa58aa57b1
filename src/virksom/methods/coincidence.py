"""Units and the coincidences of values in them: the material every coefficient of agreement is made of.

Units with the same counts of the same values contribute the same, so they are merged into patterns with a
frequency. A bootstrap then only redraws the frequencies: thousands of units become a few hundred patterns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from virksom.methods.agreement_result import Level
from virksom.methods.errors import BadRatings, TooFewPairs
from virksom.methods.wording import whole

FloatArray = npt.NDArray[np.float64]

# Rows of a resampling block times its widest matrix: about 64 MB of doubles.
BLOCK_CELLS = 8_000_000


def read_units(ratings: ArrayLike, *, numeric: bool) -> Units:
    """Ratings (coders × units) as counts of values per unit."""
    table = np.asarray(ratings)
    if table.ndim != 2:
        raise BadRatings("Kodningerne skal være en tabel med en række for hver koder og en kolonne for hver enhed.")
    if table.dtype.kind not in "OUSfiub":
        raise BadRatings("Kodningerne skal være tal eller tekst.")
    flat = pd.Series(table.ravel(), dtype=object if table.dtype.kind in "OUS" else None)
    if numeric:
        flat = _as_numbers(flat)
    codes, values = pd.factorize(flat, sort=_sortable(flat))
    return Units(codes.reshape(table.shape), [whole(value) for value in values])


def _as_numbers(flat: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(flat, errors="coerce")
    unread = flat[numbers.isna() & flat.notna()]
    if len(unread):
        raise BadRatings(f"Værdien {unread.iloc[0]!r} er ikke et tal. Kun det nominale niveau kan bruge tekst.")
    return numbers.astype(float)


def _sortable(flat: pd.Series) -> bool:
    present = flat.dropna()
    return bool(present.map(lambda value: isinstance(value, str)).all() or pd.api.types.is_numeric_dtype(present))


@dataclass(eq=False)
class Units:
    """Codes of values per coder and unit (-1 where not coded), and the values themselves."""

    codes: npt.NDArray[np.intp]
    values: list[object]

    def __post_init__(self) -> None:
        self.n_units = self.codes.shape[1]
        self.raters = (self.codes >= 0).sum(axis=0)
        self.pairable = self.raters >= 2
        self.n_pairable_units = int(self.pairable.sum())
        if self.n_pairable_units < 2:
            raise TooFewPairs(
                f"Der skal være mindst to enheder, som to kodere har kodet; her er {self.n_pairable_units}. "
                "Dobbeltkod flere sager."
            )
        self.n_pairable_values = int(self.raters[self.pairable].sum())
        self.n_coders = int((self.codes[:, self.pairable] >= 0).any(axis=1).sum())

    @cached_property
    def numeric_values(self) -> FloatArray:
        """The values as numbers; only where they were read as numbers."""
        return np.asarray(self.values, dtype=float)

    @cached_property
    def _long(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], FloatArray]:
        """(unit, value, count) for each value that occurs in a unit."""
        coder, unit = np.nonzero(self.codes >= 0)
        cells, counts = np.unique(unit * len(self.values) + self.codes[coder, unit], return_counts=True)
        return cells // len(self.values), cells % len(self.values), counts.astype(float)

    @cached_property
    def rated_counts(self) -> FloatArray:
        """Counts of each value (columns) in every unit coded at least once (rows)."""
        unit, value, count = self._long
        table = np.zeros((self.n_units, len(self.values)))
        table[unit, value] = count
        kept: FloatArray = table[self.raters >= 1]
        return kept

    @cached_property
    def counts(self) -> sparse.csr_array:
        """Counts of each value (columns) in the pairable units (rows)."""
        unit, value, count = self._long
        shape = (self.n_units, len(self.values))
        return sparse.csr_array((count, (unit, value)), shape=shape)[np.flatnonzero(self.pairable)]

    @cached_property
    def margins(self) -> FloatArray:
        """How often each value occurs among the pairable values."""
        return np.asarray(self.counts.sum(axis=0), dtype=float).ravel()

    def percent_agreement(self) -> float:
        """Share of agreeing coder pairs, averaged over pairable units."""
        counts, raters = self.counts, self.raters[self.pairable]
        same = np.asarray((counts * counts).sum(axis=1), dtype=float).ravel() - raters
        return float((same / (raters * (raters - 1))).mean())

    @cached_property
    def _pairs(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], sparse.csr_array]:
        """Differing value pairs (a < b) that occur, and each unit's coincidences of them (both directions)."""
        counts = self.counts
        sizes = np.diff(counts.indptr)
        left, right = _pairs_within(counts.indptr[:-1], sizes)
        unit = np.repeat(np.arange(counts.shape[0]), sizes * (sizes - 1) // 2)
        weight = 2 * counts.data[left] * counts.data[right] / (self.raters[self.pairable][unit] - 1)
        key = counts.indices[left].astype(np.int64) * len(self.values) + counts.indices[right]
        distinct, column = np.unique(key, return_inverse=True)
        per_unit = sparse.csr_array((weight, (unit, column)), shape=(counts.shape[0], len(distinct)))
        return distinct // len(self.values), distinct % len(self.values), per_unit

    def disagreement(self, level: Level) -> tuple[float, float, dict[tuple[int, int], float]]:
        """Observed and expected disagreement, and the observed amount by pair of value positions."""
        first, second, per_unit = self._pairs
        distance = self._distances(level, self.margins[None, :])[0]
        amounts = np.asarray(per_unit.sum(axis=0), dtype=float).ravel() * distance
        expected = float(self._expected(level, self.margins[None, :])[0])
        by_pair = {(int(a), int(b)): float(x) for a, b, x in zip(first, second, amounts, strict=True) if x > 0}
        return float(amounts.sum()) / self.n_pairable_values, expected, by_pair

    def per_unit_disagreement(self, level: Level) -> FloatArray:
        """Each unit's part of all observed disagreement; NaN where fewer than two coded it."""
        _, _, per_unit = self._pairs
        amounts = per_unit @ self._distances(level, self.margins[None, :])[0]
        result = np.full(self.n_units, np.nan)
        result[self.pairable] = amounts / amounts.sum() if amounts.sum() > 0 else 0.0
        return result

    def resampled_disagreement(
        self, level: Level, resamples: int, rng: np.random.Generator
    ) -> tuple[FloatArray, FloatArray]:
        """Observed and expected disagreement in each resample of the units."""
        counts, pairs, frequency = self._patterns
        observed, expected = np.empty(resamples), np.empty(resamples)
        widest = max(counts.shape[0], counts.shape[1], pairs.shape[1], 1)
        block = max(1, BLOCK_CELLS // widest)
        for start in range(0, resamples, block):
            rows = slice(start, min(start + block, resamples))
            size = rows.stop - rows.start
            drawn = rng.multinomial(self.n_pairable_units, frequency / frequency.sum(), size=size).astype(float)
            margins = np.asarray(drawn @ counts)
            distance = self._distances(level, margins)
            observed[rows] = (np.asarray(drawn @ pairs) * distance).sum(axis=1) / margins.sum(axis=1)
            expected[rows] = self._expected(level, margins)
        return observed, expected

    @cached_property
    def _patterns(self) -> tuple[sparse.csr_array, sparse.csr_array, FloatArray]:
        """Distinct units: their counts of values, their coincidences, how often each occurs."""
        counts = self.counts
        # Units are told apart by a 64-bit hash of their counts: two different ones meet with a chance of 1e-11.
        mark = np.random.default_rng(0).integers(0, 2**63, size=counts.shape[1], dtype=np.uint64)
        marks = np.zeros(counts.shape[0], dtype=np.uint64)
        np.add.at(
            marks,
            np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr)),
            counts.data.astype(np.uint64) * mark[counts.indices],
        )
        _, first, frequency = np.unique(marks, return_index=True, return_counts=True)
        return counts[first], self._pairs[2][first], frequency.astype(float)

    def _positions(self, level: Level, margins: FloatArray) -> FloatArray:
        """Where each value lies on the line, for each row of margins; ordinal positions are mid-ranks.

        Krippendorff's ordinal distance between c and k, the number of values between them counting half of each
        end, is the difference of their mid-ranks: so ordinal is interval on mid-ranks.
        """
        if level is Level.ORDINAL:
            ranks: FloatArray = np.cumsum(margins, axis=1) - margins / 2
            return ranks
        return np.broadcast_to(self.numeric_values, margins.shape)

    def _distances(self, level: Level, margins: FloatArray) -> FloatArray:
        """Squared distance of each occurring pair, for each row of margins."""
        first, second, _ = self._pairs
        if level is Level.NOMINAL:
            return np.ones((len(margins), len(first)))
        at = self._positions(level, margins)
        distance = at[:, first] - at[:, second]
        if level is Level.RATIO:
            distance = distance / _no_zero(at[:, first] + at[:, second])
        squared: FloatArray = distance**2
        return squared

    def _expected(self, level: Level, margins: FloatArray) -> FloatArray:
        """Disagreement that chance would give, for each row of margins."""
        n = margins.sum(axis=1)
        if level is Level.NOMINAL:
            total = n**2 - (margins**2).sum(axis=1)
        elif level is Level.RATIO:
            value = self.numeric_values
            distance = np.subtract.outer(value, value) / _no_zero(np.add.outer(value, value))
            total = ((margins @ distance**2) * margins).sum(axis=1)
        else:
            at = self._positions(level, margins)
            at = at - (margins * at).sum(axis=1, keepdims=True) / n[:, None]
            total = 2 * n * (margins * at**2).sum(axis=1)
        # One value only is exactly no disagreement, whatever rounding says.
        total = np.where((margins > 0).sum(axis=1) > 1, total, 0.0)
        result: FloatArray = total / (n * (n - 1))
        return result


def _no_zero(total: FloatArray) -> FloatArray:
    """Two zeros are alike: their distance is 0 / 1."""
    return np.where(total == 0, 1.0, total)


def _pairs_within(
    starts: npt.NDArray[np.integer], sizes: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Positions of all pairs (left < right) inside each run of entries, runs in order."""
    lefts: list[npt.NDArray[np.intp]] = []
    rights: list[npt.NDArray[np.intp]] = []
    runs: list[npt.NDArray[np.intp]] = []
    for size in np.unique(sizes[sizes > 1]):
        a, b = np.triu_indices(int(size), 1)
        run = np.flatnonzero(sizes == size)
        lefts.append((starts[run][:, None] + a).ravel())
        rights.append((starts[run][:, None] + b).ravel())
        runs.append(np.repeat(run, len(a)))
    if not runs:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    order = np.argsort(np.concatenate(runs), kind="stable")
    return np.concatenate(lefts)[order], np.concatenate(rights)[order]
