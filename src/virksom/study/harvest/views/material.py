"""The material: which kinds of document the cases have, the list of cases, and reading one case."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from virksom.people import audit, permissions
from virksom.people.audit import Action
from virksom.people.roles import Permission
from virksom.study.harvest import page_queries, queries, steps, upstairs
from virksom.study.harvest.models import DocumentKind, Study, StudyCase
from virksom.study.harvest.permissions import check_in_study
from virksom.study.harvest.reading import read_case
from virksom.study.harvest.variables import name_of
from virksom.study.harvest.views.opening import open_study, page, who

_ON_A_PAGE = 50


@login_required
@require_GET
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what material the cases have; the list of cases only to who may read them all."""
    study = open_study(request, slug, Permission.VIEW_STUDY)
    exact = permissions.may(who(request), Permission.READ_EVERY_CASE)
    n_cases = StudyCase.objects.filter(study=study).count()
    kinds = page_queries.material_by_kind(study, cases=n_cases, exact=exact)
    context = page(
        request,
        study,
        n_cases=n_cases,
        kinds=[kind for kind in kinds if kind.suppressed or kind.documents or kind.kind in _EXPECTED],
        gaps=[kind for kind in kinds if kind.kind in _EXPECTED and kind.missing],
        n_documents=sum(kind.documents or 0 for kind in kinds) if exact else None,
        coding_url=steps.room("coding:index", study),
        **(_listed(request, study, {kind.kind: kind.missing for kind in kinds}) if exact else {}),
    )
    return render(request, "harvest/documents.html", context)


# What a case should have at the least to be understood from its beginning to its end.
_EXPECTED = {
    DocumentKind.PLAN.value,
    DocumentKind.STATUS_REPORT.value,
    DocumentKind.NOTE.value,
    DocumentKind.DISCHARGE.value,
}


def _listed(request: HttpRequest, study: Study, without: dict[str, int | None]) -> dict[str, object]:
    missing, find = request.GET.get("mangler", ""), request.GET.get("sag", "")[:20]
    cases = page_queries.cases_of(study, missing=missing, find=find)
    pages = Paginator(cases, _ON_A_PAGE)
    known = without.get(missing)
    if known is not None and not find:
        # Counting them again would walk through every case.
        pages.count = known
    shown = pages.get_page(request.GET.get("side"))
    return {
        "cases": shown,
        "rows": page_queries.case_rows(list(shown)),
        "missing": missing if missing in DocumentKind.values else "",
        "find": find,
        "all_kinds": DocumentKind.choices,
        "query": urlencode({"mangler": missing, "sag": find}),
    }


@login_required
@require_GET
def case(request: HttpRequest, slug: str, pseudonym: str) -> HttpResponse:
    """Read one case; whoever codes it is sent to the coding page, which keeps the ending from them."""
    study = open_study(request, slug, Permission.VIEW_STUDY)
    check_in_study(who(request), Permission.READ_DOCUMENTS, study)
    found = get_object_or_404(StudyCase, study=study, pseudonym=pseudonym)
    codes = upstairs.coding().is_coder_of(who(request), found)
    coding_url = steps.room_of_case("coding:case", found)
    if coding_url and (codes or not permissions.may(who(request), Permission.READ_EVERY_CASE)):
        return redirect(coding_url)
    held = list(queries.case_documents(who(request), study, pseudonym))
    chosen = request.GET.get("dokument", "")
    if chosen and not any(str(document.pk) == chosen for document in held):
        raise Http404
    search = request.GET.get("find", "")
    audit.record(
        Action.SEARCHED if search else Action.READ,
        by=who(request),
        subject="case",
        subject_id=pseudonym,
        purpose=_("Læst i undersøgelsen »{}«").format(study.slug),
        details={"documents": len(held)},
    )
    values = [(name_of(value.variable), value.label or value.value) for value in found.values.all()]
    context = page(
        request,
        study,
        case=found,
        reading=read_case(held, search, chosen),
        search=search,
        held=len(held),
        values=values,
    )
    return render(request, "harvest/case.html", context)
