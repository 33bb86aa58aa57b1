"""Dates on the pages: written the Danish way, and turned for those who read English."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.template import defaultfilters
from django.utils.translation import get_language

register = template.Library()

# From how Danes write days, months and clocks to how the British do.
_BRITISH = {"j. ": "j ", "b": "M", "H.i": "H:i", "i.s": "i:s"}


@register.filter(name="date", expects_localtime=True, is_safe=False)
def written(value: date | datetime | str | None, arg: str | None = None) -> str:
    """Write a date or a time as `arg` says, a Danish form: "j. F Y" is »3. maj 2026«, and "3 May 2026" in English."""
    if arg and (get_language() or "da").startswith("en"):
        for danish, british in _BRITISH.items():
            arg = arg.replace(danish, british)
    return defaultfilters.date(value, arg)
