"""The whole analysis of one table, from counts to robustness."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from virksom.study.crosscase.analysing.cases import Cases
from virksom.study.crosscase.analysing.conditions import Specification
from virksom.study.crosscase.analysing.distributions import distributions, ledger
from virksom.study.crosscase.analysing.model import model, probabilities, who
from virksom.study.crosscase.analysing.robustness import robustness
from virksom.study.crosscase.analysing.safe import safe
from virksom.study.crosscase.analysing.variation import variation

Progress = Callable[[int], None]


def run(
    table: pd.DataFrame,
    specification: Specification,
    *,
    agreement: list[dict[str, Any]] | None = None,
    coding: dict[str, int] | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Analyse a table of coded cases.

    Args:
        table: one row a case: the codebook's variables, `professional`, `n_documents` and `state`.
        specification: what is asked of it.
        agreement: between coders, passed through into the results.
        coding: counts of how the codings came about, passed through.
        progress: called with per cent done.

    Returns:
        `full`, for those who may read the cases, and `safe`, where no count under five stands or can be worked out.
        Everything is plain JSON. The same table and specification give the same figures.
    """
    tell = progress or _to_nobody
    cases = Cases(table, specification)
    full: dict[str, Any] = {"flow": cases.flow(), "outcomes": _outcomes(cases), "n": int(cases.analysed.sum())}
    full["distributions"] = distributions(cases)
    full["who"] = who(cases)
    tell(20)
    full["ledger"] = ledger(cases)
    tell(50)
    full["model"], fitted = model(cases)
    tell(75)
    full["probabilities"] = probabilities(cases, fitted) if fitted is not None else []
    full["variation"] = variation(cases, fitted, full["probabilities"]) if fitted is not None else None
    full["robustness"] = robustness(cases) if fitted is not None else {}
    full["agreement"] = agreement or []
    full["coding"] = coding or {}
    tell(90)
    return {"full": full, "safe": safe(full, specification)}


def _outcomes(cases: Cases) -> dict[str, Any]:
    n = len(cases.specification.outcomes)
    coded = cases.outcome[cases.coded]
    return {
        "coded": np.bincount(coded[coded >= 0], minlength=n).tolist(),
        "analysed": np.bincount(cases.outcome[cases.analysed], minlength=n).tolist(),
        "missing": int((coded < 0).sum()),
    }


def _to_nobody(share: int) -> None:
    """Report to nobody."""
