"""How strong an unmeasured difference would have to be to explain a finding away."""

from __future__ import annotations

import math
from dataclasses import dataclass

from virksom.methods.errors import BadRatings
from virksom.methods.wording import Lang, number


@dataclass(frozen=True)
class EValue:
    """The E-value of an estimate and of the end of its interval nearest to no difference.

    Attributes:
        estimate: the risk ratio an unmeasured condition would need with both the condition and the outcome to
            explain the estimate away; 1 means that nothing is needed.
        limit: the same for the interval; None where no interval was given.
    """

    estimate: float
    limit: float | None

    def summary(self, lang: Lang = "da") -> str:
        """What the figure means in plain words."""
        estimate = number(self.estimate, 1, lang)
        if self.limit is not None and self.limit <= 1:
            return (
                "The interval already includes no difference; no hidden difference is needed to explain the finding."
                if lang == "en"
                else "Intervallet rummer allerede ingen forskel; der skal ingen skjult forskel til at forklare fundet."
            )
        if lang == "en":
            text = (
                f"To explain the finding away, something not recorded would have to make both the condition and the "
                f"outcome about {estimate} times as likely, beyond what is adjusted for"
            )
            tail = "" if self.limit is None else f"; {number(self.limit, 1, lang)} times would make it uncertain"
        else:
            text = (
                f"Skal fundet forklares af noget, der ikke er registreret, skal det gøre både betingelsen og udfaldet "
                f"omkring {estimate} gange så sandsynlige, ud over det, der er justeret for"
            )
            tail = (
                "" if self.limit is None else f"; {number(self.limit, 1, lang)} gange er nok til at gøre det usikkert"
            )
        return text + tail + "."


def e_value(odds_ratio: float, interval: tuple[float, float] | None = None, *, rare_outcome: bool = False) -> EValue:
    """E-value of an odds ratio.

    Args:
        odds_ratio: above 0.
        interval: its confidence interval.
        rare_outcome: below about 15 per cent, the odds ratio stands for the risk ratio; otherwise its square root.

    Raises:
        BadRatings: an odds ratio that is not above 0, or an interval whose ends are the wrong way round.

    Source: VanderWeele & Ding (2017), Annals of Internal Medicine 167, 268-274.

    >>> round(e_value(3.9, rare_outcome=True).estimate, 2)
    7.26
    """
    if not odds_ratio > 0:
        raise BadRatings("Oddsratioen skal være større end 0.")
    if interval is None:
        return EValue(_e_value(odds_ratio, rare_outcome), None)
    low, high = interval
    if not 0 <= low <= high:
        raise BadRatings("Intervallet skal gå fra et lavere til et højere tal, og ingen af dem må være negativ.")
    near = 1.0 if low <= 1 <= high else (low if low > 1 else high)
    return EValue(_e_value(odds_ratio, rare_outcome), _e_value(near, rare_outcome))


def _e_value(odds_ratio: float, rare_outcome: bool) -> float:
    ratio = odds_ratio if rare_outcome else math.sqrt(odds_ratio)
    ratio = max(ratio, 1 / ratio)
    return ratio + math.sqrt(ratio * (ratio - 1))
