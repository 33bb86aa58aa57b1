"""Ordered outcomes: what characterises cases that reached, partly reached, did not reach their goals.

A proportional-odds (cumulative logit) model, with a random intercept for the group a case belongs to, such as the
professional. Sources: McCullagh (1980), J. R. Stat. Soc. B 42, 109-142; Agresti (2010), Analysis of Ordinal
Categorical Data, 2nd ed., chapters 3 and 10.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from virksom.methods.cumulative_fit import CumulativeLinkFit, Fitted
from virksom.methods.cumulative_likelihood import CumulativeLikelihood, FloatArray
from virksom.methods.design import Design, read_design
from virksom.methods.errors import NotBuilt
from virksom.methods.maximise import Peak, maximise
from virksom.methods.separation import separating_direction
from virksom.methods.variance_share import VarianceShare
from virksom.methods.wording import Remark

__all__ = ["CumulativeLinkFit", "VarianceShare", "fit_cumulative_link"]

STEEP = 8.0  # log-odds across the range of a condition from which separation is looked for
ENDLESS_SPREAD = 10.0  # beyond, the groups carry 97 per cent: too few cases tell the groups' outcomes apart
NO_SPREAD = 1e-3  # a random sd below this cannot be told from none


def fit_cumulative_link(
    y: ArrayLike,
    X: object,
    groups: ArrayLike | None = None,
    *,
    link: str = "logit",
    quadrature_points: int = 1,
    nested: object = None,
    weights: ArrayLike | None = None,
) -> CumulativeLinkFit:
    """Fit P(Y <= j) = F(threshold_j - x·coefficients - group effect), F the logistic function.

    A positive coefficient goes with higher outcomes: exp(coefficient) multiplies the odds of being above any given
    step of the outcome.

    Args:
        y: outcomes: numbers, or an ordered pandas category from low to high. Values that do not occur are left out.
        X: conditions, one row a case: a DataFrame (numbers, booleans; text becomes one column for each level but the
            first, named `name[level]`), an array, or None for none.
        groups: what each case belongs to; its effects are normal with mean 0 and the standard deviation that
            `random_sd` gives. None for a model without groups.
        link: only `"logit"` so far.
        quadrature_points: 1 is Laplace's approximation; more are adaptive Gauss-Hermite points (10 is plenty).
        nested: a second level of groups; not offered yet.
        weights: how often each case counts; cases with weight 0 are left out.

    Returns:
        The fit. Cases with a missing value in any column are left out and counted in `left_out`. What a reader must
        know (no convergence, separation, a spread of zero) stands in words in `warnings`.

    Raises:
        TooFewOutcomes: all complete cases have the same outcome.
        TooFewGroups: all complete cases belong to one group.
        BadRatings: lengths that do not match, or an outcome of text without an order.
        NotBuilt: `nested`, or a link other than logit.

    >>> fit = fit_cumulative_link([0, 0, 1, 1, 2, 2, 1, 0], [1, 2, 2, 3, 4, 3, 1, 4])
    >>> round(float(fit.coefficients["x1"]), 3)
    0.646
    """
    _refuse_what_is_not_built(link, nested, quadrature_points)
    design = read_design(y, X, groups, weights)
    centre, scale = design.x.mean(axis=0), design.x.std(axis=0)
    x = (design.x - centre) / scale
    without = _fit_without_groups(design, x)
    direction = _separation(design, x, without)
    if design.group_name is None:
        likelihood, peak, boundary = CumulativeLikelihood(_without_groups(design), x), without, False
    else:
        likelihood, peak, boundary = _fit_with_groups(design, x, without, quadrature_points)
        if _runs_away(design, peak):
            peak = replace(peak, converged=False)
    fitted = Fitted(design, likelihood, peak, without, boundary, direction, centre, scale, quadrature_points)
    return CumulativeLinkFit.of(fitted, _warnings(design, peak, boundary, direction))


def _refuse_what_is_not_built(link: str, nested: object, quadrature_points: int) -> None:
    if link != "logit":
        raise NotBuilt(f"Linket {link!r} findes ikke endnu; brug logit.")
    if nested is not None:
        raise NotBuilt("Grupper inden i grupper (nested) findes ikke endnu; brug ét niveau i groups.")
    if quadrature_points < 1:
        raise NotBuilt("quadrature_points skal være 1 (Laplace) eller flere.")


def _without_groups(design: Design) -> Design:
    return replace(design, starts=np.empty(0, dtype=np.intp), group_name=None)


def _fit_without_groups(design: Design, x: FloatArray) -> Peak:
    """From the thresholds of the overall shares and no coefficients."""
    share = np.bincount(design.y, design.weights)
    below = np.cumsum(share)[:-1] / share.sum()
    start = np.concatenate([np.log(below / (1 - below)), np.zeros(x.shape[1])])
    return maximise(CumulativeLikelihood(_without_groups(design), x), start)


def _fit_with_groups(
    design: Design, x: FloatArray, without: Peak, points: int
) -> tuple[CumulativeLikelihood, Peak, bool]:
    """Laplace first, more points from there; a spread no better than none is none."""
    likelihood = CumulativeLikelihood(design, x)
    peak = maximise(likelihood, np.append(without.parameters, 0.5))
    if points > 1:
        likelihood = CumulativeLikelihood(design, x, points)
        peak = maximise(likelihood, np.append(peak.parameters[:-1], max(abs(peak.parameters[-1]), 0.05)))
    sd = abs(float(peak.parameters[-1]))
    if sd < NO_SPREAD or peak.log_likelihood <= without.log_likelihood + 1e-7:
        at_zero = np.append(without.parameters, 0.0)
        return likelihood, Peak(at_zero, without.log_likelihood, without.information, without.converged), True
    flip = np.ones(len(peak.parameters))
    flip[-1] = np.sign(peak.parameters[-1])  # u and -u are the same model
    information = peak.information * np.outer(flip, flip)
    return likelihood, Peak(peak.parameters * flip, peak.log_likelihood, information, peak.converged), False


def _separation(design: Design, x: FloatArray, without: Peak) -> FloatArray:
    """The direction in which estimates run away, in scaled coordinates; zeros in ordinary data."""
    coefficients = without.parameters[len(design.outcomes) - 1 :]
    steep = bool((np.abs(coefficients) * np.ptp(x, axis=0) > STEEP).any()) if len(coefficients) else False
    if without.converged and not steep:
        return np.zeros_like(without.parameters)
    return separating_direction(design.y, x, len(design.outcomes))


def _warnings(design: Design, peak: Peak, boundary: bool, direction: FloatArray) -> tuple[Remark, ...]:
    warnings = list(design.remarks)
    running = direction[len(design.outcomes) - 1 :] != 0
    if running.any():
        names = ", ".join(pd.Index(design.names)[running])
        warnings.append(
            Remark(
                "separation",
                f"Sagerne skilles helt af {names}: alle sager på den ene side har samme slags udfald. Koefficienten "
                "vokser uden grænse og kan ikke måles. Slå værdier sammen, eller sig kun, hvad tabellen viser.",
                f"{names} separates the cases completely: all cases on one side have the same kind of outcome. The "
                "coefficient grows without limit and cannot be measured. Merge values, or say only what the table "
                "shows.",
            )
        )
    elif not peak.converged and not _runs_away(design, peak):
        warnings.append(
            Remark(
                "not_converged",
                "Beregningen faldt ikke til ro. Brug ikke tallene; prøv med færre betingelser eller flere sager.",
                "The computation did not settle. Do not use the figures; try fewer conditions or more cases.",
            )
        )
    if boundary:
        n, k = design.n_cases, design.n_groups
        warnings.append(
            Remark(
                "boundary",
                f"0 varians ved N = {n} sager i {k} grupper betyder: kan ikke afgøres. Det betyder ikke, at der "
                "ingen forskel er på grupperne.",
                f"0 variance at N = {n} cases in {k} groups means: cannot tell. It does not mean that the groups do "
                "not differ.",
            )
        )
    if _runs_away(design, peak):
        warnings.append(
            Remark(
                "endless_spread",
                "Grupperne forklarer næsten alt, og forskellen mellem dem vokser uden grænse: der er for få sager i "
                "forhold til grupper og betingelser. Brug ikke tallene; tag færre betingelser med.",
                "The groups explain nearly everything and their spread grows without limit: there are too few cases "
                "for the groups and conditions. Do not use the figures; include fewer conditions.",
            )
        )
    return tuple(warnings)


def _runs_away(design: Design, peak: Peak) -> bool:
    """Whether the spread between groups has no finite estimate."""
    return design.group_name is not None and abs(float(peak.parameters[-1])) > ENDLESS_SPREAD
