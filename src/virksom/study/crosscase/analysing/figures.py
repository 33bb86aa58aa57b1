"""Figures as JSON can hold them."""

from __future__ import annotations

import math
from typing import Any

from virksom.methods.wording import Remark

DIGITS = 6  # results are kept to so many decimals: more is noise of the machine, and would differ between machines


def figure(value: Any) -> float | None:
    """A number rounded, or None where there is none or it has no end."""
    if value is None:
        return None
    number = float(value)
    return round(number, DIGITS) if math.isfinite(number) else None


def remark(said: Remark) -> dict[str, str]:
    """A remark in both languages."""
    return {"code": said.code, "da": said.text("da"), "en": said.text("en")}
