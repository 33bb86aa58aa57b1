"""An analysis reads the coded cases as one table and opens the passages behind a value."""

from __future__ import annotations

import math

import pytest
from django.utils import timezone

from virksom.study.coding.models import Assignment, Coding, Settlement, Variable
from virksom.study.coding.queries import coded_table, passages
from virksom.study.coding.services import install_starter_codebook
from virksom.study.harvest.models import CaseValue, Document, StudyCase


@pytest.fixture
def coded(study, analyst):
    """Three cases: one coded, one readable, one without any document."""
    install_starter_codebook(study)
    now = timezone.now()
    cases = [StudyCase.objects.create(study=study, pseudonym=f"S-{n}", unit_kind="family") for n in (1, 2, 3)]
    text = "Hun havde lavet kaffe til to."
    documents = [
        Document.objects.create(case=case, source=str(case.pk), system="folder", kind="note", text=text, text_hash="x")
        for case in cases[:2]
    ]
    assignment = Assignment.objects.create(
        case=cases[0], coder=analyst, place="first", state="done", done_at=now, outcome_opened_at=now
    )
    variables = {variable.key: variable for variable in Variable.objects.all()}
    passage = {"document": documents[0], "start": 0, "end": 9, "quote": text[:9]}
    for key, value, extra in (
        ("severity", "4", passage),
        ("outcome", "partly", {}),
        ("network", "", {"missing": "no_document"}),
    ):
        Coding.objects.create(
            assignment=assignment, variable=variables[key], key=key, value=value, certainty=2, saved_at=now, **extra
        )
    return cases


def test_every_case_of_the_study_is_a_row_with_its_state(study, coded):
    table = coded_table(study)
    assert list(table.index) == ["S-1", "S-2", "S-3"]
    assert list(table["state"]) == ["coded", "readable", "no_material"]
    assert list(table["n_documents"]) == [1, 1, 0]
    assert table.loc["S-1", "severity"] == 4.0 and table["severity"].dtype == "float64"
    assert table.loc["S-1", "outcome"] == "partly"
    assert math.isnan(table.loc["S-1", "network"])
    assert table["frame"].isna().all()


def test_what_was_settled_counts_before_the_first_coder(study, coded, leader):
    Settlement.objects.create(
        case=coded[0],
        variable=Variable.objects.get(key="severity"),
        key="severity",
        value="3",
        reason="Bosted er med.",
        settled_by=leader,
        settled_at=timezone.now(),
    )
    table = coded_table(study)
    assert table.loc["S-1", "severity"] == 3.0
    assert table.loc["S-1", "n_settled"] == 1


def test_a_superseded_version_is_not_in_the_table(study, coded):
    old = Coding.objects.get(key="severity")
    old.superseded_at = timezone.now()
    old.save()
    assert coded_table(study)["severity"].isna().all()


def test_what_the_system_knew_is_used_only_when_asked_for(study, coded):
    CaseValue.objects.create(case=coded[1], variable="severity", value="2", system="sensum")
    assert coded_table(study)["severity"].notna().sum() == 1
    assert coded_table(study, with_system_values=True).loc["S-2", "severity"] == 2.0


def test_a_value_opens_the_passage_it_rests_on(study, coded):
    (found,) = passages(study, "severity", "4")
    assert (found.pseudonym, found.quote, found.certainty, found.document_kind) == ("S-1", "Hun havde", 2, "note")
    assert passages(study, "severity", "5") == []
    assert passages(study, "severity", pseudonyms={"S-2"}) == []


def test_the_number_of_queries_does_not_grow_with_the_cases(study, coded, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        coded_table(study)
    with django_assert_max_num_queries(1):
        passages(study, "severity")


def test_a_study_without_codebook_or_cases_gives_an_empty_table(study):
    assert coded_table(study).empty
    install_starter_codebook(study)
    assert list(coded_table(study).columns)[:2] == ["age_at_intake", "target_group"]
    StudyCase.objects.create(study=study, pseudonym="S-1")
    assert list(coded_table(study)["state"]) == ["no_material"]
