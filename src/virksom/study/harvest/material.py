"""What a reader hands over: facts and texts as they stand in the source. Lives in memory only, never stored as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from virksom.text import KnownOrganisation, KnownPerson

CITIZEN = "borger"


@dataclass(frozen=True)
class SourceFile:
    """A file of the source: its path, and its number among the files of its part (what people are shown)."""

    path: Path
    number: int
    shown: str
    relative: str = ""


@dataclass(frozen=True)
class Place:
    """Where something stood: a file, and a row or element in it; the key tells it from every other place."""

    file: SourceFile
    spot: str = ""

    @property
    def key(self) -> str:
        """What tells the place from others of the same part; may hold names, so only its digest is ever stored."""
        return f"{self.file.relative or self.file.path.name}|{self.spot}"


@dataclass(frozen=True)
class Problem:
    """A row, element or file that could not be stored.

    Attributes:
        reason: short code, for counting.
        message: Danish; what was wrong, what was expected, what to do. Never quotes the source.
        rows: how many rows it stands for.
    """

    place: Place
    reason: str
    message: str
    rows: int = 1


@dataclass
class CourseFact:
    """A course of help that a system names, or a part of what one row tells of it.

    Attributes:
        number: case number, empty where the source names none.
        professional: the responsible professional as written.
        unit: the unit as written; `unit_kind` one of family, residential, outreach, other.
    """

    number: str = ""
    started: date | None = None
    ended: date | None = None
    open: bool = False
    professional: str = ""
    unit: str = ""
    unit_kind: str = ""


@dataclass
class RawDocument:
    """A text as it stands in the source."""

    key: str
    text: str
    kind: str = "other"
    title: str = ""
    written: date | None = None
    author: str = ""
    course: str = ""


@dataclass(frozen=True)
class RawValue:
    """A value that the source knows; `free` values are written by people and masked like texts."""

    variable: str
    value: str
    label: str = ""
    course: str = ""
    document: str = ""
    free: bool = False


@dataclass
class Material:
    """All that a reader found of one citizen, or of everybody (staff, units)."""

    system: str
    cprs: set[str] = field(default_factory=set)
    born: date | None = None
    persons: list[KnownPerson] = field(default_factory=list)
    organisations: list[KnownOrganisation] = field(default_factory=list)
    courses: list[CourseFact] = field(default_factory=list)
    documents: list[RawDocument] = field(default_factory=list)
    values: list[RawValue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    rows: int = 0
    stored: int = 0

    @property
    def quarantined(self) -> int:
        """Rows that could not be stored."""
        return sum(problem.rows for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Piece:
    """One citizen's material in one part of the source, found but not read yet.

    Attributes:
        keys: what identifies the citizen, such as `cpr:…`, `case:…` or the system's own number.
        where: what the reader needs to find it again.
        rows: how many rows it holds.
    """

    keys: tuple[str, ...]
    where: object
    rows: int


@dataclass
class Shared:
    """What a part holds that belongs to no single citizen: staff, units, problems, and counts."""

    system: str
    persons: list[KnownPerson] = field(default_factory=list)
    organisations: list[KnownOrganisation] = field(default_factory=list)
    staff: dict[str, str] = field(default_factory=dict)
    units: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    stored: int = 0
    ignored: int = 0
    encodings: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)

    def saw_encoding(self, name: str) -> None:
        """Count a file's encoding."""
        self.encodings[name] = self.encodings.get(name, 0) + 1

    def saw(self, kind: str, rows: int = 1) -> None:
        """Count rows of a kind as coming in."""
        self.kinds[kind] = self.kinds.get(kind, 0) + rows
        self.rows += rows


class Reader(Protocol):
    """Reads one format. First `index` finds whose material lies where, then `read` reads one citizen's."""

    system: str

    def index(self, shared: Shared) -> Iterator[Piece]:
        """Walk the part once; whole-source facts and problems go into `shared`."""

    def read(self, piece: Piece) -> Material:
        """Read one piece; every row of it is either stored or a problem."""

    def close(self) -> None:
        """Let go of files and what was kept of them."""


def merge_persons(persons: Iterable[KnownPerson]) -> list[KnownPerson]:
    """Join persons with the same key; what one source lacks another may know."""
    joined: dict[str, KnownPerson] = {}
    for person in persons:
        known = joined.get(person.key)
        joined[person.key] = _joined(known, person) if known else person
    return list(joined.values())


def _joined(one: KnownPerson, two: KnownPerson) -> KnownPerson:
    def both(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*getattr(one, name), *getattr(two, name))))

    other_names = [
        name
        for mine, yours in ((one.first, two.first), (one.middle, two.middle), (one.last, two.last))
        if yours and yours != mine
        for name in (yours,)
    ]
    return KnownPerson(
        key=one.key,
        role=one.role,
        first=one.first,
        middle=one.middle,
        last=one.last,
        nicknames=tuple(dict.fromkeys((*both("nicknames"), *other_names))),
        initials=both("initials"),
        cprs=both("cprs"),
        phones=both("phones"),
        mails=both("mails"),
        addresses=both("addresses"),
    )
