"""Bring in codings an organisation has already made: a table by its own case numbers, with a quotation for each value."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _

from virksom.errors import BadInput
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.coding.models import Place
from virksom.study.coding.permissions import coders_of
from virksom.study.coding.services.import_rows import Counts, Importer, Problem, Row
from virksom.study.harvest.models import Study
from virksom.study.harvest.permissions import check_in_study

COLUMNS = ("sagsnummer", "variabel", "værdi", "sikkerhed", "citat", "kilde_id", "koder")
_ROWS_AT_ONCE = 4_000
_LONGEST_FIELD = 100_000
_ERRORS_KEPT = 200

Progress = Callable[[int], None]


@dataclass
class ImportResult:
    """What an import did: rows in = rows stored + rows quarantined.

    Attributes:
        rows_in: rows of the file.
        stored: rows that stand in the study now, unchanged ones included.
        unchanged: rows that stood there already.
        quarantined: rows that could not be stored; each has a line in the quarantine.
        cases: cases with at least one row stored.
        passages_found: quotations whose place was found in the case's documents.
        passages_not_found: quotations whose place was not; the value is stored without one.
        errors: the first of what was refused, with row and column.
    """

    rows_in: int = 0
    stored: int = 0
    unchanged: int = 0
    quarantined: int = 0
    cases: int = 0
    passages_found: int = 0
    passages_not_found: int = 0
    errors: list[Problem] = field(default_factory=list)

    def add(self, counts: Counts, problems: list[Problem]) -> None:
        """Count one batch."""
        self.stored += counts.stored
        self.unchanged += counts.unchanged
        self.passages_found += counts.found
        self.passages_not_found += counts.not_found
        self.quarantined += len(problems)
        self.errors += problems[: max(0, _ERRORS_KEPT - len(self.errors))]


def import_codings(
    user: User, study: Study, path: Path, coder_user: User, place: str, *, progress: Progress | None = None
) -> ImportResult:
    """Store the codings of a file as one coder's; a second import of the same file changes nothing.

    The file is CSV with semicolons in UTF-8 and the columns `COLUMNS`. Each batch of cases is written whole or not at
    all, so an import that is killed is finished by running it again. The quotation itself is never stored: only the
    pseudonymised passage it is found at. The person named in `koder` is not stored either: `coder_user` is the coder.

    Args:
        user: needs the right to assign coding.
        study: open, not locked: the case numbers are looked up in its key store.
        path: the file.
        coder_user: whose codings they become.
        place: `first` or `second`.
        progress: called with the number of rows read so far.

    Raises:
        NotAllowed: the user may not assign coding in the study.
        BadInput: the file is not such a table, or the coder may not code.
        WrongState: the study is locked.
    """
    check_in_study(user, Permission.ASSIGN_CODING, study)
    if place not in Place.values:
        raise BadInput(_("Pladsen skal være »first« eller »second«."))
    if coder_user.pk not in {person.pk for person in coders_of(study)}:
        raise BadInput(_("Koderen er ikke med på holdet eller må ikke kode."))
    importer = Importer(user, study, coder_user, Place(place), path.name)
    result = ImportResult()
    for rows in _batches(_read(path)):
        counts, problems = importer.store(rows)
        result.rows_in += len(rows)
        result.add(counts, problems)
        if progress is not None:
            progress(result.rows_in)
    result.cases = len(importer.cases_stored)
    return result


def _read(path: Path) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=";", strict=True)
            _check_header(next(reader, []))
            for number, cells in enumerate(reader, start=2):
                yield Row(number, [cell.strip() for cell in cells])
    except UnicodeDecodeError:
        raise BadInput(_("Filen er ikke UTF-8. Gem den som »CSV UTF-8«, og prøv igen.")) from None
    except csv.Error:
        raise BadInput(
            _("Filen kan ikke læses som CSV med semikolon: et anførselstegn er måske ikke lukket.")
        ) from None


def _check_header(header: list[str]) -> None:
    told = tuple(cell.strip().lower() for cell in header)
    if told != COLUMNS:
        raise BadInput(_("Første række skal være: {columns}.").format(columns=";".join(COLUMNS)))


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Batches that never split a run of rows of the same case."""
    batch: list[Row] = []
    for _number, run in groupby(rows, key=lambda row: row.cells[0] if row.cells else ""):
        batch += run
        if len(batch) >= _ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
