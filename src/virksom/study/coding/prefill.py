"""What a case's own system knew of the codebook's variables: a start for the coder, never a coding by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from virksom.study.coding.answers import clean_value
from virksom.study.coding.errors import NotAValue
from virksom.study.coding.models import Variable
from virksom.study.harvest.models import CaseValue, StudyCase

_DAYS_IN_A_MONTH = 30.4375


@dataclass(frozen=True)
class SystemValue:
    """What the systems say of a variable.

    Attributes:
        value: the one value they agree on, in the codebook's terms; empty where they differ or it does not fit.
        said: everything they said, as they said it.
        systems: which systems.
    """

    value: str
    said: tuple[str, ...]
    systems: tuple[str, ...]


def system_values(case: StudyCase, variables: Iterable[Variable]) -> dict[str, SystemValue]:
    """Return what is known of each variable, read in one query; variables nobody knew are left out."""
    told: dict[str, list[CaseValue]] = {}
    for row in CaseValue.objects.filter(case=case).order_by("system", "id"):
        told.setdefault(row.variable, []).append(row)
    known = {variable.key: _agreed(variable, told[variable.key]) for variable in variables if variable.key in told}
    for variable in variables:
        if variable.key == "duration_months" and variable.key not in known and case.started_on and case.ended_on:
            months = f"{(case.ended_on - case.started_on).days / _DAYS_IN_A_MONTH:.1f}"
            known[variable.key] = SystemValue(clean_value(variable, months), (months.replace(".", ","),), ("datoer",))
    return known


def _agreed(variable: Variable, rows: list[CaseValue]) -> SystemValue:
    fitting = {value for row in rows if (value := _fitting(variable, row))}
    return SystemValue(
        value=fitting.pop() if len(fitting) == 1 else "",
        said=tuple(dict.fromkeys(row.label or row.value for row in rows)),
        systems=tuple(dict.fromkeys(row.system for row in rows)),
    )


def _fitting(variable: Variable, row: CaseValue) -> str:
    for words in (row.value, row.label):
        try:
            return clean_value(variable, words)
        except NotAValue:
            continue
    return ""
