"""Pages of the whole study: my cases, the codebook, who codes what."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from virksom.errors import BadInput
from virksom.people import permissions as rights
from virksom.people.roles import Permission
from virksom.study.coding import services
from virksom.study.coding.forms import AssignForm
from virksom.study.coding.models import AssignmentState, Phase
from virksom.study.coding.permissions import coders_of
from virksom.study.coding.queries import codebook_in_use, lists
from virksom.study.coding.views.lookup import person, study_of
from virksom.study.harvest.permissions import check_in_study, may_in_study


@login_required
@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a coder their own cases, and whoever leads the coding all of them."""
    study, user = study_of(slug), person(request)
    leads = may_in_study(user, Permission.ASSIGN_CODING, study)
    if not leads:
        check_in_study(user, Permission.CODE_CASES, study)
    everybody = leads and request.GET.get("vis") != "mine"
    coder = None if everybody else user
    state = request.GET.get("tilstand", "")
    rows, page = lists.cases_to_code(study, coder=coder, state=state, page=_page(request))
    context = {
        "study": study,
        "rows": rows,
        "page": page,
        "everybody": everybody,
        "leads": leads,
        "state": state,
        "states": AssignmentState.choices,
        "counts": lists.counts(study, coder=coder),
        "next": lists.next_case(study, user),
        "has_codebook": codebook_in_use(study) is not None,
        "may_view_agreement": rights.may(user, Permission.VIEW_AGREEMENT),
        "may_settle": rights.may(user, Permission.SETTLE_CODINGS),
    }
    return render(request, "coding/index.html", context)


@login_required
@require_safe
def codebook(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the codebook in use: definitions, rules and examples."""
    study = study_of(slug)
    check_in_study(request.user, Permission.VIEW_STUDY, study)
    book = codebook_in_use(study)
    told = list(book.variables.all()) if book else []
    phases = [(phase, [one for one in told if one.phase == phase]) for phase in Phase]
    return render(request, "coding/codebook.html", {"study": study, "codebook": book, "phases": phases})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Give cases to coders, and a random sample to a second, blind one."""
    study, user = study_of(slug), person(request)
    check_in_study(user, Permission.ASSIGN_CODING, study)
    people = coders_of(study)
    form = AssignForm(request.POST or None, people=people, initial={"coders": people})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            given = services.assign_cases(
                user, study, list(told["coders"]), share=told["share"] / 100, seed=told["seed"]
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("{first} sager har fået en koder, og {second} en anden koder.").format(
                    first=given.first, second=given.second
                ),
            )
            return redirect("coding:index", slug=slug)
    context = {"study": study, "form": form, "people": people, "counts": lists.counts(study, coder=None)}
    return render(request, "coding/assign.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest) -> int:
    words = request.GET.get("side", "1")
    return int(words) if words.isdecimal() and len(words) < 10 else 1
