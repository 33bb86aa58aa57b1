"""What this room reads out."""

from __future__ import annotations

from virksom.study.crosscase.queries.analyses import (
    earlier,
    find,
    latest,
    may_read_report,
    published_reports,
    sees_everything,
    specification,
    told,
)
from virksom.study.crosscase.queries.passages import Behind, Selection, behind
from virksom.study.crosscase.queries.plain import plain

__all__ = [
    "Behind",
    "Selection",
    "behind",
    "earlier",
    "find",
    "latest",
    "may_read_report",
    "plain",
    "published_reports",
    "sees_everything",
    "specification",
    "told",
]
