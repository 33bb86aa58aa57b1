"""The coding page of one case: documents, variables, and each variable saved by itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virksom.errors import BadInput, NotAllowed, StaleVersion, VirksomError, WrongState
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.roles import Permission
from virksom.study.coding import services
from virksom.study.coding.answers import Span
from virksom.study.coding.forms import AnswerForm
from virksom.study.coding.models import Assignment, Variable
from virksom.study.coding.queries import case_page, lists
from virksom.study.coding.views.lookup import case_of, own_assignment, person, study_of, variable_of
from virksom.study.harvest.models import CaseValue, Document, StudyCase
from virksom.study.harvest.permissions import check_in_study

_SHORTCUTS_OFF = "coding_shortcuts_off"
_SUGGESTIONS = 200
_STEPS = {"udfald": services.open_outcome, "faerdig": services.finish, "genaabn": services.reopen}


@login_required
@require_safe
def case(request: HttpRequest, slug: str, pseudonym: str) -> HttpResponse:
    """Show the case as this person may see it; reading it is written in the log."""
    one = case_of(request, slug, pseudonym)
    assignment = own_assignment(request, one)
    query, kind = request.GET.get("q", "").strip()[:100], request.GET.get("type", "")
    shown = case_page.variables(assignment) if assignment else []
    _resume(shown, assignment)
    _open_one(shown, request.GET.get("variabel", ""))
    _suggest(shown, one)
    _pend(shown, request)
    context = {
        "study": one.study,
        "case": one,
        "assignment": assignment,
        "reading": case_page.reading(one, assignment, query=query, kind=kind),
        "phases": case_page.by_phase(shown),
        "progress": case_page.progress(assignment) if assignment else None,
        "shortcuts": not request.session.get(_SHORTCUTS_OFF),
    }
    audit.record(
        Action.READ,
        by=person(request),
        subject="case",
        subject_id=one.pseudonym,
        purpose="kodning" if assignment else "gennemgang af kodning",
        details={"study": slug},
    )
    return render(request, "coding/case.html", context)


@login_required
@require_POST
def save(request: HttpRequest, slug: str, pseudonym: str, key: str) -> HttpResponse:
    """Save one variable; answers with its form alone to the script, else with the whole page."""
    one = case_of(request, slug, pseudonym)
    assignment = own_assignment(request, one)
    if assignment is None:
        raise NotAllowed(_("Du har ikke fået denne sag til kodning."))
    variable, form = variable_of(one.study, key), AnswerForm(request.POST)
    if "draft" in request.POST:
        services.keep_draft(person(request), assignment, variable, request.POST.dict())
        return HttpResponse(status=204)
    refusal = _try_to_save(request, assignment, variable, form)
    if refusal is None and not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("»{label}« er gemt.").format(label=variable.label))
        return _back(slug, pseudonym, variable)
    shown = case_page.variable(assignment, variable)
    shown.open = True
    if refusal is not None:
        _keep_given(shown, form.data)
        shown.error = str(refusal)
    if isinstance(refusal, StaleVersion):
        shown.stale = str(refusal.theirs), str(refusal.yours)
    _suggest([shown], one)
    context = {
        "study": one.study,
        "case": one,
        "assignment": assignment,
        "shown": shown,
        "progress": case_page.progress(assignment),
        "saved": refusal is None,
    }
    template = "coding/_saved.html" if request.htmx else "coding/variable.html"  # type: ignore[attr-defined]
    status = 200 if refusal is None else 409 if isinstance(refusal, StaleVersion) else 422
    return render(request, template, context, status=status)


def _try_to_save(
    request: HttpRequest, assignment: Assignment, variable: Variable, form: AnswerForm
) -> VirksomError | None:
    """Save, or return what was refused so that it can be shown beside the answer."""
    try:
        if not form.is_valid():
            raise BadInput(_("Noget i svaret kunne ikke læses. Prøv igen."))
        seen = form.cleaned_data["version"]
        services.save_coding(person(request), assignment, variable, form.answer(), seen_version=seen)
    except (StaleVersion, BadInput, WrongState) as refused:
        return refused
    return None


@login_required
@require_POST
def step(request: HttpRequest, slug: str, pseudonym: str, step: str) -> HttpResponse:
    """Open the outcome group, report the case finished, or take it up again."""
    one = case_of(request, slug, pseudonym)
    assignment = own_assignment(request, one)
    if assignment is None or step not in _STEPS:
        raise Http404
    try:
        assignment = _STEPS[step](person(request), assignment)
    except WrongState as refused:
        messages.error(request, str(refused))
        return redirect("coding:case", slug=slug, pseudonym=pseudonym)
    if step == "faerdig":
        following = lists.next_case(one.study, person(request))
        messages.success(request, _("{case} er kodet færdig. Tak.").format(case=pseudonym))
        return redirect("coding:case", slug, following.case.pseudonym) if following else redirect("coding:index", slug)
    if step == "udfald":
        messages.info(request, _("Udskrivningsdata er åbnet. Rettelser i de to første dele kræver nu en grund."))
    return redirect("coding:case", slug=slug, pseudonym=pseudonym)


@login_required
@require_POST
def shortcuts(request: HttpRequest, slug: str) -> HttpResponse:
    """Switch the keyboard shortcuts on or off for this session."""
    study = study_of(slug)
    check_in_study(request.user, Permission.CODE_CASES, study)
    request.session[_SHORTCUTS_OFF] = request.POST.get("on") != "1"
    pseudonym = request.POST.get("case", "")
    if StudyCase.objects.filter(study=study, pseudonym=pseudonym).exists():
        return redirect("coding:case", slug=slug, pseudonym=pseudonym)
    return redirect("coding:index", slug=slug)


def _back(slug: str, pseudonym: str, variable: Variable) -> HttpResponseRedirect:
    page = reverse("coding:case", kwargs={"slug": slug, "pseudonym": pseudonym})
    return HttpResponseRedirect(f"{page}?variabel={variable.key}#variabel-{variable.key}")


def _resume(shown: list[case_page.ShownVariable], assignment: Assignment | None) -> None:
    """Show the drafts where the coder left them."""
    kept = case_page.drafts(assignment) if assignment else {}
    for one in shown:
        if one.variable.key in kept:
            _keep_given(one, kept[one.variable.key])
            one.is_draft = True


def _open_one(shown: list[case_page.ShownVariable], key: str) -> None:
    """Open the variable that was asked for, else the first that is not answered."""
    wanted = [one for one in shown if one.variable.key == key] or [one for one in shown if one.coding is None]
    if wanted:
        wanted[0].open = True


def _suggest(shown: list[case_page.ShownVariable], one: StudyCase) -> None:
    """Offer the labels the systems use where a value is free words."""
    for variable in shown:
        if variable.is_written and not variable.variable.is_number:
            told = CaseValue.objects.filter(case__study=one.study_id, variable=variable.variable.key).order_by()
            own = variable.known.said if variable.known else ()
            variable.suggestions = sorted({*own, *told.values_list("value", flat=True).distinct()[:_SUGGESTIONS]})


def _pend(shown: list[case_page.ShownVariable], request: HttpRequest) -> None:
    """Show a passage that was chosen on its own page before the variable had an answer to save it with."""
    span = _span(request)
    for one in shown:
        if span is None or one.variable.key != request.GET.get("variabel"):
            continue
        document = Document.objects.filter(pk=span.document_id, case=one.assignment.case_id).first()
        if document is not None and not case_page.policies.hides(one.assignment, document):
            quote = document.text[span.start : span.end]
            one.passage = {
                "document": document.pk,
                "start": span.start,
                "end": span.end,
                "quote": quote,
                "where": document,
            }


def _span(request: HttpRequest) -> Span | None:
    told = [request.GET.get(name, "") for name in ("dokument", "start", "slut")]
    return Span(*(int(part) for part in told)) if all(part.isdecimal() and len(part) < 13 for part in told) else None


def _keep_given(shown: case_page.ShownVariable, given: Mapping[str, object]) -> None:
    """Show what the coder gave although it is no answer yet, or was refused: nothing typed is lost."""
    shown.given = str(given.get("choice") or given.get("value") or "")
    certainty = str(given.get("certainty") or "")
    shown.certainty = int(certainty) if certainty in {"1", "2", "3"} else None
    shown.comment, shown.change_reason = str(given.get("comment", "")), str(given.get("change_reason", ""))
    places = [str(given.get(name, "")) for name in ("document", "start", "end")]
    if all(place.isdecimal() and len(place) < 13 for place in places):
        document = Document.objects.filter(pk=int(places[0]), case=shown.assignment.case_id).first()
        if document is not None and not case_page.policies.hides(shown.assignment, document):
            start, end = int(places[1]), int(places[2])
            quote = document.text[start:end]
            shown.passage = {"document": document.pk, "start": start, "end": end, "quote": quote, "where": document}
