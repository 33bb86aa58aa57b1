"""What holds for every request of somebody logged in: nothing cached, sessions that end, a second factor."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

Next = Callable[[HttpRequest], HttpResponse]


class NoStoreMiddleware:
    """Tells browsers and proxies to keep no page of ours: a shared computer shows nothing after log-out."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
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
            too_long = now - began > settings.VIRKSOM_SESSION_LONGEST.total_seconds()
            idle = now - seen > settings.VIRKSOM_SESSION_IDLE.total_seconds()
            if too_long or idle:
                logout(request)
                return redirect(f"{reverse('account_login')}?udloebet=1")
            # One write a minute is enough to measure idleness, and spares the database.
            if now - seen > 60 or "seen" not in request.session:
                request.session["seen"] = now
        return self.get_response(request)


class SecondFactorMiddleware:
    """Lets nobody past log-in without a second factor, where the organisation requires one (always but in the demo)."""

    OPEN = ("/konto/", "/static/", "/sprog/")

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if (
            settings.VIRKSOM_REQUIRE_SECOND_FACTOR
            and request.user.is_authenticated
            and not request.path.startswith(self.OPEN)
            and not is_mfa_enabled(request.user)
        ):
            return redirect("mfa_index")
        return self.get_response(request)
