"""What a case has been heard to name: kept while its other texts are read.

A relative may be "hans mor Liv" in one note and "Liv" at the start of a sentence in the next; a town may
stand after its postcode in a letter and alone in a diary. What one text of a case names clearly is looked
for in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .kinds import Identifier, Kind
from .known_context import fits
from .lexicon import words_in
from .words import CAPITALISED, FIRST, FUNCTION, INITIAL, LAST, NEVER, SHAPE, TOWN, WORD, Word, begins_sentence, look_up

_GENITIVE = re.compile(r"(['’]?s|['’])?(?![^\W_])")
_COMPOUND = re.compile(r"-[a-zæøå]{3,}")
_POSTCODE_TOWN = re.compile(r"\d{4}[ \u00a0]{1,2}([^\W\d_][\w .\-]+)\Z")
_STREET = re.compile(r"([^\W\d_][^\d\n,]{4,}?)[ \u00a0]+\d")
_CLEAR, _TOLD, _CAPITAL_ONLY = 0.8, 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Heard:
    """Names, towns and streets, as written with a capital letter."""

    names: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()

    def __or__(self, other: Heard) -> Heard:
        """Everything that one or the other has."""
        return Heard(self.names | other.names, self.towns | other.towns, self.streets | other.streets)


def hear(text: str, found: Iterable[Identifier]) -> Heard:
    """What this text names so clearly that the other texts of the case may mean it too.

    Args:
        text: the text.
        found: what `find_identifiers` found in it.

    >>> from virksom.text import find_identifiers
    >>> text = "Hans mor Liv ringede."
    >>> sorted(hear(text, find_identifiers(text)).names)
    ['Liv']
    """
    names: set[str] = set()
    towns: set[str] = set()
    streets: set[str] = set()
    for identifier in found:
        if identifier.kind is Kind.PERSON:
            if identifier.person is None and identifier.confidence >= _CAPITAL_ONLY:
                names.update(_names(text, identifier))
        elif identifier.kind is Kind.ADDRESS:
            written = text[identifier.start : identifier.end]
            if town := _POSTCODE_TOWN.search(written):
                towns.update((town[1].rstrip(" .-"), town[1].rstrip(" .-").removesuffix(" By")))
            if street := _STREET.match(written):
                streets.add(street[1].strip())
    return Heard(frozenset(names), frozenset(towns), frozenset(streets))


def _names(text: str, identifier: Identifier) -> Iterator[str]:
    """The names in a stretch that may mean the same person alone."""
    written = text[identifier.start : identifier.end - len(identifier.keep)]
    words = [look_up(match) for match in CAPITALISED.findall(written)]
    if len(words) == 1:
        begins = begins_sentence(text, identifier.start)
        # A word on no list, masked for its capital letter alone, is masked in all its places or in none.
        if identifier.confidence < _TOLD and (begins or words[0].can_be or words[0].bare.lower() in text):
            return
        if _alone(words[0], identifier.confidence, begins=begins):
            yield words[0].bare
    elif identifier.confidence >= _CLEAR:
        yield from (word.bare for word in words if _in_full_name(word))


def _alone(word: Word, confidence: float, *, begins: bool) -> bool:
    """Whether one word alone was named clearly: a first name, or any name that is no ordinary word."""
    if word.can_be & (NEVER | INITIAL | FUNCTION | TOWN) or len(word.bare) < 2 or word.bare.lower() in _NOT_HEARD:
        return False
    if word.can_be & FIRST:
        return confidence >= _TOLD
    return not begins and not word.can_be & WORD


def _in_full_name(word: Word) -> bool:
    """Whether a part of a full name is a name that may stand alone."""
    if word.can_be & (NEVER | INITIAL | TOWN) or len(word.bare) < 2:
        return False
    return bool(word.can_be & (FIRST | LAST | SHAPE)) or not word.can_be


_NOT_HEARD = words_in("ja nej ingen alle begge selv mig dig jer os dem nu her der")


def find_heard(text: str, heard: Heard) -> list[Identifier]:
    """Where the text names somebody or something that the case was heard to name.

    Args:
        text: the text.
        heard: what any text of the case named.

    >>> [i.start for i in find_heard("Liv og Storm kom.", Heard(frozenset({"Liv"})))]
    [0]
    """
    found: list[Identifier] = []
    for name in heard.names - heard.towns:
        found += _places(text, name, Kind.PERSON, None)
        if name.upper() != name:
            found += _places(text, name.upper(), Kind.PERSON, None)
    for town in heard.towns:
        found += _places(text, town, Kind.PLACE, "by")
    for street in heard.streets:
        found += _places(text, street, Kind.ADDRESS, None)
    return found


def _places(text: str, written: str, kind: Kind, label: str | None) -> Iterator[Identifier]:
    """Everywhere this stands alone, also in the genitive or before a hyphen."""
    at = text.find(written)
    while at >= 0:
        end = at + len(written)
        genitive = None if text[at - 1 : at].isalnum() else _GENITIVE.match(text, end)
        if genitive and (kind is not Kind.PERSON or fits(text, at, end, written.lower())):
            keep = genitive[1] or ""
            if compound := _COMPOUND.match(text, genitive.end()):
                keep += compound.group()
            yield Identifier(at, end + len(keep), kind, 0.6, None, label, keep)
        at = text.find(written, end)
