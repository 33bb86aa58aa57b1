"""How much of the variation lies between groups: a share, never a list of groups."""

from __future__ import annotations

import math
from dataclasses import dataclass

from virksom.methods.wording import Lang, Remark, number, p_value, percent

RESIDUAL = math.pi**2 / 3  # variance of the standard logistic distribution


def share_of(sd: float) -> float:
    """Latent-scale share (ICC) of a random intercept with this sd in a logit model.

    >>> round(share_of(1.0), 3)
    0.233
    """
    return 1.0 if math.isinf(sd) else sd**2 / (sd**2 + RESIDUAL)


@dataclass(frozen=True)
class VarianceShare:
    """The share of the outcome's latent variation that lies between groups.

    Attributes:
        value: sd² / (sd² + π²/3), 0 to 1.
        interval: profile-likelihood interval at `confidence`.
        confidence: of the interval.
        statistic: likelihood ratio against no spread.
        p_value: half of chi-square with one degree of freedom, half of zero, since a spread cannot be negative.
        n_groups: groups it rests on.
        n_cases: cases it rests on.
        notes: what a reader must know.

    Source: Self & Liang (1987), J. Am. Stat. Assoc. 82, 605-610, on testing at the border.
    """

    value: float
    interval: tuple[float, float]
    confidence: float
    statistic: float
    p_value: float
    n_groups: int
    n_cases: int
    notes: tuple[Remark, ...]

    def summary(self, lang: Lang = "da") -> str:
        """The share in plain words."""
        low, high = (percent(end, 0, lang) for end in self.interval)
        sure, share = percent(self.confidence, 0, lang), percent(self.value, 0, lang)
        p = p_value(self.p_value, lang)
        if self.value == 0:
            text = (
                f"How much lies between the {self.n_groups} groups cannot be told: anything up to {high} fits the data."
                if lang == "en"
                else f"Hvor meget der ligger mellem de {self.n_groups} grupper, kan ikke afgøres: "
                f"alt op til {high} passer med sagerne."
            )
        elif lang == "en":
            text = (
                f"About {share} of the variation in outcome lies between the {self.n_groups} groups "
                f"({sure} interval {low} to {high}; test of no difference: "
                f"likelihood ratio {number(self.statistic, 2, lang)}, {p})."
            )
        else:
            text = (
                f"Omkring {share} af forskellene i udfald ligger mellem de {self.n_groups} grupper "
                f"({sure}-interval {low} til {high}; test af ingen forskel: "
                f"likelihood ratio {number(self.statistic, 2, lang)}, {p})."
            )
        return " ".join([text] + [note.text(lang) for note in self.notes])
