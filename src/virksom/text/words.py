"""What one capitalised word can be: a name, an ordinary word, a town, nobody.

Each different word is looked up once; the same answer serves every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .lexicon import (
    ABROAD,
    ACRONYMS,
    FUNCTION_WORDS,
    INSTITUTION_WORDS,
    NEVER_NAMES,
    RELATIONS,
    TITLE_ENDINGS,
    TITLES,
    TOWNS,
    name_lists,
    ordinary_words,
)  # fmt: skip

_SURNAME_END = (
    "sen", "gaard", "gård", "lund", "berg", "holm", "strup", "bæk", "dahl", "bjerg", "skov", "toft", "gren", "kvist", "vad",
    "sson", "sdóttir", "dottir", "ski", "sky", "ska", "ić", "vic", "vić", "oğlu", "oglu", "ova", "stein", "mann", "ström", "borg", "feldt",
    "kjær", "kær", "ager", "boe", "skou", "rup", "stedt", "quist", "qvist", "blad", "zadeh", "ian", "yan",
)  # fmt: skip
# Long words with these endings that no list knows are things.
_NOUN_END = (
    "else",
    "elsen",
    "elser",
    "elserne",
    "tion",
    "tionen",
    "ninger",
    "ningerne",
    "ningen",
    "heden",
    "referat",
    "notat",
    "skema",
    "journal",
    "attest",
    "udvalget",
    "gruppen",
    "styrelsen",
)
# A capitalised word with what is grown together with it: "O'Brien", "Bech-Nielsen", "Elvis-fans".
CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:['’][^\W\d_]+)*(?:-[^\W\d_]+)*['’]?")
# What a capitalised word can be.
FIRST, LAST, SHAPE, WORD, NEVER, TOWN, INITIAL, FUNCTION = 1, 2, 4, 8, 16, 32, 64, 128


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word, looked up: what it can be, its bare form, and what to keep after it."""

    can_be: int
    bare: str
    keep: str


@lru_cache(maxsize=65536)
def look_up(written: str) -> Word:
    """What this word can be, with genitive and compound endings split off."""
    head, compound = _split_compound(written)
    if compound and len(head) < 3:
        return Word(NEVER, head, compound)
    stripped = head.rstrip("'’")
    for bare, keep in _bare_forms(stripped, head[len(stripped) :]):
        can_be = _can_be(bare)
        if can_be:
            return Word(can_be, bare, keep + compound)
    keep = head[len(stripped) :]
    return Word(0, stripped, keep + compound)


def _split_compound(written: str) -> tuple[str, str]:
    """The name before a lower-case hyphenated rest: "Elvis-fans" gives "Elvis" and "-fans"."""
    at = written.rfind("-")
    while at > 0 and written[at + 1].islower():
        shorter = written.rfind("-", 0, at)
        if shorter < 0 or not written[shorter + 1].islower():
            return written[:at], written[at:]
        at = shorter
    return written, ""


def _bare_forms(stripped: str, rest: str) -> Iterator[tuple[str, str]]:
    """The word itself, and without genitive."""
    yield stripped, rest
    if stripped[-3:] in ("ses", "xes", "zes"):
        yield stripped[:-2], "es" + rest
    for ending in ("'s", "’s", "s"):
        if stripped.endswith(ending) and len(stripped) > len(ending) + 1:
            yield stripped[: -len(ending)], ending + rest
    if stripped.isupper() and len(stripped) > 3 and stripped.endswith("S"):
        yield stripped[:-1], "S" + rest


def _can_be(bare: str) -> int:
    """Everything the lists and the form of a word say it can be."""
    lower = bare.lower()
    if len(bare) == 1:
        return INITIAL
    if _is_never(bare, lower):
        return NEVER
    lists = name_lists()
    first_part, _, last_part = lower.partition("-")
    can_be = FUNCTION | WORD if lower in FUNCTION_WORDS else 0
    if lower in lists.first or (last_part and first_part in lists.first and first_part not in lists.words):
        can_be |= FIRST
    if lower in lists.last or (last_part and last_part.rpartition("-")[2] in lists.last):
        can_be |= LAST
    if lower in lists.words or lower in ordinary_words() or (bare.isupper() and len(bare) < 5):
        can_be |= WORD
    if lower in TOWNS or lower in ABROAD:
        can_be |= TOWN
    if not can_be and len(lower) > 7 and lower.endswith(_NOUN_END):
        can_be = WORD
    if not can_be & (FIRST | WORD | TOWN) and len(lower) > 5 and lower.endswith(_SURNAME_END):
        can_be |= SHAPE if _is_patronymic(lower) else SHAPE | WORD
    return can_be


def _is_patronymic(lower: str) -> bool:
    """Whether a word in -sen is somebody's son rather than a noun with its article ("ledelsen")."""
    if not lower.endswith("sen"):
        return True
    first = name_lists().first
    return lower[:-3] in first or lower[:-2] in first or lower[:-3] + "e" in first or lower[:-3] + "er" in first


def _is_never(bare: str, lower: str) -> bool:
    """Whether a capitalised word is never somebody: a title, a weekday, an acronym."""
    if lower in NEVER_NAMES or lower in TITLES or lower in RELATIONS or lower in INSTITUTION_WORDS:
        return True
    if bare.isupper() and lower in ACRONYMS:
        return True
    return lower.endswith(TITLE_ENDINGS) and lower not in name_lists().first and lower not in name_lists().last


def begins_sentence(text: str, start: int) -> bool:
    """Whether a capital letter here says nothing, since a sentence, line or heading begins."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u00a0\"»”“«'(*[":
        at -= 1
    return at < 0 or text[at] in ".!?:;\n\r-–—•·|/…]"
