"""The harvest in the browser: choose a source, try it, run it, follow it, stop it, carry on."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from virksom.errors import BadInput, VirksomError, WrongState
from virksom.people.roles import Permission
from virksom.study.harvest import inbox, page_queries, services, tasks
from virksom.study.harvest.models import DocumentKind, HarvestRun, RunState, Study
from virksom.study.harvest.reasons import row_name
from virksom.study.harvest.services.runs import SILENT
from virksom.study.harvest.views.opening import open_study, page, who

# What was tried may be run for this long; afterwards the folder may hold something else.
_TRIED_FOR = timedelta(hours=12)
_SALT = "harvest.tried"
_MOST_RUNS = 20

READER_CHOICES = (
    ("auto", gettext_lazy("Virksom finder ud af det")),
    ("sensum", gettext_lazy("Sensum (CSV)")),
    ("diary", gettext_lazy("Dagbog (XML)")),
    ("fhir", gettext_lazy("FHIR (JSON)")),
    ("dubu", gettext_lazy("DUBU (regneark)")),
    ("folder", gettext_lazy("En mappe pr. sag (Word, PDF, tekst, mail)")),
)


@login_required
@require_http_methods(["GET", "POST"])
def harvest(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a source and try it, or run what has been tried."""
    study = open_study(request, slug, Permission.HARVEST)
    if request.method == "GET":
        return _show(request, study, chosen=request.GET.get("valgt", ""))
    if "run" in request.POST:
        return _run(request, study)
    return _try(request, study)


def _show(request: HttpRequest, study: Study, *, error: str = "", chosen: str = "") -> HttpResponse:
    runs = list(study.runs.defer("source")[: _MOST_RUNS + 1])
    going = next((run for run in runs if run.state in page_queries.GOING_ON), None)
    context = page(
        request,
        study,
        going=going,
        stalled=going is not None and is_stalled(going),
        runs=[run for run in runs if run != going][:_MOST_RUNS],
        sources=[] if going or study.locked_at else inbox.sources(),
        readers=READER_CHOICES,
        error=error,
        chosen=chosen,
    )
    return render(request, "harvest/harvest.html", context, status=400 if error else 200)


def _try(request: HttpRequest, study: Study) -> HttpResponse:
    token, reader = request.POST.get("source", ""), request.POST.get("reader", "auto")
    if not token:
        return _show(request, study, error=_("Vælg først, hvor sagerne skal hentes fra."))
    if reader not in dict(READER_CHOICES):
        return _show(request, study, error=_("Vælg en læser fra listen."), chosen=token)
    try:
        source = inbox.find_source(token)
        found = services.dry_run(source.path, reader)
    except VirksomError as error:
        return _show(request, study, error=str(error), chosen=token)
    tried = signing.dumps([study.pk, token, reader], salt=_SALT)
    context = page(
        request,
        study,
        found=found,
        tried=tried,
        rows=sorted((row_name(kind), count) for kind, count in found.kinds.items()),
        document_kinds=[(DocumentKind(kind).label, count) for kind, count in found.document_kinds.items()],
    )
    return render(request, "harvest/trial.html", context)


def _run(request: HttpRequest, study: Study) -> HttpResponse:
    try:
        number, token, reader = signing.loads(request.POST["run"], salt=_SALT, max_age=_TRIED_FOR)
    except signing.BadSignature:
        return _show(request, study, error=_("Prøven er for gammel. Prøv kilden igen, før du høster."))
    if number != study.pk:
        raise BadInput(_("Prøven hører til en anden undersøgelse."))
    try:
        run = services.start_run(who(request), study, inbox.find_source(token).path, reader)
    except (BadInput, WrongState) as error:
        return _show(request, study, error=str(error))
    tasks.enqueue(run)
    messages.success(request, _("Høsten er sat i gang. Du kan roligt lave noget andet imens."))
    return redirect("harvest:harvest", study.slug)


@login_required
@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a zip file into the inbox, or delete an uploaded copy again."""
    study = open_study(request, slug, Permission.HARVEST)
    try:
        if "discard" in request.POST:
            inbox.discard(who(request), study, request.POST["discard"])
            messages.success(request, _("Kopien er slettet."))
            return redirect("harvest:harvest", study.slug)
        archive = request.FILES.get("archive")
        if not isinstance(archive, UploadedFile):
            return _show(request, study, error=_("Vælg en zip-fil først."))
        source = inbox.receive(who(request), study, archive)
    except (BadInput, WrongState) as error:
        return _show(request, study, error=str(error))
    messages.success(request, _("Zip-filen er pakket ud. Prøv den nu."))
    return redirect(f"{reverse('harvest:harvest', args=[study.slug])}?{urlencode({'valgt': source.token})}")


@login_required
@require_GET
def progress(request: HttpRequest, slug: str, run: int) -> HttpResponse:
    """Show how far a harvest is: a piece of the page to who polls, the whole page to others."""
    study = open_study(request, slug, Permission.HARVEST)
    found = get_object_or_404(HarvestRun.objects.defer("source"), study=study, pk=run)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("harvest:harvest", study.slug)
    context = {"study": study, "going": found, "stalled": is_stalled(found)}
    response = render(request, "harvest/_progress.html", context)
    if found.state not in page_queries.GOING_ON:
        response["HX-Refresh"] = "true"
    return response


def is_stalled(run: HarvestRun) -> bool:
    """Answer whether a running harvest has shown no sign of life for a while."""
    if run.state != RunState.RUNNING:
        return False
    return run.beat_at is None or timezone.now() - run.beat_at > SILENT


@login_required
@require_POST
def cancel(request: HttpRequest, slug: str, run: int) -> HttpResponse:
    """Ask a harvest to stop after the case it is at."""
    study = open_study(request, slug, Permission.HARVEST)
    try:
        services.cancel_run(who(request), get_object_or_404(HarvestRun, study=study, pk=run))
        messages.info(request, _("Høsten stopper efter den sag, den er i gang med. Det, der er gemt, bliver stående."))
    except WrongState as error:
        messages.info(request, str(error))
    return redirect("harvest:harvest", study.slug)


@login_required
@require_POST
def resume(request: HttpRequest, slug: str, run: int) -> HttpResponse:
    """Carry on with a harvest that came to a standstill; cases that are stored are passed by."""
    study = open_study(request, slug, Permission.HARVEST)
    found = get_object_or_404(HarvestRun, study=study, pk=run)
    if found.state == RunState.WAITING or is_stalled(found):
        tasks.enqueue(found)
        messages.success(request, _("Høsten fortsætter, hvor den slap."))
    return redirect("harvest:harvest", study.slug)
