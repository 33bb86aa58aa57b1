"""Towns, schools and homes that a text names with a capital letter."""

from __future__ import annotations

from typing import NamedTuple

from .kinds import Identifier, Kind
from .lexicon import TOWNS, words_in
from .people import KnownOrganisation
from .words import FIRST, LAST, TOWN, Word, look_up


def own_words(organisation: KnownOrganisation) -> list[str]:
    """The words of an organisation's name that are its own: "Bøgely" of "Familiecentret Bøgely, Bohuset"."""
    words = organisation.name.replace(",", " ").split()
    if len(words) < 2 or organisation.type == "kommune":
        return []
    return [
        word
        for word in words
        if len(word) > 4
        and word[0].isupper()
        and not look_up(word).can_be
        and not word.lower().endswith(_PLAIN_ENDINGS)
    ]


class Place(NamedTuple):
    """A capitalised word where it stands."""

    start: int
    end: int
    word: Word
    begins: bool


# The words that end the name of an institution, and the type that stays in the text.
_TYPES = {
    "skole": "skole", "skolen": "skole", "friskole": "skole", "privatskole": "skole", "realskole": "skole",
    "efterskole": "efterskole", "højskole": "højskole", "gymnasium": "gymnasium", "gymnasiet": "gymnasium",
    "børnehave": "børnehave", "børnehaven": "børnehave", "vuggestue": "vuggestue", "vuggestuen": "vuggestue",
    "børnehus": "børnehus", "børnehuset": "børnehus", "plejehjem": "plejehjem", "botilbud": "botilbud",
    "bosted": "bosted", "bostedet": "bosted", "opholdssted": "opholdssted", "opholdsstedet": "opholdssted",
    "hospital": "hospital", "sygehus": "hospital", "universitetshospital": "hospital", "krisecenter": "krisecenter",
    "familiecenter": "familiecenter", "kirke": "kirke",
}  # fmt: skip
_ENDINGS = tuple(_TYPES)
# Words with these endings say what an organisation is, not which.
_PLAIN_ENDINGS = (
    *_ENDINGS, "et", "en", "erne", "ne", "hus", "hjem", "center", "gruppe", "afdeling", "team", "støtte", "tilbud", "service",
    "forvaltning", "kommune", "social", "familie",
)  # fmt: skip


def named_institution(stretch: list[Place], institution: Place) -> Identifier | None:
    """ "Virup Skole" as a school; the town alone in "Vejle Kommune"."""
    kind = _TYPES.get(institution.word.bare.lower())
    if kind is not None:
        return Identifier(
            stretch[0].start, institution.end, Kind.ORGANISATION, 0.7, label=kind, keep=institution.word.keep
        )
    return named_place(stretch)


def named_place(stretch: list[Place]) -> Identifier | None:
    """A town, or a school or home written as one word ("Virupskolen")."""
    if len(stretch) > 1:
        return None
    place = stretch[0]
    lower = place.word.bare.lower()
    if place.word.can_be & TOWN:
        doubtful = place.begins or place.word.can_be & (FIRST | LAST)
        if lower in TOWNS and not (doubtful and lower in _AMBIGUOUS_TOWNS):
            return Identifier(place.start, place.end, Kind.PLACE, 0.5, label="by", keep=place.word.keep)
        return None
    if place.begins or not lower.endswith(_ENDINGS) or place.word.can_be & (FIRST | LAST):
        return None
    ending = max((e for e in _ENDINGS if lower.endswith(e)), key=len)
    if len(lower) < len(ending) + 3 or place.word.keep.startswith("-"):
        return None
    return Identifier(place.start, place.end, Kind.ORGANISATION, 0.6, label=_TYPES[ending], keep=place.word.keep)


# Towns that a sentence may begin with as quite other words, or that are names of people.
_AMBIGUOUS_TOWNS = words_in(
    "give them ringe stilling mørke vejen have ry lem ans hals tarm tune alling holte harlev brande hasle lyngby lynge gram"
)
