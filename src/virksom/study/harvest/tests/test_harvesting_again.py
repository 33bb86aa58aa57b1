"""The same source twice, changed sources, further sources of known cases: nothing doubled, nothing lost."""

import pytest

from virksom.people.models import AuditEvent
from virksom.study.harvest import keystore
from virksom.study.harvest.models import CaseKey, Document, HarvestRun
from virksom.study.harvest.queries import case_for_number, document_for_number
from virksom.study.harvest.tests.sources import CPR, NUMBER, diary, docx, dump, harvest, sensum, write

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def _everything(root):
    sensum(root / "sensum")
    diary(root / "dagbog", [("04-03-2024", "Morten ringede til sin mor Lone.")])
    docx(
        root / "sager" / f"{NUMBER} Krogsgaard, Morten" / "Statusbeskrivelse D7000001.docx",
        "Morten trives hos Lone Krogsgaard.",
    )
    return root


def test_a_second_harvest_of_the_same_source_changes_nothing(own_study, analyst, tmp_path):
    source = _everything(tmp_path / "k")
    first = harvest(analyst, own_study, source)
    before, keys = dump(own_study), set(CaseKey.objects.values_list("digest", "pseudonym"))
    second = harvest(analyst, own_study, source)
    assert dump(own_study) == before
    assert set(CaseKey.objects.values_list("digest", "pseudonym")) == keys
    assert (first.documents_new, second.documents_new, second.documents_changed) == (first.documents, 0, 0)
    assert (second.rows_in, second.documents) == (first.rows_in, first.documents)


def test_a_changed_note_replaces_its_text_and_is_counted_as_changed(own_study, analyst, tmp_path):
    source = _everything(tmp_path / "k")
    harvest(analyst, own_study, source)
    file = source / "sensum" / "Bohuset" / "SagsAktiviteter_1.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("selv i Brugsen", "selv i Netto"), encoding="utf-8")
    run = harvest(analyst, own_study, source)
    assert (run.documents_new, run.documents_changed) == (0, 1)
    assert Document.objects.get(title="Indkøb med [Borger]").text.startswith("[Borger] gik selv i Netto")


def test_what_disappears_from_the_source_stays_in_the_study(own_study, analyst, tmp_path):
    source = _everything(tmp_path / "k")
    harvest(analyst, own_study, source)
    (source / "dagbog" / "61-01-80-1234 Krogsgaard, Morten" / "dagbogsnoter.xml").unlink()
    harvest(analyst, own_study, source / "sensum")
    assert own_study.cases.get().documents.filter(system="diary").count() == 1


def test_material_found_later_joins_the_same_pseudonym_by_cpr_or_by_number(own_study, analyst, tmp_path):
    source = _everything(tmp_path / "k")
    for part in ("sensum", "dagbog", "sager"):
        harvest(analyst, own_study, source / part)
    assert set(own_study.cases.get().documents.values_list("system", flat=True)) == {"sensum", "diary", "folder"}


def test_the_order_in_which_systems_come_gives_no_second_case(own_study, analyst, tmp_path):
    source = _everything(tmp_path / "k")
    harvest(analyst, own_study, source / "dagbog")
    harvest(analyst, own_study, source / "sensum")
    assert own_study.cases.count() == 1
    assert case_for_number(own_study, NUMBER) == own_study.cases.get()


def test_a_person_keeps_their_tag_from_harvest_to_harvest(own_study, analyst, tmp_path):
    source = _everything(tmp_path / "k")
    harvest(analyst, own_study, source / "dagbog")
    first = Document.objects.get(system="diary").text
    assert "Lone" not in first
    harvest(analyst, own_study, source)
    assert Document.objects.get(system="diary").text == first


def test_another_study_gives_the_same_case_another_pseudonym(own_study, analyst, tmp_path):
    from virksom.study.harvest import services

    other = services.create_study(analyst, slug="en-anden", title="En anden")
    source = _everything(tmp_path / "k")
    harvest(analyst, own_study, source)
    harvest(analyst, other, source)
    assert own_study.cases.get().pseudonym != other.cases.get().pseudonym
    assert own_study.cases.get().professional != other.cases.get().professional


def test_a_case_is_found_by_its_number_and_a_document_by_its_own(own_study, analyst, tmp_path):
    harvest(analyst, own_study, _everything(tmp_path / "k"))
    case = case_for_number(own_study, f" {NUMBER.lower()} ")
    assert document_for_number(own_study, case, "A1").title == "Indkøb med [Borger]"
    assert document_for_number(own_study, case, "D7000001").kind == "status_report"
    assert document_for_number(own_study, case, "900").system == "diary"
    assert document_for_number(own_study, case, "A999") is None
    assert case_for_number(own_study, "1999-1") is None


def test_a_row_that_was_mended_leaves_its_old_place_in_the_ledger(own_study, analyst, tmp_path):
    bad = f"A2;{NUMBER};B1;Dagbog;31-02-2024;;Nat;Sov\n"
    harvest(analyst, own_study, sensum(tmp_path / "s", notes=bad))
    run = harvest(analyst, own_study, sensum(tmp_path / "s", notes=bad.replace("31-02", "28-02")))
    assert run.rows_quarantined == 0
    assert own_study.quarantine.count() == 1
    assert Document.objects.filter(title="Nat").exists()


def test_nothing_that_was_written_names_anybody(own_study, analyst, tmp_path, caplog, settings):
    caplog.set_level("DEBUG")
    source = _everything(tmp_path / "k")
    write(source / "sager" / f"{NUMBER} Krogsgaard, Morten" / "Brev om Lone Krogsgaard.jpg", "x")
    harvest(analyst, own_study, source)
    with_everything = (
        str(dump(own_study)) + str(list(HarvestRun.objects.values())) + str(list(AuditEvent.objects.values()))
    )
    with_everything += caplog.text
    for name in (
        "Morten",
        "Krogsgaard",
        "Lone",
        "Kjærsgaard",
        "Holm",
        CPR,
        CPR.replace("-", ""),
        "22 11 33 44",
        NUMBER,
        str(source),
    ):
        assert name not in with_everything
    assert HarvestRun.objects.get().source == b""
    assert keystore.open_secret(own_study.pk).raw.hex() not in with_everything
