"""The coded cases as one table, and the passages behind any of its values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd
from django.db.models import Count, QuerySet, Value
from django.db.models.functions import Coalesce

from virksom.study.coding.models import Assignment, AssignmentState, Coding, Place, Settlement
from virksom.study.coding.queries.codebook import Term, terms
from virksom.study.harvest.models import CaseValue, Document, Study, StudyCase

# SQLite takes at most 32,766 parameters in one query; a few thousand names keep the statement short everywhere.
_NAMES_IN_A_QUERY = 5_000


class CaseState(StrEnum):
    """How far a case is on its way to the analysis."""

    NO_MATERIAL = "no_material"
    READABLE = "readable"
    IN_PROGRESS = "in_progress"
    CODED = "coded"


@dataclass(frozen=True)
class Passage:
    """The place in a document that a coded value rests on."""

    pseudonym: str
    variable: str
    value: str
    missing: str
    certainty: int | None
    place: str
    document_id: int | None
    document_kind: str
    written_on: date | None
    start: int
    end: int
    quote: str


def coded_table(study: Study, *, with_system_values: bool = False) -> pd.DataFrame:
    """Return one row for each case of the study with the value that counts for every variable.

    What the coders' difference was settled as counts before the first coder's value. Values of cases whose coding is
    still in progress are in the table too: `state` tells which those are.

    Args:
        study: whose cases.
        with_system_values: fill what nobody coded with what the case's own system knew, where its systems agree.

    Returns:
        A table with the pseudonym as index and one column for each variable, then `professional`, `unit`, `unit_kind`,
        `started_on`, `ended_on`, `n_documents`, `state` (see `CaseState`) and `n_settled`. Numbers and numbered steps
        are float64, the other variables strings (their codes); missing is NaN. It takes seven queries, whatever the
        number of cases.
    """
    columns = terms(study)
    cases = _cases(study)
    values, settled = _values(study)
    if with_system_values:
        values = {**_system_values(study), **values}
    by_key: dict[str, dict[int, str]] = {key: {} for key in columns}
    for (case, key), value in values.items():
        if key in by_key and value:
            by_key[key][case] = value
    # A frame is built at once: adding columns one by one copies it again each time.
    coded = {key: _column(cases.index, by_key[key], columns[key]) for key in columns}
    table = pd.concat([pd.DataFrame(coded, index=cases.index), cases], axis=1)
    table["n_settled"] = table.index.map(settled).fillna(0).astype("int64")
    return table.set_index("pseudonym")


def passages(
    study: Study,
    variable: str,
    value: str | None = None,
    pseudonyms: Collection[str] | None = None,
    *,
    limit: int | None = None,
) -> list[Passage]:
    """Return the passages that codings of a variable rest on, for drill-down by members of the study.

    The caller has checked that the reader may see case material, and records the reading.

    Args:
        study: whose cases.
        variable: its key.
        value: only codings with this value.
        pseudonyms: only these cases.
        limit: at most so many.
    """
    standing = Coding.objects.filter(assignment__case__study=study, key=variable, superseded_at__isnull=True)
    standing = standing.exclude(quote="")
    if value is not None:
        standing = standing.filter(value=value)
    if pseudonyms is None:
        return _read_passages(standing, limit)
    names, found = sorted(pseudonyms), list[Passage]()
    for at in range(0, len(names), _NAMES_IN_A_QUERY):
        chunk = standing.filter(assignment__case__pseudonym__in=names[at : at + _NAMES_IN_A_QUERY])
        found += _read_passages(chunk, None if limit is None else limit - len(found))
        if limit is not None and len(found) >= limit:
            break
    return found


def _read_passages(standing: QuerySet[Coding], limit: int | None) -> list[Passage]:
    fields = [
        *("assignment__case__pseudonym", "key", "value", "missing", "certainty", "assignment__place"),
        *("document_id", "kind", "document__written_on", "start", "end", "quote"),
    ]
    rows: Any = standing.annotate(kind=Coalesce("document__kind", Value(""))).values_list(*fields)
    rows = rows.order_by("assignment__case__pseudonym", "assignment__place")
    return [Passage(*row) for row in (rows if limit is None else rows[:limit])]


def _cases(study: Study) -> pd.DataFrame:
    fields = ["id", "pseudonym", "professional", "unit", "unit_kind", "started_on", "ended_on"]
    rows = StudyCase.objects.filter(study=study).order_by("pseudonym").values_list(*fields)
    cases = pd.DataFrame.from_records(list(rows), columns=fields).set_index("id")
    documents = dict(
        Document.objects.filter(case__study=study)
        .order_by()
        .values_list("case_id")
        .annotate(n=Count("id"))
        .values_list("case_id", "n")
    )
    states = dict(
        Assignment.objects.filter(case__study=study, place=Place.FIRST).order_by().values_list("case_id", "state")
    )
    cases["n_documents"] = [documents.get(case, 0) for case in cases.index]
    cases["state"] = [_state(states.get(case), documents.get(case, 0)).value for case in cases.index]
    return cases


def _state(assignment: str | None, documents: int) -> CaseState:
    if assignment == AssignmentState.DONE:
        return CaseState.CODED
    if assignment == AssignmentState.IN_PROGRESS:
        return CaseState.IN_PROGRESS
    return CaseState.READABLE if documents else CaseState.NO_MATERIAL


def _values(study: Study) -> tuple[dict[tuple[int, str], str], dict[int, int]]:
    """The value that counts by case and key ("" where it is known to be missing), and settlements a case."""
    standing = Coding.objects.filter(
        assignment__case__study=study, assignment__place=Place.FIRST, superseded_at__isnull=True
    )
    rows = (
        standing.annotate(kind=Coalesce("document__kind", Value("")))
        .order_by()
        .values_list("assignment__case_id", "key", "value")
    )
    values = {(case, key): value for case, key, value in rows.iterator(chunk_size=20_000)}
    settled: dict[int, int] = {}
    settlements = Settlement.objects.filter(case__study=study, superseded_at__isnull=True).order_by()
    for case, key, value in settlements.values_list("case_id", "key", "value"):
        values[(case, key)] = value
        settled[case] = settled.get(case, 0) + 1
    return values, settled


def _system_values(study: Study) -> dict[tuple[int, str], str]:
    """What the systems knew, where they say one thing."""
    known: dict[tuple[int, str], set[str]] = {}
    rows = CaseValue.objects.filter(case__study=study).order_by().values_list("case_id", "variable", "value")
    for case, key, value in rows:
        known.setdefault((case, key), set()).add(value)
    return {place: next(iter(said)) for place, said in known.items() if len(said) == 1}


def _column(index: pd.Index, values: dict[int, str], term: Term) -> pd.Series:
    told = [values.get(case) for case in index]
    if term.numeric:
        return pd.to_numeric(pd.Series(told, index=index, dtype="object"), errors="coerce").astype("float64")
    return pd.Series(told, index=index, dtype="str")
