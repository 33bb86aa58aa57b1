"""Find the passage a value rests on, sentence by sentence: the same as selecting in the text, without a mouse or script."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virksom.errors import BadInput, NotAllowed, StaleVersion, WrongState
from virksom.people import audit
from virksom.people.audit import Action
from virksom.study.coding import services
from virksom.study.coding.answers import Answer, Span
from virksom.study.coding.errors import OutcomeIsHidden
from virksom.study.coding.forms import PassageForm
from virksom.study.coding.models import Coding, Variable
from virksom.study.coding.queries import case_page
from virksom.study.coding.reading import marked_text
from virksom.study.coding.views.lookup import case_of, own_assignment, person, variable_of
from virksom.study.harvest.models import Document, StudyCase
from virksom.text import find_matches, sentences

_AT_MOST = 400


@dataclass
class Sentence:
    """A sentence that can be chosen."""

    place: str
    html: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: HttpRequest, slug: str, pseudonym: str, key: str) -> HttpResponse:
    """Show the sentences of the case, or of a search in it, and attach the chosen one to the variable."""
    one = case_of(request, slug, pseudonym)
    assignment = own_assignment(request, one)
    if assignment is None:
        raise NotAllowed(_("Du har ikke fået denne sag til kodning."))
    variable = variable_of(one.study, key)
    if variable.is_outcome_group and not assignment.outcome_is_open:
        raise OutcomeIsHidden(_("Udskrivningsdata åbnes, når indskrivning og indsats er kodet færdig."))
    shown = case_page.variable(assignment, variable)
    form = PassageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _attach(request, shown, one, form)
    query = request.GET.get("q", "").strip()[:100]
    reading = case_page.reading(one, assignment, query=query)
    audit.record(
        Action.READ,
        by=person(request),
        subject="case",
        subject_id=pseudonym,
        purpose="kodning",
        details={"study": slug},
    )
    documents = [(shown_one.document, _sentences(shown_one.document, query)) for shown_one in reading.shown]
    context = {
        "study": one.study,
        "case": one,
        "shown": shown,
        "reading": reading,
        "documents": documents,
        "form": form,
    }
    return render(request, "coding/passage.html", context, status=422 if form.errors else 200)


def _sentences(document: Document, query: str) -> list[Sentence]:
    """Return the document's sentences, those with a hit only where something is searched for."""
    found = find_matches(document.text, query) if query else []
    chosen = []
    for start, end in sentences(document.text)[:_AT_MOST]:
        hits = [(at - start, to - start) for at, to in found if start <= at and to <= end]
        if query and not hits:
            continue
        html = marked_text(document.text[start:end], found=hits)
        chosen.append(Sentence(f"{document.pk}-{start}-{end}", html))
    return chosen


def _attach(request: HttpRequest, shown: case_page.ShownVariable, one: StudyCase, form: PassageForm) -> HttpResponse:
    """Save the passage with the standing answer; where there is none yet, carry it to the form."""
    span, coding = form.span(), shown.coding
    if coding is None or shown.says_why:
        return _to_form(one, shown.variable, span)
    try:
        services.save_coding(
            person(request), shown.assignment, shown.variable, _with(coding, span), seen_version=coding.version
        )
    except (BadInput, WrongState, StaleVersion) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Stedet er knyttet til »{label}«.").format(label=shown.variable.label))
    return _to_form(one, shown.variable, None)


def _with(coding: Coding, span: Span) -> Answer:
    return Answer(coding.value, coding.missing, coding.certainty, coding.comment, span)


def _to_form(one: StudyCase, variable: Variable, span: Span | None) -> HttpResponse:
    page = reverse("coding:case", kwargs={"slug": one.study.slug, "pseudonym": one.pseudonym})
    place = f"&dokument={span.document_id}&start={span.start}&slut={span.end}" if span else ""
    return HttpResponseRedirect(f"{page}?variabel={variable.key}{place}#variabel-{variable.key}")
