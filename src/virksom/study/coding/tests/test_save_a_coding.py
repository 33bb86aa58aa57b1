"""A coder answers a variable with a value, how sure, and the passage it rests on."""

from __future__ import annotations

import pytest

from virksom.errors import NotAllowed, StaleVersion
from virksom.people.models import AuditEvent
from virksom.study.coding.answers import Answer, Span
from virksom.study.coding.errors import CodingIsClosed, NoSuchPassage, NotAValue, OutcomeIsHidden, ReasonIsMissing
from virksom.study.coding.models import Coding
from virksom.study.coding.services import open_outcome, save_coding
from virksom.study.coding.tests.conftest import SEEN, code, code_all
from virksom.study.harvest.models import CaseValue, Document


def save(assignment, variable, seen=0, **answer):
    return save_coding(assignment.coder, assignment, variable, Answer(**{"certainty": 2, **answer}), seen_version=seen)


def test_a_value_is_kept_with_its_passage_in_the_words_of_the_document(first, variable):
    note = Document.objects.filter(kind="note").first()
    coding = save(first, variable("alliance_bond"), value="1", passage=Span(note.pk, 0, 22))
    assert (coding.value, coding.quote, coding.certainty) == ("1", "Han åbnede ikke døren.", 2)
    first.refresh_from_db()
    assert first.state == "in_progress"
    event = AuditEvent.objects.filter(action="coded").first()
    assert (event.subject_id, event.details["variable"]) == ("S-DRENG", "alliance_bond")


def test_a_correction_is_a_new_version_and_the_old_one_stays(first, variable):
    save(first, variable("severity"), value="3")
    save(first, variable("severity"), seen=1, value="4")
    told = [(one.version, one.value, one.superseded_at is None) for one in Coding.objects.order_by("version")]
    assert told == [(1, "3", False), (2, "4", True)]


def test_the_same_answer_again_changes_nothing(first, variable):
    save(first, variable("severity"), value="3")
    save(first, variable("severity"), seen=1, value="3")
    assert Coding.objects.count() == 1


def test_a_stale_save_is_refused_with_both_answers(first, variable):
    save(first, variable("severity"), value="3")
    with pytest.raises(StaleVersion) as refused:
        save(first, variable("severity"), seen=0, value="5")
    assert (refused.value.theirs, refused.value.yours) == ("3 · Betydelig", "5 · Meget svær")
    assert Coding.objects.count() == 1


def test_that_it_cannot_be_told_is_an_answer(first, variable):
    coding = save(first, variable("network"), missing="not_mentioned")
    assert (coding.value, coding.missing) == ("", "not_mentioned")


@pytest.mark.parametrize(
    ("key", "value"), [("severity", "6"), ("severity", ""), ("age_at_intake", "elleve"), ("age_at_intake", "300")]
)
def test_a_value_outside_the_codebook_is_refused_without_repeating_it(first, variable, key, value):
    with pytest.raises(NotAValue) as refused:
        save(first, variable(key), value=value)
    assert "elleve" not in str(refused.value)


def test_a_coding_says_how_sure(first, variable):
    with pytest.raises(NotAValue):
        save(first, variable("severity"), value="3", certainty=None)


def test_a_number_is_read_with_a_danish_comma(first, variable):
    assert save(first, variable("duration_months"), value="9,50").value == "9.5"


def test_the_system_value_the_coder_confirms_is_told_apart(first, variable):
    CaseValue.objects.create(case=first.case, variable="age_at_intake", value="11", system="sensum")
    assert save(first, variable("age_at_intake"), value="11").origin == "prefilled"
    assert save(first, variable("age_at_intake"), seen=1, value="12").origin == "person"


def test_somebody_elses_case_cannot_be_coded(first, variable, analyst):
    with pytest.raises(NotAllowed):
        save_coding(analyst, first, variable("severity"), Answer("3", certainty=3), seen_version=0)


def test_a_passage_must_lie_in_a_document_of_the_case(first, variable, study):
    note = Document.objects.filter(kind="note").first()
    for span in (Span(note.pk, 5, 5), Span(note.pk, 0, 10_000), Span(note.pk + 1_000, 0, 5)):
        with pytest.raises(NoSuchPassage):
            save(first, variable("severity"), value="3", passage=span)


def test_a_passage_cannot_be_taken_from_a_hidden_document(first, variable):
    closing = Document.objects.get(kind="discharge")
    with pytest.raises(NoSuchPassage):
        save(first, variable("severity"), value="3", passage=Span(closing.pk, 0, 5))


def test_the_outcome_cannot_be_coded_before_it_is_opened(first, variable):
    with pytest.raises(OutcomeIsHidden):
        save(first, variable("outcome"), value="reached")


def test_a_change_after_the_outcome_is_known_says_why_and_is_marked(first, variable):
    code(first, SEEN)
    open_outcome(first.coder, first)
    with pytest.raises(ReasonIsMissing):
        save(first, variable("frame"), seen=1, value="4")
    coding = save(first, variable("frame"), seen=1, value="4", change_reason="Overså hjemmebesøgene.")
    assert (coding.after_outcome, coding.version) == (True, 2)
    assert Coding.objects.get(key="frame", version=1).after_outcome is False


def test_a_finished_case_is_not_changed(first, variable):
    code_all(first)
    with pytest.raises(CodingIsClosed):
        save(first, variable("outcome"), seen=1, value="reached")
