"""What a coder answers, and how the words of a form or a file become a value of the codebook."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from virksom.study.coding.errors import NotAValue
from virksom.study.coding.models import Variable

_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,4})?")
_LONGEST = 300


@dataclass(frozen=True)
class Span:
    """A place in a document: code points, end exclusive."""

    document_id: int
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    """One answer to one variable: a value, or why there is none, how sure, and where it is seen.

    Attributes:
        value: as written or chosen; empty where `missing` says why.
        missing: a `Missing` code, or empty.
        certainty: 1 in doubt, 2 fairly sure, 3 sure.
        passage: where it is seen.
        change_reason: why a value is changed after the outcome is known.
    """

    value: str = ""
    missing: str = ""
    certainty: int | None = None
    comment: str = ""
    passage: Span | None = None
    change_reason: str = ""


def clean_value(variable: Variable, written: str) -> str:
    """Return the value as it is stored: a code, a plain number, or the words.

    Raises:
        NotAValue: with what was expected; the words that were given are not repeated, they may be anything.
    """
    words = written.strip()
    if variable.is_number:
        return _clean_number(variable, words)
    values = list(variable.values.all())
    if not values:
        if not words or len(words) > _LONGEST:
            raise NotAValue(_("{label}: skriv højst 300 tegn.").format(label=variable.label))
        return words
    for value in values:
        if words.casefold() in {value.code.casefold(), value.label_da.casefold(), value.label_en.casefold()}:
            return value.code
    codes = ", ".join(value.code for value in values)
    raise NotAValue(_("{label}: værdien skal være en af {codes}.").format(label=variable.label, codes=codes))


def show_value(variable: Variable, value: str) -> str:
    """Return a stored value as people read it: the label, or the number and its unit, with a comma in Danish."""
    if variable.is_number:
        number = value if get_language() == "en" else value.replace(".", ",")
        return f"{number} {variable.unit}".strip()
    return next((told.label for told in variable.values.all() if told.code == value), value)


def _clean_number(variable: Variable, words: str) -> str:
    number = float(words.replace(",", ".")) if _NUMBER.fullmatch(words) else math.nan
    low = -math.inf if variable.minimum is None else variable.minimum
    high = math.inf if variable.maximum is None else variable.maximum
    if not low <= number <= high:
        raise NotAValue(
            _("{label}: skriv et tal fra {low} til {high}, for eksempel 6,5.").format(
                label=variable.label, low=f"{low:g}", high=f"{high:g}"
            )
        )
    return f"{number:.4f}".rstrip("0").rstrip(".")
