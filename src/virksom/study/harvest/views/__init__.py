"""The pages of this room; a file for each part of the work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def _soon(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse(status=503)


studies = create = study = step = team = lock = harvest = upload = progress = cancel = _soon
quarantine = settle = documents = case = _soon
