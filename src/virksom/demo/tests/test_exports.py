"""The exports are what the systems give out, with exactly the planted defects."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from io import BytesIO

import docx
import pypdfium2
import pytest
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from virksom.demo import FolderInUse, write_exports
from virksom.demo.exports.sensum import ENCODINGS, HEADINGS, ODD_ENCODING
from virksom.demo.people import UNIT_FOLDERS
from virksom.demo.record import MARK


def _digests(folder):
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()
    }


def _sensum(folder, kind):
    """Rows of one kind from all units, each read in its own encoding."""
    for unit, name in UNIT_FOLDERS.items():
        encoding = ODD_ENCODING.get((unit, kind), ENCODINGS[unit])
        for path in sorted((folder / "sensum" / name).glob(f"{kind}_syntetisk*.csv")):
            with path.open(encoding=encoding, newline="") as file:
                rows = csv.reader(file, delimiter=";")
                assert next(rows) == HEADINGS[kind].split(";")
                yield from rows


def _xml(path):
    return etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True))


def test_the_same_seed_writes_the_same_files_to_the_byte(tmp_path):
    for name in ("en", "to"):
        write_exports(tmp_path / name, cases=12, seed=4)
    write_exports(tmp_path / "tre", cases=12, seed=5)
    assert _digests(tmp_path / "en") == _digests(tmp_path / "to")
    assert _digests(tmp_path / "en") != _digests(tmp_path / "tre")


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "noter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderInUse, match="ikke tom"):
        write_exports(tmp_path, cases=1)


def test_progress_is_told_case_by_case(tmp_path):
    told = []
    write_exports(tmp_path / "ud", cases=3, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_files_and_rows_are_as_many_as_the_manifest_says(export):
    folder, manifest = export
    for system, count in manifest.files.items():
        assert sum(p.is_file() for p in (folder / system).rglob("*")) == count, system
    for kind, count in manifest.rows.items():
        assert sum(1 for _ in _sensum(folder, kind)) == count, kind
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["defects"] == manifest.defects


def test_every_case_is_registered_and_closed_in_the_case_system(export):
    folder, manifest = export
    cases = list(_sensum(folder, "Sager"))
    assert len({row[0] for row in cases}) == manifest.cases
    assert {row[4] for row in cases} == {"Lukket"}


def test_each_unit_has_its_own_encoding(export):
    folder, _ = export
    heads = {
        name: next((folder / "sensum" / name).glob("Borger_syntetisk*.csv")).read_bytes()
        for name in UNIT_FOLDERS.values()
    }
    assert heads["Bohuset"].startswith(b"\xef\xbb\xbf")
    assert "PrimærBy".encode() in heads["Familieafdelingen"]
    assert "PrimærBy".encode("cp1252") in heads["Udegruppen"]


def test_one_row_has_a_column_too_many_and_one_a_day_that_never_was(export):
    folder, _ = export
    wrong = [kind for kind in HEADINGS for row in _sensum(folder, kind) if len(row) != len(HEADINGS[kind].split(";"))]
    assert wrong == ["SagsAktiviteter"]
    rows = list(_sensum(folder, "SagsAktiviteter"))
    assert sum(row[4].startswith("31-02") for row in rows) == 1


def test_one_diary_is_cut_off_and_the_others_hold_the_notes(export):
    folder, manifest = export
    broken, notes = 0, 0
    for path in (folder / "dagbog").glob("*/dagbogsnoter.xml"):
        assert b'encoding="ISO-8859-1"' in path.read_bytes()[:60]
        try:
            notes += len(_xml(path).findall("dagbogsnote"))
        except etree.XMLSyntaxError:
            broken += 1
    assert broken == 1
    assert 0 < manifest.notes["dagbog"] - notes < 40


def test_a_diary_folder_starts_with_the_cpr_number(export):
    folder, _ = export
    cprs = {row[1] for row in _sensum(folder, "Borger")}
    for path in (folder / "dagbog").iterdir():
        day, month, year, rest = path.name[:13].split("-")
        assert f"{day}{month}{year}-{rest}" in cprs


def test_attachments_carry_the_id_of_a_note_in_their_diary(export):
    folder, manifest = export
    attached = [p for p in (folder / "dagbog").glob("*/*") if p.suffix == ".txt"]
    assert len(attached) == manifest.files["dagbog"] - manifest.cases_by_system["dagbog"]
    assert all(
        p.name.split()[0].encode() in (p.parent / "dagbogsnoter.xml").read_bytes() for p in attached if _whole(p.parent)
    )


def _whole(folder):
    return (folder / "dagbogsnoter.xml").read_bytes().rstrip().endswith(b"</dagbogsnoter>")


def test_word_files_open_and_carry_names_in_header_table_and_properties(export):
    folder, _ = export
    broken = []
    for path in (folder / "sager").rglob("*.docx"):
        try:
            document = docx.Document(str(path))
        except PackageNotFoundError:
            broken.append(path)
            continue
        header, footer = document.sections[0].header.paragraphs[0].text, document.sections[0].footer.paragraphs[0].text
        name, cpr = (document.tables[0].rows[n].cells[1].text for n in (0, 1))
        assert name in header
        assert cpr in header
        assert MARK in footer
        assert name in document.core_properties.title
        assert document.core_properties.identifier in path.name
        assert name in path.name
    assert len(broken) == 1
    assert "afslut" not in broken[0].name.lower()


def test_pdf_letters_have_a_text_layer_with_the_synthetic_mark(export):
    folder, manifest = export
    letters = list((folder / "sager").rglob("*.pdf"))
    assert len(letters) == manifest.documents["brev"]
    for path in letters:
        with pypdfium2.PdfDocument(path) as pdf:
            assert len(pdf) == 1
            text = pdf[0].get_textpage().get_text_range()
        assert "Venlig hilsen" in text
        assert MARK in text


def test_messages_are_valid_fhir_with_resolvable_references(export):
    from fhir.resources.R4B.bundle import Bundle

    folder, manifest = export
    bundles = [json.loads(p.read_text(encoding="utf-8")) for p in (folder / "fhir").glob("*.json")]
    assert len(bundles) == manifest.cases_by_system["fhir"] > 0
    assert sum(len(b["entry"]) for b in bundles) == manifest.fhir_resources
    for bundle in bundles:
        Bundle.model_validate(bundle)
        known = {entry["fullUrl"] for entry in bundle["entry"]}
        assert set(_references(bundle)) <= known
        assert bundle["entry"][0]["resource"]["resourceType"] == "MessageHeader"


def _references(part):
    if isinstance(part, dict):
        if isinstance(part.get("reference"), str):
            yield part["reference"]
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


def _coded(folder, name):
    with (folder / "kodninger" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_second_coder_coded_about_a_quarter_of_the_same_cases(export):
    folder, manifest = export
    first = {row["sagsnummer"] for row in _coded(folder, "koder_1.csv")}
    second = {row["sagsnummer"] for row in _coded(folder, "koder_2.csv")}
    assert second < first == {row[0] for row in _sensum(folder, "Sager")}
    assert 0.25 <= len(second) / manifest.cases <= 0.3


def test_every_coded_passage_is_found_in_the_exported_source(export):
    folder, _ = export
    sources = {row[0]: row[7] for row in _sensum(folder, "SagsAktiviteter")}
    for path in (folder / "dagbog").glob("*/dagbogsnoter.xml"):
        if _whole(path.parent):
            for note in _xml(path).iter("dagbogsnote"):
                sources[note.findtext("dagbogsnote_id")] = note.findtext("dag_tekst")
    for path in (folder / "sager").rglob("*.docx"):
        content = path.read_bytes()
        if zipfile.is_zipfile(BytesIO(content)):
            document = docx.Document(BytesIO(content))
            sources[path.stem.split()[-1]] = "\n".join(p.text for p in document.paragraphs)
    quoted = [row for row in _coded(folder, "koder_1.csv") if row["citat"]]
    lost = [row for row in quoted if row["kilde_id"] not in sources]
    assert len(quoted) > 1000
    assert len(lost) < 15  # only those in the diary that was cut off
    assert all(row["citat"] in sources[row["kilde_id"]] for row in quoted if row not in lost)


def test_the_answer_key_names_the_people_that_the_files_name(export):
    folder, manifest = export
    people = json.loads((folder / "facit" / "personer.json").read_text(encoding="utf-8"))
    assert len(people) == manifest.people
    keyed = {p["cpr"] for p in people if p.get("cpr")}
    assert {row[1] for row in _sensum(folder, "Borger")} <= keyed
    assert {f"{row[1]} {row[2]}" for row in _sensum(folder, "Medarbejder")} <= {
        f"{p['first']} {p['last']}" for p in people
    }


def test_every_part_of_the_export_says_it_is_synthetic(export):
    folder, _ = export
    assert MARK in (folder / "README.txt").read_text(encoding="utf-8")
    assert all("syntetisk" in p.name for p in (folder / "sensum").rglob("*.csv"))
    assert all(
        MARK.encode("iso-8859-1", "xmlcharrefreplace") in p.read_bytes() for p in (folder / "dagbog").rglob("*.xml")
    )
    assert all(MARK in p.read_text(encoding="utf-8") for p in folder.rglob("*.txt"))
    assert all(MARK in p.read_text(encoding="utf-8") for p in (folder / "fhir").glob("*.json"))


def test_defects_of_every_kind_are_there(export):
    _, manifest = export
    assert all(count > 0 for count in manifest.defects.values()), manifest.defects
