"""When a word that can name somebody of the case does: common words, single letters, misspellings."""

from __future__ import annotations

import re

from .lexicon import CALLED, FUNCTION_WORDS, RELATIONS, SPEECH_VERBS, TITLES, words_in
from .words import NEVER, WORD, begins_sentence, look_up


def fits(text: str, start: int, end: int, name: str) -> bool:
    """Names that are ordinary words need a capital letter or somebody's surroundings."""
    before = re.search(r"([^\W\d_]+)\W{1,2}\Z", text[max(0, start - 25) : start])
    previous = before[1].lower() if before else ""
    after = re.match(r"\W{1,2}([^\W\d_]+)", text[end : end + 25])
    following = after[1] if after else ""
    if previous in RELATIONS or previous in TITLES or previous in CALLED:
        return True
    if text[start].isupper():
        if name not in FUNCTION_WORDS or name in _NEVER_FIRST or following[:1].isupper():
            return True
        # "Hans" after a full stop is mostly his; inside a sentence only the polite pronouns have a capital letter.
        if begins_sentence(text, start):
            return name not in _PRONOUNS and following.lower() in SPEECH_VERBS
        return name not in _POLITE
    return following in SPEECH_VERBS and previous not in _NOT_BEFORE_NAME


# Small words that no Danish sentence begins with, and those that nearly every sentence can.
_NEVER_FIRST = words_in("an la le ene sine you")
_PRONOUNS = words_in("han hun hende ham den det de der du jeg vi i ja nej her min din mine dine som")
_POLITE = words_in("de dem deres i")

_NOT_BEFORE_NAME = words_in(
    "at i skal kan vil må og ikke kunne skulle ville måtte medio primo ultimo en et den det de denne dette hans hendes "
    "sin sit sine min mit mine din dit dine vores deres jeres nyt godt eget hele ingen noget meget mere per pr"
)


def single_letter_is_person(text: str, start: int, end: int) -> bool:
    """A single capital letter is somebody before a verb or after a relation or "med", "hos", "til"."""
    after = re.match(r"\.?[ ,]{1,2}([^\W\d_]+)", text[end : end + 25])
    before = re.search(r"([^\W\d_]+)[ ,]{1,2}\Z", text[max(0, start - 25) : start])
    previous = before[1].lower() if before else ""
    if text[start] == "I" and text[end : end + 1] != ".":
        return False
    if previous in _NOT_BEFORE_LETTER:
        return False
    if previous in RELATIONS or previous in TITLES or previous in _PREPOSITIONS:
        return True
    return after is not None and after[1] in SPEECH_VERBS


_PREPOSITIONS = words_in("med hos til fra for af om både og at")
_NOT_BEFORE_LETTER = words_in(
    "klasse plan vitamin gruppe hepatitis type niveau kolonne række under linje rubrik bilag team kategori punkt opgang blok"
)


def another_first_name(text: str, start: int) -> int | None:
    """Where the capitalised word before a surname begins, if it can be somebody else's first name."""
    before = _CAPITALISED_BEFORE.search(text, max(0, start - 30), start)
    return before.start(1) if before is not None and not look_up(before[1]).can_be & (NEVER | WORD) else None


_CAPITALISED_BEFORE = re.compile(r"(?<![^\W_])([A-ZÀ-ÖØ-Þ][^\W\d_]+) \Z")


def within_one_edit(one: str, two: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one word into the other.

    >>> within_one_edit("mortne", "morten")
    True
    """
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    if len(short) != len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
