"""The start page, by role, and the page that says what Virksom is."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from virksom.config.doors import doors_for
from virksom.people.models import User
from virksom.study.harvest.permissions import visible_studies


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Show what the person's roles let them do next."""
    user = cast(User, request.user)
    return render(request, "config/start.html", {"doors": doors_for(user), "studies": list(visible_studies(user)[:20])})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what Virksom is, how data is kept, and how accessible the pages are."""
    return render(request, "config/about.html")
