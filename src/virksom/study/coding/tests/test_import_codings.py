"""An organisation's own codings come in by its own case numbers, and no name comes with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from virksom.errors import BadInput, NotAllowed
from virksom.study.coding.answers import Answer
from virksom.study.coding.models import Assignment, Coding
from virksom.study.coding.services import import_codings, save_coding
from virksom.study.coding.tests.conftest import add_document
from virksom.study.harvest import keystore
from virksom.study.harvest.models import CaseKey, QuarantineItem
from virksom.study.harvest.numbering import number_digest

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HEADER = "sagsnummer;variabel;værdi;sikkerhed;citat;kilde_id;koder"


@pytest.fixture
def harvested(study, case):
    """The case has the number 4711 in its own system; its text is pseudonymised."""
    secret = keystore.create_secret(study.pk)
    CaseKey.objects.create(study=study.pk, digest=number_digest(secret, "4711"), pseudonym=case.pseudonym)
    add_document(
        case,
        "note",
        case.started_on,
        "Kort besøg. [Borger] havde lavet kaffe til [Person 2] og viste brevet frem. Godt.",
    )
    return case


@pytest.fixture
def file(tmp_path):
    def write(*rows: str, name: str = "koder_1.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding=encoding)
        return path

    return write


def test_rows_become_codings_of_the_coder(harvested, study, analyst, practitioner, file):
    path = file("4711;severity;4;3;;;Koder 1", "4711;duration_months;9,5;;;;Koder 1", "4711;outcome;partly;2;;;Koder 1")
    result = import_codings(analyst, study, path, practitioner, "first")
    assert (result.rows_in, result.stored, result.quarantined, result.cases) == (3, 3, 0, 1)
    told = dict(Coding.objects.values_list("key", "value"))
    assert told == {"severity": "4", "duration_months": "9.5", "outcome": "partly"}
    assert Assignment.objects.get().state == "done"
    assert set(Coding.objects.values_list("origin", flat=True)) == {"imported"}


def test_a_quotation_with_names_is_found_in_the_pseudonymised_text_and_not_stored(
    harvested, study, analyst, practitioner, file
):
    path = file("4711;alliance_bond;4;3;Søren havde lavet kaffe til Bente og viste brevet frem.;;Koder 1")
    result = import_codings(analyst, study, path, practitioner, "first")
    coding = Coding.objects.get()
    assert coding.quote == "[Borger] havde lavet kaffe til [Person 2] og viste brevet frem."
    assert coding.document.text[coding.start : coding.end] == coding.quote
    assert (result.passages_found, result.passages_not_found) == (1, 0)


def test_a_quotation_that_stands_nowhere_is_counted_and_left_out(harvested, study, analyst, practitioner, file):
    path = file("4711;alliance_bond;4;3;Bente fortalte længe om sin rejse til Norge med toget.;;Koder 1")
    result = import_codings(analyst, study, path, practitioner, "first")
    assert (result.stored, result.passages_not_found) == (1, 1)
    assert Coding.objects.get().quote == ""


def test_what_cannot_be_stored_is_quarantined_with_row_and_column_and_no_words_of_it(
    harvested, study, analyst, practitioner, file
):
    path = file(
        "9999;severity;4;3;;;Koder 1",
        "4711;kaldenavn;Bente;3;;;Koder 1",
        "4711;severity;Bente;3;;;Koder 1",
        "4711;frame;3;meget;;;Koder 1",
        "4711;network;2;3",
        "4711;method;talks;3;;;Koder 1",
        "4711;method;network;3;;;Koder 1",
    )
    result = import_codings(analyst, study, path, practitioner, "first")
    assert result.rows_in == result.stored + result.quarantined == 7
    assert [(one.row, one.column) for one in result.errors] == [
        (2, "sagsnummer"),
        (3, "variabel"),
        (4, "værdi"),
        (5, "sikkerhed"),
        (6, ""),
        (8, "variabel"),
    ]
    assert "Bente" not in " ".join(str(one) for one in result.errors)
    assert str(result.errors[2]).startswith("Række 4, kolonne værdi: Sværhedsgrad ved indskrivning:")
    assert QuarantineItem.objects.filter(system="coding").count() == 6


def test_a_second_import_changes_nothing(harvested, study, analyst, practitioner, file):
    path = file("4711;severity;4;3;Vi øvede bussen.;;K", "9999;severity;4;3;;;K", "4711;method;talks;2;;;K")
    import_codings(analyst, study, path, practitioner, "first")
    before = list(Coding.objects.order_by("pk").values())
    again = import_codings(analyst, study, path, practitioner, "first")
    assert list(Coding.objects.order_by("pk").values()) == before
    assert (again.stored, again.unchanged, again.quarantined) == (2, 2, 1)
    assert QuarantineItem.objects.count() == 1


def test_a_changed_value_is_a_new_version(harvested, study, analyst, practitioner, file):
    import_codings(analyst, study, file("4711;severity;4;3;;;K"), practitioner, "first")
    import_codings(analyst, study, file("4711;severity;5;3;;;K"), practitioner, "first")
    told = [(one.version, one.value, one.superseded_at is None) for one in Coding.objects.order_by("version")]
    assert told == [(1, "4", False), (2, "5", True)]


def test_what_a_person_coded_is_never_replaced(harvested, first, variable, study, analyst, file):
    save_coding(first.coder, first, variable("severity"), Answer("2", certainty=3), seen_version=0)
    result = import_codings(analyst, study, file("4711;severity;4;3;;;K"), first.coder, "first")
    assert (result.stored, result.errors[0].reason) == (0, "coded_by_person")
    assert Coding.objects.get().value == "2"


def test_the_second_place_takes_another_person(harvested, study, analyst, practitioner, file):
    import_codings(analyst, study, file("4711;severity;4;3;;;K"), practitioner, "first")
    refused = import_codings(analyst, study, file("4711;severity;3;3;;;K"), practitioner, "second")
    assert refused.errors[0].reason == "same_coder"
    assert import_codings(analyst, study, file("4711;severity;3;3;;;K"), analyst, "second").stored == 1


def test_that_it_cannot_be_told_can_be_imported(harvested, study, analyst, practitioner, file):
    import_codings(analyst, study, file("4711;network;no_document;2;;;K"), practitioner, "first")
    assert Coding.objects.get().missing == "no_document"


def test_a_file_of_another_kind_is_refused(harvested, study, analyst, practitioner, file, tmp_path):
    other = tmp_path / "x.csv"
    other.write_text("navn,alder\n", encoding="utf-8")
    for path in (other, file("4711;severity;4;3;Hun så væk;;K", encoding="latin-1", name="y.csv")):
        with pytest.raises(BadInput):
            import_codings(analyst, study, path, practitioner, "first")
    assert not Coding.objects.exists()


def test_a_coder_does_not_import(harvested, study, practitioner, file):
    with pytest.raises(NotAllowed):
        import_codings(practitioner, study, file("4711;severity;4;3;;;K"), practitioner, "first")
