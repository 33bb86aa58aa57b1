"""A closed case with its documents, given to two coders."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from virksom.people.models import User
from virksom.study.coding.answers import Answer
from virksom.study.coding.models import Assignment, Codebook, Variable
from virksom.study.coding.services import finish, install_starter_codebook, open_outcome, save_coding
from virksom.study.harvest.models import Document, Study, StudyCase

SEEN = {
    "age_at_intake": "11",
    "target_group": "skolefravær",
    "severity": "3",
    "prior_interventions": "1",
    "network": "2",
    "duration_months": "9,5",
    "alliance_bond": "4",
    "alliance_tasks": "4",
    "alliance_goals": "3",
    "frame": "5",
    "citizen_part": "3",
    "method": "network",
}
ENDED = {"end_reason": "agreed", "outcome": "partly"}


@pytest.fixture
def codebook(study: Study) -> Codebook:
    return install_starter_codebook(study)


@pytest.fixture
def variable(codebook: Codebook):
    def by_key(key: str) -> Variable:
        return Variable.objects.get(codebook=codebook, key=key)

    return by_key


def add_document(case: StudyCase, kind: str, day: date, text: str) -> Document:
    source = f"{case.pseudonym}-{kind}-{day}-{case.documents.count()}"
    return Document.objects.create(
        case=case, source=source, system="folder", kind=kind, written_on=day, text=text, text_hash=source, author="M-1"
    )


@pytest.fixture
def case(study: Study, codebook: Codebook) -> StudyCase:
    """A boy who does not go to school: an order, two notes and a closing status."""
    case = StudyCase.objects.create(
        study=study,
        pseudonym="S-DRENG",
        unit_kind="family",
        started_on=date(2024, 1, 15),
        ended_on=date(2024, 11, 1),
    )
    add_document(case, "order", date(2024, 1, 10), "Drengen er 11 år. Han har ikke været i skole siden efterårsferien.")
    add_document(case, "note", date(2024, 2, 1), "Han åbnede ikke døren. Mor talte med mig på trappen.")
    add_document(case, "note", date(2024, 6, 1), "Vi øvede bussen. Træneren tog med. Han ringede selv bagefter.")
    add_document(case, "discharge", date(2024, 11, 1), "Han går i skole fire dage om ugen. Målet er delvist nået.")
    return case


@pytest.fixture
def first(case: StudyCase, practitioner: User) -> Assignment:
    return Assignment.objects.create(case=case, coder=practitioner, place="first")


@pytest.fixture
def second(case: StudyCase, analyst: User, first: Assignment) -> Assignment:
    return Assignment.objects.create(case=case, coder=analyst, place="second")


def code(assignment: Assignment, values: dict[str, str]) -> None:
    """Code with the coder's own hand, each variable once."""
    for variable in Variable.objects.filter(key__in=values, codebook__study=assignment.case.study):
        answer = Answer(value=values[variable.key], certainty=2)
        save_coding(assignment.coder, assignment, variable, answer, seen_version=0)


def code_all(assignment: Assignment, **other: str) -> Assignment:
    """Code the whole case and report it finished."""
    code(assignment, {**SEEN, **{key: value for key, value in other.items() if key in SEEN}})
    open_outcome(assignment.coder, assignment)
    code(assignment, {**ENDED, **{key: value for key, value in other.items() if key in ENDED}})
    return finish(assignment.coder, assignment)


@pytest.fixture
def now():
    return timezone.now()
