"""Small sources as systems export them, for tests; everybody in them is invented."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from virksom.people.models import User
from virksom.study.harvest import services
from virksom.study.harvest.models import HarvestRun, Study

CPR = "610180-1234"
NUMBER = "2024-10001"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def sensum(folder: Path, *, notes: str = "", encoding: str = "utf-8", cpr: str = CPR, number: str = NUMBER) -> Path:
    """One citizen, one case, one goal, one member of staff; further activities by rows."""
    write(
        folder / "Bohuset" / "Borger_1.csv",
        f"BorgerId;CPR;Fornavn;Efternavn;OpholdsKommune;PrimærBy;Afdeling\nB1;{cpr};Morten;Krogsgaard;X;Y;Bohuset\n",
        encoding,
    )
    write(
        folder / "Bohuset" / "Sager_1.csv",
        "SagId;BorgerId;SagNavn;SagType;Status;OprettetDato;PrimærAnsvarlig;Akut;AfslutningsÅrsag;Primær målgruppe;Sekundær målgruppe\n"
        f"{number};B1;Morten;Udfører;Lukket;01-02-2024;Pia Kjærsgaard Holm;Nej;Afsluttet efter plan;Autisme;\n",
        encoding,
    )
    write(
        folder / "Bohuset" / "Indsatser_1.csv",
        "IndsatsId;SagId;Indsats;IndsatsStatus;IndsatsStartDato;IndsatsSlutDato;LeverandørIndsats;LeverandørNavn;IndsatsParagraf\n"
        f"I1;{number};Ophold;Afsluttet;01-02-2024;01-08-2025;;;§ 107\n",
        encoding,
    )
    write(
        folder / "Bohuset" / "Mål_1.csv",
        "MålId;BorgerId;MålNavn;Ansvarlig;StartDato;SlutDato;OprettetDato;OprettetAf;Lukket;SamarbejdeMedBorger;Samarbejdspartner\n"
        "G1;B1;Morten handler selv ind;Pia Kjærsgaard Holm;01-02-2024;;01-02-2024;Pia Kjærsgaard Holm;Ja;Ja;\n",
        encoding,
    )
    write(
        folder / "Medarbejder_1.csv",
        "MedarbejderId;Fornavn;Efternavn;Titel;Afdeling;Telefon;Mail\n"
        "M1;Pia Kjærsgaard;Holm;pædagog;Bohuset;70 00 00 11;pia@boegely.example\n",
        encoding,
    )
    write(
        folder / "Bohuset" / "SagsAktiviteter_1.csv",
        "AktivitetId;SagId;BorgerId;AktivitetsType;Dato;OprettetAf;Overskrift;Tekst\n"
        f"A1;{number};B1;Dagbog;03-03-2024 10-15;Pia Kjærsgaard Holm;Indkøb med Morten;"
        '"Morten gik selv i Brugsen.\nHan ringede til Pia på 22 11 33 44."\n'
        f"{notes}",
        encoding,
    )
    return folder


def diary(folder: Path, notes: list[tuple[str, str]], *, name: str = "61-01-80-1234 Krogsgaard, Morten") -> Path:
    """A citizen's diary: (date, text) for each note."""
    elements = "".join(
        f"<dagbogsnote><dagbogsnote_id>{900 + n}</dagbogsnote_id><dato>{day}</dato><medarbejder>Pia Kjærsgaard Holm</medarbejder>"
        f"<dag_overskrift>Dag</dag_overskrift><dag_tekst>{text}</dag_tekst><fok_tekst/></dagbogsnote>"
        for n, (day, text) in enumerate(notes)
    )
    xml = f'<?xml version="1.0" encoding="ISO-8859-1"?><dagbogsnoter>{elements}</dagbogsnoter>'
    write(folder / name / "dagbogsnoter.xml", xml, "iso-8859-1")
    return folder


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(path: Path, body: str, *, header: str = "", extra: dict[str, bytes] | None = None) -> Path:
    """A Word file made of the parts that are read; body is inner XML or plain text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    inner = body if body.startswith("<w:") else f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{inner}</w:body></w:document>")
        if header:
            package.writestr("word/header1.xml", f"<w:hdr {W}><w:p><w:r><w:t>{header}</w:t></w:r></w:p></w:hdr>")
        for name, data in (extra or {}).items():
            package.writestr(name, data)
    return path


def bundle(path: Path, *resources: dict, timestamp: str = "2024-05-01T10:00:00Z") -> Path:
    """A FHIR bundle of resources."""
    entries = [{"fullUrl": f"{r['resourceType']}/{r.get('id', '')}", "resource": r} for r in resources]
    content = {"resourceType": "Bundle", "type": "collection", "timestamp": timestamp, "entry": entries}
    return write(path, json.dumps(content, ensure_ascii=False))


def patient(cpr: str = CPR, **more: object) -> dict:
    return {
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [{"system": "urn:oid:1.2.208.176.1.2", "value": cpr.replace("-", "")}],
        "name": [{"given": ["Morten"], "family": "Krogsgaard"}],
        **more,
    }


def goal(words: str, id_: str = "g1", **more: object) -> dict:
    return {
        "resourceType": "Goal",
        "id": id_,
        "lifecycleStatus": "active",
        "description": {"text": words},
        "subject": {"reference": "Patient/p1"},
        **more,
    }


def harvest(user: User, study: Study, source: Path, reader: str = "auto") -> HarvestRun:
    """Run a whole harvest and hold that its counts add up."""
    run = services.run_harvest(services.start_run(user, study, source, reader).pk, source)
    assert run.rows_in == run.rows_stored + run.rows_quarantined
    return run


_OF_A_DOCUMENT = ("source", "system", "kind", "title", "written_on", "author", "text", "text_hash", "masked")


def dump(study: Study) -> dict:
    """Everything a study holds, in an order and form that do not depend on how it came to be."""
    cases = [
        {
            "pseudonym": case.pseudonym,
            "facts": [str(case.started_on), str(case.ended_on), case.professional, case.unit, case.unit_kind],
            "hash": case.content_hash,
            "tags": case.tags,
            "seen": case.seen,
            "documents": sorted(case.documents.values_list(*_OF_A_DOCUMENT), key=str),
            "values": sorted(
                case.values.values_list("variable", "value", "label", "system", "document__source"), key=str
            ),
        }
        for case in study.cases.order_by("pseudonym")
    ]
    items = sorted(study.quarantine.values_list("source", "system", "file", "place", "reason", "message", "rows"))
    return {"cases": cases, "quarantine": items}
