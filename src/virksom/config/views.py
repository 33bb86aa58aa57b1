"""The start page, by role, and the page that says what Virksom is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from virksom.config.doors import doors_for
from virksom.study.harvest.permissions import visible_studies


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Show what the person's roles let them do next."""
    studies = list(visible_studies(request.user)[:20])
    return render(request, "config/start.html", {"doors": doors_for(request.user), "studies": studies})


def about(request: HttpRequest) -> HttpResponse:
    """Say what Virksom is, how data is kept, and how accessible the pages are."""
    return render(request, "config/about.html")
