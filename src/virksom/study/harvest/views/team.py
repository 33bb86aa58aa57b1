"""Who is on the team, and locking the study for good."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virksom.errors import WrongState
from virksom.people import permissions
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.harvest import page_queries, services
from virksom.study.harvest.forms import LockForm, MemberForm
from virksom.study.harvest.models import Study
from virksom.study.harvest.views.opening import open_study, page, who


@login_required
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the team; who leads the study adds and removes."""
    study = open_study(request, slug, Permission.VIEW_STUDY)
    form = None
    if permissions.may(who(request), Permission.MANAGE_STUDY_TEAM):
        form = MemberForm(request.POST if "add" in request.POST else None, study=study)
    if request.method == "POST":
        answer = _change_team(request, study, form)
        if answer is not None:
            return answer
    context = page(request, study, team=page_queries.team(study), form=form)
    return render(request, "harvest/team.html", context, status=400 if form and form.is_bound else 200)


def _change_team(request: HttpRequest, study: Study, form: MemberForm | None) -> HttpResponse | None:
    """Add or remove somebody; None where the form has to be shown again."""
    permissions.check(who(request), Permission.MANAGE_STUDY_TEAM)
    if "remove" in request.POST:
        number = request.POST["remove"]
        member = get_object_or_404(User, pk=number if number.isdecimal() else 0, study_places__study=study)
        try:
            services.remove_member(who(request), study, member)
            messages.success(request, _("{} er ikke længere med i undersøgelsen.").format(member))
        except WrongState as error:
            messages.error(request, str(error))
        # Who took themselves off the team may not see it any more.
        return redirect("harvest:studies") if member == who(request) else redirect("harvest:team", study.slug)
    if form is None or not form.is_valid():
        return None
    member = form.cleaned_data["member"]
    services.add_member(who(request), study, member)
    messages.success(request, _("{} er nu med i undersøgelsen.").format(member))
    return redirect("harvest:team", study.slug)


@login_required
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest, slug: str) -> HttpResponse:
    """Destroy the study's key after the short name has been typed."""
    study = open_study(request, slug, Permission.LOCK_STUDY)
    form = LockForm(request.POST or None, study=study)
    if request.method == "POST" and form.is_valid():
        try:
            services.lock_study(who(request), study)
        except WrongState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Undersøgelsen er låst, og nøglen er slettet."))
            return redirect("harvest:study", study.slug)
    context = page(request, study, form=form, figures=page_queries.figures(study, who(request)))
    return render(request, "harvest/lock.html", context, status=400 if form.is_bound else 200)
