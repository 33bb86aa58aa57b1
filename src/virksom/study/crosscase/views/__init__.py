"""The pages of this room."""

from __future__ import annotations

from virksom.study.crosscase.views.analysis import analysis, condition, earlier, progress, publish, run
from virksom.study.crosscase.views.passages import passages
from virksom.study.crosscase.views.report import report, reports

__all__ = ["analysis", "condition", "earlier", "passages", "progress", "publish", "report", "reports", "run"]
