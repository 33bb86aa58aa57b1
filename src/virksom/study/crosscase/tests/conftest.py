"""Coded cases in bulk: the demo organisation's truth as two coders saw it, without its files."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from django.utils import timezone

from virksom.demo.chance import chance
from virksom.demo.coders import MAIN_CODER, SECOND_CODER, code_case
from virksom.demo.truth import draw_cases
from virksom.people.models import User
from virksom.study.coding.models import Assignment, Coding, Variable
from virksom.study.coding.queries import terms
from virksom.study.coding.services import install_starter_codebook
from virksom.study.crosscase import services
from virksom.study.crosscase.analysing import Specification, standard_specification
from virksom.study.crosscase.models import Analysis
from virksom.study.harvest.models import Document, Study, StudyCase

TEXT = "Vi mødtes ved køkkenbordet. Hun sagde, at det var første gang, nogen spurgte."


def fill(study: Study, coder: User, second: User, *, cases: int = 120, seed: int = 3) -> Study:
    """Give a study coded cases, each with one document and a quote for every value."""
    book = install_starter_codebook(study)
    variables = {one.key: one for one in Variable.objects.filter(codebook=book)}
    truths = list(draw_cases(cases, seed))
    made = StudyCase.objects.bulk_create(
        StudyCase(study=study, pseudonym=f"S-{one.number:04d}", professional=f"M-{one.professional}") for one in truths
    )
    documents = Document.objects.bulk_create(
        Document(case=case, source=case.pseudonym, system="folder", kind="note", text=TEXT, text_hash=case.pseudonym)
        for case in made
    )
    now = timezone.now()
    hands = ((MAIN_CODER, coder, "first"), (SECOND_CODER, second, "second"))
    work = [
        (truth, document, eyes, Assignment(case=case, coder=person, place=place, **done(now)))
        for truth, case, document in zip(truths, made, documents, strict=True)
        for eyes, person, place in hands
        if place == "first" or truth.second_coder
    ]
    Assignment.objects.bulk_create(assignment for *_rest, assignment in work)
    Coding.objects.bulk_create(
        Coding(
            assignment=assignment,
            variable=variables[value.variable],
            key=value.variable,
            value=value.value,
            certainty=value.sure,
            document=document,
            start=0,
            end=27,
            quote=TEXT[:27],
            saved_at=now,
        )
        for truth, document, eyes, assignment in work
        for value in code_case(truth, eyes, chance(seed, truth.number, eyes.name), age=11, target_group="skolefravær")
    )
    return study


def done(at: datetime) -> dict[str, object]:
    """What a finished assignment says."""
    return {"state": "done", "outcome_opened_at": at, "done_at": at}


def quick(study: Study) -> Specification:
    """The standard questions, with fewer permutations and Laplace: the same facts in less time."""
    asked = standard_specification(terms(study))
    assert asked is not None
    return replace(asked, permutations=99, quadrature_points=1)


@pytest.fixture
def coded_study(study: Study, practitioner: User, analyst: User) -> Study:
    return fill(study, practitioner, analyst)


@pytest.fixture(scope="session")
def computed() -> dict[str, object]:
    """What the analysis of `coded_study` came to: the same every time, so it is computed once."""
    return {}


@pytest.fixture
def analysis(coded_study: Study, analyst: User, computed: dict[str, object]) -> Analysis:
    if not computed:
        made = services.analyse(analyst, coded_study, quick(coded_study))
        names = ["state", "number", "results", "parameters", "dataset", "dataset_hash", "codebook_version"]
        computed.update({name: getattr(made, name) for name in (*names, "software_version", "finished_at")})
        return made
    return Analysis.objects.create(study=coded_study, made_by=str(analyst), **computed)
