"""People and their roles, for the administrator."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from virksom.errors import BadInput
from virksom.people import permissions, queries, services
from virksom.people.forms import PersonForm, RoleForm
from virksom.people.models import Membership, User
from virksom.people.roles import Permission


@require_GET
@login_required
def people(request: HttpRequest) -> HttpResponse:
    """List everybody with their roles."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    search = request.GET.get("soeg", "").strip()
    return render(request, "people/people.html", {"people": queries.people(search), "search": search})


@require_http_methods(["GET", "POST"])
@login_required
def create(request: HttpRequest) -> HttpResponse:
    """Make a user with a first role; the password to use once is shown on the next page."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    form = PersonForm(request.POST or None)
    if form.is_valid():
        role, unit = form.chosen()
        password = services.temporary_password()
        try:
            user = services.create_person(
                _me(request),
                username=form.cleaned_data["username"],
                display_name=form.cleaned_data["display_name"],
                password=password,
                roles={role: unit},
                temporary=True,
            )
        except BadInput as error:
            form.add_error("username", str(error))
        else:
            return _show_password(request, user, password)
    return render(request, "people/create.html", {"form": form})


@require_GET
@login_required
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Show one user: roles, access, password and second factor."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    return _person(request, _find(number), RoleForm())


@require_POST
@login_required
def give_role(request: HttpRequest, number: int) -> HttpResponse:
    """Give a role in a unit."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    user, form = _find(number), RoleForm(request.POST)
    if not form.is_valid():
        return _person(request, user, form)
    role, unit = form.chosen()
    services.give_role(_me(request), user, role, unit)
    messages.success(request, _("Rollen er givet: %(role)s i %(unit)s.") % {"role": role.label, "unit": unit})
    return redirect("people:person", number)


@require_POST
@login_required
def take_role(request: HttpRequest, number: int, held: int) -> HttpResponse:
    """Take a role back."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    membership = get_object_or_404(Membership.objects.select_related("unit"), pk=held, user_id=number)
    services.take_role(_me(request), membership)
    words = _("Rollen er taget tilbage: %(role)s i %(unit)s.")
    messages.success(request, words % {"role": membership.role_label, "unit": membership.unit})
    return redirect("people:person", number)


@require_POST
@login_required
def access(request: HttpRequest, number: int) -> HttpResponse:
    """Open or close somebody's access."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    user = services.set_active(_me(request), _find(number), active=request.POST.get("active") == "1")
    messages.success(
        request,
        _("Adgangen er åben.") if user.is_active else _("Adgangen er lukket. Personen er logget af alle steder."),
    )
    return redirect("people:person", number)


@require_POST
@login_required
def password(request: HttpRequest, number: int) -> HttpResponse:
    """Give somebody who forgot theirs a password to use once, and show it this one time."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    user = _find(number)
    return _show_password(request, user, services.reset_password(_me(request), user))


@require_POST
@login_required
def second_factor(request: HttpRequest, number: int) -> HttpResponse:
    """Take away the second factor of somebody who lost it."""
    permissions.check(request.user, Permission.MANAGE_PEOPLE)
    services.remove_second_factor(_me(request), _find(number))
    messages.success(
        request, _("Den ekstra sikkerhed er fjernet. Personen sætter en ny op, næste gang hun eller han logger på.")
    )
    return redirect("people:person", number)


def _person(request: HttpRequest, user: User, form: RoleForm) -> HttpResponse:
    context = {
        "person": user,
        "roles": queries.roles_of(user),
        "form": form,
        "is_me": user.pk == request.user.pk,
        "is_command_line": user.username == services.COMMAND_LINE,
    }
    return render(request, "people/person.html", context)


def _show_password(request: HttpRequest, user: User, password: str) -> HttpResponse:
    return render(request, "people/password.html", {"person": user, "password": password})


def _find(number: int) -> User:
    return get_object_or_404(queries.people(), pk=number)


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)
