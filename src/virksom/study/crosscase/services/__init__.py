"""Everything that writes in this room; each file is one use of it."""

from __future__ import annotations

from virksom.study.crosscase.services.analysing import analyse, begin, carry_out, repeat
from virksom.study.crosscase.services.publishing import publish
from virksom.study.crosscase.services.reporting import report_file, write_report

__all__ = ["analyse", "begin", "carry_out", "publish", "repeat", "report_file", "write_report"]
