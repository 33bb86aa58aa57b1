"""Pages of this room; each asks whether the person may, reads, and shows."""

from __future__ import annotations

from virksom.study.coding.views.case import case, save, shortcuts, step
from virksom.study.coding.views.double import agreement, differences, settle
from virksom.study.coding.views.passage import passage
from virksom.study.coding.views.study import assign, codebook, index

__all__ = [
    "agreement",
    "assign",
    "case",
    "codebook",
    "differences",
    "index",
    "passage",
    "save",
    "settle",
    "shortcuts",
    "step",
]
