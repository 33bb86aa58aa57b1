"""The outcome group opens when intake and intervention are finished, and the case is finished after that."""

from __future__ import annotations

import pytest

from virksom.errors import NotAllowed
from virksom.study.coding.errors import CodingIsClosed, VariablesAreOpen
from virksom.study.coding.services import finish, open_outcome, reopen
from virksom.study.coding.tests.conftest import ENDED, SEEN, code, code_all


def test_it_stays_hidden_while_something_is_not_answered(first):
    code(first, {key: value for key, value in SEEN.items() if key != "frame"})
    with pytest.raises(VariablesAreOpen) as refused:
        open_outcome(first.coder, first)
    assert refused.value.labels == ("Social-spatiale rammer",)


def test_it_opens_once_and_keeps_its_moment(first):
    code(first, SEEN)
    opened = open_outcome(first.coder, first).outcome_opened_at
    assert open_outcome(first.coder, first).outcome_opened_at == opened


def test_nobody_opens_it_for_another_coder(first, analyst):
    code(first, SEEN)
    with pytest.raises(NotAllowed):
        open_outcome(analyst, first)


def test_a_case_is_finished_only_with_the_outcome_coded(first):
    code(first, SEEN)
    open_outcome(first.coder, first)
    with pytest.raises(VariablesAreOpen):
        finish(first.coder, first)
    code(first, ENDED)
    assert finish(first.coder, first).state == "done"


def test_a_finished_case_is_taken_up_again_while_it_has_one_coder(first):
    code_all(first)
    assert reopen(first.coder, first).state == "in_progress"


def test_nothing_is_taken_up_again_when_both_are_finished(first, second):
    code_all(first)
    code_all(second)
    with pytest.raises(CodingIsClosed):
        reopen(first.coder, first)
