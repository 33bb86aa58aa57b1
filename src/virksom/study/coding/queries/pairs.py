"""What two coders said of the same cases; only where both are finished, so that nobody's blindness is broken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from virksom.study.coding.models import Assignment, AssignmentState, Coding, Place
from virksom.study.harvest.models import Study


@dataclass(frozen=True, slots=True)
class Said:
    """One coder's standing answer; `coding_id` is 0 where the coder gave none."""

    coding_id: int = 0
    value: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to one variable of one case."""

    case_id: int
    first: Said
    second: Said

    @property
    def differs(self) -> bool:
        """Answer whether they gave different values, or one a value and the other none."""
        return self.first.value != self.second.value


_NOTHING = Said()


def double_coded(study: Study) -> set[int]:
    """Return the cases that two coders have finished."""
    done = Assignment.objects.filter(case__study=study, state=AssignmentState.DONE).order_by()
    firsts = set(done.filter(place=Place.FIRST).values_list("case_id", flat=True))
    return firsts & set(done.filter(place=Place.SECOND).values_list("case_id", flat=True))


def pairs(study: Study, key: str | None = None) -> dict[str, list[Pair]]:
    """Return the pairs of answers by variable, in three queries; neither order nor codebook version matters."""
    cases = double_coded(study)
    answers: dict[tuple[str, int], dict[str, Said]] = defaultdict(dict)
    second = Assignment.objects.filter(case__study=study, place=Place.SECOND, state=AssignmentState.DONE)
    standing = Coding.objects.filter(assignment__case__in=second.values("case_id"), superseded_at__isnull=True)
    if key is not None:
        standing = standing.filter(key=key)
    rows = standing.order_by().values_list("key", "assignment__case_id", "assignment__place", "id", "value", "missing")
    for name, case, place, coding, value, missing in rows.iterator(chunk_size=20_000):
        if case in cases:
            answers[name, case][place] = Said(coding, value, missing)
    found: dict[str, list[Pair]] = defaultdict(list)
    for name, case in sorted(answers):
        said = answers[name, case]
        found[name].append(Pair(case, said.get(Place.FIRST, _NOTHING), said.get(Place.SECOND, _NOTHING)))
    return dict(found)
