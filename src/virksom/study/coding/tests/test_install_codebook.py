"""A study gets the starter codebook, and later a next version."""

from __future__ import annotations

import pytest

from virksom.errors import NotAllowed
from virksom.study.coding.models import Codebook, Variable, VariableValue
from virksom.study.coding.queries import terms
from virksom.study.coding.services import install_starter_codebook, revise_codebook
from virksom.study.coding.services.codebooks import starter_codebook

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
