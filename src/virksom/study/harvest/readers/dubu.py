"""DUBU (children, authority side): spreadsheets of cases and services. No journal text; values and dates only."""

from __future__ import annotations

import lzma
import warnings
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from virksom.study.harvest import identities
from virksom.study.harvest.kinds import unit_kind
from virksom.study.harvest.material import (
    CITIZEN,
    CourseFact,
    Material,
    Piece,
    Place,
    Problem,
    RawValue,
    Shared,
    SourceFile,
)
from virksom.study.harvest.readers.files import files_below
from virksom.text import KnownPerson

_LARGEST = 50_000_000
_LARGEST_WHOLE = 500_000_000
# What openpyxl lets through of a damaged sheet: broken XML is a SyntaxError, and parts that are missing are any of these.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, InvalidFileException, SyntaxError, EOFError, OSError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError, RuntimeError, StopIteration),
)
_NEEDED = ("Sagsnummer", "CPR-nr")
_KNOWN = ("Sagsnummer", "Sagstype", "Ydelsestype", "Afgørelsesparagraf", "Foranstaltningsparagraf", "CPR-nr")
_VALUES = {
    "Sagstype": "case_type",
    "Ydelsestype": "service",
    "Afgørelsesparagraf": "decision_paragraph",
    "Foranstaltningsparagraf": "intervention_paragraph",
}


class DubuReader:
    """Reads spreadsheets with one row a service."""

    system = "dubu"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: list[SourceFile] = []
        self._rows: list[tuple[int, int, dict[str, Any]]] = []

    @staticmethod
    def fits(folder: Path) -> bool:
        """Whether a spreadsheet has DUBU's columns."""
        sheets = (file for file in files_below(folder) if file.path.suffix.lower() == ".xlsx")
        return any(
            header and sum(name in header for name in _KNOWN) >= 3
            for file in sheets
            for header in (_header(file.path),)
        )

    def index(self, shared: Shared) -> Iterator[Piece]:
        """Read the rows (they are short: no texts) and find whose each is."""
        where: dict[str, array[int]] = {}
        keys: dict[str, set[str]] = {}
        for file in files_below(self.folder):
            self._files.append(file)
            problem = _why_unreadable(file)
            if problem:
                shared.saw("dubu:fil")
                shared.problems.append(problem)
                continue
            for number, cells in _rows(file, shared):
                shared.saw("dubu:række")
                own, found = _identity(cells)
                if not own:
                    message = "Rækken har hverken CPR-nr eller Sagsnummer. Tilføj et af dem, og høst igen."
                    shared.problems.append(Problem(Place(file, f"række {number}"), "no_citizen", message))
                    continue
                where.setdefault(own, array("q")).append(len(self._rows))
                keys.setdefault(own, set()).update(found)
                self._rows.append((len(self._files) - 1, number, cells))
        for own, rows in where.items():
            yield Piece(tuple(sorted(keys[own])), rows, len(rows))

    def read(self, piece: Piece) -> Material:
        """Read one child's rows."""
        material = Material(self.system)
        assert isinstance(piece.where, array)
        for at in piece.where:
            file, number, cells = self._rows[at]
            material.rows += 1
            try:
                _row(cells, material)
            except ValueError:
                message = (
                    "Startdato eller Slutdato er ikke en dato, eller forløbet slutter, før det begynder. "
                    "Ventede dd-mm-åååå. Ret rækken, og høst igen."
                )
                material.problems.append(Problem(Place(self._files[file], f"række {number}"), "bad_date", message))
            else:
                material.stored += 1
        return material

    def close(self) -> None:
        """Nothing stays open."""


def _why_unreadable(file: SourceFile) -> Problem | None:
    if file.path.suffix.lower() != ".xlsx":
        return Problem(
            Place(file), "unknown_file", "Filen er ikke et regneark (.xlsx). Gem den som .xlsx, og høst igen."
        )
    header = _header(file.path)
    if header is None:
        return Problem(
            Place(file),
            "broken_sheet",
            "Regnearket kan ikke åbnes: det er beskadiget eller urimeligt stort. Gem det på ny, og høst igen.",
        )
    if not any(name in header for name in _NEEDED):
        return Problem(
            Place(file, "række 1"), "missing_column", "Regnearket har hverken Sagsnummer eller CPR-nr i første række."
        )
    return None


def _open(path: Path) -> Any:
    if path.stat().st_size > _LARGEST:
        return None
    try:
        with zipfile.ZipFile(path) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST_WHOLE:
                return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except _DAMAGED:
        return None


def _header(path: Path) -> list[str] | None:
    book = _open(path)
    if book is None:
        return None
    try:
        first = next(book.worksheets[0].iter_rows(max_row=1, values_only=True), ())
        return [str(cell or "").strip() for cell in first]
    except _DAMAGED:
        return None
    finally:
        book.close()


def _rows(file: SourceFile, shared: Shared) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows that hold anything; a sheet that breaks on the way is told of, and counts as one row more."""
    book = _open(file.path)
    number = 1
    try:
        sheet = book.worksheets[0].iter_rows(values_only=True)
        header = [str(cell or "").strip() for cell in next(sheet)]
        for number, row in enumerate(sheet, start=2):
            if any(cell not in {None, ""} for cell in row):
                yield number, {name: cell for name, cell in zip(header, row, strict=False) if name}
    except _DAMAGED:
        shared.saw("dubu:række")
        message = f"Regnearket er beskadiget efter række {number}; resten kan ikke læses. Gem det på ny, og høst igen."
        shared.problems.append(Problem(Place(file, f"efter række {number}"), "broken_sheet", message))
    finally:
        book.close()


def _identity(cells: dict[str, Any]) -> tuple[str, set[str]]:
    number = identities.cpr(str(cells.get("CPR-nr") or "").strip().zfill(10))
    case = identities.case_number(str(cells.get("Sagsnummer") or ""))
    keys = {key for key in (f"cpr:{number}" if number else "", f"case:{case}" if case else "") if key}
    return (f"cpr:{number}" if number else f"case:{case}" if case else ""), keys


def _row(cells: dict[str, Any], material: Material) -> None:
    number = identities.cpr(str(cells.get("CPR-nr") or "").strip().zfill(10))
    case = identities.case_number(str(cells.get("Sagsnummer") or ""))
    started, ended = _date(cells.get("Startdato")), _date(cells.get("Slutdato"))
    if started and ended and ended < started:
        raise ValueError("period")
    if number:
        material.cprs.add(number)
        material.persons.append(KnownPerson(CITIZEN, CITIZEN, cprs=(number,)))
    unit = str(cells.get("Afdeling") or "")
    material.courses.append(
        CourseFact(case, started, ended, unit=unit, unit_kind=unit_kind(str(cells.get("Tilbud") or "")))
    )
    for column, variable in _VALUES.items():
        value = str(cells.get(column) or "").strip()
        if value:
            material.values.append(RawValue(variable, value, value, case, free=True))


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return identities.danish_date(str(value or ""))
