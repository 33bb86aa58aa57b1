"""Logs and error reports that tell what happened and never whom it was about."""

from __future__ import annotations

import logging
import re
from collections.abc import ItemsView
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

_CPR = re.compile(r"(?<!\d)\d{6}[-\s.]?\d{4}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\.\w+")
_PHONE = re.compile(r"(?<!\d)(?:\+45[\s]?)?(?:\d{2}\s?){4}(?!\d)")


class IdentifierFilter(logging.Filter):
    """Masks what looks like a CPR number, phone or mail in every line that is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask in place and let the line through; a traceback keeps its places but not its message."""
        record.msg = mask(record.getMessage())
        record.args = None
        if record.exc_info:
            record.exc_text = mask(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


def mask(text: str) -> str:
    """Replace the shapes of direct identifiers; the last net below services that never log them at all."""
    return _PHONE.sub("[telefon]", _MAIL.sub("[mail]", _CPR.sub("[cpr]", text)))


class SilentExceptionFilter(SafeExceptionReporterFilter):
    """Error reports carry no form fields, no local variables: they could hold a citizen's record."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return nothing of what was posted."""
        return {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> ItemsView[str, Any]:
        """Return nothing of what the code held."""
        return {}.items()
