"""The old diary: a folder a citizen, named by CPR number, with the notes as XML in ISO-8859-1 and attached files."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from virksom.demo.exports.defects import Defects
from virksom.demo.exports.plain import write_text
from virksom.demo.record import MARK, SENSUM, CaseRecord, Note

HEAD = f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<!-- {MARK} -->\n<dagbogsnoter>\n'
TAIL = "</dagbogsnoter>\n"


class DiaryExport:
    """Writes a folder for each citizen who has notes in the diary.

    Attributes:
        notes: notes written.
        cases: folders written.
        attachments: files beside the notes.
    """

    def __init__(self, folder: Path, defects: Defects) -> None:
        self.folder, self.defects = folder, defects
        self.cases = self.notes = self.attachments = 0

    def add(self, record: CaseRecord) -> None:
        """The case's diary notes; its mails become attachments of the note that is nearest in time."""
        notes = [note for note in record.notes if note.system != SENSUM]
        if not notes:
            return
        citizen = record.people.citizen
        cpr = citizen.cpr
        folder = self.folder / f"{cpr[:2]}-{cpr[2:4]}-{cpr[4:6]}-{cpr[7:]} {citizen.last}, {citizen.first}"
        folder.mkdir(parents=True, exist_ok=True)
        text = HEAD + "".join(map(_element, notes)) + TAIL
        if self.defects.truncates(record):
            text = text[: int(len(text) * 0.6)]
        (folder / "dagbogsnoter.xml").write_bytes(text.encode("iso-8859-1", "xmlcharrefreplace"))
        for document in record.documents:
            if document.form == "txt":
                nearest = min(notes, key=lambda note: abs((note.at.date() - document.on).days))
                write_text(folder / f"{nearest.diary_id} {document.number} Mail om {citizen.full}.txt", document)
                self.attachments += 1
        self.cases += 1
        self.notes += len(notes)


def _element(note: Note) -> str:
    return (
        "  <dagbogsnote>\n"
        f"    <dagbogsnote_id>{note.diary_id}</dagbogsnote_id>\n"
        f"    <dato>{note.at.day:02d}-{note.at.month:02d}-{note.at.year}</dato>\n"
        f"    <tidspunkt>{note.at.hour:02d}:{note.at.minute:02d}</tidspunkt>\n"
        f"    <medarbejder>{escape(note.author.person.full)}</medarbejder>\n"
        f"    <dag_overskrift>{escape(note.heading)}</dag_overskrift>\n"
        f"    <dag_tekst>{escape(note.text)}</dag_tekst>\n"
        f"    <fok_tekst>{escape(note.focus)}</fok_tekst>\n"
        "  </dagbogsnote>\n"
    )
