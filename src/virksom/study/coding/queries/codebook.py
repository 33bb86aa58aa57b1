"""Read a study's codebook."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import get_language

from virksom.study.coding.models import Codebook, Level, Variable, VariableValue
from virksom.study.harvest.models import Study


@dataclass(frozen=True)
class Term:
    """A variable as an analysis needs to know it.

    Attributes:
        key: column of `coded_table`.
        phase: intake, intervention or discharge.
        level: nominal, ordinal, interval, ratio or text.
        codes: the values in their order; empty for numbers and free labels.
        labels: code → Danish label.
        labels_en: code → English label.
    """

    key: str
    phase: str
    level: str
    label_da: str
    label_en: str
    definition: str
    unit: str
    codes: tuple[str, ...]
    labels: dict[str, str]
    labels_en: dict[str, str]

    @property
    def label(self) -> str:
        """The label in the language on screen."""
        return self.label_en if get_language() == "en" else self.label_da

    @property
    def numeric(self) -> bool:
        """Answer whether the column holds numbers: measured ones, or steps whose codes are numbers."""
        if self.level in {Level.RATIO, Level.INTERVAL}:
            return True
        return self.level == Level.ORDINAL and bool(self.codes) and all(code.isdigit() for code in self.codes)


def codebook_in_use(study: Study) -> Codebook | None:
    """Return the codebook that is coded by now, with its variables and values read."""
    return (
        Codebook.objects.filter(study=study, superseded_at__isnull=True)
        .prefetch_related(
            Prefetch("variables", Variable.objects.order_by("order")),
            Prefetch("variables__values", VariableValue.objects.order_by("order")),
        )
        .first()
    )


def terms(study: Study) -> dict[str, Term]:
    """Return the variables of the codebook in use by key, in the order they are coded."""
    codebook = codebook_in_use(study)
    return {variable.key: term(variable) for variable in codebook.variables.all()} if codebook else {}


def term(variable: Variable) -> Term:
    """Describe one variable; its values must have been read."""
    values = list(variable.values.all())
    return Term(
        key=variable.key,
        phase=variable.phase,
        level=variable.level,
        label_da=variable.label_da,
        label_en=variable.label_en,
        definition=variable.definition,
        unit=variable.unit,
        codes=tuple(value.code for value in values),
        labels={value.code: value.label_da for value in values},
        labels_en={value.code: value.label_en for value in values},
    )
