"""Everything that writes in this room; each file is one use of it."""

from __future__ import annotations

from virksom.study.coding.services.assigning import Assigned, assign_cases
from virksom.study.coding.services.codebooks import install_starter_codebook, revise_codebook
from virksom.study.coding.services.coding import finish, keep_draft, open_outcome, reopen, save_coding
from virksom.study.coding.services.importing import ImportResult, import_codings
from virksom.study.coding.services.settling import settle

__all__ = [
    "Assigned",
    "ImportResult",
    "assign_cases",
    "finish",
    "import_codings",
    "install_starter_codebook",
    "keep_draft",
    "open_outcome",
    "reopen",
    "revise_codebook",
    "save_coding",
    "settle",
]
