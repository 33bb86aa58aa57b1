"""Replace what points to people with tags that keep the text readable.

The same person is the same tag through a whole case. The book of tags holds keyed digests of the names
only, so it can be stored and used again for later material of the same case without naming anybody.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .kinds import Identifier, Kind

_TAGS = {
    Kind.CPR: "CPR", Kind.PHONE: "Telefon", Kind.EMAIL: "Mail", Kind.ADDRESS: "Adresse", Kind.PLACE: "Sted",
    Kind.ORGANISATION: "Organisation", Kind.BIRTH_DATE: "Fødselsdato", Kind.CASE_NUMBER: "Sagsnummer",
    Kind.ACCOUNT: "Kontonummer", Kind.VEHICLE: "Nummerplade", Kind.URL: "Link", Kind.HANDLE: "Brugernavn",
}  # fmt: skip
_PERSON = "Person"
_FAMILY = "familie"
_AMBIGUOUS = -1


class Replacement(NamedTuple):
    """One stretch of the original text and the tag that stands there now.

    `start` and `end` count code points in the original, `new_start` and `new_end` in the new text.
    """

    start: int
    end: int
    new_start: int
    new_end: int
    kind: Kind
    tag: str


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """A text without its identifiers, where each of them was, and how many of each kind."""

    text: str
    spans: tuple[Replacement, ...]
    counts: Mapping[Kind, int]


@dataclass
class TagBook:
    """Who has which tag in one case.

    Deterministic: the same texts in the same order give the same tags. Serialisable: `to_dict` holds
    keyed digests and numbers, never a name.

    Args:
        secret: the study's secret; without it the digests say nothing.
    """

    secret: bytes
    _tags: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _parts: dict[str, int] = field(default_factory=dict)
    _heard: set[str] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def tag(self, identifier: Identifier, written: str) -> str:
        """The tag for this stretch, without brackets.

        Args:
            identifier: what was found.
            written: its text without the part to keep.
        """
        if identifier.person is not None:
            label = identifier.label or _TAGS.get(identifier.kind, _PERSON)
            if identifier.kind in (Kind.PERSON, Kind.ORGANISATION):
                return self._known(identifier.person, label)
        if identifier.kind is not Kind.PERSON:
            type_of = identifier.label if identifier.person is None else None
            return type_of[:1].upper() + type_of[1:] if type_of else _TAGS[identifier.kind]
        if identifier.label == _FAMILY:
            return "Efternavn"
        return self._stranger(written)

    def to_dict(self) -> dict[str, Any]:
        """The book as plain values; holds digests, tags and numbers only."""
        return {
            "version": 1,
            "tags": dict(self._tags),
            "numbers": dict(self._numbers),
            "parts": dict(self._parts),
            "heard": sorted(self._heard),
        }

    @classmethod
    def from_dict(cls, secret: bytes, stored: Mapping[str, Any]) -> TagBook:
        """The book that `to_dict` gave, with the secret it was made with."""
        return cls(
            secret, dict(stored["tags"]), dict(stored["numbers"]), dict(stored["parts"]), set(stored.get("heard", ()))
        )

    def remember(self, names: Iterable[str]) -> None:
        """Keep digests of the names that the case's texts were heard to name, for its later texts."""
        self._heard.update(self._digest("heard", name) for name in names)

    def recognise(self, words: Iterable[str]) -> set[str]:
        """Those of the words that the case was heard to name before, in this harvest or an earlier one."""
        return {word for word in words if self._digest("heard", word) in self._heard} if self._heard else set()

    def _digest(self, kind: str, value: str) -> str:
        wanted = f"{kind}:{value}"
        digest = self._digests.get(wanted)
        if digest is None:
            digest = hmac.digest(self.secret, wanted.encode("utf-8", "surrogatepass"), "sha256").hex()[:32]
            self._digests[wanted] = digest
        return digest

    def _next(self, label: str) -> int:
        self._numbers[label] = self._numbers.get(label, 0) + 1
        return self._numbers[label]

    def _known(self, key: str, label: str) -> str:
        """The role, numbered from the second person with the same role on; plain "person" always."""
        digest = self._digest("key", key)
        tag = self._tags.get(digest)
        if tag is None:
            role = label[:1].upper() + label[1:]
            number = self._next(role)
            tag = f"{role} {number}" if number > 1 or role == _PERSON else role
            self._tags[digest] = tag
        return tag

    def _stranger(self, written: str) -> str:
        """A numbered person: by full name, or by a part of it as long as that part is one person's."""
        names = written.lower().replace(".", " ").split() or [written]
        long = [name for name in names if len(name) > 1] or names
        if len(long) == 1:
            return self._by_part(long[0])
        full = self._digest("name", " ".join(names))
        tag = self._tags.get(full)
        if tag is None:
            first, last = (self._digest("part", name) for name in (long[0], long[-1]))
            alone = self._tags.pop(f"alone-{first}", None)
            number = self._parts[first] if alone else self._next(_PERSON)
            tag = self._tags[full] = f"{_PERSON} {number}"
            for part in (first, last):
                self._parts[part] = number if self._parts.get(part, number) == number else _AMBIGUOUS
        return tag

    def _by_part(self, name: str) -> str:
        """The person whom a first name or surname alone means; a new one if it means nobody or several yet."""
        part = self._digest("part", name)
        number = self._parts.get(part)
        if number is None:
            number = self._parts[part] = self._next(_PERSON)
            self._tags[f"alone-{part}"] = f"{_PERSON} {number}"
        if number != _AMBIGUOUS:
            return f"{_PERSON} {number}"
        single = self._digest("name", name)
        if single not in self._tags:
            self._tags[single] = f"{_PERSON} {self._next(_PERSON)}"
        return self._tags[single]


def pseudonymise(text: str, found: Iterable[Identifier], key: TagBook) -> Pseudonymised:
    """Put a tag in the place of everything found.

    Args:
        text: the text that was searched.
        found: what `find_identifiers` gave: sorted, without overlaps.
        key: the tags of this case; learns new people on the way.

    >>> from virksom.text import find_identifiers
    >>> text = "Lone Holms nummer er 22113344"
    >>> pseudonymise(text, find_identifiers(text), TagBook(b"secret")).text
    '[Person 1]s nummer er [Telefon]'
    """
    pieces: list[str] = []
    spans: list[Replacement] = []
    done = length = 0
    for identifier in found:
        kept = identifier.end - len(identifier.keep)
        tag = f"[{key.tag(identifier, text[identifier.start : kept])}]{identifier.keep}"
        pieces += (text[done : identifier.start], tag)
        length += identifier.start - done
        spans.append(Replacement(identifier.start, identifier.end, length, length + len(tag), identifier.kind, tag))
        length += len(tag)
        done = identifier.end
    pieces.append(text[done:])
    return Pseudonymised("".join(pieces), tuple(spans), Counter(span.kind for span in spans))
