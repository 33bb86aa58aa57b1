"""Agreement between coders: Krippendorff's alpha, Gwet's AC1 and AC2, per cent agreement.

Ratings are always coders × units, with NaN (or None) where a coder did not code the unit.

Sources:
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
    Hayes & Krippendorff (2007), Communication Methods and Measures 1(1), on the bootstrap.
    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48.
    Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., for weights and missing ratings.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from virksom.methods.agreement_result import Agreement, Level, ValuePair
from virksom.methods.coincidence import FloatArray, Units, read_units
from virksom.methods.errors import BadRatings
from virksom.methods.wording import Remark, number, percent

__all__ = ["Agreement", "Level", "ValuePair", "Weights", "gwet_ac", "krippendorff_alpha", "percent_agreement"]

Weights = Literal["unweighted", "ordinal", "linear", "quadratic"]

DOMINANT_SHARE = 0.75  # from here on one value crowds out the others, and alpha falls whatever coders do
TENTATIVE_ALPHA = 0.667  # Krippendorff's lowest value for tentative conclusions


def krippendorff_alpha(
    ratings: ArrayLike,
    level: Level = Level.NOMINAL,
    *,
    bootstrap: int = 0,
    seed: int | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Inter-coder agreement beyond chance, for any number of coders and missing values.

    Args:
        ratings: shape (n_coders, n_units); NaN or None where a coder did not code the unit.
            Labels (text) are allowed at the nominal level, numbers at every level.
        level: measurement level, decides the distance between two values.
        bootstrap: number of resamples of the units for the interval; 0 gives no interval.
        seed: makes the interval repeatable.
        confidence: of the interval.

    Returns:
        The coefficient as `value`: 1 is full agreement, 0 what chance would give, and below 0 less than chance;
        NaN with a note where every value is the same, for then there is nothing to agree beyond.

    Raises:
        TooFewPairs: fewer than two units were coded by two coders.
        BadRatings: not a table of coders × units, or labels at a level that needs numbers.

    >>> round(krippendorff_alpha([[1, 2, 3, 3], [1, 2, 3, 2]]).value, 3)
    0.667
    """
    level = Level(level)
    units = read_units(ratings, numeric=level is not Level.NOMINAL)
    observed, expected, _ = units.disagreement(level)
    value = _alpha(observed, expected)
    notes = _notes_on(units, value)
    interval = None
    if bootstrap and not np.isnan(value):
        interval, unusable = _bootstrap(units, level, bootstrap, seed, confidence)
        if unusable:
            notes = (*notes, _unusable_resamples(unusable, bootstrap))
    return Agreement(
        coefficient="alpha",
        value=value,
        interval=interval,
        confidence=confidence,
        standard_error=None,
        n_units=units.n_pairable_units,
        n_left_out=units.n_units - units.n_pairable_units,
        n_pairable=units.n_pairable_values,
        n_coders=units.n_coders,
        level=level,
        observed_disagreement=observed,
        expected_disagreement=expected,
        disagreements=_worst_pairs(units, level),
        unit_disagreement=units.per_unit_disagreement(level),
        percent=units.percent_agreement(),
        notes=notes,
    )


def percent_agreement(ratings: ArrayLike) -> float:
    """Share of coder pairs that chose the same value, averaged over units coded at least twice.

    Raises:
        TooFewPairs: fewer than two units were coded by two coders.

    >>> percent_agreement([["a", "b", "b", "c"], ["a", "b", "c", "c"]])
    0.75
    """
    return read_units(ratings, numeric=False).percent_agreement()


def gwet_ac(ratings: ArrayLike, weights: Weights = "unweighted", *, confidence: float = 0.95) -> Agreement:
    """Gwet's AC1 (unweighted) and AC2 (weighted): agreement that stays meaningful when one value dominates.

    Args:
        ratings: shape (n_coders, n_units); NaN or None where a coder did not code the unit.
        weights: how far two values may lie apart and still count as part agreement; all but `"unweighted"` need
            numbers, whose order (ordinal) or distance (linear, quadratic) is used.
        confidence: of the interval, which rests on Gwet's variance for a sample of units and t with n - 1 degrees.

    Raises:
        TooFewPairs: fewer than two units were coded by two coders.
        BadRatings: not a table of coders × units, or labels where weights need numbers.

    >>> round(gwet_ac([[1, 1, 1, 1, 2], [1, 1, 1, 1, 1]]).value, 3)
    0.756
    """
    if weights not in ("unweighted", "ordinal", "linear", "quadratic"):
        raise BadRatings(f"Vægtningen {weights!r} findes ikke: vælg unweighted, ordinal, linear eller quadratic.")
    units = read_units(ratings, numeric=weights != "unweighted")
    value, standard_error, observed, expected = _gwet(units, weights)
    notes: tuple[Remark, ...] = ()
    interval = None
    if np.isnan(value):
        notes = (_one_value_only(units),)
    else:
        half = float(stats.t.ppf(0.5 + confidence / 2, len(units.rated_counts) - 1)) * standard_error
        interval = (max(-1.0, value - half), min(1.0, value + half))
    level = Level.NOMINAL if weights == "unweighted" else Level.ORDINAL if weights == "ordinal" else Level.INTERVAL
    return Agreement(
        coefficient="AC1" if weights == "unweighted" else "AC2",
        value=value,
        interval=interval,
        confidence=confidence,
        standard_error=standard_error,
        n_units=units.n_pairable_units,
        n_left_out=units.n_units - units.n_pairable_units,
        n_pairable=units.n_pairable_values,
        n_coders=units.n_coders,
        level=level,
        observed_disagreement=1 - observed,
        expected_disagreement=1 - expected,
        disagreements=_worst_pairs(units, level),
        unit_disagreement=units.per_unit_disagreement(level),
        percent=units.percent_agreement(),
        notes=notes,
    )


def _alpha(observed: float, expected: float) -> float:
    return 1 - observed / expected if expected > 0 else float("nan")


def _bootstrap(
    units: Units, level: Level, resamples: int, seed: int | None, confidence: float
) -> tuple[tuple[float, float] | None, int]:
    """Percentile interval over resampled units, and how many resamples held one value only."""
    observed, expected = units.resampled_disagreement(level, resamples, np.random.default_rng(seed))
    usable = expected > 0
    alphas = 1 - observed[usable] / expected[usable]
    if not alphas.size:
        return None, resamples
    low, high = np.quantile(alphas, [(1 - confidence) / 2, (1 + confidence) / 2])
    return (float(low), float(high)), int(resamples - usable.sum())


def _worst_pairs(units: Units, level: Level, at_most: int = 5) -> tuple[ValuePair, ...]:
    """The pairs of different values that carry most of the disagreement, largest first."""
    _, _, by_pair = units.disagreement(level)
    total = sum(by_pair.values())
    ranked = sorted(by_pair.items(), key=lambda item: -item[1])[:at_most]
    return tuple(ValuePair(units.values[a], units.values[b], amount / total) for (a, b), amount in ranked)


def _notes_on(units: Units, alpha: float) -> tuple[Remark, ...]:
    if np.isnan(alpha):
        return (_one_value_only(units),)
    notes: list[Remark] = []
    shares = units.margins / units.margins.sum()
    agreed = units.percent_agreement()
    if shares.max() >= DOMINANT_SHARE and alpha < TENTATIVE_ALPHA and agreed >= DOMINANT_SHARE:
        notes.append(_dominant_value(units.values[int(shares.argmax())], float(shares.max()), agreed, alpha))
    if units.n_pairable_units < 20:
        n = units.n_pairable_units
        notes.append(
            Remark(
                "few_units",
                f"Kun {n} enheder er kodet af mindst to. Tallet kan flytte sig meget med få sager mere.",
                f"Only {n} units were coded by at least two. A few more cases may move the figure a lot.",
            )
        )
    return tuple(notes)


def _one_value_only(units: Units) -> Remark:
    value = units.values[int(units.margins.argmax())]
    return Remark(
        "one_value",
        f"Alle har valgt værdien {value} hver gang. Så kan enighed ud over tilfældet ikke regnes ud: "
        "tag sager med, hvor koderne kan vælge forskelligt.",
        f"Everyone chose the value {value} every time. Agreement beyond chance cannot be computed: "
        "include cases where coders may choose differently.",
    )


def _dominant_value(value: object, share: float, agreed: float, alpha: float) -> Remark:
    return Remark(
        "dominant_value",
        f"{percent(share)} af kodningerne har værdien {value}. Koderne er enige i {percent(agreed)} af parrene, men "
        f"alpha er kun {number(alpha)}: når næsten alle sager ligner hinanden, ville man ofte være enige ved et "
        "tilfælde. Se Gwets AC1 ved siden af, og dobbeltkod flere sager med de sjældne værdier.",
        f"{percent(share, lang='en')} of the codings have the value {value}. Coders agree in "
        f"{percent(agreed, lang='en')} of the pairs, yet alpha is only {number(alpha, lang='en')}: when nearly all "
        "cases are alike, one would often agree by chance. See Gwet's AC1 beside it, and double code more cases "
        "with the rare values.",
    )


def _unusable_resamples(unusable: int, of: int) -> Remark:
    return Remark(
        "unusable_resamples",
        f"I {unusable} af {of} genudtræk var alle værdier ens; de er ikke med i intervallet, som derfor er usikkert.",
        f"In {unusable} of {of} resamples all values were the same; they are not in the interval, "
        "which is therefore uncertain.",
    )


def _gwet(units: Units, weights: Weights) -> tuple[float, float, float, float]:
    """Coefficient, its standard error, observed and chance agreement (Gwet 2014, chapters 4 to 6)."""
    counts = units.rated_counts
    raters = counts.sum(axis=1)
    n, n_twice, q = len(raters), int((raters >= 2).sum()), counts.shape[1]
    if q < 2:
        return float("nan"), float("nan"), 1.0, 1.0
    weight = _weight_matrix(units.numeric_values if weights != "unweighted" else np.arange(q, dtype=float), weights)
    twice = raters >= 2
    weighted = counts @ weight
    agreed = np.where(twice, (counts * (weighted - 1)).sum(axis=1) / np.where(twice, raters * (raters - 1), 1), 0.0)
    observed = float(agreed.sum() / n_twice)
    share = (counts / raters[:, None]).mean(axis=0)
    scale = weight.sum() / (q * (q - 1))
    expected = float(scale * (share * (1 - share)).sum())
    value = (observed - expected) / (1 - expected)
    per_unit = (n / n_twice) * (agreed - expected * twice) / (1 - expected)
    chance_per_unit = scale * (counts @ (1 - share)) / raters
    linearised = per_unit - 2 * (1 - value) * (chance_per_unit - expected) / (1 - expected)
    variance = float(((linearised - value) ** 2).sum()) / (n * (n - 1))
    return value, float(np.sqrt(variance)), observed, expected


def _weight_matrix(values: FloatArray, weights: Weights) -> FloatArray:
    if weights == "unweighted":
        return np.eye(len(values))
    if weights == "ordinal":
        steps = np.abs(np.subtract.outer(np.arange(len(values)), np.arange(len(values)))).astype(float)
        apart = steps * (steps + 1) / 2
    else:
        apart = np.abs(np.subtract.outer(values, values)) ** (1 if weights == "linear" else 2)
    result: FloatArray = 1 - apart / apart.max()
    return result
