"""What could not be stored: where it stood, what was wrong with it, and settling it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from virksom.errors import BadInput, WrongState
from virksom.people.roles import Permission
from virksom.study.harvest import page_queries, queries, services
from virksom.study.harvest.forms import SettleForm
from virksom.study.harvest.models import QuarantineItem, Study
from virksom.study.harvest.reasons import reason_name
from virksom.study.harvest.views.opening import open_study, page, who

_ON_A_PAGE = 50


@login_required
@require_GET
def quarantine(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is in quarantine, by reason if wanted; settled ones on request."""
    study = open_study(request, slug, Permission.VIEW_QUARANTINE)
    reason, settled = request.GET.get("grund", ""), request.GET.get("vis") == "afgjorte"
    items = _items(request, study, reason, settled)
    counted = page_queries.quarantine_reasons(study)
    context = page(
        request,
        study,
        items=Paginator(items, _ON_A_PAGE).get_page(request.GET.get("side")),
        reasons=[(code, reason_name(code), waits, done) for code, waits, done in counted],
        reason=reason,
        settled=settled,
        n_open=sum(waits for _code, waits, _done in counted),
        n_settled=sum(done for _code, _waits, done in counted),
        query=urlencode({"grund": reason, "vis": "afgjorte" if settled else ""}),
    )
    return render(request, "harvest/quarantine.html", context)


def _items(request: HttpRequest, study: Study, reason: str, settled: bool) -> QuerySet[QuarantineItem]:
    items = queries.quarantine(who(request), study).filter(settled_at__isnull=not settled)
    return items.filter(reason=reason) if reason else items


@login_required
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, slug: str, item: int) -> HttpResponse:
    """Say why it is all right that this did not come in."""
    study = open_study(request, slug, Permission.MEND_QUARANTINE)
    found = get_object_or_404(QuarantineItem, study=study, pk=item)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.settle_quarantine(who(request), found, form.cleaned_data["reason"])
        except (BadInput, WrongState) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Afgjort. Det står i loggen, hvem der har gjort det, og hvorfor."))
            return redirect(f"{reverse('harvest:quarantine', args=[study.slug])}?{urlencode({'grund': found.reason})}")
    context = page(request, study, item=found, form=form)
    return render(request, "harvest/settle.html", context, status=400 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def settle_all(request: HttpRequest, slug: str, reason: str) -> HttpResponse:
    """Settle everything that has the same cause, with one reason."""
    study = open_study(request, slug, Permission.MEND_QUARANTINE)
    items = queries.quarantine(who(request), study).filter(reason=reason, settled_at__isnull=True)
    first = items.first()
    if first is None:
        return redirect("harvest:quarantine", study.slug)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        settled = services.settle_reason(who(request), study, reason, form.cleaned_data["reason"])
        done = ngettext("{} sted er afgjort.", "{} steder er afgjort.", settled).format(settled)
        messages.success(request, _("{} Det står i loggen, hvem der har gjort det, og hvorfor.").format(done))
        return redirect("harvest:quarantine", study.slug)
    context = page(request, study, item=first, form=form, n_alike=items.count(), reason=reason_name(reason))
    return render(request, "harvest/settle.html", context, status=400 if form.is_bound else 200)
