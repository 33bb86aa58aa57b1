"""Checks single resources against FHIR R4 (the R4B models of fhir.resources read the Danish profiles)."""

from __future__ import annotations

from functools import cache
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

_MOST = 3


@cache
def _model(kind: str) -> Any:
    try:
        return get_fhir_model_class(kind)
    except (KeyError, LookupError, ImportError, AttributeError, ValueError):
        return None


def is_known(kind: str) -> bool:
    """Whether R4 has a resource of this name."""
    return _model(kind) is not None


def faults(resource: dict[str, Any]) -> list[str]:
    """Return which elements do not hold, in Danish and without their content; an empty list where all is well."""
    kind = str(resource.get("resourceType", ""))
    model = _model(kind)
    if model is None:
        return [f"{kind[:40]} findes ikke i FHIR R4"]
    try:
        model.model_validate(resource)
    except ValidationError as error:
        return [_said(resource, kind, found) for found in error.errors(include_input=False, include_url=False)[:_MOST]]
    except (TypeError, ValueError, RecursionError):
        return [f"{kind} har en anden form end ventet"]
    return []


def _said(resource: dict[str, Any], kind: str, found: Any) -> str:
    where = found["loc"]
    if found["type"] == "extra_forbidden":
        # The name of an element that is not in the model comes from the file, and could be anything.
        return f"{kind}: et element hører ikke til i FHIR R4"
    # Digits are places in lists and only make the counts differ.
    place = ".".join(part for part in map(str, where) if part.isidentifier() and part.isascii() and len(part) < 40)
    missing = found["type"] == "missing" or (len(where) == 1 and where[0] not in resource)
    return f"{kind}.{place} {'mangler' if missing else 'har ikke den form, FHIR R4 kræver'}"
