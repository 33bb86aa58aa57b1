"""Reads that only the pages need: figures of a study, its material by kind, a page of its cases.

The views have checked the permission; each function is a fixed number of queries, however many cases there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from virksom.people.models import User
from virksom.study.harvest import upstairs
from virksom.study.harvest.models import (
    Document,
    DocumentKind,
    HarvestRun,
    QuarantineItem,
    RunState,
    Study,
    StudyCase,
    StudyMember,
)

GOING_ON = (RunState.WAITING, RunState.RUNNING)
# A count from one to four could point to somebody; who is not to read cases is told »fewer than 5«.
SMALL = 5


@dataclass(frozen=True)
class StudyFigures:
    """The key figures of a study, for somebody."""

    cases: int
    documents: int
    quarantined: int
    coding: upstairs.StepProgress
    analyses: int
    run: HarvestRun | None
    members: int

    @property
    def is_harvesting(self) -> bool:
        """Answer whether a harvest waits or runs."""
        return self.run is not None and self.run.state in GOING_ON


@dataclass(frozen=True)
class KindOfMaterial:
    """One kind of document over all cases.

    Attributes:
        cases: how many cases have at least one; None where the count is too small to be shown.
        share: of all cases, from 0 to 100; None likewise.
        documents: how many there are; None likewise.
    """

    kind: str
    label: str
    cases: int | None
    missing: int | None
    share: int | None
    documents: int | None
    suppressed: bool = False


@dataclass(frozen=True)
class CaseRow:
    """One case in the list."""

    case: StudyCase
    documents: int
    kinds: list[str]
    state: str


def studies_with_counts(studies: QuerySet[Study]) -> QuerySet[Study]:
    """Add the number of cases and of open places in quarantine, and whether a harvest is going on."""
    cases = (
        StudyCase.objects.filter(study=OuterRef("pk")).order_by().values("study").annotate(n=Count("pk")).values("n")
    )
    running = HarvestRun.objects.filter(study=OuterRef("pk"), state__in=GOING_ON)
    return studies.annotate(n_cases=Coalesce(Subquery(cases), 0), is_harvesting=Exists(running))


def figures(study: Study, user: User) -> StudyFigures:
    """Return the key figures of a study as this person may know them."""
    return StudyFigures(
        cases=StudyCase.objects.filter(study=study).count(),
        documents=Document.objects.filter(case__study=study).count(),
        quarantined=QuarantineItem.objects.filter(study=study, settled_at__isnull=True).count(),
        coding=upstairs.coding().progress(study, user),
        analyses=upstairs.analysis_progress(study).done,
        run=latest_run(study),
        members=StudyMember.objects.filter(study=study).count(),
    )


def latest_run(study: Study) -> HarvestRun | None:
    """Return the harvest that goes on, else the last one; where its source lay is left out."""
    return HarvestRun.objects.filter(study=study).defer("source").first()


def team(study: Study) -> list[StudyMember]:
    """Return the team with each member's roles read."""
    places = StudyMember.objects.filter(study=study).select_related("user").prefetch_related("user__memberships")
    return sorted(places, key=lambda place: str(place.user).casefold())


def material_by_kind(study: Study, *, cases: int, exact: bool) -> list[KindOfMaterial]:
    """Return how many cases have each kind of document, in the order of the kinds.

    Args:
        study: whose material.
        cases: how many cases it has.
        exact: whether small counts are shown; else both a count under five and a rest under five are held back.
    """
    found = _material(study, cases)
    told = [_kind(kind, *found.get(kind.value, (0, 0)), cases, exact) for kind in DocumentKind]
    if sum(one.suppressed for one in told) == 1:
        # The study's number of documents is no secret: what one kind holds back alone, it minus the others would tell.
        at = min(
            (at for at, one in enumerate(told) if one.documents), key=lambda at: told[at].documents or 0, default=-1
        )
        if at >= 0:
            told[at] = _held_back(told[at].kind, told[at].label)
    return told


def _material(study: Study, cases: int) -> dict[str, tuple[int, int]]:
    """Cases and documents of each kind; counted again when something may have been harvested since.

    Counting takes more than half a second in a study with 700,000 documents, and only a harvest changes the answer.
    """
    run = latest_run(study)
    state = (run.pk, run.beat_at, run.state) if run else ()
    documents = Document.objects.filter(case__study=study).count()
    seen = (study.created_at, cases, documents, *state)
    known = cache.get(f"harvest.material.{study.pk}")
    if known and known[0] == seen:
        return dict(known[1])
    rows = (
        Document.objects.filter(case__study=study)
        .order_by()
        .values("kind")
        .annotate(cases=Count("case", distinct=True), documents=Count("pk"))
    )
    found = {row["kind"]: (row["cases"], row["documents"]) for row in rows}
    cache.set(f"harvest.material.{study.pk}", (seen, found), timeout=24 * 3600)
    return found


def _kind(kind: DocumentKind, having: int, documents: int, cases: int, exact: bool) -> KindOfMaterial:
    missing = cases - having
    if not exact and any(0 < count < SMALL for count in (having, missing, documents)):
        return _held_back(kind.value, str(kind.label))
    share = round(100 * having / cases) if cases else 0
    return KindOfMaterial(kind.value, str(kind.label), having, missing, share, documents)


def _held_back(kind: str, label: str) -> KindOfMaterial:
    return KindOfMaterial(kind, label, None, None, None, None, suppressed=True)


def cases_of(study: Study, *, missing: str = "", having: str = "", find: str = "") -> QuerySet[StudyCase]:
    """Return the study's cases, perhaps only those with or without a kind of document, or one by its pseudonym."""
    cases = StudyCase.objects.filter(study=study).defer("tags", "seen")
    documents = Document.objects.filter(case=OuterRef("pk"))
    if missing in DocumentKind.values:
        cases = cases.filter(~Exists(documents.filter(kind=missing)))
    if having in DocumentKind.values:
        cases = cases.filter(Exists(documents.filter(kind=having)))
    if find:
        cases = cases.filter(pseudonym__icontains=find.strip())
    return cases


def case_rows(cases: list[StudyCase]) -> list[CaseRow]:
    """Return these cases with what they hold, in two queries."""
    numbers = [case.pk for case in cases]
    rows = Document.objects.filter(case__in=numbers).order_by().values_list("case_id", "kind").annotate(n=Count("pk"))
    held: dict[int, dict[str, int]] = {}
    for case_id, kind, count in rows:
        held.setdefault(case_id, {})[kind] = count
    states = upstairs.coding().states(numbers)
    return [_case_row(case, held.get(case.pk, {}), states.get(case.pk, "")) for case in cases]


def _case_row(case: StudyCase, held: dict[str, int], state: str) -> CaseRow:
    kinds = [str(kind.label) for kind in DocumentKind if kind.value in held]
    return CaseRow(case, sum(held.values()), kinds, state)


def quarantine_reasons(study: Study) -> list[tuple[str, int, int]]:
    """Return each reason with how many places are open and how many are settled, the most open first."""
    rows = QuarantineItem.objects.filter(study=study).order_by().values("reason")
    counted = rows.annotate(
        open=Count("pk", filter=Q(settled_at__isnull=True)), settled=Count("pk", filter=Q(settled_at__isnull=False))
    )
    found = [(row["reason"], row["open"], row["settled"]) for row in counted]
    return sorted(found, key=lambda row: (-row[1], row[0]))
