"""The XML diary: notes, attachments, and XML that is broken or hostile."""

import pytest

from virksom.study.harvest.models import Document
from virksom.study.harvest.tests.sources import diary, harvest, sensum, write

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_notes_are_read_with_danish_letters_and_without_the_name_of_the_folder(own_study, analyst, tmp_path):
    run = harvest(analyst, own_study, diary(tmp_path / "d", [("03-03-2024", "Morten spiste grød på værelset.")]))
    assert Document.objects.get().text == "[Borger] spiste grød på værelset."
    assert run.summary["cases"] == 1


def test_the_diary_joins_the_case_that_sensum_has_of_the_same_citizen(own_study, analyst, tmp_path):
    sensum(tmp_path / "kilde" / "sensum")
    diary(tmp_path / "kilde" / "dagbog", [("03-03-2024", "Morten sov.")])
    harvest(analyst, own_study, tmp_path / "kilde")
    assert set(own_study.cases.get().documents.values_list("system", flat=True)) == {"sensum", "diary"}


def test_a_truncated_file_gives_the_notes_before_the_break_and_one_problem(own_study, analyst, tmp_path):
    source = diary(tmp_path / "d", [("03-03-2024", "Morten sov."), ("04-03-2024", "Morten vågnede.")])
    file = next(source.glob("*/dagbogsnoter.xml"))
    file.write_bytes(file.read_bytes()[:-60])
    run = harvest(analyst, own_study, source)
    assert [d.text for d in Document.objects.all()] == ["[Borger] sov."]
    assert own_study.quarantine.get().reason == "broken_xml"
    assert (run.rows_in, run.rows_stored) == (2, 1)


def test_entities_are_never_expanded_nor_files_fetched(own_study, analyst, tmp_path):
    secret = write(tmp_path / "hemmelig.txt", "HEMMELIGT")
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        f'<!ENTITY x SYSTEM "file://{secret}">]>'
        "<dagbogsnoter><dagbogsnote><dagbogsnote_id>1</dagbogsnote_id><dato>03-03-2024</dato>"
        "<dag_tekst>Før &b; &x; efter</dag_tekst></dagbogsnote></dagbogsnoter>"
    )
    write(tmp_path / "d" / "61-01-80-1234" / "dagbogsnoter.xml", bomb)
    run = harvest(analyst, own_study, tmp_path / "d")
    assert own_study.quarantine.get().reason in {"entity", "broken_xml"}
    assert run.rows_stored == 0
    assert not Document.objects.filter(text__contains="HEMMELIGT").exists()


@pytest.mark.parametrize(
    ("day", "text", "reason"), [("31-02-2024", "Morten sov.", "bad_date"), ("03-03-2024", " ", "empty_note")]
)
def test_a_note_that_cannot_stand_is_quarantined_by_its_number(own_study, analyst, tmp_path, day, text, reason):
    harvest(analyst, own_study, diary(tmp_path / "d", [("03-03-2024", "Alt vel."), (day, text)]))
    item = own_study.quarantine.get()
    assert item.reason == reason
    assert item.place.startswith("dagbogsnote nr. 2")


def test_a_file_attached_to_a_note_is_a_document_of_its_own(own_study, analyst, tmp_path):
    source = diary(tmp_path / "d", [("03-03-2024", "Alt vel.")])
    write(next(source.iterdir()) / "900 Mail om Morten.txt", "Fra: Pia\nEmne: Møde den 4. april 2024\n\nVi ses.")
    harvest(analyst, own_study, source)
    mail = Document.objects.get(kind="mail")
    assert str(mail.written_on) == "2024-04-04"
    assert "Morten" not in mail.title


def test_the_same_note_in_two_systems_is_kept_once(own_study, analyst, tmp_path):
    text = "Morten gik selv i Brugsen.\nHan ringede til Pia på 22 11 33 44."
    sensum(tmp_path / "kilde" / "sensum")
    diary(tmp_path / "kilde" / "dagbog", [("03-03-2024", text)])
    run = harvest(analyst, own_study, tmp_path / "kilde")
    assert Document.objects.filter(text__startswith="[Borger] gik selv").count() == 1
    assert run.summary["duplicates"] == 1
