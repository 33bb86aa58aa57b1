"""The analyst gives cases to coders and a random sample to a second one."""

from __future__ import annotations

from datetime import date

import pytest

from virksom.errors import BadInput, NotAllowed
from virksom.study.coding.models import Assignment
from virksom.study.coding.services import assign_cases
from virksom.study.coding.tests.conftest import add_document
from virksom.study.harvest.models import StudyCase


@pytest.fixture
def cases(study, codebook):
    made = []
    for number in range(20):
        kind = "family" if number < 12 else "outreach"
        made.append(StudyCase.objects.create(study=study, pseudonym=f"S-{number:02}", unit_kind=kind))
        add_document(made[-1], "note", date(2024, 1, 1), "Hun lavede kaffe.")
    StudyCase.objects.create(study=study, pseudonym="S-TOM")
    return made


def test_readable_cases_are_shared_evenly(study, cases, analyst, practitioner):
    result = assign_cases(analyst, study, [analyst, practitioner], share=0, seed=1)
    assert (result.first, result.second) == (20, 0)
    assert [Assignment.objects.filter(coder=coder).count() for coder in (analyst, practitioner)] == [10, 10]
    assert not Assignment.objects.filter(case__pseudonym="S-TOM").exists()


def test_the_second_coder_is_another_and_every_kind_of_unit_is_in_the_sample(study, cases, analyst, practitioner):
    assign_cases(analyst, study, [analyst, practitioner], share=0.25, seed=7)
    second = Assignment.objects.filter(place="second").select_related("case")
    kinds = sorted(one.case.unit_kind for one in second)
    assert kinds == ["family"] * 3 + ["outreach"] * 2
    assert all(one.blind for one in second)
    for one in second:
        assert Assignment.objects.get(case=one.case, place="first").coder_id != one.coder_id


def test_the_same_seed_draws_the_same_sample(study, cases, analyst, practitioner):
    assign_cases(analyst, study, [analyst, practitioner], share=0.25, seed=7)
    drawn = set(Assignment.objects.filter(place="second").values_list("case__pseudonym", "coder"))
    Assignment.objects.all().delete()
    assign_cases(analyst, study, [analyst, practitioner], share=0.25, seed=7)
    assert set(Assignment.objects.filter(place="second").values_list("case__pseudonym", "coder")) == drawn


def test_the_same_call_again_gives_nothing_new(study, cases, analyst, practitioner):
    assign_cases(analyst, study, [analyst, practitioner], share=0.25, seed=7)
    again = assign_cases(analyst, study, [analyst, practitioner], share=0.25, seed=8)
    assert (again.first, again.second) == (0, 0)


def test_one_person_is_not_enough_for_double_coding(study, cases, analyst):
    with pytest.raises(BadInput):
        assign_cases(analyst, study, [analyst], share=0.2, seed=1)


def test_only_members_who_may_code_get_cases(study, cases, analyst, leader, outsider):
    for person in (leader, outsider):
        with pytest.raises(BadInput):
            assign_cases(analyst, study, [analyst, person], share=0, seed=1)


def test_a_practitioner_assigns_nothing(study, cases, practitioner):
    with pytest.raises(NotAllowed):
        assign_cases(practitioner, study, [practitioner], share=0, seed=1)
