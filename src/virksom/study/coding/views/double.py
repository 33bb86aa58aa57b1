"""Pages about two coders: how far they agree, and where they differ."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virksom.errors import BadInput, StaleVersion, WrongState
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.roles import Permission
from virksom.study.coding import services
from virksom.study.coding.forms import SettleForm
from virksom.study.coding.models import Missing
from virksom.study.coding.queries import agreement as agreements
from virksom.study.coding.queries import codebook_in_use
from virksom.study.coding.queries import differences as differing
from virksom.study.coding.views.lookup import person, study_of, variable_of
from virksom.study.harvest.models import StudyCase
from virksom.study.harvest.permissions import check_in_study, may_in_study


@login_required
@require_safe
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """Show Krippendorff's alpha for every variable, with what it rests on and what it means."""
    study = study_of(slug)
    check_in_study(request.user, Permission.VIEW_AGREEMENT, study)
    rows = agreements.agreement(study)
    context = {
        "study": study,
        "rows": rows,
        "n_cases": max((row.n_cases for row in rows), default=0),
        "resamples": agreements.RESAMPLES,
        "may_settle": may_in_study(request.user, Permission.SETTLE_CODINGS, study),
        "may_see_cases": may_in_study(request.user, Permission.CODE_CASES, study)
        or may_in_study(request.user, Permission.ASSIGN_CODING, study),
    }
    return render(request, "coding/agreement.html", context)


@login_required
@require_safe
def differences(request: HttpRequest, slug: str) -> HttpResponse:
    """Show both answers side by side where they differ; reading the passages is written in the log."""
    study = study_of(slug)
    check_in_study(request.user, Permission.SETTLE_CODINGS, study)
    book = codebook_in_use(study)
    told = list(book.variables.all()) if book else []
    key, settled = request.GET.get("variabel", ""), request.GET.get("vis") == "afgjorte"
    page_words = request.GET.get("side", "1")
    number = int(page_words) if page_words.isdecimal() and len(page_words) < 10 else 1
    rows, page = differing.differences(study, told, key=key, settled=settled, page=number)
    if rows:
        cases = sorted({row.case.pseudonym for row in rows})
        audit.record(
            Action.READ,
            by=person(request),
            subject="differences",
            subject_id=slug,
            purpose="afgørelse af uenigheder",
            details={"cases": cases, "variable": key},
        )
    context = {
        "study": study,
        "rows": rows,
        "page": page,
        "variables": told,
        "key": key,
        "settled": settled,
        "missing": [(f"missing:{code}", label) for code, label in Missing.choices],
    }
    return render(request, "coding/differences.html", context)


@login_required
@require_POST
def settle(request: HttpRequest, slug: str, pseudonym: str, key: str) -> HttpResponse:
    """Settle one difference with a reason."""
    study = study_of(slug)
    check_in_study(request.user, Permission.SETTLE_CODINGS, study)
    case = get_object_or_404(StudyCase.objects.select_related("study"), study=study, pseudonym=pseudonym)
    variable = variable_of(study, key)
    form = SettleForm(request.POST)
    try:
        if not form.is_valid():
            raise BadInput(_("Noget i svaret kunne ikke læses. Prøv igen."))
        services.settle(person(request), case, variable, **form.settled())
    except StaleVersion as refused:
        messages.error(
            request, f"{refused} " + _("Nu: {theirs}. Dit: {yours}.").format(theirs=refused.theirs, yours=refused.yours)
        )
    except (BadInput, WrongState) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("»{label}« er afgjort for {case}.").format(label=variable.label, case=pseudonym))
    page = reverse("coding:differences", kwargs={"slug": slug})
    only = request.POST.get("only", "")
    return HttpResponseRedirect(f"{page}?variabel={variable.key}" if only == variable.key else page)
