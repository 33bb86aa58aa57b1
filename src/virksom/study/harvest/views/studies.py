"""The list of studies, and making a new one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from virksom.errors import BadInput
from virksom.people import permissions
from virksom.people.roles import Permission
from virksom.study.harvest import page_queries, queries, services
from virksom.study.harvest.forms import StudyForm
from virksom.study.harvest.views.opening import who


@login_required
@require_GET
def studies(request: HttpRequest) -> HttpResponse:
    """Show the studies that the person belongs to, or every one to who oversees them."""
    permissions.check(who(request), Permission.VIEW_STUDY)
    found = page_queries.studies_with_counts(queries.studies(who(request)))
    may_create = permissions.may(who(request), Permission.CREATE_STUDY)
    return render(request, "harvest/studies.html", {"studies": list(found), "may_create": may_create})


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make a study."""
    permissions.check(who(request), Permission.CREATE_STUDY)
    form = StudyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            study = services.create_study(who(request), **form.cleaned_data)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Undersøgelsen er oprettet."))
            return redirect("harvest:study", study.slug)
    return render(request, "harvest/create.html", {"form": form}, status=400 if form.is_bound else 200)
