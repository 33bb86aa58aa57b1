"""A study gets the starter codebook, and later a next version."""

from __future__ import annotations

import pytest

from virksom.errors import NotAllowed
from virksom.study.coding.answers import Answer
from virksom.study.coding.models import Codebook, Coding, Variable, VariableValue
from virksom.study.coding.queries import coded_table, terms
from virksom.study.coding.services import install_starter_codebook, revise_codebook, save_coding
from virksom.study.coding.services.codebooks import starter_codebook
from virksom.study.coding.tests.conftest import code

KEYS = [
    "age_at_intake",
    "target_group",
    "severity",
    "prior_interventions",
    "network",
    "duration_months",
    "alliance_bond",
    "alliance_tasks",
    "alliance_goals",
    "frame",
    "citizen_part",
    "method",
    "end_reason",
    "outcome",
]


def test_the_starter_codebook_asks_in_the_order_of_the_case(study):
    install_starter_codebook(study)
    told = terms(study)
    assert list(told) == KEYS
    assert [told[key].phase for key in KEYS] == ["intake"] * 5 + ["intervention"] * 7 + ["discharge"] * 2
    assert told["outcome"].codes == ("not_reached", "partly", "reached")
    assert told["outcome"].level == "ordinal"
    assert told["prior_interventions"].codes == ("0", "1", "2")
    assert told["severity"].numeric and not told["outcome"].numeric


def test_every_variable_and_value_of_the_starter_codebook_is_explained_with_an_example(study):
    install_starter_codebook(study)
    for variable in Variable.objects.all():
        assert variable.definition and variable.inclusion and variable.exclusion and variable.examples, variable.key
    for value in VariableValue.objects.all():
        assert value.definition and value.inclusion and value.exclusion and value.example, value


def test_a_second_installation_changes_nothing(study):
    first = install_starter_codebook(study)
    assert install_starter_codebook(study) == first
    assert Codebook.objects.count() == 1


def test_a_next_version_freezes_the_one_before(study, analyst):
    first = install_starter_codebook(study)
    second = revise_codebook(analyst, study, {**starter_codebook(), "title": "Vores egen"})
    first.refresh_from_db()
    assert (first.superseded_at is not None, second.version, second.superseded_at) == (True, 2, None)


def test_a_practitioner_may_not_change_the_codebook(study, practitioner):
    install_starter_codebook(study)
    with pytest.raises(NotAllowed):
        revise_codebook(practitioner, study, starter_codebook())


def test_what_was_coded_by_an_earlier_version_stands_and_is_followed_by_the_next(study, analyst, first):
    code(first, {"severity": "3"})
    revise_codebook(analyst, study, starter_codebook())
    newer = Variable.objects.get(key="severity", codebook__version=2)
    save_coding(first.coder, first, newer, Answer("4", certainty=2), seen_version=1)
    told = Coding.objects.filter(key="severity").order_by("version")
    assert [(one.version, one.variable.codebook.version) for one in told] == [(1, 1), (2, 2)]
    assert coded_table(study).loc[first.case.pseudonym, "severity"] == 4.0
