"""Sensum: a folder of semicolon-separated files, several of each kind, in subfolders by unit.

The first walk keeps, for each citizen, only where the rows lie (file, offset, row number); the texts stay on disk until
the citizen's turn comes. So memory grows with the number of rows by a few bytes each, not with what they say.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from virksom.study.harvest import identities
from virksom.study.harvest.kinds import unit_kind
from virksom.study.harvest.material import Material, Piece, Place, Problem, Shared, SourceFile
from virksom.study.harvest.readers import sensum_rows
from virksom.study.harvest.readers.csvfile import CsvFile, Row
from virksom.study.harvest.readers.files import files_below
from virksom.text import KnownOrganisation, KnownPerson

# The order matters: a row can be tied to its citizen once the rows above it in this list are known.
_ORDER = ("medarbejder", "afdeling", "borger_information", "borger", "sager", "indsatser", "mål", "delmål")
_STAFF, _UNIT = "medarbejder", "afdeling"
_NEEDED = {
    "borger": ("BorgerId",),
    "borger_information": ("BorgerId",),
    "sager": ("SagId", "BorgerId"),
    "indsatser": ("SagId",),
    "mål": ("MålId",),
    "delmål": ("MålId",),
}
# Which kind of row tells whose each of these numbers is.
_OWNERS = {"SagId": "sager", "IndsatsId": "indsatser", "IndsatsID": "indsatser", "MålId": "mål"}


class SensumReader:
    """Reads one Sensum export."""

    system = "sensum"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: list[SourceFile] = []
        self._csvs: list[CsvFile] = []
        self._kinds: list[str] = []
        self._owner: dict[str, dict[str, str]] = {column: {} for column in _OWNERS}
        self._open: dict[int, BinaryIO] = {}

    @staticmethod
    def fits(folder: Path) -> bool:
        """Whether the folder holds files named as Sensum names them."""
        return any(file.path.suffix.lower() == ".csv" and _kind(file.path.name) for file in files_below(folder))

    def index(self, shared: Shared) -> Iterator[Piece]:
        """Find which rows belong to which citizen."""
        rows: dict[str, array[int]] = {}
        keys: dict[str, set[str]] = {}
        for file in sorted(files_below(self.folder), key=lambda f: _rank(_kind(f.path.name))):
            self._index_file(file, shared, rows, keys)
        for borger, where in rows.items():
            yield Piece((f"sensum:{borger}", *sorted(keys.get(borger, ()))), where, len(where) // 3)

    def _index_file(
        self, file: SourceFile, shared: Shared, rows: dict[str, array[int]], keys: dict[str, set[str]]
    ) -> None:
        kind = _kind(file.path.name)
        opened = self._opened(file, kind, shared)
        if opened is None:
            return
        number = len(self._files)
        self._files.append(file)
        self._csvs.append(opened)
        self._kinds.append(kind)
        for row in opened.rows():
            shared.saw(f"sensum:{kind}")
            cells = self._cells(opened, row, file, shared)
            if cells is None:
                continue
            if kind in {_STAFF, _UNIT}:
                _shared_row(kind, cells, shared)
                shared.stored += 1
                continue
            borger = self._citizen_of(kind, cells, keys)
            if borger is None:
                shared.problems.append(_orphan(file, row.number))
                continue
            rows.setdefault(borger, array("q")).extend((number, row.offset, row.number))
        shared.saw_encoding(opened.encoding)

    def _opened(self, file: SourceFile, kind: str, shared: Shared) -> CsvFile | None:
        problem = None
        if file.path.suffix.lower() != ".csv" or not kind:
            problem = Problem(
                Place(file),
                "unknown_file",
                "Filen hører ikke til de filer, Sensum giver ud. Kontrollér navnet, eller flyt filen.",
            )
        else:
            opened = CsvFile(file.path)
            if opened.unreadable:
                problem = Problem(
                    Place(file),
                    "wrong_content",
                    f"Filen er ikke semikolonsepareret tekst ({opened.unreadable}). Eksportér den igen som CSV.",
                )
            elif opened.header is None:
                problem = Problem(
                    Place(file, "række 1"),
                    "no_header",
                    "Første række skal være kolonnenavne adskilt af semikolon. Eksportér filen igen.",
                )
            else:
                missing = [name for name in _NEEDED.get(kind, ()) if name not in opened.header]
                if not missing:
                    return opened
                problem = Problem(
                    Place(file, "række 1"),
                    "missing_column",
                    f"Kolonnen {missing[0]} mangler. Eksportér filen igen med alle kolonner.",
                )
        shared.saw("sensum:fil")
        shared.problems.append(problem)
        return None

    def _cells(self, opened: CsvFile, row: Row, file: SourceFile, shared: Shared) -> dict[str, str] | None:
        problem = _shape_problem(opened, row, file)
        if problem:
            shared.problems.append(problem)
            return None
        assert opened.header is not None and row.cells is not None
        return dict(zip(opened.header, row.cells, strict=False))

    def _citizen_of(self, kind: str, cells: dict[str, str], keys: dict[str, set[str]]) -> str | None:
        """Follow the row's numbers to its citizen, and remember the numbers it brings along."""
        borger = cells.get("BorgerId", "").strip() or next(
            (owner for column in _OWNERS if (owner := self._owner[column].get(cells.get(column, "").strip()))),
            "",
        )
        if not borger:
            return None
        mine = keys.setdefault(borger, set())
        if kind in {"borger", "borger_information"}:
            number = identities.cpr(cells.get("CPR", "") or cells.get("CprNr", ""))
            if number:
                mine.add(f"cpr:{number}")
        if kind == "sager" and cells.get("SagId", "").strip():
            mine.add(f"case:{identities.case_number(cells['SagId'])}")
        for column, owned_by in _OWNERS.items():
            if kind == owned_by and cells.get(column, "").strip():
                self._owner[column][cells[column].strip()] = borger
        return borger

    def read(self, piece: Piece) -> Material:
        """Read one citizen's rows."""
        material = Material(self.system)
        where = piece.where
        assert isinstance(where, array)
        for at in range(0, len(where), 3):
            material.rows += 1
            self._read_row(where[at], where[at + 1], where[at + 2], material)
        return material

    def _read_row(self, number: int, offset: int, row: int, material: Material) -> None:
        file, opened = self._files[number], self._csvs[number]
        cells = dict(zip(opened.header or [], opened.row_at(self._handle(number), offset), strict=False))
        before = (len(material.documents), len(material.values), len(material.courses), len(material.persons))
        try:
            sensum_rows.READS.get(self._kinds[number], sensum_rows.activity)(cells, material)
        except ValueError as error:
            # What the row had said before its fault was found does not stand either.
            for found, length in zip(
                (material.documents, material.values, material.courses, material.persons), before, strict=True
            ):
                del found[length:]  # type: ignore[attr-defined]
            material.problems.append(_date_problem(file, row, cells, error))
            return
        material.stored += 1

    def _handle(self, number: int) -> BinaryIO:
        if number not in self._open:
            if len(self._open) > 200:
                self.close()
            self._open[number] = self._files[number].path.open("rb")
        return self._open[number]

    def close(self) -> None:
        """Close the files that are open."""
        for file in self._open.values():
            file.close()
        self._open.clear()


def _kind(name: str) -> str:
    lowered = name.lower().replace("aa", "å")
    return next((kind for kind in (*sensum_rows.READS, _STAFF, _UNIT) if lowered.startswith(kind)), "")


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _shared_row(kind: str, cells: dict[str, str], shared: Shared) -> None:
    if kind == _UNIT:
        name = (cells.get("AfdelingNavn") or cells.get("Navn") or cells.get("Afdeling") or "").strip()
        if name:
            number = cells.get("AfdelingId") or cells.get("AfdelingsId") or name
            shared.units[number.strip().lower()] = (name, unit_kind(" ".join(cells.values())))
            shared.units[name.lower()] = shared.units[number.strip().lower()]
            shared.organisations.append(KnownOrganisation(key=f"unit|{name.lower()}", name=name, type="tilbud"))
        return
    person, aliases = staff_member(cells)
    if person:
        shared.persons.append(person)
        shared.staff.update(dict.fromkeys(aliases, person.key))


def staff_member(cells: dict[str, str]) -> tuple[KnownPerson | None, list[str]]:
    """Return a member of staff and every way other rows may refer to them (number, initials, name)."""
    whole = (cells.get("Navn") or cells.get("MedarbejderNavn") or cells.get("Medarbejder") or "").strip()
    first, last = cells.get("Fornavn", "").strip(), cells.get("Efternavn", "").strip()
    if not (first or last) and whole:
        turned = identities.same_name(whole).title()
        first, _, last = turned.rpartition(" ")
        first, last = (first, last) if first else (last, "")
    same = identities.same_name(f"{first} {last}")
    if not same:
        return None, []
    initials = (cells.get("Initialer") or "").strip()
    numbers = [cells.get(name, "") for name in ("MedarbejderId", "Id", "BrugerId", "Brugernavn")]
    aliases = [alias.strip().lower() for alias in (*numbers, initials, same, whole) if alias.strip()]
    role = "kontaktperson" if "kontaktperson" in " ".join(cells.values()).lower() else "medarbejder"
    person = KnownPerson(f"staff|{same}", role, first, "", last, initials=(initials,) if initials else ())
    return person, aliases


def _shape_problem(opened: CsvFile, row: Row, file: SourceFile) -> Problem | None:
    place = Place(file, f"række {row.number}")
    if row.cells is None:
        return Problem(
            place,
            "broken_row",
            "Rækken kan ikke deles i kolonner: et anførselstegn er ikke lukket, eller der er ulæselige tegn. Ret rækken, og høst igen.",
        )
    expected = len(opened.header or [])
    if len(row.cells) != expected:
        message = f"Rækken har {len(row.cells)} kolonner, ventede {expected}. Er der semikolon inde i en tekst? Ret rækken, og høst igen."
        return Problem(place, "column_count", message)
    return None


def _orphan(file: SourceFile, row: int) -> Problem:
    message = (
        "Rækken kan ikke føres til en borger: hverken BorgerId, SagId, IndsatsId eller MålId peger på en kendt række. "
        "Tag borgerens og sagens fil med, og høst igen."
    )
    return Problem(Place(file, f"række {row}"), "no_citizen", message)


def _date_problem(file: SourceFile, row: int, cells: dict[str, str], error: ValueError) -> Problem:
    if isinstance(error, sensum_rows.BackwardDates):
        message = f"{error.end} ligger før {error.start}. Ret datoerne i Sensum, og høst igen."
        return Problem(Place(file, f"række {row}"), "backward_dates", message)
    for column, value in cells.items():
        if "dato" in column.lower():
            try:
                identities.danish_date(value)
            except ValueError:
                shown = f"{column}: »{identities.shape(value)}«" if column.isalpha() and len(column) < 30 else "En dato"
                message = f"{shown} er ikke en dato, der findes. Ventede dd-mm-åååå. Ret datoen, og høst igen."
                return Problem(Place(file, f"række {row}"), "bad_date", message)
    return Problem(
        Place(file, f"række {row}"), "bad_value", "En værdi i rækken kan ikke læses. Ret rækken, og høst igen."
    )
