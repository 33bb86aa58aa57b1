"""Which reader reads which part of a source, found by looking.

What belongs to nobody's case is passed by, by name and in the source's outermost folder only: `kodninger/` (coders'
values, read by the coding room), `facit/` (the demo's answers), `manifest.json`, and files called README or LÆSMIG.
Passed-by files are counted as »not case material«, never as rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from virksom.errors import BadInput
from virksom.study.harvest.material import Material, Piece, Place, Problem, Reader, Shared
from virksom.study.harvest.readers.diary import DiaryReader
from virksom.study.harvest.readers.dubu import DubuReader
from virksom.study.harvest.readers.fhir import FhirReader
from virksom.study.harvest.readers.files import files_below
from virksom.study.harvest.readers.folder import FolderReader
from virksom.study.harvest.readers.sensum import SensumReader

READERS = ("sensum", "diary", "fhir", "folder", "dubu")
_NOT_CASES = frozenset({"kodninger", "facit", "manifest.json"})
_READ_ME = ("readme", "læsmig", "laesmig")


@dataclass(frozen=True)
class Recognised:
    """The readers for a source's parts, and how many files were passed by; closes them when left."""

    readers: tuple[Reader, ...]
    ignored: int

    def __enter__(self) -> Recognised:
        return self

    def __exit__(self, *_error: object) -> None:
        for reader in self.readers:
            reader.close()


def recognise(source: Path, reader: str = "auto", names: Mapping[str, str] | None = None) -> Recognised:
    """Find the readers for a source.

    Args:
        source: a folder, or a single file.
        reader: one of READERS, or auto.
        names: Danish names of codes, for what the source leaves unnamed.

    Raises:
        BadInput: nothing in the source looks like a system that is read.
    """
    if reader != "auto":
        return Recognised((_reader(reader, source, names),), 0)
    if source.is_file():
        found = _direct(source, names) or LooseFiles([source])
        return Recognised((found,), 0)
    whole = _direct(source, names)
    if whole:
        return Recognised((whole,), 0)
    parts, ignored = _parts(source, names)
    if not any(not isinstance(part, LooseFiles) for part in parts):
        raise BadInput(
            _(
                "Kilden blev ikke genkendt. Ventede Sensum-filer (.csv), dagbøger (dagbogsnoter.xml), FHIR (.json), "
                "regneark fra DUBU eller en mappe pr. sag."
            )
        )
    return Recognised(tuple(parts), ignored)


def _reader(name: str, folder: Path, names: Mapping[str, str] | None) -> Reader:
    if name == "fhir":
        return FhirReader(folder, names)
    made: dict[str, Callable[[Path], Reader]] = {
        "sensum": SensumReader,
        "diary": DiaryReader,
        "folder": FolderReader,
        "dubu": DubuReader,
    }
    return made[name](folder)


def _direct(source: Path, names: Mapping[str, str] | None) -> Reader | None:
    """The one reader for the whole, where the outermost folder itself holds a system's files."""
    files = (
        [source] if source.is_file() else [path for path in source.iterdir() if path.is_file() and not _passed_by(path)]
    )
    if any(path.suffix.lower() == ".json" and FhirReader.fits(path) for path in files):
        return FhirReader(source, names)
    if any(path.suffix.lower() == ".csv" and SensumReader.fits(path) for path in files):
        return SensumReader(source)
    if any(path.suffix.lower() == ".xlsx" and DubuReader.fits(path) for path in files):
        return DubuReader(source)
    if source.is_dir() and DiaryReader.fits(source):
        return DiaryReader(source)
    return None


def _parts(source: Path, names: Mapping[str, str] | None) -> tuple[list[Reader], int]:
    parts: list[Reader] = []
    loose: list[Path] = []
    ignored = 0
    for path in sorted(source.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if _passed_by(path):
            ignored += sum(1 for _file in files_below(path))
        elif path.is_file():
            loose.append(path)
        elif (found := _system(path, names)) is not None:
            parts.append(found)
        else:
            loose.append(path)
    folders = [part for part in parts if isinstance(part, FolderReader)]
    if len(folders) == len(parts) and _holds_case_folders(source):
        return [FolderReader(source)], ignored
    if loose:
        parts.append(LooseFiles(loose))
    return parts, ignored


def _system(folder: Path, names: Mapping[str, str] | None) -> Reader | None:
    if DiaryReader.fits(folder):
        return DiaryReader(folder)
    if SensumReader.fits(folder):
        return SensumReader(folder)
    if FhirReader.fits(folder):
        return FhirReader(folder, names)
    if DubuReader.fits(folder):
        return DubuReader(folder)
    return FolderReader(folder) if FolderReader.fits(folder) else None


def _holds_case_folders(source: Path) -> bool:
    """Whether documents lie directly in the subfolders, so that these are the cases."""
    return any(
        file.is_file() and file.suffix.lower() in {".docx", ".pdf", ".txt", ".eml"} for file in source.glob("*/*")
    )


def _passed_by(path: Path) -> bool:
    name = path.name.lower()
    return name in _NOT_CASES or (path.is_file() and name.startswith(_READ_ME))


class LooseFiles:
    """Files that belong to no system: each becomes a problem that says so."""

    system = "unknown"

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths

    def index(self, shared: Shared) -> Iterator[Piece]:
        """Tell of every file; there is nothing to read."""
        message = "Filen hører ikke til et system, der læses. Ventede Sensum, dagbog, FHIR, DUBU eller en sagsmappe."
        for path in self.paths:
            for file in files_below(path):
                shared.saw("ukendt:fil")
                shared.problems.append(Problem(Place(file), "unknown_file", message))
        return iter(())

    def read(self, piece: Piece) -> Material:
        """Never called: there are no pieces."""
        raise AssertionError("Of a file that nobody reads there is no piece.")

    def close(self) -> None:
        """Nothing is open."""
