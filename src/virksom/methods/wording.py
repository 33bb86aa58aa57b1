"""How results speak: remarks in Danish and English, and numbers as each language writes them."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Lang = Literal["da", "en"]


class Remark(str):
    """Something a reader must know before using a figure: a Danish text that knows its English one.

    Attributes:
        code: a stable name for programs, such as `"boundary"`.
        en: the remark in English.

    >>> remark = Remark("one_group", "Kun én gruppe.", "One group only.")
    >>> str(remark), remark.text("en"), remark.code
    ('Kun én gruppe.', 'One group only.', 'one_group')
    """

    __slots__ = ("code", "en")
    code: str
    en: str

    def __new__(cls, code: str, da: str, en: str) -> Remark:
        """A remark with its code, Danish and English text."""
        remark = super().__new__(cls, da)
        remark.code, remark.en = code, en
        return remark

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override]  # so that it survives a pickle
        return self.code, str(self), self.en

    def text(self, lang: Lang = "da") -> str:
        """The remark in the language asked for."""
        return self.en if lang == "en" else str(self)


def number(value: float, digits: int = 2, lang: Lang = "da") -> str:
    """A number with the decimal mark of the language, halves rounded up as people do; a dash where there is none.

    >>> number(0.8154), number(-1.5, 1, "en"), number(float("nan"))
    ('0,82', '-1.5', '–')
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if abs(value) >= 1e15:  # beyond the digits a double holds
        return f"{value:.0e}" if lang == "en" else f"{value:.0e}".replace(".", ",")
    text = f"{Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text if lang == "en" else text.replace(".", ",")


def percent(share: float, digits: int = 0, lang: Lang = "da") -> str:
    """A share as per cent, with the space Danish puts before the sign.

    >>> percent(0.125, 1), percent(0.125, 1, "en")
    ('12,5 %', '12.5%')
    """
    text = number(100 * share, digits, lang)
    if text == "–":
        return text
    return f"{text}%" if lang == "en" else f"{text} %"


def p_value(p: float, lang: Lang = "da") -> str:
    """A p-value as reports write it, never as zero.

    >>> p_value(0.0301), p_value(0.00002, "en")
    ('p = 0,030', 'p < 0.001')
    """
    return f"p < {number(0.001, 3, lang)}" if p < 0.001 else f"p = {number(p, 3, lang)}"


def whole(value: object) -> object:
    """3.0 as 3: a missing value forces whole numbers into decimals, and people read the values.

    >>> whole(3.0), whole(2.5), whole("ja")
    (3, 2.5, 'ja')
    """
    return int(value) if isinstance(value, float) and value.is_integer() else value
