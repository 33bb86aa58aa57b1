"""What this room reads out: bounded numbers of database queries, whatever the number of cases."""

from __future__ import annotations

from virksom.study.coding.queries.codebook import Term, codebook_in_use, terms
from virksom.study.coding.queries.table import CaseState, Passage, coded_table, passages

__all__ = ["CaseState", "Passage", "Term", "codebook_in_use", "coded_table", "passages", "terms"]
