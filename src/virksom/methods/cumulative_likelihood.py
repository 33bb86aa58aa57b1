r"""The likelihood of a cumulative logit model with a random intercept, and its exact gradient.

P(Y <= j) = F(theta_j - eta), eta = x beta + sigma u, u ~ N(0, 1), F the logistic function.

For a case with outcome between a = theta_y - eta and b = theta_{y-1} - eta, with A = F(a), B = F(b):
log p = log F(a) + log F(-b) + log(1 - exp(b - a)), and its derivatives in eta are A + B - 1, -(f(a) + f(b)),
f'(a) + f'(b): additive in the two ends, which keeps everything below short.

The integral over u is taken by Gauss-Hermite quadrature centred and scaled at each group's mode; one point is
Laplace's approximation. The mode moves with the parameters and the gradient follows it, so it is the gradient of
the approximation itself. Sources: Pinheiro & Bates (1995), J. Comput. Graph. Stat. 4, 12-35; Tutz & Hennevogl
(1996), Comput. Stat. Data Anal. 22, 537-557.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, log_expit

from virksom.methods.design import Design

FloatArray = npt.NDArray[np.float64]

FAR = 1e3  # stands for the open ends: F(±1000) is 0 or 1 in doubles, and no inf - inf arises


@dataclass(eq=False)
class _AtModes:
    """Per case and per group, everything at the modes of the random effects."""

    upper: FloatArray  # F at the upper end
    lower: FloatArray  # F at the lower end
    mode: FloatArray  # by group
    first: FloatArray  # d log p / d eta, weighted
    second: FloatArray
    third: FloatArray
    curvature: FloatArray  # by group: minus the second derivative of the log integrand


class CumulativeLikelihood:
    """Log-likelihood and gradient in (thresholds, coefficients[, random sd]).

    Args:
        design: complete cases sorted by group.
        x: the conditions to use in place of the design's (scaled ones).
        points: quadrature points; 1 is Laplace.
    """

    def __init__(self, design: Design, x: FloatArray, points: int = 1) -> None:
        self.x, self.weights, self.starts = x, design.weights, design.starts
        self.n_thresholds, self.n_coefficients = len(design.outcomes) - 1, x.shape[1]
        self.random = len(design.starts) > 0
        sizes = np.diff(np.append(design.starts, design.n_cases))
        self.group = np.repeat(np.arange(len(design.starts)), sizes)
        nodes, mass = np.polynomial.hermite_e.hermegauss(points)
        self.nodes, self.log_mass = nodes, np.log(mass / np.sqrt(2 * np.pi)) + nodes**2 / 2
        self._modes = np.zeros(len(design.starts))
        j = self.n_thresholds
        self._above, self._below = np.minimum(design.y, j - 1), np.maximum(design.y - 1, 0)
        self._open_above, self._open_below = design.y == j, design.y == 0
        self._closed = ~(self._open_above | self._open_below)

    @property
    def n_parameters(self) -> int:
        """Thresholds, coefficients and, with groups, one standard deviation."""
        return int(self.n_thresholds + self.n_coefficients) + int(self.random)

    def value_and_gradient(self, parameters: FloatArray) -> tuple[float, FloatArray]:
        """Log-likelihood and its gradient; (-inf, zeros) where the thresholds are not in order."""
        thresholds = parameters[: self.n_thresholds]
        if (np.diff(thresholds) <= 0).any() or not np.isfinite(parameters).all():
            return -np.inf, np.zeros_like(parameters)
        if self.random:
            return self._mixed(parameters)
        return self._fixed(parameters)

    def _ends(self, parameters: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Ends of each case's interval before the random effect, and the two terms that do not depend on it."""
        thresholds = parameters[: self.n_thresholds]
        eta = self.x @ parameters[self.n_thresholds : self.n_thresholds + self.n_coefficients]
        above = np.where(self._open_above, FAR, thresholds[self._above] - eta)
        below = np.where(self._open_below, -FAR, thresholds[self._below] - eta)
        gap = np.where(self._closed, thresholds[self._above] - thresholds[self._below], 1.0)
        log_gap = np.where(self._closed, np.log(-np.expm1(-gap)), 0.0)
        ratio = np.where(self._closed, np.exp(-gap) / -np.expm1(-gap), 0.0)
        return above, below, log_gap, ratio

    def _threshold_sums(self, upper: FloatArray, lower: FloatArray) -> FloatArray:
        """Gather what each case gives to the threshold above it and the one below it."""
        total = np.bincount(self._above, np.where(self._open_above, 0.0, upper), self.n_thresholds)
        total += np.bincount(self._below, np.where(self._open_below, 0.0, lower), self.n_thresholds)
        return np.asarray(total, dtype=float)

    def _fixed(self, parameters: FloatArray) -> tuple[float, FloatArray]:
        above, below, log_gap, ratio = self._ends(parameters)
        upper, lower, weights = expit(above), expit(below), self.weights
        value = float(weights @ (log_expit(above) + log_expit(-below) + log_gap))
        slopes = self.x.T @ (weights * (upper + lower - 1))
        thresholds = self._threshold_sums(weights * (1 - upper + ratio), -weights * (lower + ratio))
        return value, np.concatenate([thresholds, slopes])

    def _sum_by_group(self, per_case: FloatArray) -> FloatArray:
        return np.asarray(np.add.reduceat(per_case, self.starts, axis=0), dtype=float)

    def _at_modes(self, above: FloatArray, below: FloatArray, sd: float) -> _AtModes:
        """Newton's method for all groups at once; the slope only falls, so its signs bracket the one mode."""
        mode, weights = self._modes, self.weights
        low, high = np.full_like(mode, -np.inf), np.full_like(mode, np.inf)
        for _ in range(100):
            shift = sd * mode[self.group]
            upper, lower = expit(above - shift), expit(below - shift)
            first, second = weights * (upper + lower - 1), -weights * (upper * (1 - upper) + lower * (1 - lower))
            slope = sd * self._sum_by_group(first) - mode
            curvature = 1 - sd**2 * self._sum_by_group(second)
            step = np.clip(slope / curvature, -5, 5)
            if np.abs(step).max() < 1e-10:
                break
            low, high = np.where(slope > 0, mode, low), np.where(slope < 0, mode, high)
            ahead = mode + step
            bracketed = np.isfinite(low) & np.isfinite(high) & ((ahead <= low) | (ahead >= high))
            mode = np.where(bracketed, (np.where(bracketed, low, 0) + np.where(bracketed, high, 0)) / 2, ahead)
        self._modes = mode
        third = weights * (upper * (1 - upper) * (1 - 2 * upper) + lower * (1 - lower) * (1 - 2 * lower))
        return _AtModes(upper, lower, mode, first, second, third, curvature)

    def _mixed(self, parameters: FloatArray) -> tuple[float, FloatArray]:
        sd = float(parameters[-1])
        above, below, log_gap, ratio = self._ends(parameters)
        at = self._at_modes(above, below, sd)
        spread = at.curvature**-0.5
        log_terms, points = [], []
        for node, log_mass in zip(self.nodes, self.log_mass, strict=True):
            effect = at.mode + spread * node
            shift = sd * effect[self.group]
            per_case = self.weights * (log_expit(above - shift) + log_expit(shift - below) + log_gap)
            log_terms.append(log_mass + self._sum_by_group(per_case) - effect**2 / 2)
            points.append(effect)
        terms = np.stack(log_terms)
        peak = terms.max(axis=0)
        shares = np.exp(terms - peak)
        total = shares.sum(axis=0)
        value = float((np.log(spread) + peak + np.log(total)).sum())
        return value, self._mixed_gradient(sd, (above, below, ratio), at, points, shares / total)

    def _mixed_gradient(
        self,
        sd: float,
        ends: tuple[FloatArray, FloatArray, FloatArray],
        at: _AtModes,
        points: list[FloatArray],
        shares: FloatArray,
    ) -> FloatArray:
        """The gradient with the moving modes and spreads followed by the chain rule.

        `pull` and `stretch` are what a change of a mode and of a curvature does to the group's log-likelihood.
        """
        weights, group = self.weights, self.group
        above, below, ratio = ends
        slope_case, upper_case, lower_case = np.zeros_like(above), np.zeros_like(above), np.zeros_like(above)
        sd_part, pull, pull_by_node = 0.0, np.zeros_like(at.mode), np.zeros_like(at.mode)
        for node, effect, share in zip(self.nodes, points, shares, strict=True):
            shift, part = sd * effect[group], weights * share[group]
            upper, lower = expit(above - shift), expit(below - shift)
            first = part * (upper + lower - 1)
            slope_case += first
            upper_case += part * (1 - upper + ratio)
            lower_case -= part * (lower + ratio)
            by_group = self._sum_by_group(first)
            sd_part += float(effect @ by_group)
            slope = sd * by_group - share * effect
            pull += slope
            pull_by_node += slope * node
        spread = at.curvature**-0.5
        stretch = -0.5 * spread**2 - 0.5 * spread**3 * pull_by_node
        first_sum, second_sum, third_sum = (self._sum_by_group(v) for v in (at.first, at.second, at.third))
        move = (pull - stretch * sd**3 * third_sum) / at.curvature
        move_case, stretch_case = move[group], stretch[group]
        slope_case += move_case * sd * at.second - stretch_case * sd**2 * at.third
        upper_case += weights * _end_moves(at.upper, sd * move_case, sd**2 * stretch_case)
        lower_case += weights * _end_moves(at.lower, sd * move_case, sd**2 * stretch_case)
        sd_part += float(move @ (first_sum + sd * at.mode * second_sum))
        sd_part += float(stretch @ (-2 * sd * second_sum - sd**2 * at.mode * third_sum))
        return np.concatenate([self._threshold_sums(upper_case, lower_case), self.x.T @ slope_case, [sd_part]])


def _end_moves(end: FloatArray, move: FloatArray, stretch: FloatArray) -> FloatArray:
    """What a threshold does to the log-likelihood through the modes and curvatures it shifts."""
    result: FloatArray = end * (1 - end) * (move + stretch * (1 - 2 * end))
    return result
