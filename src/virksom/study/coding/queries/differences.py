"""Where two coders differ: both answers side by side with their passages, and what it was settled as."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from virksom.study.coding.answers import show_value
from virksom.study.coding.models import Coding, Missing, Settlement, Variable
from virksom.study.coding.queries.pairs import Pair, pairs
from virksom.study.harvest.models import Study, StudyCase

PAGE = 20


@dataclass
class Side:
    """One coder's answer as it is shown."""

    coding: Coding | None
    answer: str


@dataclass
class Difference:
    """One variable of one case that two coders see differently."""

    case: StudyCase
    variable: Variable
    first: Side
    second: Side
    settlement: Settlement | None
    settled_as: str

    @property
    def anchor(self) -> str:
        """Name of its place on the page."""
        return f"{self.case.pseudonym}-{self.variable.key}"


def differences(
    study: Study, variables: list[Variable], *, key: str = "", settled: bool = False, page: int = 1
) -> tuple[list[Difference], Page]:
    """Return one page of differences, unsettled or settled; cases that both coders have not finished are not in it.

    Args:
        study: whose cases.
        variables: of the codebook in use, with their values read.
        key: only this variable.
        settled: those that are settled, else those that are not.
        page: which page.
    """
    by_key = {one.key: one for one in variables}
    done = set(
        Settlement.objects.filter(case__study=study, superseded_at__isnull=True)
        .order_by()
        .values_list("key", "case_id")
    )
    told = [
        (name, pair)
        for name, found in pairs(study, key or None).items()
        for pair in found
        if name in by_key and pair.differs and ((name, pair.case_id) in done) == settled
    ]
    order = {name: place for place, name in enumerate(by_key)}
    told.sort(key=lambda one: (order[one[0]], one[1].case_id))
    shown = Paginator(told, PAGE).get_page(page)
    return _read(list(shown.object_list), by_key), shown


def _read(told: list[tuple[str, Pair]], by_key: dict[str, Variable]) -> list[Difference]:
    ids = [said.coding_id for _name, pair in told for said in (pair.first, pair.second) if said.coding_id]
    codings = {
        one.pk: one
        for one in Coding.objects.filter(pk__in=ids).select_related(
            "document", "assignment__coder", "variable__codebook"
        )
    }
    cases = StudyCase.objects.in_bulk({pair.case_id for _name, pair in told})
    standing = Settlement.objects.filter(case__in=cases, superseded_at__isnull=True).select_related("settled_by")
    settlements = {(one.key, one.case_id): one for one in standing}
    found = []
    for name, pair in told:
        variable, settlement = by_key[name], settlements.get((name, pair.case_id))
        found.append(
            Difference(
                case=cases[pair.case_id],
                variable=variable,
                first=_side(variable, codings.get(pair.first.coding_id)),
                second=_side(variable, codings.get(pair.second.coding_id)),
                settlement=settlement,
                settled_as=_words(variable, settlement.value, settlement.missing) if settlement else "",
            )
        )
    return found


def _side(variable: Variable, coding: Coding | None) -> Side:
    if coding is None:
        return Side(None, _("Ikke kodet"))
    return Side(coding, _words(variable, coding.value, coding.missing))


def _words(variable: Variable, value: str, missing: str) -> str:
    return show_value(variable, value) if value else str(Missing(missing).label)
