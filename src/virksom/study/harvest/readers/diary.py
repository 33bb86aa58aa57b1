"""The XML diary: a folder a citizen whose name starts with the CPR number, with notes and attached files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from virksom.study.harvest import identities
from virksom.study.harvest.kinds import document_kind
from virksom.study.harvest.material import CITIZEN, Material, Piece, Place, Problem, RawDocument, Shared, SourceFile
from virksom.study.harvest.readers.documents import Unreadable, day_in, read_document
from virksom.study.harvest.readers.files import files_below
from virksom.study.harvest.readers.folder import title_of
from virksom.text import KnownPerson

_NOTES = "dagbogsnoter.xml"
_ELEMENT = "dagbogsnote"
_LARGEST = 200_000_000
# Attached files begin with the number of the note they belong to.
_NOTE_NUMBER = re.compile(r"\A\d+\s+")
_FOLDER = re.compile(r"\d{2}-?\d{2}-?\d{2}-?\d{4}")


class DiaryReader:
    """Reads folders of diary notes."""

    system = "diary"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @staticmethod
    def fits(folder: Path) -> bool:
        """Whether a folder below is named by a CPR number and holds a file of notes."""
        return any(_FOLDER.match(path.parent.name) for path in folder.glob(f"*/{_NOTES}"))

    def index(self, shared: Shared) -> Iterator[Piece]:
        """Each folder is one citizen; files beside the folders belong to nobody."""
        folders: dict[str, list[SourceFile]] = {}
        for file in files_below(self.folder):
            top, slash, _rest = file.relative.partition("/")
            if slash:
                folders.setdefault(top, []).append(file)
            else:
                shared.saw("diary:fil")
                shared.problems.append(_stray(file))
        for name, files in folders.items():
            number = identities.find_cpr(name[:16])
            # How many notes a file holds is known when it is read: the count joins then.
            yield Piece((f"cpr:{number}",) if number else (f"diary:{name}",), files, 0)

    def read(self, piece: Piece) -> Material:
        """Read one citizen's notes and the files attached to them."""
        material = Material(self.system)
        files = piece.where
        assert isinstance(files, list)
        if piece.keys[0].startswith("cpr:"):
            number = piece.keys[0][4:]
            material.cprs.add(number)
            material.persons.append(_citizen(files[0], number))
        for file in files:
            if file.path.suffix.lower() == ".xml":
                _read_notes(file, material)
            else:
                _read_attachment(file, material)
        return material

    def close(self) -> None:
        """Nothing stays open between citizens."""


def _citizen(file: SourceFile, number: str) -> KnownPerson:
    """The citizen as the folder's name tells: a CPR number, often with the name after it."""
    name = _FOLDER.sub("", file.relative.partition("/")[0]).strip(" _-,")
    words = [word for word in re.split(r"[\s_,]+", name) if word.isalpha()]
    return KnownPerson(
        CITIZEN,
        CITIZEN,
        first=" ".join(words[:-1]) or "".join(words),
        last=words[-1] if len(words) > 1 else "",
        cprs=(number,),
    )


def _read_notes(file: SourceFile, material: Material) -> None:
    if file.path.stat().st_size > _LARGEST:
        material.rows += 1
        material.problems.append(
            Problem(Place(file), "too_large", "Filen er over 200 MB. Del eksporten op, og høst igen.")
        )
        return
    seen = 0
    # A whole file, or the broken rest of one, counts as one row where it cannot be read note by note.
    try:
        with file.path.open("rb") as opened:
            walk = etree.iterparse(
                opened,
                events=("end",),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                recover=False,
            )
            for _event, element in walk:
                if _local(element) == _ELEMENT:
                    seen += 1
                    material.rows += 1
                    _read_note(file, seen, element, material)
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        material.rows += 1
        material.problems.append(_broken(file, seen, error))
        return
    if not seen:
        material.rows += 1
        material.problems.append(
            Problem(
                Place(file), "no_notes", "Filen har ingen »dagbogsnote«. Ventede en dagbog i XML. Eksportér den igen."
            )
        )


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _read_note(file: SourceFile, number: int, element: etree._Element, material: Material) -> None:
    place = Place(file, f"dagbogsnote nr. {number}")
    if any(isinstance(child.tag, type(etree.Entity)) or child.tag is etree.Entity for child in element.iter()):
        material.problems.append(
            Problem(
                place,
                "entity",
                "Noten bruger XML-entiteter, som ikke læses af hensyn til sikkerheden. Eksportér den uden.",
            )
        )
        return
    fields = {_local(child): (child.text or "").strip() for child in element}
    try:
        written = identities.danish_date(fields.get("dato", ""))
    except ValueError:
        shown = identities.shape(fields.get("dato", ""))
        material.problems.append(
            Problem(
                Place(file, f"dagbogsnote nr. {number}, dato"),
                "bad_date",
                f"Datoen »{shown}« findes ikke. Ventede dd-mm-åååå. Ret noten, og høst igen.",
            )
        )
        return
    text = "\n\n".join(part for part in (fields.get("dag_tekst", ""), fields.get("fok_tekst", "")) if part)
    if not text:
        material.problems.append(
            Problem(place, "empty_note", "Noten har ingen tekst. Ventede dag_tekst eller fok_tekst.")
        )
        return
    title = fields.get("dag_overskrift", "")
    material.documents.append(
        RawDocument(
            key=f"note|{fields.get('dagbogsnote_id') or f'{file.path.name}|{number}'}",
            text=text,
            kind=document_kind(title, default="note"),
            title=title,
            written=written,
            author=fields.get("medarbejder", ""),
        )
    )
    material.stored += 1


def _read_attachment(file: SourceFile, material: Material) -> None:
    material.rows += 1
    try:
        found = read_document(file.path)
    except Unreadable as error:
        material.problems.append(Problem(Place(file), error.reason, str(error)))
        return
    material.documents.append(
        RawDocument(
            key=f"file|{identities.own_number(file.path.stem) or file.path.name}",
            text=found.text,
            kind=document_kind(file.path.stem, found.text),
            title=title_of(_NOTE_NUMBER.sub("", file.path.stem.replace("_", " "))),
            written=day_in(file.path.stem) or found.written,
            author=found.author,
        )
    )
    material.stored += 1


def _broken(file: SourceFile, seen: int, error: etree.XMLSyntaxError) -> Problem:
    line = error.position[0] if error.position else 0
    after = f"efter dagbogsnote nr. {seen}" if seen else "fra begyndelsen"
    message = f"XML'en er brudt i linje {line}; det, der står {after}, kan ikke læses. Eksportér dagbogen igen."
    return Problem(Place(file, f"linje {line}"), "broken_xml", message)


def _stray(file: SourceFile) -> Problem:
    message = "Filen ligger ikke i en borgers mappe. Læg den i en mappe, hvis navn begynder med CPR-nummeret."
    return Problem(Place(file), "no_citizen", message)
