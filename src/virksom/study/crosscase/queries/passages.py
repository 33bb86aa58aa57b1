"""The cases behind a figure and the passages their values rest on; nobody sees the outcome of a case they still code."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.coding.models import Assignment, AssignmentState
from virksom.study.coding.queries import Passage, Term, passages, terms
from virksom.study.crosscase import dataset, words
from virksom.study.crosscase.analysing.cases import Cases
from virksom.study.crosscase.analysing.conditions import Condition
from virksom.study.crosscase.models import Analysis
from virksom.study.crosscase.queries.analyses import specification
from virksom.study.crosscase.words.names import selection_words
from virksom.study.harvest.permissions import may_in_study

CASES_A_PAGE = 20
UNKNOWN = "ukendt"


@dataclass(frozen=True)
class Selection:
    """Which figure is asked about; empty fields ask for all.

    Attributes:
        condition: its key.
        level: place of the level, or `UNKNOWN`.
        outcome: code of the outcome, or `UNKNOWN`.
        reason: why cases are left out, instead of the above.
    """

    condition: str = ""
    level: str = ""
    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Quote:
    """A passage with the names of its variable and value."""

    variable: str
    value: str
    passage: Passage


@dataclass(frozen=True)
class CaseBehind:
    """A case behind a figure."""

    pseudonym: str
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True)
class Behind:
    """One page of the cases behind a figure.

    Attributes:
        described: the figure in words.
        total: cases behind it; of those the reader may open, where they may not read every case.
        withheld: of them, cases the reader is still coding.
        cases: those of this page.
        page: its number, from one.
        pages: how many.
    """

    described: str
    total: int
    withheld: int
    cases: list[CaseBehind]
    page: int
    pages: int


def behind(user: User, analysis: Analysis, selection: Selection, *, page: int = 1) -> Behind | None:
    """Return the cases behind a figure; None where there is no such figure.

    Those who may read every case see all but the cases they still have to code themselves; others see only cases they
    have finished coding.
    """
    asked = specification(analysis)
    condition = asked.condition(selection.condition) if selection.condition else None
    if selection.condition and condition is None:
        return None
    cases = Cases(dataset.thaw(analysis), asked)
    chosen = _chosen(cases, condition, selection)
    if chosen is None:
        return None
    names = [str(name) for name in cases.table.index[chosen]]
    # Who may not read every case is not told how many there are: that count may be a small one.
    everything = may_in_study(user, Permission.READ_EVERY_CASE, analysis.study)
    seen = _may_see(user, analysis, names, everything=everything)
    open_to_reader = [name for name in names if name in seen]
    pages = max(1, -(-len(open_to_reader) // CASES_A_PAGE))
    page = min(max(page, 1), pages)
    shown = open_to_reader[(page - 1) * CASES_A_PAGE : page * CASES_A_PAGE]
    quotes = _quotes(analysis, condition, shown)
    return Behind(
        described=_described(cases, condition, selection),
        total=len(names) if everything else len(open_to_reader),
        withheld=len(names) - len(open_to_reader) if everything else 0,
        cases=[CaseBehind(name, quotes.get(name, [])) for name in shown],
        page=page,
        pages=pages,
    )


def _chosen(cases: Cases, condition: Condition | None, selection: Selection) -> npt.NDArray[np.bool_] | None:
    if selection.reason:
        return (cases.reasons() == selection.reason).to_numpy()
    chosen = cases.coded.copy()
    codes = [code for code, _da, _en in cases.specification.outcomes]
    if selection.outcome:
        if selection.outcome not in {*codes, UNKNOWN}:
            return None
        chosen &= cases.outcome == (-1 if selection.outcome == UNKNOWN else codes.index(selection.outcome))
    if condition is not None and selection.level:
        places, labels = condition.bands(cases.table)
        if selection.level != UNKNOWN and selection.level not in {str(at) for at in range(len(labels))}:
            return None
        chosen &= places == (-1 if selection.level == UNKNOWN else int(selection.level))
    return chosen


def _may_see(user: User, analysis: Analysis, names: list[str], *, everything: bool) -> set[str]:
    own = Assignment.objects.filter(case__study=analysis.study, coder=user).values_list("case__pseudonym", "state")
    states = defaultdict(set)
    for name, state in own:
        states[name].add(state)
    still_coding = {name for name, found in states.items() if found != {AssignmentState.DONE}}
    if everything:
        return set(names) - still_coding
    return {name for name in names if name in states} - still_coding


def _quotes(analysis: Analysis, condition: Condition | None, names: list[str]) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = defaultdict(list)
    if condition is None or not names:
        return found
    told = terms(analysis.study)
    for column in condition.columns:
        for passage in passages(analysis.study, column, pseudonyms=names):
            found[passage.pseudonym].append(_quote(told.get(column), passage))
    return found


def _quote(term: Term | None, passage: Passage) -> Quote:
    if term is None:
        return Quote(passage.variable, passage.value, passage)
    english = words.lang() == "en"
    labels = term.labels_en if english else term.labels
    value = labels.get(passage.value, f"{passage.value} {term.unit}".strip())
    return Quote(term.label_en if english else term.label_da, value, passage)


def _described(cases: Cases, condition: Condition | None, selection: Selection) -> str:
    level = ""
    if condition is not None and selection.level.isdecimal():
        level = condition.bands(cases.table)[1][int(selection.level)][1 if words.lang() == "en" else 0]
    return selection_words(cases.specification, condition, selection.level, level, selection.outcome, selection.reason)
