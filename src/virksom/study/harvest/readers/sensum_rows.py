"""What each kind of Sensum row says, one function a kind: cells in, facts and texts out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date

from virksom.study.harvest import identities
from virksom.study.harvest.kinds import document_kind, end_reason, unit_kind
from virksom.study.harvest.material import CITIZEN, CourseFact, Material, RawDocument, RawValue
from virksom.text import KnownPerson

Cells = Mapping[str, str]

_TEXT_COLUMNS = re.compile(
    r"(?i)(tekst|notat|beskrivelse|indhold|bemærkning|kommentar|status(?:tekst|beskrivelse)|vurdering)"
)
_TITLE_COLUMNS = ("Overskrift", "Titel", "Emne", "SagNavn", "AktivitetNavn", "Navn")
_AUTHOR_COLUMNS = ("OprettetAf", "Medarbejder", "Ansvarlig", "Forfatter", "UdførtAf", "PrimærAnsvarlig")
_DATE_COLUMNS = ("Dato", "AktivitetsDato", "OprettetDato", "StartDato", "NotatDato")
_CLOSED = frozenset({"afsluttet", "lukket", "ophørt", "inaktiv", "afslut"})


def citizen(cells: Cells, material: Material) -> None:
    """Borger and Borger_information: who the citizen is, and whoever else the row names."""
    number = identities.cpr(cells.get("CPR", "") or cells.get("CprNr", ""))
    if number:
        material.cprs.add(number)
    material.persons.append(
        KnownPerson(
            key=CITIZEN,
            role=CITIZEN,
            first=cells.get("Fornavn", ""),
            middle=cells.get("Mellemnavn", ""),
            last=cells.get("Efternavn", ""),
            nicknames=_filled(cells, "Kaldenavn"),
            cprs=(number,) if number else (),
            phones=_filled(cells, "Telefon", "Mobil", "Telefonnummer"),
            mails=_filled(cells, "Mail", "Email", "E-mail"),
            addresses=_filled(cells, "Adresse", "Vejnavn"),
        )
    )
    for column in cells:
        relation = _relation(column)
        if relation and cells[column]:
            material.persons.append(_named(relation, cells[column]))
    if cells.get("Afdeling"):
        material.courses.append(CourseFact(unit=cells["Afdeling"], unit_kind=unit_kind(cells["Afdeling"])))


def _relation(column: str) -> str:
    name = column.lower().replace("navn", "").strip("_ ")
    known = {
        "mor",
        "far",
        "værge",
        "pårørende",
        "kontaktperson",
        "sagsbehandler",
        "ægtefælle",
        "søskende",
        "partsrepræsentant",
    }
    return name if name in known else ""


def _named(role: str, name: str) -> KnownPerson:
    same = identities.same_name(name)
    first, _, last = same.title().rpartition(" ")
    return KnownPerson(
        key=f"{'staff' if role == 'medarbejder' else role}|{same}",
        role=role,
        first=first or last,
        last=last if first else "",
    )


def case(cells: Cells, material: Material) -> None:
    """Sager: a course of help, who is responsible, why it ended, whom it was for."""
    number = identities.case_number(cells.get("SagId", ""))
    material.courses.append(
        CourseFact(
            number=number,
            started=identities.danish_date(cells.get("OprettetDato", "")),
            ended=identities.danish_date(cells.get("AfsluttetDato", "") or cells.get("SlutDato", "")),
            open=_says_open(cells.get("Status", "")),
            professional=cells.get("PrimærAnsvarlig", ""),
            unit=cells.get("Afdeling", ""),
            unit_kind=unit_kind(f"{cells.get('SagType', '')} {cells.get('Afdeling', '')}"),
        )
    )
    reason = cells.get("AfslutningsÅrsag", "").strip()
    if reason:
        code = end_reason(reason)
        # A reason outside the list is kept as people wrote it, masked like a text.
        material.values.append(RawValue("end_reason", code or reason, reason, number, free=not code))
    for variable, column in (
        ("target_group", "Primær målgruppe"),
        ("target_group_secondary", "Sekundær målgruppe"),
        ("case_type", "SagType"),
        ("acute", "Akut"),
    ):
        if cells.get(column, "").strip():
            material.values.append(RawValue(variable, cells[column].strip(), cells[column].strip(), number, free=True))


def _says_open(status: str) -> bool:
    status = status.strip().lower()
    return bool(status) and not any(word in status for word in _CLOSED)


def intervention(cells: Cells, material: Material) -> None:
    """Indsatser: what was given, when, by which paragraph."""
    number = identities.case_number(cells.get("SagId", ""))
    started = identities.danish_date(cells.get("IndsatsStartDato", "") or cells.get("StartDato", ""))
    ended = identities.danish_date(cells.get("IndsatsSlutDato", "") or cells.get("SlutDato", ""))
    if started and ended and ended < started:
        raise BackwardDates("IndsatsSlutDato", "IndsatsStartDato")
    material.courses.append(CourseFact(number=number, started=started, ended=ended))
    for variable, column in (("intervention", "Indsats"), ("intervention_paragraph", "IndsatsParagraf")):
        value = cells.get(column, "").strip()
        if value:
            material.values.append(RawValue(variable, value, value, number, free=True))


def service(cells: Cells, material: Material) -> None:
    """Ydelse: the single services of an intervention."""
    value = (cells.get("Ydelse") or cells.get("YdelseNavn") or cells.get("Navn") or "").strip()
    if value:
        number = identities.case_number(cells.get("SagId", ""))
        material.values.append(RawValue("service", value, value, number, free=True))
    texts(cells, material, "other")


def goal(cells: Cells, material: Material) -> None:
    """Mål and Delmål: what was wanted, as a document that says so in the organisation's own words."""
    sub = "DelmålNavn" in cells
    name = (cells.get("DelmålNavn") if sub else cells.get("MålNavn")) or ""
    lines = [name.strip()]
    for column, said in (
        ("SamarbejdeMedBorger", "Samarbejde med borgeren"),
        ("Samarbejdspartner", "Samarbejdspartner"),
    ):
        if cells.get(column, "").strip():
            lines.append(f"{said}: {cells[column].strip()}")
    lines += _texts(cells)
    for column in ("Ansvarlig", "OprettetAf", "Samarbejdspartner"):
        if _is_name(cells.get(column, "")):
            material.persons.append(
                _named("samarbejdspartner" if column == "Samarbejdspartner" else "medarbejder", cells[column])
            )
    closed = cells.get("Lukket", "").strip().lower()
    if closed:
        lines.append(f"Lukket: {closed}")
    if not name.strip() and len(lines) < 2:
        return
    material.documents.append(
        RawDocument(
            key=_key("delmål" if sub else "mål", cells),
            text="\n".join(line for line in lines if line),
            kind="goal",
            title="Delmål" if sub else "Mål",
            written=_first_date(cells, "OprettetDato", "StartDato", "EvalueringsDato"),
            author=cells.get("OprettetAf") or cells.get("Ansvarlig") or "",
            course=identities.case_number(cells.get("SagId", "")),
        )
    )


def activity(cells: Cells, material: Material) -> None:
    """SagsAktiviteter, Administrative and whatever else holds texts: each becomes a document."""
    texts(cells, material, "note")


def texts(cells: Cells, material: Material, kind: str) -> None:
    """Make one document of a row's text columns."""
    found = _texts(cells)
    title = next((cells[column] for column in _TITLE_COLUMNS if cells.get(column)), "")
    if not found:
        name = (cells.get("Aktivitet") or cells.get("Svar") or "").strip()
        found = [name] if name else []
    if found:
        material.documents.append(
            RawDocument(
                key=_key(kind, cells),
                text="\n\n".join(found),
                kind=document_kind(title or cells.get("Aktivitet", ""), found[0], default=kind),
                title=title,
                written=_first_date(cells, *_DATE_COLUMNS),
                author=next((cells[column] for column in _AUTHOR_COLUMNS if cells.get(column)), ""),
                course=identities.case_number(cells.get("SagId", "")),
            )
        )


def _texts(cells: Cells) -> list[str]:
    """The row's longer texts; what it says of a sub-goal stands last."""
    found = [text for column, text in cells.items() if text.strip() and _TEXT_COLUMNS.search(column)]
    return found + ([cells["Delmål"]] if cells.get("Delmål", "").strip() else [])


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and not any(c.isdigit() for c in text)


def _first_date(cells: Cells, *columns: str) -> date | None:
    return next((found for column in columns if (found := identities.danish_date(cells.get(column, "")))), None)


def _key(kind: str, cells: Cells) -> str:
    """What stays the same when the row comes again in a later export: its number, else all it says but its dates."""
    for column in ("DelmålId", "AktivitetId", "SagsAktivitetId", "NotatId", "YdelseId", "IndikatorSvarId"):
        if cells.get(column):
            return f"{kind}|{column}|{cells[column]}"
    if cells.get("MålId") and kind == "mål":
        return f"{kind}|MålId|{cells['MålId']}"
    said = "|".join(f"{column}={value}" for column, value in sorted(cells.items()))
    return f"{kind}|{hashlib.sha256(said.encode()).hexdigest()}"


def _filled(cells: Cells, *columns: str) -> tuple[str, ...]:
    return tuple(cells[column] for column in columns if cells.get(column, "").strip())


class BackwardDates(ValueError):
    """A period that ends before it begins."""

    def __init__(self, end: str, start: str) -> None:
        super().__init__(f"{end} < {start}")
        self.end, self.start = end, start


READS: dict[str, Callable[[Cells, Material], None]] = {
    "borger_information": citizen,
    "borger": citizen,
    "sagsaktiviteter": activity,
    "sager": case,
    "indsatser": intervention,
    "ydelse": service,
    "delmål": goal,
    "mål": goal,
    "administrative": activity,
    "indikator": activity,
}
