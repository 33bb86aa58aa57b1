"""A dry run: everything is read, nothing is written; says what a harvest would find."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from virksom.study.harvest.gather import gather
from virksom.study.harvest.material import Problem
from virksom.study.harvest.pipeline import Ledger, Problems, begin, opened, read_group

_MOST_PROBLEMS = 200


@dataclass(frozen=True)
class TrialProblem:
    """One row, element or file that would go into quarantine; shown without names."""

    system: str
    file: str
    place: str
    reason: str
    message: str


@dataclass
class DryRun:
    """What a harvest would do.

    Attributes:
        systems: the systems found, with how many parts each.
        kinds: rows by system and kind of row.
        encodings: files by encoding.
        problems: the first of what would go into quarantine.
        not_case_material: files passed by on purpose.
        unclear_joins: same case number, different CPR numbers: left apart.
    """

    cases: int = 0
    documents: int = 0
    rows_in: int = 0
    rows_stored: int = 0
    rows_quarantined: int = 0
    duplicates: int = 0
    not_case_material: int = 0
    unclear_joins: int = 0
    systems: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    document_kinds: dict[str, int] = field(default_factory=dict)
    encodings: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, int] = field(default_factory=dict)
    problems: list[TrialProblem] = field(default_factory=list)


def dry_run(source: Path, reader: str = "auto") -> DryRun:
    """Read a source without writing anything.

    Raises:
        BadInput: nothing in the source is recognised.
    """
    ledger = Ledger()
    with opened(source, reader) as recognised:
        gathered = gather(recognised.readers)
        problems: Problems = _first(begin(gathered, ledger))
        for group in gathered.groups:
            _drafts, found = read_group(recognised.readers, group, ledger)
            problems = _first(problems + found)
    ledger.check()
    encodings: Counter[str] = Counter()
    for shared in gathered.shared:
        encodings.update(shared.encodings)
    return DryRun(
        cases=ledger.cases,
        documents=ledger.documents,
        rows_in=ledger.rows,
        rows_stored=ledger.stored,
        rows_quarantined=ledger.quarantined,
        duplicates=ledger.duplicates,
        not_case_material=recognised.ignored,
        unclear_joins=gathered.unclear_joins,
        systems=dict(Counter(shared.system for shared in gathered.shared)),
        kinds=dict(ledger.kinds),
        document_kinds=dict(ledger.document_kinds),
        encodings=dict(encodings),
        remarks=dict(ledger.remarks),
        problems=[_shown(system, problem) for system, problem in problems],
    )


def _first(problems: Problems) -> Problems:
    """Keep as many as are shown; what somebody must mend stands before what needs nothing done."""
    return sorted(problems, key=lambda one: one[1].reason == "not_about_a_case")[:_MOST_PROBLEMS]


def _shown(system: str, problem: Problem) -> TrialProblem:
    return TrialProblem(system, problem.place.file.shown, problem.place.spot, problem.reason, problem.message)
