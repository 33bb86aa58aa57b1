"""The defects that real exports have, planted one by one and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from virksom.demo.record import BOTH, DIARY, CaseRecord, Note

DESCRIPTIONS = {
    "missing_closing_reports": "sager uden afsluttende statusbeskrivelse",
    "missing_outcomes": "sager hvor udfaldet ikke står nogen steder",
    "encodings": "tegnsæt i Sensum-filerne (UTF-8, UTF-8 med BOM, Windows-1252)",
    "odd_encoding_files": "Sensum-filer i et andet tegnsæt end resten af deres enhed",
    "truncated_xml": "dagbog hvor XML-filen er skåret over",
    "broken_docx": "Word-fil der er ødelagt",
    "cases_in_two_systems": "sager med notater i både dagbog og Sensum",
    "notes_in_two_systems": "notater der står i begge systemer",
    "opinions": "notater med synsning",
    "copied_assessments": "vurderinger kopieret fra sag til sag",
    "wrong_columns": "rækker med forkert antal kolonner",
    "impossible_dates": "rækker med en dato der ikke findes",
}


@dataclass
class Defects:
    """Plants the single defects at the first place that can bear them, so no coded value is lost with them."""

    counts: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(DESCRIPTIONS, 0)))

    def observe(self, record: CaseRecord) -> None:
        """Count the defects that lie in the record itself."""
        shared = sum(note.system == BOTH for note in record.notes)
        self.counts["missing_closing_reports"] += not record.closing_report
        self.counts["missing_outcomes"] += record.truth.outcome is None
        self.counts["cases_in_two_systems"] += len({note.system for note in record.notes}) > 1
        self.counts["notes_in_two_systems"] += shared
        self.counts["opinions"] += record.opinions
        self.counts["copied_assessments"] += record.copied

    def truncates(self, record: CaseRecord) -> bool:
        """Whether this diary is the one that was cut off: one whose later notes stand in Sensum."""
        return any(note.system != DIARY for note in record.notes) and self._once("truncated_xml")

    def breaks(self, kind: str) -> bool:
        """Whether this Word file is the broken one: a half-way report, never the closing one."""
        return kind == "status" and self._once("broken_docx")

    def adds_column(self, note: Note) -> bool:
        """Whether this note's row is the one with a semicolon that nobody quoted."""
        return _bears_defect(note) and self._once("wrong_columns")

    def spoils_date(self, note: Note) -> bool:
        """Whether this note's row is the one written on the 31st of February."""
        return _bears_defect(note) and self._once("impossible_dates")

    def _once(self, name: str) -> bool:
        if self.counts[name]:
            return False
        self.counts[name] = 1
        return True


def _bears_defect(note: Note) -> bool:
    return not note.carries_evidence and note.system != BOTH and "\n" not in note.text
