"""The start page, by role, and the page that says what Virksom is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Show what the person's roles let them do next."""
    return render(request, "config/start.html", {"roles": request.user.roles})


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    """Say what Virksom is, how data is kept, and how accessible the pages are."""
    return render(request, "config/about.html")
