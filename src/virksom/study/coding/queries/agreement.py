"""How far two coders agree, variable by variable."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.core.cache import cache
from django.db.models import Count, Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from virksom.methods.agreement import Agreement, krippendorff_alpha
from virksom.methods.agreement import Level as Distance
from virksom.methods.errors import TooFewPairs
from virksom.methods.wording import Lang
from virksom.study.coding.models import Assignment, AssignmentState, Coding, Level
from virksom.study.coding.queries.codebook import Term, terms
from virksom.study.coding.queries.pairs import Pair, pairs
from virksom.study.harvest.models import Study

RESAMPLES = 1_000
SEED = 1
GOOD, TENTATIVE = 0.8, 0.667
_KEEP_SECONDS = 24 * 3600


@dataclass(frozen=True)
class VariableAgreement:
    """Agreement on one variable.

    Attributes:
        term: the variable.
        result: None where fewer than two cases have two values.
        n_cases: cases that two coders finished.
        n_one_missing: cases where one gave a value and the other said it cannot be told.
        n_differ: cases with two different values.
    """

    term: Term
    result: Agreement | None
    n_cases: int
    n_one_missing: int
    n_differ: int

    @property
    def has_alpha(self) -> bool:
        """Answer whether there is a coefficient to show."""
        return self.result is not None and not np.isnan(self.result.value)

    @property
    def meaning(self) -> str:
        """What the coefficient means for the use of the variable, in a sentence."""
        if self.result is None:
            return _("Der er for få dobbeltkodede sager med en værdi fra begge.")
        if not self.has_alpha:
            return _("Alle har samme værdi. Enighed ud over tilfældet kan ikke regnes ud.")
        if self.result.value < TENTATIVE:
            return _("For lav: afgør uenighederne, og skærp definitionen, før den bærer en konklusion.")
        if self.result.interval and self.result.interval[0] < TENTATIVE:
            return _("Ser brugbar ud, men intervallet er bredt: lad to kode flere sager, før I stoler på den.")
        if self.result.value >= GOOD:
            return _("God: kan bruges, som den er.")
        return _("Brugbar til forsigtige konklusioner. Tal definitionen igennem.")

    @property
    def grade(self) -> str:
        """Answer `good`, `tentative`, `low` or `none`, for a mark beside the words."""
        if self.result is None or not self.has_alpha:
            return "none"
        if self.result.value < TENTATIVE:
            return "low"
        sure = self.result.interval is None or self.result.interval[0] >= TENTATIVE
        return "good" if sure and self.result.value >= GOOD else "tentative"

    @property
    def percent_shown(self) -> str:
        """Plain per cent agreement without decimals."""
        return f"{100 * self.result.percent:.0f}" if self.result else ""

    @property
    def notes(self) -> list[str]:
        """What else a reader must know of the figure; that the cases are few is said once for the page."""
        lang: Lang = "en" if get_language() == "en" else "da"
        return [note.text(lang) for note in self.result.notes if note.code != "few_units"] if self.result else []


def agreement(study: Study) -> list[VariableAgreement]:
    """Return agreement on every variable of the codebook in use; kept until a coding or a state changes."""
    name = f"coding-agreement-{_fingerprint(study)}"
    kept: list[VariableAgreement] | None = cache.get(name)
    if kept is None:
        told = pairs(study)
        kept = [_of_variable(term, told.get(key, [])) for key, term in terms(study).items()]
        cache.set(name, kept, _KEEP_SECONDS)
    return kept


def _fingerprint(study: Study) -> str:
    standing = Coding.objects.filter(assignment__case__study=study, superseded_at__isnull=True)
    codings = standing.aggregate(last=Max("id"), n=Count("id"))
    states = Assignment.objects.filter(case__study=study, state=AssignmentState.DONE)
    done = states.aggregate(last=Max("done_at"), n=Count("id"))
    book = study.codebooks.aggregate(last=Max("id"))["last"]
    moment = f"{done['last']:%Y%m%d%H%M%S%f}" if done["last"] else "-"
    return f"{study.pk}-{book}-{codings['last']}-{codings['n']}-{moment}-{done['n']}"


def _of_variable(term: Term, told: list[Pair]) -> VariableAgreement:
    one_missing = sum(1 for pair in told if bool(pair.first.value) != bool(pair.second.value))
    differ = sum(1 for pair in told if pair.first.value and pair.second.value and pair.differs)
    try:
        result = krippendorff_alpha(_ratings(term, told), _level(term), bootstrap=RESAMPLES, seed=SEED)
    except TooFewPairs:
        result = None
    return VariableAgreement(term, result, len(told), one_missing, differ)


def _level(term: Term) -> Distance:
    return Distance.NOMINAL if term.level == Level.TEXT else Distance(term.level)


def _ratings(term: Term, told: list[Pair]) -> np.ndarray:
    """Coders × cases; steps without numbers are counted from one in the codebook's order."""
    said = [[pair.first.value for pair in told], [pair.second.value for pair in told]]
    if term.level in {Level.NOMINAL, Level.TEXT}:
        return np.array([[value or None for value in row] for row in said], dtype=object)
    rank = {code: float(code) if term.numeric else float(place) for place, code in enumerate(term.codes, start=1)}
    return np.array([[_number(value, rank) for value in row] for row in said], dtype=float)


def _number(value: str, rank: dict[str, float]) -> float:
    if not value:
        return float("nan")
    return rank.get(value, float("nan")) if rank else float(value)
