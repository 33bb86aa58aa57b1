"""The log, for the data-protection officer: read it, see that nobody changed it, take a copy."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from virksom.people import audit, permissions
from virksom.people.audit import Action, ChainBreak
from virksom.people.forms import LogFilterForm
from virksom.people.log import LogFilter, csv_rows, page_of
from virksom.people.models import User
from virksom.people.roles import Permission


@require_GET
@login_required
def log(request: HttpRequest) -> HttpResponse:
    """Show a page of the log; that it was read stands in the log too."""
    permissions.check(request.user, Permission.VIEW_AUDIT)
    form, chosen = _filter(request)
    page = page_of(chosen, before=_number(request, "foer"), after=_number(request, "efter"))
    _record(request, Action.READ, chosen)
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {"form": form, "page": page, "kept": urlencode(kept), "filtered": bool(kept)}
    return render(request, "people/log.html", context)


@require_POST
@login_required
def verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain and say whether it holds."""
    permissions.check(request.user, Permission.VERIFY_AUDIT)
    result = audit.verify()
    if result.broken:
        messages.error(request, _broken(result.broken))
    else:
        words = ngettext(
            "Kæden holder: %(count)s hændelse er efterprøvet. Sidste kontrolsum: %(hash)s",
            "Kæden holder: alle %(count)s hændelser er efterprøvet. Sidste kontrolsum: %(hash)s",
            result.events,
        )
        messages.success(
            request, words % {"count": number_format(result.events, force_grouping=True), "hash": result.last_hash}
        )
    details = {"events": result.events, "intact": result.intact, "last_hash": result.last_hash}
    audit.record(Action.VERIFIED, by=cast(User, request.user), subject="log", details=details)
    return redirect("people:log")


@require_GET
@login_required
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Send the chosen part of the log as a file for a spreadsheet."""
    permissions.check(request.user, Permission.VIEW_AUDIT)
    _form, chosen = _filter(request)
    _record(request, Action.EXPORTED, chosen)
    response = StreamingHttpResponse(csv_rows(chosen), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="log-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def _filter(request: HttpRequest) -> tuple[LogFilterForm, LogFilter]:
    form = LogFilterForm(request.GET or None)
    return form, LogFilter(**form.cleaned_data) if form.is_valid() else LogFilter()


def _record(request: HttpRequest, action: Action, chosen: LogFilter) -> None:
    used = chosen.fields_in_use()
    audit.record(
        action,
        by=cast(User, request.user),
        subject="log",
        purpose=_("Tilsyn med behandlingen"),
        details={"filters": used} if used else None,
    )


def _broken(broken: ChainBreak) -> str:
    reasons = {
        "missing": _("den mangler"),
        "does not follow": _("den følger ikke af den før"),
        "changed": _("den er ændret"),
    }
    return _(
        "Kæden er brudt ved hændelse nr. %(number)s: %(reason)s. Sammenlign med jeres seneste backup, før nogen arbejder videre."
    ) % {"number": broken.sequence, "reason": reasons[broken.reason]}


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 16 else None
