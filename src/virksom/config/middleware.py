"""Turns what the rooms refuse into a page that says what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from virksom.errors import BadInput, NotAllowed, StaleVersion, VirksomError, WrongState
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User

_STATUS: list[tuple[type[VirksomError], int]] = [
    (NotAllowed, 403),
    (StaleVersion, 409),
    (WrongState, 409),
    (BadInput, 400),
    (VirksomError, 500),
]


class RefusalMiddleware:
    """Shows a VirksomError as a page with its own words; a refusal of access is written in the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer with the refusal page, or leave other errors to Django."""
        if not isinstance(error, VirksomError):
            return None
        status = next(code for kind, code in _STATUS if isinstance(error, kind))
        if isinstance(error, NotAllowed) and isinstance(request.user, User):
            view = request.resolver_match.view_name if request.resolver_match else ""
            audit.record(Action.REFUSED, by=request.user, subject="page", subject_id=view)
        return render(request, "config/refused.html", {"error": error, "status": status}, status=status)
