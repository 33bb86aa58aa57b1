"""One condition beside an ordered outcome: shares with intervals, a measure of association, several looks at once.

A small, honest set. Ordered conditions (numbers, yes/no, ordered categories) get Somers' d, whose meaning can be
said aloud; unordered ones get Kruskal and Wallis' test with its share of rank variation. p-values come from
permutation, so no cell has to be large.

Sources:
    Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; Brown, Cai & DasGupta (2001), Stat. Sci. 16, 101-133.
    Somers (1962), Am. Sociol. Rev. 27, 799-811; Brown & Benedetti (1977), J. Am. Stat. Assoc. 72, 309-315.
    Kruskal & Wallis (1952), J. Am. Stat. Assoc. 47, 583-621; Kelley (1935), PNAS 21, 554-559, for epsilon squared.
    Holm (1979), Scand. J. Stat. 6, 65-70.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from virksom.methods.errors import BadRatings, TooFewOutcomes
from virksom.methods.wording import Lang, Remark, number, p_value, percent, whole

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

PERMUTE_UP_TO = 3000  # cases; beyond, the normal limit of the permutation distribution is as good and quick


def proportion_interval(k: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval for a share of k out of n; (nan, nan) where n is 0.

    >>> low, high = proportion_interval(0, 10)
    >>> round(low, 3), round(high, 3)
    (0.0, 0.278)
    """
    if not 0 <= k <= n:
        raise BadRatings(f"{k} ud af {n} er ikke en andel.")
    if n == 0:
        return float("nan"), float("nan")
    z = float(stats.norm.ppf(0.5 + confidence / 2))
    share, shrink = k / n, 1 + z**2 / n
    centre = (share + z**2 / (2 * n)) / shrink
    half = z / shrink * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return (0.0 if k == 0 else float(centre - half)), (1.0 if k == n else float(centre + half))


@dataclass(frozen=True, eq=False)
class Distribution:
    """How the outcomes spread within each level of a condition.

    Attributes:
        counts: levels (rows) by outcomes (columns); cases with both known.
        table: one line for each level and outcome: level, outcome, count, total, share, low, high.
        missing_outcome: by level, cases without an outcome.
        missing_condition: by outcome, cases without a value of the condition.
        missing_both: cases without either.
        confidence: of the intervals.
    """

    counts: pd.DataFrame
    table: pd.DataFrame
    missing_outcome: pd.Series
    missing_condition: pd.Series
    missing_both: int
    confidence: float

    @property
    def n_used(self) -> int:
        """Cases with both known."""
        return int(self.counts.to_numpy().sum())

    @property
    def n_left_out(self) -> int:
        """Cases that miss either."""
        return int(self.missing_outcome.sum()) + int(self.missing_condition.sum()) + self.missing_both

    def summary(self, lang: Lang = "da") -> str:
        """How many cases the table rests on."""
        if lang == "en":
            return f"{self.n_used} cases with both known; {self.n_left_out} miss the outcome, the condition or both."
        return f"{self.n_used} sager har begge dele; {self.n_left_out} mangler udfald, betingelse eller begge."


def distribution(
    outcome: ArrayLike,
    condition: ArrayLike,
    *,
    outcomes: Sequence[object] | None = None,
    levels: Sequence[object] | None = None,
    confidence: float = 0.95,
) -> Distribution:
    """Count outcomes within each level of a condition, with Wilson intervals and everything missing shown.

    Args:
        outcome: one value a case; NaN or None where unknown.
        condition: one value a case. Numbers with many values should be cut into bands first.
        outcomes: the order of the outcomes; otherwise the order of the category, or sorted.
        levels: the order of the levels, in the same way.
        confidence: of the intervals.

    Raises:
        BadRatings: lengths that differ, or a value that is not among the outcomes or levels given.

    >>> distribution([1, 2, 2, None], ["ja", "ja", "nej", "nej"]).counts.to_numpy().tolist()
    [[1, 1], [0, 1]]
    """
    y, outcome_values = _ordered_codes(outcome, outcomes)
    x, level_values = _ordered_codes(condition, levels)
    if len(x) != len(y):
        raise BadRatings(f"Der er {len(y)} udfald, men {len(x)} værdier af betingelsen.")
    both = (x >= 0) & (y >= 0)
    counts = np.zeros((len(level_values), len(outcome_values)), dtype=int)
    np.add.at(counts, (x[both], y[both]), 1)
    return Distribution(
        counts=pd.DataFrame(counts, index=pd.Index(level_values), columns=pd.Index(outcome_values)),
        table=_long(counts, level_values, outcome_values, confidence),
        missing_outcome=pd.Series(
            np.bincount(x[(x >= 0) & (y < 0)], minlength=len(level_values)), index=pd.Index(level_values)
        ),
        missing_condition=pd.Series(
            np.bincount(y[(x < 0) & (y >= 0)], minlength=len(outcome_values)), index=pd.Index(outcome_values)
        ),
        missing_both=int(((x < 0) & (y < 0)).sum()),
        confidence=confidence,
    )


def _long(
    counts: npt.NDArray[np.int_], levels: list[object], outcomes: list[object], confidence: float
) -> pd.DataFrame:
    lines = []
    for row, level in zip(counts, levels, strict=True):
        total = int(row.sum())
        for count, outcome in zip(row, outcomes, strict=True):
            low, high = proportion_interval(int(count), total, confidence)
            share = count / total if total else float("nan")
            lines.append((level, outcome, int(count), total, share, low, high))
    return pd.DataFrame(lines, columns=["level", "outcome", "count", "total", "share", "low", "high"])


def _ordered_codes(values: ArrayLike, order: Sequence[object] | None) -> tuple[IntArray, list[object]]:
    """Positions in the given order (or the category's, or the sorted one); -1 where missing."""
    series = values if isinstance(values, pd.Series) else pd.Series(values)
    if order is not None:
        codes = pd.Index(list(order)).get_indexer(pd.Index(series))
        stray = series[(codes < 0) & series.notna().to_numpy()]
        if len(stray):
            raise BadRatings(f"Værdien {stray.iloc[0]!r} er ikke blandt dem, der er givet.")
        return np.asarray(codes, dtype=np.intp), list(order)
    if isinstance(series.dtype, pd.CategoricalDtype):
        return np.asarray(series.cat.codes, dtype=np.intp), series.cat.categories.tolist()
    codes, found = pd.factorize(series, sort=True)
    return np.asarray(codes, dtype=np.intp), [whole(value) for value in found]


@dataclass(frozen=True)
class Association:
    """How an outcome goes with one condition.

    Attributes:
        measure: `"somers_d"` for ordered conditions, `"epsilon_squared"` for unordered ones.
        value: Somers' d from -1 to 1: of pairs of cases that differ on the condition, how much more often the higher
            has the higher outcome than the lower one. Epsilon squared from 0 to 1: share of the rank variation.
        interval: for Somers' d; None for epsilon squared and where all pairs go one way.
        confidence: of the interval.
        p_value: two-sided, of no association.
        p_method: `"permutation"` or `"normal"`.
        n_used: cases with both known.
        n_left_out: cases that miss either.
        notes: what a reader must know.
    """

    measure: Literal["somers_d", "epsilon_squared"]
    value: float
    interval: tuple[float, float] | None
    confidence: float
    p_value: float
    p_method: Literal["permutation", "normal"]
    n_used: int
    n_left_out: int
    notes: tuple[Remark, ...] = field(default=())

    def summary(self, lang: Lang = "da") -> str:
        """The association in plain words."""
        english = lang == "en"
        value, p = number(self.value, 2, lang), p_value(self.p_value, lang)
        if self.measure == "epsilon_squared":
            what = f"the groups explain {percent(self.value, 0, lang)} of the differences in rank"
            if not english:
                what = f"grupperne forklarer {percent(self.value, 0, lang)} af forskellene i rang"
            text = f"{what} (ε² = {value}, {p})"
        else:
            between = ""
            if self.interval is not None:
                low, high = (number(end, 2, lang) for end in self.interval)
                sure = percent(self.confidence, 0, lang)
                between = f", {sure} interval {low} to {high}" if english else f", {sure}-interval {low} til {high}"
            text = f"Somers' d = {value}{between}, {p}"
        basis = (
            f"{self.n_used} cases, {self.n_left_out} left out"
            if english
            else (f"{self.n_used} sager, {self.n_left_out} ikke med")
        )
        return " ".join([f"{text[0].upper()}{text[1:]}; {basis}.", *(note.text(lang) for note in self.notes)])


def associate(
    outcome: ArrayLike,
    condition: ArrayLike,
    *,
    ordered: bool | None = None,
    permutations: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Association:
    """Measure how an ordered outcome goes with one condition.

    Args:
        outcome: numbers or an ordered category, low to high; NaN or None where unknown.
        condition: numbers, yes/no, or categories.
        ordered: whether the condition has an order; by default numbers, ordered categories and anything with two
            values do.
        permutations: of the outcome over the cases, for the p-value.
        seed: makes it repeatable.
        confidence: of the interval.

    Raises:
        TooFewOutcomes: fewer than two outcomes, or fewer than two values of the condition, are left.
        BadRatings: lengths that differ.

    >>> found = associate([0, 0, 1, 1, 2, 2], [1, 2, 2, 3, 3, 4])
    >>> round(found.value, 3), found.n_used
    (0.769, 6)
    """
    y, _ = _ordered_codes(outcome, None)
    x, levels = _ordered_codes(condition, None)
    if len(x) != len(y):
        raise BadRatings(f"Der er {len(y)} udfald, men {len(x)} værdier af betingelsen.")
    both = (x >= 0) & (y >= 0)
    _, x = np.unique(x[both], return_inverse=True)
    _, y = np.unique(y[both], return_inverse=True)
    if len(y) == 0 or y.max() == 0 or x.max() == 0:
        raise TooFewOutcomes("Alle sager har samme udfald eller samme værdi; der er intet at sammenligne.")
    if ordered is None:
        ordered = _has_order(condition, len(levels))
    draw = _Draw(permutations, np.random.default_rng(seed))
    left_out = int((~both).sum())
    return _somers(x, y, draw, confidence, left_out) if ordered else _kruskal(x, y, draw, confidence, left_out)


@dataclass(frozen=True)
class _Draw:
    """How many permutations, and where they come from."""

    permutations: int
    rng: np.random.Generator


def _has_order(condition: ArrayLike, n_levels: int) -> bool:
    series = condition if isinstance(condition, pd.Series) else pd.Series(condition)
    if isinstance(series.dtype, pd.CategoricalDtype):
        return bool(series.cat.ordered) or n_levels <= 2
    return pd.api.types.is_numeric_dtype(series) or n_levels <= 2


def _somers(x: IntArray, y: IntArray, draw: _Draw, confidence: float, left_out: int) -> Association:
    """Somers' d of the outcome given the condition, interval on Fisher's scale."""
    table = np.zeros((x.max() + 1, y.max() + 1))
    np.add.at(table, (x, y), 1)
    n, rows = len(x), table.sum(axis=1)
    toward = _concordance(table)
    excess, differing = float((table * toward).sum()), float(n**2 - (rows**2).sum())
    value = excess / differing
    variance = 4 / differing**4 * float((table * (differing * toward - excess * (n - rows)[:, None]) ** 2).sum())
    p, method = _permutation_p(x, y, table, draw)
    interval: tuple[float, float] | None = None
    notes: tuple[Remark, ...] = ()
    if abs(value) < 1 - 1e-12:
        half = float(stats.norm.ppf(0.5 + confidence / 2)) * np.sqrt(variance) / (1 - value**2)
        interval = float(np.tanh(np.arctanh(value) - half)), float(np.tanh(np.arctanh(value) + half))
    else:
        notes = (
            Remark(
                "all_one_way",
                "Alle par af sager peger samme vej; så lille et materiale giver intet interval.",
                "All pairs of cases point the same way; so little material gives no interval.",
            ),
        )
    return Association("somers_d", value, interval, confidence, p, method, n, left_out, notes)


def _concordance(table: FloatArray) -> FloatArray:
    """For each cell: cases below-left and above-right of it, minus those above-left and below-right."""
    padded = np.zeros((table.shape[0] + 1, table.shape[1] + 1))
    padded[1:, 1:] = table.cumsum(axis=0).cumsum(axis=1)
    total, rows, columns = padded[-1, -1], padded[:, -1:], padded[-1:, :]
    before = padded[:-1, :-1]
    after = total - rows[1:] - columns[:, 1:] + padded[1:, 1:]
    against = (rows[:-1] - padded[:-1, 1:]) + (columns[:, :-1] - padded[1:, :-1])
    result: FloatArray = before + after - against
    return result


def _permutation_p(
    x: IntArray, y: IntArray, table: FloatArray, draw: _Draw
) -> tuple[float, Literal["permutation", "normal"]]:
    """How often chance gives at least as much excess of pairs one way."""
    if len(x) > PERMUTE_UP_TO:
        z = float((table * _concordance(table)).sum()) / 2 / _kendall_sd(table)
        return float(2 * stats.norm.sf(abs(z))), "normal"
    observed = abs(float((table * _concordance(table)).sum()))
    extreme = 0
    for _ in range(draw.permutations):
        shuffled = np.bincount(x * table.shape[1] + draw.rng.permutation(y), minlength=table.size).reshape(table.shape)
        extreme += abs(float((shuffled * _concordance(shuffled.astype(float))).sum())) >= observed - 1e-9
    return (1 + extreme) / (1 + draw.permutations), "permutation"


def _kendall_sd(table: FloatArray) -> float:
    """Standard deviation of Kendall's score under no association, with ties on both sides (Kendall 1970)."""
    n = table.sum()
    t, u = table.sum(axis=1), table.sum(axis=0)

    def pairs(m: FloatArray) -> float:
        return float((m * (m - 1)).sum())

    def triples(m: FloatArray) -> float:
        return float((m * (m - 1) * (m - 2)).sum())

    def fives(m: FloatArray) -> float:
        return float((m * (m - 1) * (2 * m + 5)).sum())

    variance = (n * (n - 1) * (2 * n + 5) - fives(t) - fives(u)) / 18
    variance += triples(t) * triples(u) / (9 * n * (n - 1) * (n - 2)) + pairs(t) * pairs(u) / (2 * n * (n - 1))
    return float(np.sqrt(variance))


def _kruskal(x: IntArray, y: IntArray, draw: _Draw, confidence: float, left_out: int) -> Association:
    ranks = stats.rankdata(y)
    sizes = np.bincount(x)
    n = len(y)
    spread = float(((ranks - ranks.mean()) ** 2).sum())

    def share(shuffled: FloatArray) -> float:
        means = np.bincount(x, shuffled) / sizes
        return float((sizes * (means - ranks.mean()) ** 2).sum()) / spread

    observed = share(ranks)
    extreme = sum(share(draw.rng.permutation(ranks)) >= observed - 1e-12 for _ in range(draw.permutations))
    p = (1 + extreme) / (1 + draw.permutations)
    return Association("epsilon_squared", observed, None, confidence, p, "permutation", n, left_out)


def holm(p_values: ArrayLike) -> FloatArray:
    """p-values adjusted for having looked several times (Holm); NaN stays NaN and does not count as a look.

    >>> holm([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(p_values, dtype=float)
    adjusted = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    steps = p[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps)) if len(order) else steps
    return adjusted
