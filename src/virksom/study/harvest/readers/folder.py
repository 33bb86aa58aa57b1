"""A folder a case, as people keep them on a shared drive: Word, PDF, text and mail files, names in the file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from virksom.study.harvest import identities
from virksom.study.harvest.kinds import document_kind, is_letter
from virksom.study.harvest.material import CITIZEN, Material, Piece, Place, Problem, RawDocument, Shared, SourceFile
from virksom.study.harvest.readers.documents import ReadDocument, Unreadable, day_in, read_document
from virksom.study.harvest.readers.files import files_below
from virksom.text import KnownPerson

_KINDS = frozenset({".docx", ".pdf", ".txt", ".eml"})
# Words that stand in the names of case folders and are nobody's name.
_NOT_NAMES_WORDS = """
    sag sager sagsnr nr cpr borger familie familien afsluttet lukket mappe status id sagsmappe journal forløb
    indsats plan handleplan diverse
"""
_NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())


class FolderReader:
    """Reads folders of documents, one folder a case."""

    system = "folder"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @staticmethod
    def fits(folder: Path) -> bool:
        """Whether most of the folder's subfolders hold documents."""
        subfolders = [path for path in folder.iterdir() if path.is_dir()]
        return bool(subfolders) and any(
            file.path.suffix.lower() in _KINDS and "/" in file.relative for file in files_below(folder)
        )

    def index(self, shared: Shared) -> Iterator[Piece]:
        """Each folder is one case; its name, its files' names or their texts tell whose."""
        folders: dict[str, list[SourceFile]] = {}
        for file in files_below(self.folder):
            top, slash, _rest = file.relative.partition("/")
            if slash:
                folders.setdefault(top, []).append(file)
            else:
                shared.saw("folder:fil")
                shared.problems.append(_stray(file))
        for name, files in folders.items():
            shared.saw("folder:dokument", len(files))
            yield Piece(_keys(name, files), files, len(files))

    def read(self, piece: Piece) -> Material:
        """Read every file of one case folder."""
        material = Material(self.system)
        files = piece.where
        assert isinstance(files, list)
        material.cprs.update(key[4:] for key in piece.keys if key.startswith("cpr:"))
        name = files[0].relative.partition("/")[0]
        material.persons.extend(_citizen(name, material.cprs))
        number = next((key[5:] for key in piece.keys if key.startswith("case:")), "")
        for file in files:
            _read_file(file, number, material)
        return material

    def close(self) -> None:
        """Nothing stays open between cases."""


def _keys(name: str, files: list[SourceFile]) -> tuple[str, ...]:
    """What identifies the case: numbers in the folder's name, else in the files' names, else in their texts."""
    names = [name, *(file.path.stem for file in files)]
    keys = {f"cpr:{found}" for text in names if (found := identities.find_cpr(text))}
    number = identities.find_case_number(name.replace("_", " "))
    if number:
        keys.add(f"case:{number}")
    if not keys:
        keys = _keys_inside(files)
    # Two CPR numbers in one folder's file names (a sibling's, say) would join two citizens: only the folder's own counts.
    if len([key for key in keys if key.startswith("cpr:")]) > 1:
        own = identities.find_cpr(name)
        keys = {key for key in keys if not key.startswith("cpr:")} | ({f"cpr:{own}"} if own else set())
    return tuple(sorted(keys)) or (f"folder:{name}",)


def _keys_inside(files: list[SourceFile]) -> set[str]:
    for file in files:
        try:
            text = read_document(file.path).text[:3000]
        except Unreadable:
            continue
        cpr, number = identities.find_cpr(text), identities.find_case_number(text)
        if cpr or number:
            return {key for key in (f"cpr:{cpr}" if cpr else "", f"case:{number}" if number else "") if key}
    return set()


def _citizen(folder: str, cprs: set[str]) -> list[KnownPerson]:
    """The name that the folder carries, as the citizen's: what is not a word of filing is taken for a name."""
    words = [
        word
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", folder)
        if word.lower() not in _NOT_NAMES and len(word) > 1
    ]
    names = [word for word in words if word[0].isupper()]
    if not names and not cprs:
        return []
    return [
        KnownPerson(
            CITIZEN,
            CITIZEN,
            first=" ".join(names[:-1]) or "".join(names),
            last=names[-1] if len(names) > 1 else "",
            cprs=tuple(sorted(cprs)),
        )
    ]


def _read_file(file: SourceFile, number: str, material: Material) -> None:
    material.rows += 1
    try:
        found = read_document(file.path)
    except Unreadable as error:
        material.problems.append(Problem(Place(file), error.reason, str(error)))
        return
    material.documents.append(_document(file, found, number))
    material.stored += 1


def _document(file: SourceFile, found: ReadDocument, number: str) -> RawDocument:
    name = file.path.stem.replace("_", " ")
    kind = document_kind(name, found.text)
    if kind == "other":
        kind = "mail" if file.path.suffix.lower() == ".eml" else document_kind(found.title, found.text)
    if kind in {"other", "discharge", "follow_up"} and is_letter(found.text):
        kind = "letter"
    return RawDocument(
        key=f"file|{identities.own_number(file.path.stem) or file.relative.partition('/')[2]}",
        text=found.text,
        kind=kind,
        title=found.title or title_of(name),
        # The day in a file's name is when it was written; the first in its text may be anybody's birthday.
        written=day_in(name) or found.written,
        author=found.author,
        course=number,
    )


def title_of(name: str) -> str:
    """Return a file's name without the day and the number that filing put into it; they are kept elsewhere.

    A dash stands in the day's place, so that what kind of paper it is does not run together with whose it is.

    >>> title_of("Statusbeskrivelse 2024-03-01 Luna Skov D7000341")
    'Statusbeskrivelse – Luna Skov'
    """
    name = re.sub(r"\s*(?<!\d)\d{4}-\d\d-\d\d(?!\d)\s*", " – ", name)
    number = identities.own_number(name)
    return " ".join((name.replace(number, " ") if number else name).split()).strip(" –")


def _stray(file: SourceFile) -> Problem:
    message = "Filen ligger ikke i en sagsmappe. Læg den i sagens mappe, og høst igen."
    return Problem(Place(file), "no_case", message)
