"""Everything that writes in this room; each file is one use of it."""

from __future__ import annotations

from virksom.study.coding.services.codebooks import install_starter_codebook, revise_codebook

__all__ = ["install_starter_codebook", "revise_codebook"]
