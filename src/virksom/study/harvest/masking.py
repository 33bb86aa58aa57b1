"""Pseudonymises what goes into one case: the one door through which text comes into the study."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from virksom.study.harvest import identities
from virksom.study.harvest.assemble import Draft
from virksom.study.harvest.keystore import StudySecret
from virksom.study.harvest.material import CITIZEN, merge_persons
from virksom.study.harvest.readers.files import PLAIN_WORDS
from virksom.text import (
    Heard,
    Identifier,
    KnownOrganisation,
    KnownPeople,
    KnownPerson,
    TagBook,
    add_heard,
    find_identifiers,
    hear,
    pseudonymise,
)

# Raise it when the masking gets better: the next harvest then masks everything afresh.
VERSION = "2"
# Up to so many members of staff are looked for in every text, also misspelt; of a larger staff those whose names occur.
_SMALL_STAFF = 40
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"\b[^\W\d_a-zæøå][^\W\d_]+")


class Everybody:
    """The people and organisations of the whole source, and how rows refer to its staff."""

    def __init__(
        self,
        persons: Iterable[KnownPerson] = (),
        organisations: Iterable[KnownOrganisation] = (),
        staff: Mapping[str, str] | None = None,
        units: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.persons = {person.key: person for person in merge_persons(persons)}
        self.organisations = tuple({o.key: o for o in organisations}.values())
        self.staff = dict(staff or {})
        self.units = dict(units or {})
        self._names = {
            key: frozenset(_WORD.findall(f"{p.first} {p.middle} {p.last}".lower())) for key, p in self.persons.items()
        }

    def professional(self, written: str) -> str:
        """Return the key of a member of staff, however a row refers to them; empty where nobody is named."""
        same = identities.same_name(written)
        if not same:
            return ""
        return self.staff.get(written.strip().lower()) or self.staff.get(same) or f"staff|{same}"

    def unit(self, written: str) -> tuple[str, str]:
        """Return a unit's name in one form, and its kind."""
        name, kind = self.units.get(written.strip().lower(), (written.strip(), ""))
        return name.lower(), kind

    def known_in(self, draft: Draft) -> KnownPeople:
        """Everybody to look for in a case: its own people, whoever wrote its papers, the staff."""
        words = self._words(draft) if len(self.persons) > _SMALL_STAFF else None
        staff = (p for key, p in self.persons.items() if words is None or self._names[key] & words)
        writers = (_writer(self.professional(d.author), d.author) for _system, d in draft.documents if d.author)
        responsible = [_writer(self.professional(draft.professional), draft.professional)] if draft.professional else []
        people = merge_persons([*draft.persons, *staff, *(p for p in writers if p), *(p for p in responsible if p)])
        return KnownPeople(tuple(_one_role_each(people)), (*draft.organisations, *self.organisations))

    @staticmethod
    def _words(draft: Draft) -> frozenset[str]:
        words = {word.lower() for _s, d in draft.documents for word in _WORD.findall(f"{d.text} {d.title}")}
        return frozenset(words | {word[:-1] for word in words if word.endswith("s")})


def _writer(key: str, written: str) -> KnownPerson | None:
    """A writer whom no table of staff names: looked for by name where it is one (not initials, a number or a team)."""
    if "," not in written and not all(word[:1].isupper() for word in written.split()):
        return None
    words = identities.same_name(written).title().split()
    if not 2 <= len(words) <= 5 or any(not word.replace("-", "").replace(".", "").isalpha() for word in words):
        return None
    return KnownPerson(key, "medarbejder", first=" ".join(words[:-1]), last=words[-1])


def _one_role_each(people: list[KnownPerson]) -> list[KnownPerson]:
    """Whoever is both staff and in another role counts once; the citizen comes first, so that tags read naturally."""
    seen: set[str] = set()
    kept = []
    for person in sorted(people, key=lambda p: (p.key != CITIZEN, p.key.startswith("staff|"))):
        name = identities.same_name(f"{person.first} {person.last}")
        if name and name in seen and person.key.startswith(("staff|", "samarbejdspartner|")):
            continue
        seen.add(name)
        kept.append(person)
    return kept


def storable(text: str) -> str:
    """Return the text without what no database takes: null characters and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


class CaseMask:
    """Masks the texts of one case, with tags that stay the same through the case and from harvest to harvest."""

    def __init__(self, secret: StudySecret, known: KnownPeople, tags: Mapping[str, Any] | None = None) -> None:
        self._known = known
        self._book = TagBook.from_dict(secret.raw, tags) if tags else TagBook(secret.raw)
        self._heard = Heard()
        self._found: dict[str, list[Identifier]] = {}

    def listen(self, draft: Draft) -> None:
        """Hear whom the case's texts name, so that a name told in one of them is found in all of them."""
        texts = [t for _s, d in draft.documents for t in (d.text, d.title)]
        texts += [t for _s, v in draft.values if v.free for t in (v.value, v.label)]
        before: set[str] = set()
        for text in texts:
            if text and text not in self._found:
                found = self._found[text] = find_identifiers(text, self._known)
                self._heard |= hear(text, found)
                before.update(_CAPITALISED.findall(text))
        self._book.remember(self._heard.names)
        # Names of earlier harvests stand in the book as digests only: the words at hand are held against them.
        self._heard |= Heard(
            frozenset(self._book.recognise(before | {word[:-1] for word in before if word[-1] == "s"}))
        )

    def mask(self, text: str) -> tuple[str, Counter[str]]:
        """Return the text without identifiers, and how many of each kind were replaced."""
        text = storable(text)
        if not text:
            return "", Counter()
        found = self._found[text] if text in self._found else find_identifiers(text, self._known)
        masked = pseudonymise(text, add_heard(text, found, self._heard), self._book)
        return masked.text, Counter({str(kind): count for kind, count in masked.counts.items()})

    def mask_title(self, title: str) -> str:
        """Return a title without identifiers; the words of filing that it begins with are nobody's name.

        Apart from that they would run together with the name after them: »Statusbeskrivelse Luna Skov«.
        """
        words = title.split()
        plain = list(takewhile(lambda word: word.lower() in PLAIN_WORDS, words))
        return " ".join([*plain, self.mask(" ".join(words[len(plain) :]))[0]]).strip()

    @property
    def tags(self) -> dict[str, Any]:
        """The book of tags as it can be stored: digests and numbers only."""
        return self._book.to_dict()
