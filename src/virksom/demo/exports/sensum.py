"""The provider's case system: a folder of semicolon-separated files for each unit, each unit with its own encoding."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

from virksom.demo.exports.defects import Defects
from virksom.demo.people import ADULT, UNIT_FOLDERS, UNIT_NAMES, Professional
from virksom.demo.record import DIARY, CaseRecord, Note

ENCODINGS = {"family": "utf-8", "residential": "utf-8-sig", "outreach": "cp1252"}
ODD_ENCODING = {("family", "Delmål"): "cp1252"}
HEADINGS = {
    "Borger": "BorgerId;CPR;Fornavn;Efternavn;OpholdsKommune;PrimærBy;Afdeling",
    "Borger_information": "BorgerId;CPR;Fornavn;Efternavn;OpholdsKommune;PrimærBy;Afdeling",
    "Sager": "SagId;BorgerId;SagNavn;SagType;Status;OprettetDato;PrimærAnsvarlig;Akut;AfslutningsÅrsag"
    ";Primær målgruppe;Sekundær målgruppe",
    "Indsatser": "IndsatsId;SagId;Indsats;IndsatsStatus;IndsatsStartDato;IndsatsSlutDato;LeverandørIndsats"
    ";LeverandørNavn;IndsatsParagraf",
    "Mål": "MålId;BorgerId;MålNavn;Ansvarlig;StartDato;SlutDato;OprettetDato;OprettetAf;Lukket"
    ";SamarbejdeMedBorger;Samarbejdspartner",
    "Delmål": "MålId;DelmålNavn;Ansvarlig;StartDato;SlutDato;Lukket;EvalueringsDato",
    "SagsAktiviteter": "AktivitetId;SagId;BorgerId;AktivitetsType;Dato;OprettetAf;Overskrift;Tekst;Delmål",
    "Afdeling": "AfdelingId;Afdeling;Adresse;Telefon",
    "Medarbejder": "MedarbejderId;Fornavn;Efternavn;Titel;Afdeling;Telefon;Mail",
}
END_REASONS = {
    "agreed": "Afsluttet efter plan",
    "reached_early": "Mål nået før tid",
    "withdrew": "Borger har trukket sig",
    "moved": "Flyttet til anden kommune",
    "grant_ended": "Bevilling ophørt",
    "transferred": "Overgået til andet tilbud",
}
INTERVENTIONS = {"family": "Familiebehandling", "residential": "Ophold", "outreach": "Opsøgende støtte i eget miljø"}
CHILDRENS_ACT = date(2024, 1, 1)


class SensumExport:
    """Writes the files row by row.

    Attributes:
        rows: rows written, by kind of file, headings not counted.
        cases: cases that have notes here.
    """

    def __init__(self, folder: Path, defects: Defects) -> None:
        self.folder, self.defects = folder, defects
        self.rows: Counter[str] = Counter()
        self.files = 0
        self.cases = 0
        self._open = ExitStack()
        self._writers: dict[tuple[str, str, str], Any] = {}
        defects.counts["encodings"] = len(set(ENCODINGS.values()))

    def __enter__(self) -> SensumExport:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add_staff(self, staff: list[Professional]) -> None:
        """The units and who works there."""
        for n, unit in enumerate(UNIT_FOLDERS, start=1):
            address = f"Bøgelyvej {2 * n}, 9999 Skovløkke"
            self._row(unit, "Afdeling", "", f"AFD{n}", UNIT_NAMES[unit], address, f"70 00 00 1{n}")
        for p in staff:
            names = (p.person.first, p.person.last, p.title, UNIT_NAMES[p.unit], p.person.phone, p.person.mail)
            self._row(p.unit, "Medarbejder", "", f"M{100 + p.number}", *names)

    def add(self, record: CaseRecord) -> None:
        """Everything the system knows of a case; its notes only where they were written here."""
        unit, year = record.truth.unit, str(record.truth.closed.year)
        citizen = record.people.citizen
        basis = (
            record.citizen_id,
            citizen.cpr,
            citizen.first,
            citizen.last,
            "Skovløkke Kommune",
            record.people.town,
            UNIT_NAMES[unit],
        )
        self._row(unit, "Borger", year, *basis)
        self._row(unit, "Borger_information", year, *basis)
        self._add_case(record, unit, year)
        self._add_goals(record, unit, year)
        notes = [note for note in record.notes if note.system != DIARY]
        for note in notes:
            self._add_note(record, note, unit, year)
        self.cases += bool(notes)

    def _add_case(self, record: CaseRecord, unit: str, year: str) -> None:
        truth, contact = record.truth, record.people.contact.person.full
        title = f"{record.people.citizen.full} – {INTERVENTIONS[unit]}"
        opened, closed = _day(truth.intake), _day(truth.closed)
        reason = END_REASONS[truth.end_reason]
        group = record.story.target_group
        state = ("Udfører", "Lukket", opened)
        case = (record.case_id, record.citizen_id, title, *state, contact, "Nej", reason, group, "")
        self._row(unit, "Sager", year, *case)
        section = _section(unit, record.age, truth.intake)
        service = (
            INTERVENTIONS[unit],
            "Afsluttet",
            opened,
            closed,
            f"{INTERVENTIONS[unit]}, individuel",
            UNIT_NAMES[unit],
            section,
        )
        self._row(unit, "Indsatser", year, f"I{400_000 + truth.number}", record.case_id, *service)

    def _add_goals(self, record: CaseRecord, unit: str, year: str) -> None:
        truth, contact = record.truth, record.people.contact.person.full
        opened, closed = _day(truth.intake), _day(truth.closed)
        goal_id = f"G{500_000 + truth.number}"
        with_citizen = "Ja" if truth.citizen_part >= 3 else "Nej"
        partner = record.people.caseworker.full
        goal = (
            record.citizen_id,
            record.intervention_goal,
            contact,
            opened,
            closed,
            opened,
            contact,
            "Ja",
            with_citizen,
            partner,
        )
        self._row(unit, "Mål", year, goal_id, *goal)
        for sub_goal in record.goals:
            evaluated = closed if record.closing_report else ""
            self._row(unit, "Delmål", year, goal_id, sub_goal.text, contact, opened, closed, "Ja", evaluated)

    def _add_note(self, record: CaseRecord, note: Note, unit: str, year: str) -> None:
        written = "31-02-2025 10-15" if self.defects.spoils_date(note) else _moment(note.at)
        row = [note.sensum_id, record.case_id, record.citizen_id, note.kind, written, note.author.person.full]
        row += [note.heading, note.text, note.focus]
        if written[:5] != "31-02" and self.defects.adds_column(note):
            row[7:8] = note.text.partition(" ")[::2]
        self._row(unit, "SagsAktiviteter", year, *row)

    def _row(self, unit: str, kind: str, year: str, *values: str) -> None:
        key = (unit, kind, year)
        if key not in self._writers:
            self._writers[key] = self._new_file(*key)
        self._writers[key].writerow(values)
        self.rows[kind] += 1

    def _new_file(self, unit: str, kind: str, year: str) -> Any:
        folder = self.folder / UNIT_FOLDERS[unit]
        folder.mkdir(parents=True, exist_ok=True)
        encoding = ODD_ENCODING.get((unit, kind), ENCODINGS[unit])
        self.defects.counts["odd_encoding_files"] += (unit, kind) in ODD_ENCODING
        path = folder / f"{kind}_syntetisk{'_' + year if year else ''}.csv"
        file = self._open.enter_context(path.open("w", encoding=encoding, newline=""))
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS[kind].split(";"))
        self.files += 1
        return writer


def _section(unit: str, age: int, opened: date) -> str:
    """The paragraph the help is given under: children's help moved to an act of its own in 2024."""
    if age >= ADULT:
        return "Serviceloven § 107" if unit == "residential" else "Serviceloven § 85"
    if opened >= CHILDRENS_ACT:
        return "Barnets lov § 46" if unit == "residential" else "Barnets lov § 32"
    return "Serviceloven § 66" if unit == "residential" else "Serviceloven § 52"


def _day(day: date) -> str:
    return f"{day.day:02d}-{day.month:02d}-{day.year}"


def _moment(at: datetime) -> str:
    return f"{_day(at)} {at.hour:02d}-{at.minute:02d}"
