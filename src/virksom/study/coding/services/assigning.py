"""Give cases to coders: everybody a fair share, and a random sample a second, blind coder."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from virksom.errors import BadInput
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.coding.models import Assignment, Place
from virksom.study.coding.permissions import coders_of
from virksom.study.harvest.models import Document, Study, StudyCase
from virksom.study.harvest.permissions import check_in_study

_BATCH = 2_000


@dataclass(frozen=True)
class Assigned:
    """How many cases got a first and a second coder now."""

    first: int
    second: int


def assign_cases(
    user: User, study: Study, coders: Sequence[User], *, share: float, seed: int, second: Sequence[User] | None = None
) -> Assigned:
    """Give every readable case without a coder to one, and a random share of the coded cases to a second one.

    The sample is stratified by kind of unit. Cases that have a coder keep them, so that the same call again gives
    only what is new. Coders get the cases in turn; nobody gets the same case twice.

    Args:
        user: needs the right to assign coding.
        study: whose cases.
        coders: who code first.
        share: how much of the cases gets a second coder, 0 to 1.
        seed: makes the draw repeatable; it is written in the log.
        second: who code second; the same people where it is None.

    Raises:
        BadInput: nobody to code, somebody who may not, or too few people for a second coder.
    """
    check_in_study(user, Permission.ASSIGN_CODING, study)
    second = list(coders if second is None else second)
    _check_people(study, coders, second, share)
    rng = random.Random(seed)  # noqa: S311  a repeatable draw, not a secret
    with transaction.atomic():
        cases = _readable(study)
        standing = list(Assignment.objects.select_for_update().filter(case__study=study))
        firsts = {one.case_id: one.coder_id for one in standing if one.place == Place.FIRST}
        seconds = {one.case_id for one in standing if one.place == Place.SECOND}
        new_first = _deal(_shuffled(cases.keys() - firsts.keys(), rng), coders, Counter(firsts.values()), {})
        everybody = {**firsts, **new_first}
        sample = _sample({case: cases[case] for case in everybody if case in cases}, seconds, share, rng)
        loads = Counter(one.coder_id for one in standing if one.place == Place.SECOND)
        new_second = _deal(sample, second, loads, everybody)
        _write(new_first, Place.FIRST)
        _write(new_second, Place.SECOND)
        audit.record(
            Action.CREATED,
            by=user,
            subject="assignments",
            subject_id=study.slug,
            details={"first": len(new_first), "second": len(new_second), "share": share, "seed": seed},
        )
    return Assigned(len(new_first), len(new_second))


def _check_people(study: Study, coders: Sequence[User], second: Sequence[User], share: float) -> None:
    if not coders:
        raise BadInput(_("Vælg mindst én koder."))
    if not 0 <= share <= 1:
        raise BadInput(_("Andelen skal være mellem 0 og 100 %."))
    allowed = {person.pk for person in coders_of(study)}
    if any(person.pk not in allowed for person in (*coders, *second)):
        raise BadInput(_("Kun medlemmer af holdet, der må kode, kan få sager."))
    if share and len({person.pk for person in (*coders, *second)}) < 2:
        raise BadInput(_("Dobbeltkodning kræver mindst to personer: den anden koder skal være en anden."))


def _readable(study: Study) -> dict[int, str]:
    """Cases with at least one document → kind of unit, in a fixed order."""
    with_text = Document.objects.filter(case__study=study).order_by().values("case_id")
    rows = StudyCase.objects.filter(study=study, pk__in=with_text).order_by("pseudonym").values_list("id", "unit_kind")
    return dict(rows)


def _shuffled(cases: set[int], rng: random.Random) -> list[int]:
    return rng.sample(sorted(cases), len(cases))


def _sample(cases: dict[int, str], already: set[int], share: float, rng: random.Random) -> list[int]:
    """Draw so that every kind of unit is in with its share; what is drawn already counts."""
    strata: dict[str, list[int]] = defaultdict(list)
    for case, kind in cases.items():
        strata[kind].append(case)
    wanted = _shares({kind: len(members) * share for kind, members in strata.items()})
    drawn: list[int] = []
    for kind in sorted(strata):
        free = [case for case in strata[kind] if case not in already]
        lacking = max(0, wanted[kind] - (len(strata[kind]) - len(free)))
        drawn += rng.sample(free, min(lacking, len(free)))
    return drawn


def _shares(exact: dict[str, float]) -> dict[str, int]:
    """Whole numbers that add up to the rounded total: the largest remainders are rounded up."""
    whole = {kind: int(number) for kind, number in exact.items()}
    lacking = round(sum(exact.values())) - sum(whole.values())
    by_remainder = sorted(exact, key=lambda kind: (whole[kind] - exact[kind], kind))
    return whole | {kind: whole[kind] + 1 for kind in by_remainder[:lacking]}


def _deal(cases: Sequence[int], people: Sequence[User], loads: Counter[int], taken: dict[int, int]) -> dict[int, int]:
    """Give each case to whoever has fewest, and never to the one who has it already."""
    dealt: dict[int, int] = {}
    for case in cases:
        free = [person.pk for person in people if taken.get(case) != person.pk]
        if not free:
            continue
        chosen = min(free, key=lambda pk: loads[pk])
        dealt[case] = chosen
        loads[chosen] += 1
    return dealt


def _write(dealt: dict[int, int], place: Place) -> None:
    Assignment.objects.bulk_create(
        [Assignment(case_id=case, coder_id=coder, place=place) for case, coder in dealt.items()], batch_size=_BATCH
    )
