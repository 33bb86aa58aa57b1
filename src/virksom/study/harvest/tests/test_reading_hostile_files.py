"""One file made to do harm, or damaged in an unusual way, stands in quarantine and never stops the harvest of the rest."""

import io
import json
import time
import zipfile

import openpyxl
import pytest

from virksom.errors import BadInput
from virksom.study.harvest.archive import unpack
from virksom.study.harvest.gather import gather
from virksom.study.harvest.pipeline import Ledger, begin, read_group
from virksom.study.harvest.readers.documents import Unreadable, read_document
from virksom.study.harvest.readers.dubu import DubuReader
from virksom.study.harvest.readers.fhir import FhirReader
from virksom.study.harvest.tests.sources import docx, write

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HTML = (
    b"From: Pia Holm <pia@example.dk>\r\nSubject: Status\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b"<html><head><style>p{}</style></head><body><!-- skjult --><p>Mia m\xc3\xb8dte op.</p><p>Alt<br>vel.</p></body></html>"
)


def _refused(path):
    with pytest.raises(Unreadable) as caught:
        read_document(path)
    return caught.value.reason


@pytest.mark.parametrize(
    "head",
    [
        b'From: "\r\nTo: @,@,:;',
        b"From: =?utf-8?q?=5B?= <\r\nTo: a<b@",
        b"From: a@b.dk\r\nContent-Type: text/plain; charset=\x00foo",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(1500)),
    ],
)
def test_a_mail_that_the_standard_library_stumbles_over_is_refused(tmp_path, head):
    file = tmp_path / "a.eml"
    file.write_bytes(head + b"\r\n\r\nHej")
    assert _refused(file) == "broken_mail"


def test_a_mail_to_forty_thousand_is_refused_at_once(tmp_path):
    began = time.monotonic()
    assert _refused(write(tmp_path / "a.eml", "To: " + '"a" <a@b.dk>, ' * 40_000 + "\n\nHej")) == "too_large"
    assert time.monotonic() - began < 5


def test_a_mail_that_is_html_alone_is_read_as_what_it_shows(tmp_path):
    (tmp_path / "a.eml").write_bytes(_HTML)
    text = read_document(tmp_path / "a.eml").text
    assert text.split("\n")[-3:] == ["Mia mødte op.", "Alt", "vel."]
    assert "skjult" not in text


def test_a_word_file_packed_in_a_broken_way_is_refused(tmp_path):
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("word/document.xml", "<a>" + "Hej " * 200 + "</a>")
    data = bytearray(file.read_bytes())
    data[60:100] = bytes(byte ^ 0xA5 for byte in data[60:100])
    file.write_bytes(data)
    assert _refused(file) == "broken_docx"


def test_a_word_file_with_a_name_in_no_encoding_is_refused(tmp_path):
    file = docx(tmp_path / "a.docx", "Hej", extra={"word/ææ.xml": b"x"})
    file.write_bytes(file.read_bytes().replace("ææ".encode(), b"\xff\xfe\xff\xfe"))
    assert _refused(file) == "broken_docx"


def test_paragraphs_within_paragraphs_take_no_longer_than_they_are_many(tmp_path):
    words = "<w:p>" * 200 + "<w:t>x</w:t>" * 100_000 + "</w:p>" * 200
    file = docx(tmp_path / "a.docx", "Hej", extra={"word/header1.xml": f'<a xmlns:w="{_WORD}">{words}</a>'.encode()})
    began = time.monotonic()
    assert "x" * 100_000 in read_document(file).text
    assert time.monotonic() - began < 5


def test_a_pdf_with_a_page_that_is_not_there_is_refused(tmp_path):
    objects = (
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>endobj "
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj"
    )
    file = write(tmp_path / "a.pdf", f"%PDF-1.7\n{objects}\ntrailer<</Root 1 0 R>>\n%%EOF")
    assert _refused(file) == "broken_pdf"


def test_an_archive_with_a_name_in_no_encoding_is_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sag/ææ.txt", "Hej")
    broken = io.BytesIO(packed.getvalue().replace("ææ".encode(), b"\xff\xfe\xff\xfe"))
    with pytest.raises(BadInput):
        unpack(broken, tmp_path / "ud")


def _reasons(reader):
    """Read all of a source; the counts must add up."""
    ledger = Ledger()
    gathered = gather((reader,))
    problems = begin(gathered, ledger)
    for group in gathered.groups:
        problems += read_group((reader,), group, ledger)[1]
    ledger.check()
    return [problem.reason for _system, problem in problems]


@pytest.mark.parametrize(
    "strange",
    [
        {"resourceType": "Practitioner", "telecom": [{"system": [], "value": "1"}]},
        {"resourceType": "Condition", "extension": [{"url": "caseNumber", "valueIdentifier": [1]}]},
        {"resourceType": "CarePlan", "addresses": [{"extension": [{"url": "Rank", "valuePositiveInt": "x"}]}]},
    ],
)
def test_a_resource_of_another_form_than_fhir_says_stops_nothing_and_is_counted(tmp_path, strange):
    patient = {
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [{"system": "urn:oid:1.2.208.176.1.2", "value": "0101901234"}],
    }
    about = {"reference": "Patient/p1"}
    whole = {"resourceType": "Condition", "id": "c", "subject": about, "code": {"text": "Uro"}}
    entries = [{"resource": one} for one in (patient, {"subject": about, **strange}, whole)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    write(tmp_path / "f" / "a.json", json.dumps(bundle))
    assert _reasons(FhirReader(tmp_path / "f")) in ([], ["broken_resource"])


def test_a_spreadsheet_that_breaks_in_the_middle_gives_the_rows_before_it(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Sagsnummer", "CPR-nr"], ["1234567", "0101901234"], ["1234568", "0101901235"]):
        book.active.append(row)
    book.save(tmp_path / "hel.xlsx")
    (tmp_path / "d").mkdir()
    with zipfile.ZipFile(tmp_path / "hel.xlsx") as whole, zipfile.ZipFile(tmp_path / "d" / "a.xlsx", "w") as broken:
        for name in whole.namelist():
            data = whole.read(name)
            broken.writestr(name, data.replace(b'<row r="3"', b'<<row r="3"') if "sheet1" in name else data)
    assert _reasons(DubuReader(tmp_path / "d")) == ["broken_sheet"]
