"""What can point to a person in a text, and where it stands."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of identifier that are looked for."""

    PERSON = "person"
    CPR = "cpr"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    PLACE = "place"
    ORGANISATION = "organisation"
    BIRTH_DATE = "birth_date"
    CASE_NUMBER = "case_number"
    ACCOUNT = "account"
    VEHICLE = "vehicle"
    URL = "url"
    HANDLE = "handle"


class Identifier(NamedTuple):
    """One stretch of text that points to somebody.

    Attributes:
        start: first code point.
        end: code point after the last one.
        kind: what it is.
        confidence: between 0 and 1; ranks what a human should look at first, never a probability.
        person: key of the known person or organisation it belongs to, if it is known.
        label: role of the person or type of the organisation, in Danish ("mor", "skole"), if known.
        keep: the last part of the stretch that must stay readable: a genitive ("s") or the rest of
            a compound ("s-sagen").
    """

    start: int
    end: int
    kind: Kind
    confidence: float
    person: str | None = None
    label: str | None = None
    keep: str = ""


def lowered_alike(text: str) -> str:
    """The text in lower case with every character at its old place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_WORD = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile("[0-9]+")


def words_of(lowered: str) -> set[str]:
    """The different words of a text, letters only."""
    return set(_WORD.findall(lowered))


def figure_runs(text: str) -> list[tuple[int, int]]:
    """Where figures stand side by side: looked up once for everything that begins with a figure."""
    return [match.span() for match in _FIGURES.finditer(text)]
