"""What holds for every request of somebody logged in: nothing cached, sessions that end, a second factor, an own password."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from virksom.people.adapter import REAL_FACTORS
from virksom.people.log_ins import RAN_OUT, showed_second_factor

Next = Callable[[HttpRequest], HttpResponse]
# Where somebody may be who has not finished logging in: the account's own pages, and the choice of language.
_OPEN = ("/konto/", "/sprog/")


class NoStoreMiddleware:
    """Tells browsers and proxies to keep no page of ours: a shared computer shows nothing after log-out."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        response["Cache-Control"] = "no-store, private"
        return response


class SessionLimitMiddleware:
    """Ends a session after a time without use, and after the longest a working day lasts."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.user.is_authenticated:
            now = time.time()
            began = request.session.setdefault("began", now)
            seen = request.session.get("seen", now)
            why = _why_it_ends(now - began, now - seen)
            if why:
                setattr(request, RAN_OUT, why)
                logout(request)
                return _go(request, f"{reverse('account_login')}?{urlencode(_back(request) | {'udloebet': 1})}")
            # One write a minute is enough to measure idleness, and spares the database.
            if now - seen > 60 or "seen" not in request.session:
                request.session["seen"] = now
        return self.get_response(request)


class SecondFactorMiddleware:
    """Lets nobody past log-in without a second factor, where the organisation requires one (always but in the demo)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if settings.VIRKSOM_REQUIRE_SECOND_FACTOR and request.user.is_authenticated and not _is_open(request):
            if not is_mfa_enabled(request.user, types=REAL_FACTORS):
                return _go(request, reverse("mfa_index"))
            if not showed_second_factor(request):
                # Opened by password alone before the account had its second factor: log in again, with both.
                logout(request)
                return _go(request, reverse("account_login"))
        return self.get_response(request)


class OwnPasswordMiddleware:
    """Asks somebody who was given a password to choose their own before anything else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.user.is_authenticated and request.user.must_change_password and not _is_open(request):
            return _go(request, reverse("account_change_password"))
        return self.get_response(request)


def _why_it_ends(age: float, idle: float) -> str:
    if age > settings.VIRKSOM_SESSION_LONGEST.total_seconds():
        return "longest"
    return "idle" if idle > settings.VIRKSOM_SESSION_IDLE.total_seconds() else ""


def _is_open(request: HttpRequest) -> bool:
    return request.path_info.startswith(_OPEN)


def _back(request: HttpRequest) -> dict[str, object]:
    return {"next": request.get_full_path()} if request.method == "GET" and not _is_htmx(request) else {}


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _go(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser there; to htmx by its own header, or it would put the other page inside this one."""
    if _is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)
