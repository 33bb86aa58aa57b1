"""What the figures say, in plain words; "characterises", never "works"."""

from __future__ import annotations

from virksom.study.crosscase.words.findings import headline, sentences
from virksom.study.crosscase.words.limits import limits
from virksom.study.crosscase.words.names import FAMILIES, STEPS, label, lang, reason

__all__ = ["FAMILIES", "STEPS", "headline", "label", "lang", "limits", "reason", "sentences"]
