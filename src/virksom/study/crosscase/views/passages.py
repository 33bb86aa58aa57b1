"""From a figure to the cases and passages behind it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.roles import Permission
from virksom.study.crosscase import policies, queries
from virksom.study.crosscase.views.lookup import analysis_of, person, study_of
from virksom.study.harvest.permissions import check_in_study


@login_required
@require_safe
def passages(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the cases behind one figure; the reading is recorded with their pseudonyms."""
    study, user = study_of(slug), person(request)
    check_in_study(user, Permission.READ_DOCUMENTS, study)
    analysis = analysis_of(study, number)
    policies.check_is_done(analysis)
    asked = {name: request.GET.get(name, "") for name in ("betingelse", "vaerdi", "udfald", "grund")}
    selection = queries.Selection(asked["betingelse"], asked["vaerdi"], asked["udfald"], asked["grund"])
    page = request.GET.get("side", "1")
    found = queries.behind(user, analysis, selection, page=int(page) if page.isdecimal() and len(page) < 10 else 1)
    if found is None:
        raise Http404
    if found.cases:
        audit.record(
            Action.READ,
            by=user,
            subject="analysis",
            subject_id=analysis.pk,
            purpose=_("Stederne bag et tal i analysen"),
            details={"study": study.slug, "cases": [case.pseudonym for case in found.cases]},
        )
    query = request.GET.copy()
    query.pop("side", None)
    context = {"study": study, "analysis": analysis, "found": found, "asked": asked, "query": query.urlencode()}
    return render(request, "crosscase/passages.html", context)
