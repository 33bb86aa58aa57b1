"""The tree of units, for the administrator."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virksom.errors import BadInput, WrongState
from virksom.people import permissions, queries, services
from virksom.people.forms import ChangeUnitForm, UnitForm
from virksom.people.models import Unit, User
from virksom.people.roles import Permission


@require_http_methods(["GET", "POST"])
@login_required
def units(request: HttpRequest) -> HttpResponse:
    """Show the tree, and make a new unit in it."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    form = UnitForm(request.POST or None)
    if form.is_valid():
        parent = get_object_or_404(Unit, pk=form.cleaned_data["parent"])
        made = services.create_unit(cast(User, request.user), name=form.cleaned_data["name"], parent=parent)
        messages.success(request, _("Enheden »%(unit)s« er oprettet.") % {"unit": made})
        return redirect("people:units")
    return render(request, "people/units.html", {"forest": queries.unit_forest(), "form": form})


@require_http_methods(["GET", "POST"])
@login_required
def unit(request: HttpRequest, number: int) -> HttpResponse:
    """Rename or move a unit."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    found = get_object_or_404(Unit, pk=number)
    form = ChangeUnitForm(request.POST or None, unit=found)
    if form.is_valid():
        chosen = form.cleaned_data.get("parent")
        parent = get_object_or_404(Unit, pk=chosen) if chosen else None
        try:
            services.change_unit(cast(User, request.user), found, name=form.cleaned_data["name"], parent=parent)
        except (BadInput, WrongState) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Enheden er gemt."))
            return redirect("people:units")
    return render(request, "people/unit.html", {"unit": found, "form": form})
