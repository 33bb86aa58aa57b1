"""The study's overview shows how far coding is, as the room below asks for it."""

from __future__ import annotations

from virksom.study.coding.services import open_outcome
from virksom.study.coding.tests.conftest import SEEN, code, code_all
from virksom.study.harvest import upstairs


def test_coded_cases_and_those_that_wait_for_me_are_counted(study, first, second, practitioner, analyst):
    told = upstairs.coding().progress(study, practitioner)
    assert (told.done, told.begun, told.yours) == (0, 1, 1)
    code_all(first)
    told = upstairs.coding().progress(study, practitioner)
    assert (told.done, told.yours) == (1, 0)
    assert upstairs.coding().progress(study, analyst).yours == 1
    assert upstairs.coding().states([first.case_id]) == {first.case_id: "Færdig"}


def test_a_coder_is_kept_from_the_ending_until_it_is_opened(first, analyst):
    room = upstairs.coding()
    assert room.is_coder_of(first.coder, first.case) and not room.is_coder_of(analyst, first.case)
    code(first, SEEN)
    open_outcome(first.coder, first)
    assert not room.is_coder_of(first.coder, first.case)
