"""What a coefficient of agreement returns, and how it says it in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from virksom.methods.wording import Lang, Remark, number, percent


class Level(StrEnum):
    """Measurement level of the values: what it means that two of them differ."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True)
class ValuePair:
    """Two values that coders mixed up.

    Attributes:
        first: one of the values, the lower where they have an order.
        second: the other.
        share: how much of all disagreement the pair carries, 0 to 1.
    """

    first: object
    second: object
    share: float


@dataclass(frozen=True, eq=False)
class Agreement:
    """A coefficient of agreement with everything needed to judge it.

    Attributes:
        coefficient: `"alpha"`, `"AC1"` or `"AC2"`.
        value: the coefficient; NaN where it cannot be computed (a note says why).
        interval: (low, high) at `confidence`, or None where none was asked for or could be had.
        confidence: of the interval.
        standard_error: of Gwet's coefficients; None for alpha, whose interval is a bootstrap.
        n_units: units coded by at least two coders; the figure rests on these.
        n_left_out: units coded by one coder or none.
        n_pairable: values in those units.
        n_coders: coders who coded at least one of them.
        level: the measurement level used.
        observed_disagreement: what was seen, in the unit of the coefficient.
        expected_disagreement: what chance would give.
        disagreements: the pairs of values behind most of the disagreement, largest first.
        unit_disagreement: for each unit (column of the ratings) its part of the observed disagreement; sums to
            1 where there is any, NaN for units left out.
        percent: plain per cent agreement, 0 to 1.
        notes: what a reader must know, such as one value dominating.
    """

    coefficient: str
    value: float
    interval: tuple[float, float] | None
    confidence: float
    standard_error: float | None
    n_units: int
    n_left_out: int
    n_pairable: int
    n_coders: int
    level: Level
    observed_disagreement: float
    expected_disagreement: float
    disagreements: tuple[ValuePair, ...]
    unit_disagreement: npt.NDArray[np.float64] = field(repr=False)
    percent: float
    notes: tuple[Remark, ...]

    def summary(self, lang: Lang = "da") -> str:
        """The result in a few plain sentences, Danish or English."""
        sentences = [self._figure(lang), self._basis(lang)]
        if self.disagreements:
            pair = self.disagreements[0]
            share = percent(pair.share, lang=lang)
            sentences.append(
                f"Coders most often differ on {pair.first} and {pair.second} ({share} of the disagreement)."
                if lang == "en"
                else f"Koderne skiftes oftest mellem {pair.first} og {pair.second} ({share} af uenigheden)."
            )
        return " ".join(sentences + [note.text(lang) for note in self.notes])

    def _figure(self, lang: Lang) -> str:
        name = {"alpha": "Krippendorff's alpha" if lang == "en" else "Krippendorffs alpha"}.get(
            self.coefficient, f"Gwet's {self.coefficient}" if lang == "en" else f"Gwets {self.coefficient}"
        )
        if np.isnan(self.value):
            return f"{name} cannot be computed." if lang == "en" else f"{name} kan ikke beregnes."
        text = f"{name} = {number(self.value, 2, lang)}"
        if self.interval is not None:
            low, high = (number(end, 2, lang) for end in self.interval)
            sure = percent(self.confidence, lang=lang)
            text += f" ({sure} interval {low} to {high})" if lang == "en" else f" ({sure}-interval {low} til {high})"
        return text + "."

    def _basis(self, lang: Lang) -> str:
        agreed = percent(self.percent, lang=lang)
        if lang == "en":
            return (
                f"It rests on {self.n_units} units coded by at least two of {self.n_coders} coders; "
                f"{self.n_left_out} {'unit is' if self.n_left_out == 1 else 'units are'} left out. "
                f"Plain agreement is {agreed}."
            )
        return (
            f"Tallet bygger på {self.n_units} enheder kodet af mindst to af {self.n_coders} kodere; "
            f"{self.n_left_out} {'enhed' if self.n_left_out == 1 else 'enheder'} er ikke med. "
            f"Den rene enighed er {agreed}."
        )
