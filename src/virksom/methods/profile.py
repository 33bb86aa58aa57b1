"""Profile likelihood of the random standard deviation: an interval that respects the border at zero."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import optimize, stats

from virksom.methods.cumulative_likelihood import CumulativeLikelihood
from virksom.methods.maximise import climb

FloatArray = npt.NDArray[np.float64]


class SpreadProfile:
    """How much likelihood is lost when the random sd is held at other values than the best.

    Args:
        likelihood: of the model with groups.
        parameters: at the top, the random sd last.
        log_likelihood: at the top.
        at_zero: the log-likelihood without groups, which is the profile at an sd of zero.
        information: at the top, for the first parameters; guides each search.
    """

    def __init__(
        self,
        likelihood: CumulativeLikelihood,
        parameters: FloatArray,
        log_likelihood: float,
        at_zero: float,
        information: FloatArray,
    ) -> None:
        self._likelihood, self._top, self._best = likelihood, parameters, log_likelihood
        self._at_zero, self._information = at_zero, information
        self._warm = {float(parameters[-1]): parameters}
        self._known = {float(parameters[-1]): 0.0}
        self._intervals: dict[float, tuple[float, float]] = {}

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Values of the sd that the data do not reject; the lower end is 0 where no spread fits nearly as well."""
        if confidence not in self._intervals:
            limit = math.sqrt(float(stats.chi2.ppf(confidence, 1)))
            self._intervals[confidence] = self._lower(limit), self._upper(limit)
        return self._intervals[confidence]

    def _root_deviance(self, sd: float) -> float:
        """Square root of twice the likelihood lost: close to a straight line, so that few searches find its root."""
        if sd in self._known:  # a second search from a better start must not give another answer
            return self._known[sd]
        nearest = min(self._warm, key=lambda known: abs(known - sd))
        start = np.append(self._warm[nearest][:-1], sd)
        found = climb(self._likelihood, start, self._information, hold=True)
        self._warm[sd] = found
        value = self._likelihood.value_and_gradient(found)[0]
        self._known[sd] = math.sqrt(max(0.0, 2 * (self._best - value)))
        return self._known[sd]

    def _lower(self, limit: float) -> float:
        sd = float(self._top[-1])
        if math.sqrt(max(0.0, 2 * (self._best - self._at_zero))) <= limit:
            return 0.0
        return float(optimize.brentq(lambda at: self._root_deviance(at) - limit, 1e-4, sd, xtol=1e-6))

    def _upper(self, limit: float) -> float:
        below = float(self._top[-1])
        above = 1.5 * below + 0.3
        while self._root_deviance(above) < limit:
            below, above = above, 2 * above
            if above > 100:
                return math.inf
        return float(optimize.brentq(lambda at: self._root_deviance(at) - limit, below, above, xtol=1e-6))
