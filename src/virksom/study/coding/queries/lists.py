"""The list of cases: a coder's own, or all of the study for those who lead the coding."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from virksom.people.models import User
from virksom.study.coding.models import Assignment, AssignmentState, Coding, Variable
from virksom.study.harvest.models import Study, StudyCase

PAGE = 50


@dataclass
class CaseRow:
    """A case in the list with how far its coding is."""

    assignment: Assignment
    coded: int
    total: int


@dataclass(frozen=True)
class Counts:
    """How the coding of a study stands, or one coder's part of it."""

    assigned: int
    in_progress: int
    done: int
    cases: int
    second: int


def cases_to_code(study: Study, *, coder: User | None, state: str = "", page: int = 1) -> tuple[list[CaseRow], Page]:
    """Return one page of assignments, of one coder or of everybody, with their progress."""
    rows = Assignment.objects.filter(case__study=study).select_related("case", "coder")
    if coder is not None:
        rows = rows.filter(coder=coder)
    if state in AssignmentState.values:
        rows = rows.filter(state=state)
    shown = Paginator(rows.order_by("case__pseudonym", "place"), PAGE).get_page(page)
    total = Variable.objects.filter(codebook__study=study, codebook__superseded_at__isnull=True).count()
    here = list(shown.object_list)
    coded = _coded(Coding.objects.filter(assignment__in=here, superseded_at__isnull=True))
    return [CaseRow(one, coded.get(one.pk, 0), total) for one in here], shown


def counts(study: Study, *, coder: User | None) -> Counts:
    """Count assignments by state, in two queries."""
    rows = Assignment.objects.filter(case__study=study)
    if coder is not None:
        rows = rows.filter(coder=coder)
    told = rows.aggregate(
        assigned=Count("id"),
        in_progress=Count("id", filter=Q(state=AssignmentState.IN_PROGRESS)),
        done=Count("id", filter=Q(state=AssignmentState.DONE)),
        second=Count("id", filter=Q(place="second")),
    )
    return Counts(cases=StudyCase.objects.filter(study=study).count(), **told)


def next_case(study: Study, coder: User) -> Assignment | None:
    """Return the case the coder should take now: one in progress, else one not begun."""
    rows = Assignment.objects.filter(case__study=study, coder=coder).exclude(state=AssignmentState.DONE)
    # "in_progress" sorts before "not_begun".
    return rows.select_related("case").order_by("state", "id").first()


def _coded(codings: QuerySet[Coding]) -> dict[int, int]:
    return dict(codings.order_by().values_list("assignment").annotate(n=Count("id")).values_list("assignment", "n"))
