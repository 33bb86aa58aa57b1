"""Find the parameters that make the data most likely, and how curved the top is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import linalg, optimize

from virksom.methods.cumulative_likelihood import CumulativeLikelihood

FloatArray = npt.NDArray[np.float64]

STEP = 1e-4  # of the central differences of the exact gradient; parameters are on a scale of about one


@dataclass(frozen=True, eq=False)
class Peak:
    """The top of a likelihood.

    Attributes:
        parameters: thresholds, coefficients[, random sd].
        log_likelihood: there.
        information: minus the second derivatives there, for the free parameters.
        converged: the gradient is flat in the scale of the information.
    """

    parameters: FloatArray
    log_likelihood: float
    information: FloatArray
    converged: bool


def maximise(likelihood: CumulativeLikelihood, start: FloatArray, *, held_sd: float | None = None) -> Peak:
    """Quasi-Newton on ordered thresholds, then Newton steps with the information for full precision.

    Args:
        likelihood: what to maximise.
        start: where to begin; all parameters.
        held_sd: keep the random sd at this value (for a profile).
    """
    hold = held_sd is not None
    parameters = start if held_sd is None else np.append(start[:-1], held_sd)
    found = climb(likelihood, parameters, information(likelihood, parameters, hold), hold)
    for _ in range(3):
        value, gradient = likelihood.value_and_gradient(found)
        curvature = information(likelihood, found, hold)
        free = gradient[:-1] if hold else gradient
        step = _newton_step(curvature, free)
        if step is None or abs(free @ step) < 1e-12:
            break
        moved = found + (np.append(step, 0.0) if hold else step)
        if not likelihood.value_and_gradient(moved)[0] >= value - 1e-12:
            break
        found = moved
    value, gradient = likelihood.value_and_gradient(found)
    free = gradient[:-1] if hold else gradient
    step = _newton_step(curvature, free)
    converged = bool(step is not None and abs(free @ step) < 1e-6)
    return Peak(found, value, curvature, converged)


def climb(likelihood: CumulativeLikelihood, start: FloatArray, curvature: FloatArray, hold: bool) -> FloatArray:
    """BFGS in (first threshold, log gaps, coefficients[, sd]), which keeps the thresholds in order."""
    j = likelihood.n_thresholds
    last = start[-1:] if hold else np.empty(0)

    def minus(free: FloatArray) -> tuple[float, FloatArray]:
        parameters = np.append(_ordered(free, j), last)
        value, gradient = likelihood.value_and_gradient(parameters)
        gaps = np.exp(np.minimum(free[1:j], 700))
        from_above = np.cumsum(gradient[:j][::-1])[::-1]
        own = gradient[j : len(free)]
        return -value, -np.concatenate([from_above[:1], gaps * from_above[1:], own])

    begin = start[:-1] if hold else start
    free = np.concatenate([begin[:1], np.log(np.diff(begin[:j])), begin[j:]])
    options: dict[str, Any] = {"gtol": 1e-5, "maxiter": 500}
    inverse = _inverse_in_free(curvature, free, j)
    if inverse is not None:
        options["hess_inv0"] = inverse
    search: Any = optimize.minimize  # its stubs do not know BFGS's own options
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        result = search(minus, free, jac=True, method="BFGS", options=options)
    return np.append(_ordered(result.x, j), last)


def information(likelihood: CumulativeLikelihood, parameters: FloatArray, hold: bool = False) -> FloatArray:
    """Minus the second derivatives, by central differences of the exact gradient."""
    n = len(parameters) - int(hold)
    rows = np.empty((n, n))
    for i in range(n):
        step = np.zeros_like(parameters)
        step[i] = STEP * _room(parameters, i, likelihood.n_thresholds)
        ahead = likelihood.value_and_gradient(parameters + step)[1]
        behind = likelihood.value_and_gradient(parameters - step)[1]
        rows[i] = -(ahead - behind)[:n] / (2 * step[i])
    return (rows + rows.T) / 2


def _room(parameters: FloatArray, i: int, n_thresholds: int) -> float:
    """Thresholds that lie close together must not change order within a step."""
    if i >= n_thresholds or n_thresholds == 1:
        return 1.0
    gaps = np.diff(parameters[:n_thresholds])
    return float(min(1.0, gaps[max(i - 1, 0) : i + 1].min()))


def _ordered(free: FloatArray, j: int) -> FloatArray:
    thresholds = free[0] + np.concatenate([[0.0], np.cumsum(np.exp(np.minimum(free[1:j], 700)))])
    return np.concatenate([thresholds, free[j:]])


def _newton_step(curvature: FloatArray, gradient: FloatArray) -> FloatArray | None:
    try:
        step: FloatArray = linalg.cho_solve(linalg.cho_factor(curvature), gradient)
    except (linalg.LinAlgError, ValueError):
        return None
    return step


def _inverse_in_free(curvature: FloatArray, free: FloatArray, j: int) -> FloatArray | None:
    """The inverse information, carried over to log gaps, as BFGS's first idea of the curvature."""
    back = np.eye(len(free))
    gaps = np.exp(free[1:j])
    back[:j, 0] = 1.0
    for k in range(1, j):
        back[:j, k] = np.where(np.arange(j) >= k, gaps[k - 1], 0.0)
    try:
        inverse = np.linalg.inv(back.T @ curvature @ back)
        np.linalg.cholesky(inverse)
    except np.linalg.LinAlgError:
        return None
    if not np.isfinite(inverse).all():
        return None
    return np.asarray((inverse + inverse.T) / 2, dtype=float)
