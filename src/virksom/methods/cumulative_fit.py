"""A fitted cumulative link model: figures by name, intervals, predictions, and what it says in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats
from scipy.special import expit

from virksom.methods.cumulative_likelihood import CumulativeLikelihood, FloatArray
from virksom.methods.design import Design, condition_columns
from virksom.methods.errors import BadRatings, TooFewGroups
from virksom.methods.maximise import Peak
from virksom.methods.profile import SpreadProfile
from virksom.methods.variance_share import VarianceShare, share_of
from virksom.methods.wording import Lang, Remark, number, percent

UNKNOWN_VARIANCE = 100.0  # of a scaled coefficient: an odds ratio anywhere between 0 and infinity


@dataclass(frozen=True, eq=False)
class Fitted:
    """The numbers behind a fit, on the scaled conditions that the search used."""

    design: Design
    likelihood: CumulativeLikelihood
    peak: Peak
    without_groups: Peak
    boundary: bool
    direction: FloatArray
    centre: FloatArray
    scale: FloatArray
    quadrature_points: int

    @property
    def n_fixed(self) -> int:
        """Thresholds and coefficients."""
        return len(self.direction)

    def to_natural(self) -> FloatArray:
        """The linear map from scaled to natural (thresholds, coefficients[, sd])."""
        j = len(self.design.outcomes) - 1
        size = len(self.peak.parameters)
        back = np.eye(size)
        back[j : self.n_fixed, j : self.n_fixed] = np.diag(1 / self.scale)
        back[:j, j : self.n_fixed] = self.centre / self.scale
        return back

    def covariance(self) -> FloatArray:
        """Of the natural parameters; NaN for those that run away and for a spread on the border."""
        size = len(self.peak.parameters)
        running = np.append(self.direction != 0, np.zeros(size - self.n_fixed, dtype=bool))
        free = ~running
        free[len(self.peak.information) :] = False
        scaled = np.full((size, size), np.nan)
        try:
            scaled[np.ix_(free, free)] = np.linalg.inv(self.peak.information[np.ix_(*[np.flatnonzero(free)] * 2)])
        except np.linalg.LinAlgError:
            return scaled
        if running.any():  # what the separated cases alone could tell is not known either
            unknown = np.diag(scaled) > UNKNOWN_VARIANCE
            scaled[unknown, :] = scaled[:, unknown] = np.nan
        return _sandwich(self.to_natural(), scaled)

    def profile(self) -> SpreadProfile:
        """The profile likelihood of the spread between groups."""
        information = self.peak.information[: self.n_fixed, : self.n_fixed]
        peak, without = self.peak, self.without_groups
        return SpreadProfile(self.likelihood, peak.parameters, peak.log_likelihood, without.log_likelihood, information)


def _sandwich(back: FloatArray, scaled: FloatArray) -> FloatArray:
    """back · scaled · backᵀ where a NaN only spoils what it takes part in."""
    known = ~np.isnan(np.diag(scaled))
    spoiled = (back[:, ~known] != 0).any(axis=1)
    result = back[:, known] @ scaled[np.ix_(known, known)] @ back[:, known].T
    result[spoiled, :] = np.nan
    result[:, spoiled] = np.nan
    return np.asarray(result, dtype=float)


@dataclass(frozen=True, eq=False)
class CumulativeLinkFit:
    """What a cumulative link model found; the figures are on the log-odds scale.

    Attributes:
        thresholds: by name `lower|upper`, the borders between neighbouring outcomes.
        coefficients: by condition; positive goes with higher outcomes. Infinite where the condition separates the
            outcomes completely, NaN where it says nothing new or the separation leaves nothing to measure it by.
        standard_errors: of coefficients and thresholds, by name; NaN where there is none.
        random_sd: standard deviation of the group effects, by the name of the groups; empty without groups.
        log_likelihood: at the estimates.
        converged: whether the search found a top.
        warnings: in words; empty when all is well.
        n_used: cases used.
        n_left_out: cases left out because something is missing.
        left_out: how many of them by the first column in which they miss a value.
        n_groups: groups used.
        outcomes: the outcome values, lowest first.
        covariance: of thresholds, coefficients and (name `sd(group)`) the spread.
        quadrature_points: 1 is Laplace.
    """

    thresholds: pd.Series
    coefficients: pd.Series
    standard_errors: pd.Series
    random_sd: dict[str, float]
    log_likelihood: float
    converged: bool
    warnings: tuple[Remark, ...]
    n_used: int
    n_left_out: int
    left_out: Mapping[str, int]
    n_groups: int
    outcomes: tuple[object, ...]
    covariance: pd.DataFrame = field(repr=False)
    quadrature_points: int
    _fitted: Fitted = field(repr=False)
    _profile: SpreadProfile | None = field(repr=False)

    @classmethod
    def of(cls, fitted: Fitted, warnings: tuple[Remark, ...]) -> CumulativeLinkFit:
        """Give the numbers their names."""
        design = fitted.design
        j = len(design.outcomes) - 1
        borders = [f"{low}|{high}" for low, high in zip(design.outcomes[:-1], design.outcomes[1:], strict=True)]
        natural = fitted.to_natural() @ fitted.peak.parameters
        running = fitted.to_natural()[: fitted.n_fixed, : fitted.n_fixed] @ fitted.direction
        natural[: fitted.n_fixed] = np.where(running != 0, np.copysign(np.inf, running), natural[: fitted.n_fixed])
        covariance = fitted.covariance()
        natural[: fitted.n_fixed][np.isnan(np.diag(covariance))[: fitted.n_fixed] & (running == 0)] = np.nan
        spread = [] if design.group_name is None else [f"sd({design.group_name})"]
        names = [*borders, *design.names, *spread]
        variances = np.where(np.diag(covariance) >= 0, np.diag(covariance), np.nan)
        errors = pd.Series(np.sqrt(variances), index=names)
        missing = pd.Series(np.nan, index=list(design.dropped), dtype=float)
        return cls(
            thresholds=pd.Series(natural[:j], index=borders),
            coefficients=pd.concat([pd.Series(natural[j : fitted.n_fixed], index=list(design.names)), missing]),
            standard_errors=pd.concat([errors.iloc[j : fitted.n_fixed], missing, errors.iloc[:j]]),
            random_sd={} if design.group_name is None else {design.group_name: float(natural[-1])},
            log_likelihood=fitted.peak.log_likelihood,
            converged=fitted.peak.converged and not fitted.direction.any(),
            warnings=warnings,
            n_used=design.n_cases,
            n_left_out=sum(design.left_out.values()),
            left_out=dict(design.left_out),
            n_groups=design.n_groups,
            outcomes=design.outcomes,
            covariance=pd.DataFrame(covariance, index=names, columns=names),
            quadrature_points=fitted.quadrature_points,
            _fitted=fitted,
            _profile=None if design.group_name is None else fitted.profile(),
        )

    def intervals(self, confidence: float = 0.95) -> pd.DataFrame:
        """Estimate, low and high by name: Wald for thresholds and coefficients, profile likelihood for the spread.

        exp() of a coefficient's row gives the odds ratio with its interval.
        """
        z = float(stats.norm.ppf(0.5 + confidence / 2))
        estimate = pd.concat([self.coefficients, self.thresholds])
        half = z * self.standard_errors[estimate.index]
        table = pd.DataFrame({"estimate": estimate, "low": estimate - half, "high": estimate + half, "method": "wald"})
        for name, sd in self.random_sd.items():
            assert self._profile is not None
            low, high = self._profile.interval(confidence)
            row = {"estimate": sd, "low": low, "high": high, "method": "profile"}
            table = pd.concat([table, pd.DataFrame(row, index=[f"sd({name})"])])
        return table

    def variance_share(self, confidence: float = 0.95) -> VarianceShare:
        """How much of the outcome's latent variation lies between the groups, with profile interval and test.

        Raises:
            TooFewGroups: the model was fitted without groups.
        """
        if self._profile is None:
            raise TooFewGroups("Modellen har ingen grupper, så den kan ikke sige noget om forskelle mellem dem.")
        low, high = self._profile.interval(confidence)
        gain = 2 * (self.log_likelihood - self._fitted.without_groups.log_likelihood)
        statistic = max(0.0, gain)
        return VarianceShare(
            value=share_of(next(iter(self.random_sd.values()))),
            interval=(share_of(low), share_of(high)),
            confidence=confidence,
            statistic=statistic,
            p_value=float(stats.chi2.sf(statistic, 1)) / 2 if statistic > 0 else 1.0,
            n_groups=self.n_groups,
            n_cases=self.n_used,
            notes=tuple(w for w in self.warnings if w.code in ("boundary", "one_case_each")),
        )

    def predict_probabilities(
        self,
        X: object,
        *,
        confidence: float = 0.95,
        group: Literal["typical", "average"] = "typical",
    ) -> pd.DataFrame:
        """Probability of each outcome for each row of X, with delta-method intervals on the log-odds scale.

        Args:
            X: conditions named as in the fit; a row with a missing value gets missing probabilities.
            confidence: of the intervals.
            group: `"typical"` for a group in the middle of the spread, `"average"` over all groups.

        Returns:
            One line for each row and outcome, with columns row, outcome, probability, low, high.

        Raises:
            BadRatings: a condition of the fit is missing from X.
        """
        x = self._columns(X)
        parameters = self._fitted.to_natural() @ self._fitted.peak.parameters
        probability = self._probabilities(parameters, x, group)
        spread = self._delta(parameters, x, group)
        z = float(stats.norm.ppf(0.5 + confidence / 2))
        with np.errstate(divide="ignore", invalid="ignore"):
            middle = np.log(probability) - np.log1p(-probability)
            half = z * spread / (probability * (1 - probability))
            low, high = expit(middle - half), expit(middle + half)
        rows, outcomes = np.indices(probability.shape)
        return pd.DataFrame(
            {
                "row": rows.ravel(),
                "outcome": [self.outcomes[k] for k in outcomes.ravel()],
                "probability": probability.ravel(),
                "low": low.ravel(),
                "high": high.ravel(),
            }
        )

    def _columns(self, X: object) -> FloatArray:
        """The conditions of X in the order of the fit, text levels matched by name."""
        given = X if isinstance(X, pd.DataFrame) else condition_columns(X)
        columns = []
        for name in self._fitted.design.names:
            base, _, level = name.partition("[")
            if name in given:
                columns.append(given[name].astype(float).to_numpy())
            elif level and base in given:
                match = (given[base].astype(str) == level[:-1]).astype(float)
                columns.append(match.mask(given[base].isna()).to_numpy())
            else:
                raise BadRatings(f"Betingelsen {name!r} mangler i X.")
        return np.column_stack(columns) if columns else np.zeros((len(given), 0))

    def _probabilities(self, parameters: FloatArray, x: FloatArray, group: str) -> FloatArray:
        j = len(self.outcomes) - 1
        nodes, mass = np.zeros(1), np.ones(1)
        if group == "average" and self.random_sd:
            nodes, mass = np.polynomial.hermite_e.hermegauss(25)
        eta = x @ parameters[j : self._fitted.n_fixed]
        sd = float(parameters[-1]) if self.random_sd else 0.0
        below = sum(
            weight * expit(parameters[:j] - eta[:, None] - sd * node)
            for node, weight in zip(nodes, mass / mass.sum(), strict=True)
        )
        padded = np.column_stack([np.zeros(len(x)), below, np.ones(len(x))])
        result: FloatArray = np.diff(padded, axis=1)
        return result

    def _delta(self, parameters: FloatArray, x: FloatArray, group: str) -> FloatArray:
        """Standard errors of the probabilities; a parameter without one makes them NaN, save a spread of zero."""
        covariance = self.covariance.to_numpy().copy()
        if self._fitted.boundary:
            covariance[-1, :] = covariance[:, -1] = 0.0
        slopes = []
        for i in range(len(parameters)):
            step = np.zeros_like(parameters)
            step[i] = 1e-5 * max(1.0, abs(parameters[i]))
            ahead, behind = (self._probabilities(parameters + sign * step, x, group) for sign in (1, -1))
            slopes.append((ahead - behind) / (2 * step[i]))
        jacobian = np.stack(slopes, axis=-1)
        variance = np.einsum("rki,ij,rkj->rk", jacobian, covariance, jacobian)
        errors: npt.NDArray[np.float64] = np.sqrt(np.maximum(variance, 0.0))
        return errors

    def summary(self, lang: Lang = "da") -> str:
        """The fit in plain words: what goes with higher outcomes, on how many cases, and what to beware of."""
        table = self.intervals()
        lines = [self._basis(lang), *(_sentence(name, table.loc[name], lang) for name in self.coefficients.index)]
        if self._profile is not None:
            lines.append(self.variance_share().summary(lang))
        shown = {"boundary", "one_case_each"} if self._profile is not None else set()
        lines += [warning.text(lang) for warning in self.warnings if warning.code not in shown]
        return "\n".join(lines)

    def _basis(self, lang: Lang) -> str:
        reasons = ", ".join(f"{name}: {count}" for name, count in self.left_out.items())
        if lang == "en":
            left = f"; {self.n_left_out} left out for missing values ({reasons})" if self.n_left_out else ""
            return f"The model uses {self.n_used} cases{left}. It shows what goes together, not what causes what."
        left = f"; {self.n_left_out} er ikke med, fordi noget mangler ({reasons})" if self.n_left_out else ""
        return f"Modellen bruger {self.n_used} sager{left}. Den viser, hvad der følges ad, ikke hvad der virker."


def _sentence(name: object, row: pd.Series, lang: Lang) -> str:
    """One condition's odds ratio in a sentence."""
    if not np.isfinite([row["low"], row["high"]]).all():
        return f"{name}: cannot be measured here." if lang == "en" else f"{name}: kan ikke måles her."
    with np.errstate(over="ignore"):
        ratio, low, high = (number(float(np.exp(row[column])), 2, lang) for column in ("estimate", "low", "high"))
    clear = row["low"] > 0 or row["high"] < 0
    if lang == "en":
        found = (
            ("goes with higher outcomes" if row["estimate"] > 0 else "goes with lower outcomes")
            if clear
            else ("no clear pattern")
        )
        return f"{name}: {found} (odds ratio {ratio}, {percent(0.95, 0, lang)} interval {low} to {high})."
    found = (
        ("følges med højere udfald" if row["estimate"] > 0 else "følges med lavere udfald")
        if clear
        else ("intet klart mønster")
    )
    return f"{name}: {found} (odds ratio {ratio}, {percent(0.95, 0, lang)}-interval {low} til {high})."
