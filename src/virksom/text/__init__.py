"""Danish text, without Django and without I/O: find and replace what points to people, search, sentences.

>>> from virksom.text import TagBook, find_identifiers, pseudonymise
>>> text = "Lone Holm ringede fra 22 11 33 44."
>>> pseudonymise(text, find_identifiers(text), TagBook(b"secret")).text
'[Person 1] ringede fra [Telefon].'
"""

from __future__ import annotations

from .heard import Heard, hear
from .identifiers import add_heard, find_identifiers
from .kinds import Identifier, Kind
from .people import KnownOrganisation, KnownPeople, KnownPerson
from .pseudonymise import Pseudonymised, Replacement, TagBook, pseudonymise
from .search_form import find_matches, search_form
from .segment import Span, sentences

__all__ = [
    "Heard",
    "Identifier",
    "Kind",
    "KnownOrganisation",
    "KnownPeople",
    "KnownPerson",
    "Pseudonymised",
    "Replacement",
    "Span",
    "TagBook",
    "add_heard",
    "find_identifiers",
    "find_matches",
    "hear",
    "pseudonymise",
    "search_form",
    "sentences",
]
