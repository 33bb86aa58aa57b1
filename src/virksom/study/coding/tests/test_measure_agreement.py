"""Agreement is measured on the cases two coders have finished."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from virksom.study.coding.models import Assignment, Coding
from virksom.study.coding.queries.agreement import agreement
from virksom.study.coding.tests.conftest import add_document, code_all
from virksom.study.harvest.models import StudyCase


@pytest.fixture
def double(study, analyst, practitioner, variable):
    """Ten cases, the outcome of each coded by two."""

    def make(firsts, seconds, key="outcome"):
        now = timezone.now()
        for number, values in enumerate(zip(firsts, seconds, strict=True)):
            case = StudyCase.objects.create(study=study, pseudonym=f"S-{number}")
            add_document(case, "note", date(2024, 1, 1), "Hun lavede kaffe.")
            for place, coder, value in zip(("first", "second"), (analyst, practitioner), values, strict=True):
                one = Assignment.objects.create(
                    case=case, coder=coder, place=place, state="done", done_at=now, outcome_opened_at=now
                )
                answer = {"value": value} if value else {"missing": "not_mentioned"}
                Coding.objects.create(
                    assignment=one, variable=variable(key), key=key, certainty=3, saved_at=now, **answer
                )

    return make


def of(study, key):
    return next(one for one in agreement(study) if one.term.key == key)


def test_full_agreement_is_one_and_called_good(study, double):
    double(["reached", "partly", "not_reached"] * 3, ["reached", "partly", "not_reached"] * 3)
    found = of(study, "outcome")
    assert found.result.value == 1.0
    assert (found.grade, found.n_cases, found.result.n_units) == ("good", 9, 9)
    assert of(study, "frame").result is None


def test_a_step_beside_counts_less_than_two_steps_on_an_ordered_scale(study, double):
    near = ["reached", "partly", "not_reached", "reached", "not_reached", "partly"]
    double(near, ["partly", "partly", "not_reached", "reached", "not_reached", "partly"])
    one_step = of(study, "outcome").result.value
    Coding.objects.filter(assignment__place="second", assignment__case__pseudonym="S-0").update(value="not_reached")
    Coding.objects.filter(pk=Coding.objects.last().pk).delete()
    assert of(study, "outcome").result.value < one_step < 1


def test_that_one_could_not_tell_is_counted_beside_the_coefficient(study, double):
    double(["reached", "partly", "reached"], ["reached", "partly", ""])
    found = of(study, "outcome")
    assert (found.n_cases, found.n_one_missing, found.result.n_units) == (3, 1, 2)


def test_cases_that_one_has_not_finished_are_not_in_it(study, first, second):
    code_all(first)
    assert of(study, "severity").n_cases == 0


def test_labels_and_numbers_are_compared_in_their_own_way(study, double):
    double(["skolefravær", "vold", "gæld"], ["skolefravær", "vold", "vold"], key="target_group")
    assert 0 < of(study, "target_group").result.value < 1


def test_the_figures_are_computed_once_until_a_coding_changes(study, double, django_assert_max_num_queries):
    double(["reached", "partly"], ["reached", "partly"])
    agreement(study)
    with django_assert_max_num_queries(4):
        agreement(study)


def test_a_wide_interval_is_said_before_a_good_figure_is_believed(study, double):
    double(["reached", "partly", "not_reached", "reached"], ["reached", "partly", "not_reached", "partly"])
    found = of(study, "outcome")
    assert found.result.value > 0.667 > found.result.interval[0]
    assert found.grade == "tentative" and "intervallet er bredt" in found.meaning


def test_a_study_nobody_double_coded_has_no_figure(study, codebook):
    assert {row.grade for row in agreement(study)} == {"none"}
