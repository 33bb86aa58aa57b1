"""A study at a glance: the six steps, the key figures, and what to do next."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from virksom.errors import StaleVersion
from virksom.people.roles import Permission
from virksom.study.harvest import page_queries, services, steps
from virksom.study.harvest.forms import StepForm
from virksom.study.harvest.models import Study, StudyStep
from virksom.study.harvest.views.opening import open_study, page, who


@login_required
@require_GET
def study(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how far the study is, and what this person can do next."""
    study = open_study(request, slug, Permission.VIEW_STUDY)
    figures = page_queries.figures(study, who(request))
    context = page(
        request,
        study,
        figures=figures,
        steps=steps.steps_on_page(who(request), study, figures),
        next=steps.next_action(who(request), study, figures),
        team=page_queries.team(study),
    )
    return render(request, "harvest/study.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say how far a step is; a save that comes too late shows both texts and keeps neither from being used."""
    study = open_study(request, slug, Permission.MANAGE_STUDY_TEAM)
    about = steps.step_by_number(number)
    if about is None:
        raise Http404
    told = get_object_or_404(StudyStep, study=study, number=number)
    if request.method == "POST":
        form = StepForm(request.POST)
        if form.is_valid():
            return _save_step(request, study, about, form)
        return render(request, "harvest/step.html", page(request, study, step=about, form=form), status=400)
    form = StepForm(initial={"state": told.state, "note": told.note, "version": told.version})
    return render(request, "harvest/step.html", page(request, study, step=about, form=form))


def _save_step(request: HttpRequest, study: Study, about: steps.Step, form: StepForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        services.set_step(who(request), study, about.number, said["state"], note=said["note"], version=said["version"])
    except StaleVersion as error:
        now = StudyStep.objects.get(study=study, number=about.number)
        # The form keeps the person's own text, and the version they have now seen: saving again is a decision.
        again = StepForm(initial={"state": said["state"], "note": said["note"], "version": now.version})
        context = page(request, study, step=about, form=again, stale=error, theirs=now)
        return render(request, "harvest/step.html", context, status=409)
    messages.success(request, _("Trinnet er gemt."))
    return redirect("harvest:study", study.slug)
