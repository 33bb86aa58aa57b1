"""Sensum files: what is read, what goes into quarantine, and that each row counts once."""

import pytest

from virksom.study.harvest.models import CaseValue, Document
from virksom.study.harvest.tests.sources import NUMBER, harvest, sensum, write

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_note_becomes_a_document_without_the_citizens_name_and_phone(own_study, analyst, tmp_path):
    harvest(analyst, own_study, sensum(tmp_path / "s"))
    note = Document.objects.get(kind="note")
    assert note.text == "[Borger] gik selv i Brugsen.\nHan ringede til [Medarbejder] på [Telefon]."
    assert note.title == "Indkøb med [Borger]"
    assert str(note.written_on) == "2024-03-03"


def test_the_system_tells_age_dates_duration_and_reason_for_ending(own_study, analyst, tmp_path):
    harvest(analyst, own_study, sensum(tmp_path / "s"))
    values = dict(CaseValue.objects.values_list("variable", "value"))
    assert values["age_at_intake"] == "44"
    assert values["duration_months"] == "18.0"
    assert (values["started"], values["ended"]) == ("2024-02-01", "2025-08-01")
    assert values["end_reason"] == "agreed"
    assert CaseValue.objects.get(variable="end_reason").label == "Afsluttet efter plan"
    assert values["target_group"] == "Autisme"
    assert values["unit_kind"] == "residential"


def test_the_responsible_professional_is_the_same_pseudonym_as_the_writer(own_study, analyst, tmp_path):
    harvest(analyst, own_study, sensum(tmp_path / "s"))
    case = own_study.cases.get()
    assert case.professional.startswith("M-")
    assert {d.author for d in case.documents.all()} == {case.professional}
    assert case.unit.startswith("E-")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-1"])
def test_every_encoding_seen_in_the_wild_reads_the_same(own_study, analyst, tmp_path, encoding):
    run = harvest(analyst, own_study, sensum(tmp_path / "s", encoding=encoding))
    assert run.rows_quarantined == 0
    assert Document.objects.filter(title="Indkøb med [Borger]").exists()


def test_one_row_in_another_encoding_does_not_spoil_its_file(own_study, analyst, tmp_path):
    source = sensum(tmp_path / "s")
    file = source / "Bohuset" / "SagsAktiviteter_1.csv"
    row = f"A2;{NUMBER};B1;Dagbog;04-03-2024 10-15;;Nat;Sov på sofaen\n"
    file.write_bytes(file.read_bytes() + row.encode("cp1252"))
    run = harvest(analyst, own_study, source)
    assert set(Document.objects.filter(kind="note").values_list("title", flat=True)) == {"Indkøb med [Borger]", "Nat"}
    assert Document.objects.get(title="Nat").text == "Sov på sofaen"
    assert run.summary["encodings"]["blandet"] == 1


@pytest.mark.parametrize(
    ("row", "reason", "said"),
    [
        (f"A2;{NUMBER};B1;Dagbog;31-02-2024 10-15;;Nat;Sov godt\n", "bad_date", "»99-99-9999 99-99«"),
        (f"A2;{NUMBER};B1;Dagbog;03-02-2024;;Nat;Sov;godt\n", "column_count", "9 kolonner, ventede 8"),
        (f'A2;{NUMBER};B1;Dagbog;03-02-2024;;Nat;"Sov godt\n', "broken_row", "anførselstegn"),
        ("A2;2020-1;B77;Dagbog;03-02-2024;;Nat\n", "column_count", "7 kolonner, ventede 8"),
        ("A2;2020-1;;Dagbog;03-02-2024;;Nat;Sov\n", "no_citizen", "hverken BorgerId"),
    ],
)
def test_a_row_that_cannot_be_read_is_quarantined_by_its_number_and_says_what_was_expected(
    own_study, analyst, tmp_path, row, reason, said
):
    run = harvest(analyst, own_study, sensum(tmp_path / "s", notes=row))
    item = own_study.quarantine.get()
    # The note before it goes over two lines of the file and is still one row.
    assert (item.reason, item.place, item.rows) == (reason, "række 3", 1)
    assert said in item.message
    assert item.file.startswith("SagsAktiviteter_…")
    assert (run.rows_in, run.rows_stored, run.rows_quarantined) == (7, 6, 1)


def test_a_row_after_a_broken_one_is_read(own_study, analyst, tmp_path):
    rows = f'A2;{NUMBER};B1;Dagbog;03-02-2024;;Nat;"Sov\nA3;{NUMBER};B1;Dagbog;03-02-2024;;Dag;Vågnede\n'
    harvest(analyst, own_study, sensum(tmp_path / "s", notes=rows))
    assert Document.objects.filter(title="Dag").exists()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("Borger_2.csv", b"", "wrong_content"),
        ("Borger_2.csv", b"\xff\xfeB\x00o\x00", "wrong_content"),
        ("Borger_2.csv", b"PK\x03\x04 et regneark", "wrong_content"),
        ("Borger_2.csv", b"Navn;CPR\nHans;1\n", "missing_column"),
        ("Borger_2.csv", b"\n\n", "no_header"),
        ("referat.docx", b"PK\x03\x04", "unknown_file"),
    ],
)
def test_a_file_that_is_not_what_it_says_counts_once_in_quarantine(own_study, analyst, tmp_path, name, content, reason):
    source = sensum(tmp_path / "s")
    (source / name).write_bytes(content)
    run = harvest(analyst, own_study, source)
    assert [item.reason for item in own_study.quarantine.all()] == [reason]
    assert run.rows_quarantined == 1


def test_a_period_that_goes_backwards_is_quarantined(own_study, analyst, tmp_path):
    source = sensum(tmp_path / "s")
    write(
        source / "Indsatser_2.csv",
        f"IndsatsId;SagId;IndsatsStartDato;IndsatsSlutDato\nI9;{NUMBER};01-05-2024;01-04-2024\n",
    )
    harvest(analyst, own_study, source)
    assert own_study.quarantine.get().reason == "backward_dates"
    assert str(own_study.cases.get().ended_on) == "2025-08-01"


def test_two_courses_of_one_citizen_are_two_cases_and_notes_follow_their_number(own_study, analyst, tmp_path):
    source = sensum(tmp_path / "s", notes="A2;2026-2;B1;Dagbog;04-03-2026 10-15;;Ny;Tilbage igen\n")
    write(source / "Sager_2.csv", "SagId;BorgerId;Status;OprettetDato\n2026-2;B1;Lukket;01-02-2026\n")
    harvest(analyst, own_study, source)
    assert own_study.cases.count() == 2
    later = own_study.cases.get(started_on="2026-02-01")
    assert [d.text for d in later.documents.all()] == ["Tilbage igen"]
