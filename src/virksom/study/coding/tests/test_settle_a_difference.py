"""Where two coders differ, the difference is settled with a reason and both codings stay."""

from __future__ import annotations

import pytest

from virksom.errors import NotAllowed, StaleVersion, WrongState
from virksom.study.coding.models import Coding, Settlement
from virksom.study.coding.queries import coded_table
from virksom.study.coding.services import settle
from virksom.study.coding.tests.conftest import code_all


@pytest.fixture
def differing(first, second):
    code_all(first, frame="5")
    code_all(second, frame="3")


def test_what_is_settled_counts_and_both_codings_stay(differing, case, variable, analyst, study):
    settle(analyst, case, variable("frame"), value="4", reason="Hjemme, men med uro.")
    assert coded_table(study).loc["S-DRENG", "frame"] == 4.0
    assert set(Coding.objects.filter(key="frame").values_list("value", "superseded_at")) == {("5", None), ("3", None)}


def test_settling_again_is_a_new_version(differing, case, variable, analyst):
    settle(analyst, case, variable("frame"), value="4", reason="Hjemme, men med uro.")
    with pytest.raises(StaleVersion):
        settle(analyst, case, variable("frame"), value="5", reason="Nej.")
    settle(analyst, case, variable("frame"), value="5", reason="Set igen sammen.", seen_version=1)
    assert Settlement.objects.count() == 2


def test_it_takes_a_reason(differing, case, variable, analyst):
    with pytest.raises(WrongState):
        settle(analyst, case, variable("frame"), value="4", reason="  ")


def test_nothing_is_settled_where_they_agree(differing, case, variable, analyst):
    with pytest.raises(WrongState):
        settle(analyst, case, variable("severity"), value="4", reason="x")


def test_nothing_is_settled_before_both_are_finished(first, second, case, variable, analyst):
    code_all(first)
    with pytest.raises(WrongState):
        settle(analyst, case, variable("frame"), value="4", reason="x")


def test_a_coder_does_not_settle(differing, case, variable, practitioner):
    with pytest.raises(NotAllowed):
        settle(practitioner, case, variable("frame"), value="4", reason="x")
