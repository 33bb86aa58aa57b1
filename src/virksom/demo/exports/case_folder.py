"""The shared drive: a folder a case with Word files, PDF letters and mails, people's names all over them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from virksom.demo.exports.defects import Defects
from virksom.demo.exports.letters import Letters
from virksom.demo.exports.plain import write_text
from virksom.demo.exports.word import word_file
from virksom.demo.people import UNIT_NAMES
from virksom.demo.record import SENSUM, CaseRecord, Document


class CaseFolderExport:
    """Writes a folder for each case.

    Attributes:
        documents: files written, by kind of document.
        cases: folders written.
    """

    def __init__(self, folder: Path, defects: Defects) -> None:
        self.folder, self.defects = folder, defects
        self.documents: Counter[str] = Counter()
        self.cases = 0
        self._letters = Letters()

    def __enter__(self) -> CaseFolderExport:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._letters.flush()

    def add(self, record: CaseRecord) -> None:
        """The case's documents; mails of cases with a diary lie there instead."""
        citizen = record.people.citizen
        folder = self.folder / f"{record.case_id} {citizen.last}, {citizen.first}"
        folder.mkdir(parents=True, exist_ok=True)
        in_diary = any(note.system != SENSUM for note in record.notes)
        for document in record.documents:
            if document.form == "txt" and in_diary:
                continue
            path = folder / _file_name(record, document)
            if document.form == "docx":
                content = word_file(record, document, UNIT_NAMES[record.truth.unit])
                path.write_bytes(content[: len(content) // 2] if self.defects.breaks(document.kind) else content)
            elif document.form == "pdf":
                self._letters.add(path, document, UNIT_NAMES[record.truth.unit])
            else:
                write_text(path, document)
            self.documents[document.kind] += 1
        self.cases += 1


def _file_name(record: CaseRecord, document: Document) -> str:
    """Names as people save them: title, whose it is, sometimes the CPR number, and the document's number."""
    citizen = record.people.citizen
    whose = f"{citizen.full} {citizen.cpr}" if document.kind in ("handleplan", "afslutning") else citizen.full
    title = document.title.replace(":", "").replace("/", "-")
    return f"{title} {document.on.isoformat()} {whose} {document.number}.{document.form}"
