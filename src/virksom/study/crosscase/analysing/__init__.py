"""The computation: a table of coded cases and what is asked of it in, plain figures out. It reads no database."""

from __future__ import annotations

from virksom.study.crosscase.analysing.conditions import Condition, Family, How, Specification, standard_specification
from virksom.study.crosscase.analysing.run import run

__all__ = ["Condition", "Family", "How", "Specification", "run", "standard_specification"]
