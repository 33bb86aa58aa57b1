"""A folder a case: Word, PDF, text and mails, and files that are hostile, broken or not what they say."""

import zipfile

import pypdfium2
import pytest

from virksom.study.harvest.models import Document
from virksom.study.harvest.readers.documents import Unreadable, read_document
from virksom.study.harvest.tests.sources import CPR, docx, harvest, sensum, write

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
TABLE = f"<w:tbl><w:tr>{CELL.format('Mål')}{CELL.format('Nået')}</w:tr></w:tbl>"
BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:txbxContent><w:p><w:r><w:t>I en boks</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>I en boks</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)
DELETED = "<w:p><w:del><w:r><w:delText>Slettet</w:delText></w:r></w:del><w:r><w:t>Står</w:t></w:r></w:p>"
CORE = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Status for Morten</dc:title>'
    b"<dc:creator>Pia Holm</dc:creator></cp:coreProperties>"
)


def test_word_text_comes_from_header_body_tables_and_text_boxes_each_once(tmp_path):
    file = docx(tmp_path / "a.docx", TABLE + BOX + DELETED, header="Vedr. Morten")
    assert read_document(file).text.split("\n") == ["Vedr. Morten", "", "Mål", "Nået", "I en boks", "Står"]


def test_properties_give_title_and_author_and_are_masked_like_the_text(own_study, analyst, tmp_path):
    folder = tmp_path / "k" / f"Krogsgaard, Morten {CPR}"
    docx(folder / "brev.docx", "Morten trives.", extra={"docProps/core.xml": CORE})
    harvest(analyst, own_study, tmp_path / "k")
    found = Document.objects.get()
    assert found.title == "Status for [Borger]"
    assert found.author.startswith("M-")
    assert found.text == "[Borger] trives."


def test_a_folder_joins_its_case_by_the_number_in_its_name(own_study, analyst, tmp_path):
    sensum(tmp_path / "k" / "sensum")
    docx(
        tmp_path / "k" / "sager" / "2024-10001 Krogsgaard, Morten" / "Afsluttende statusbeskrivelse 2025-08-01.docx",
        "Målet er nået.",
    )
    harvest(analyst, own_study, tmp_path / "k")
    assert own_study.cases.get().documents.get(kind="discharge").text == "Målet er nået."


def test_a_folder_without_a_number_joins_by_the_cpr_number_inside_a_document(own_study, analyst, tmp_path):
    sensum(tmp_path / "k" / "sensum")
    write(tmp_path / "k" / "sager" / "Den stille" / "notat.txt", f"Vedr. cpr {CPR}. Alt vel.")
    harvest(analyst, own_study, tmp_path / "k")
    assert own_study.cases.count() == 1
    assert own_study.cases.get().documents.filter(system="folder").exists()


def test_two_citizens_never_join_on_a_case_number_alone(own_study, analyst, tmp_path):
    sensum(tmp_path / "k" / "sensum")
    write(tmp_path / "k" / "sager" / "2024-10001 010190-4321" / "notat.txt", "Alt vel.")
    run = harvest(analyst, own_study, tmp_path / "k")
    assert own_study.cases.count() == 2
    assert run.summary["unclear_joins"] == 1


def _zip(path, name, data, *, size=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return path


def _bomb(path):
    return _zip(path, "word/document.xml", b"<w>" + b" " * 40_000_000 + b"</w>")


def _locked_pdf(path):
    return _write(path, b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 9 0 R>>")


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _blank_pdf(path):
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(200, 200)
    path.parent.mkdir(parents=True, exist_ok=True)
    pdf.save(path)
    pdf.close()
    return path


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("tom.txt", lambda p: _write(p, b""), "empty_file"),
        ("bombe.docx", _bomb, "zip_bomb"),
        ("brudt.docx", lambda p: _write(p, b"PK\x03\x04 brudt"), "broken_docx"),
        ("halv.docx", lambda p: _write(p, docx(p, "Hej").read_bytes()[:-40]), "broken_docx"),
        ("regneark.docx", lambda p: _zip(p, "xl/workbook.xml", "<x/>"), "wrong_content"),
        ("loegn.docx", lambda p: _write(p, b"%PDF-1.4 "), "wrong_content"),
        ("loegn.txt", lambda p: _write(p, b"PK\x03\x04"), "wrong_content"),
        ("gammel.docx", lambda p: _write(p, b"\xd0\xcf\x11\xe0 gammel Word"), "wrong_content"),
        ("loegn.pdf", lambda p: _write(p, b"bare tekst"), "wrong_content"),
        ("brudt.pdf", lambda p: _write(p, b"%PDF-1.7 brudt"), "broken_pdf"),
        ("laast.pdf", _locked_pdf, "broken_pdf"),
        ("scannet.pdf", _blank_pdf, "no_text"),
        ("binaer.txt", lambda p: _write(p, b"a\x00b\x00"), "wrong_encoding"),
        ("billede.jpg", lambda p: _write(p, b"\xff\xd8\xff"), "unknown_kind"),
        (
            "entitet.docx",
            lambda p: docx(p, "x", extra={"word/footer1.xml": b'<!DOCTYPE a [<!ENTITY a "b">]><a>&a'}),
            "broken_docx",
        ),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(tmp_path, name, make, reason):
    with pytest.raises(Unreadable) as refused:
        read_document(make(tmp_path / name))
    assert refused.value.reason == reason
    assert str(refused.value).endswith((".", "høst igen."))


def test_a_mail_keeps_its_subject_and_day_and_loses_its_addresses(own_study, analyst, tmp_path):
    head = "From: Pia Holm <pia@boegely.example>\nTo: mor@mail.example\nSubject: Om Morten\n"
    mail = f"{head}Date: Mon, 04 Mar 2024 10:00:00 +0100\n\nVi ses.\n"
    write(tmp_path / "k" / f"Krogsgaard, Morten {CPR}" / "svar.eml", mail)
    harvest(analyst, own_study, tmp_path / "k")
    found = Document.objects.get()
    assert (found.kind, found.title, str(found.written_on)) == ("mail", "Om [Borger]", "2024-03-04")
    assert "@" not in found.text


def test_a_broken_file_is_shown_by_its_number_and_never_by_its_name(own_study, analyst, tmp_path):
    folder = tmp_path / "k" / f"Krogsgaard, Morten {CPR}"
    write(folder / "a.txt", "Alt vel.")
    _write(folder / "Brev til Louise Christiansen.docx", b"PK\x03\x04")
    harvest(analyst, own_study, tmp_path / "k")
    assert own_study.quarantine.get().file == "Brev til ….docx (fil nr. 1)"


def test_the_kind_of_paper_stays_in_a_title_when_the_name_after_it_goes(own_study, analyst, tmp_path):
    write(
        tmp_path / "k" / f"Krogsgaard, Morten {CPR}" / "Afsluttende statusbeskrivelse Morten Krogsgaard.txt", "Alt vel."
    )
    harvest(analyst, own_study, tmp_path / "k")
    assert Document.objects.get().title == "Afsluttende statusbeskrivelse [Borger]"


def test_a_letter_about_the_ending_is_a_letter_and_the_report_is_the_closing_one(own_study, analyst, tmp_path):
    folder = tmp_path / "k" / f"Krogsgaard, Morten {CPR}"
    write(folder / "Afslutning 2024-01-07 D7000123.txt", "Kære Morten\nDit forløb slutter.\nVenlig hilsen\nPia")
    write(folder / "Afsluttende status 2024-01-07 D7000124.txt", "Målet er nået.")
    harvest(analyst, own_study, tmp_path / "k")
    assert dict(Document.objects.values_list("kind", "title")) == {
        "letter": "Afslutning",
        "discharge": "Afsluttende status",
    }
    assert {str(day) for day in Document.objects.values_list("written_on", flat=True)} == {"2024-01-07"}
