"""From one citizen's material to cases: one for each course of help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from virksom.study.harvest import identities
from virksom.study.harvest.material import CourseFact, Material, RawDocument, RawValue, merge_persons
from virksom.text import KnownOrganisation, KnownPerson

_DAYS_A_MONTH = 30.4375
# Papers are written a while before a course begins and after it ends; they still belong to it.
_AROUND = timedelta(days=60)


@dataclass
class Draft:
    """A case on its way into the study, still with everything identifying in it. Lives in memory only.

    Attributes:
        identities: what identifies the case besides its numbers, such as `cpr:…`; first the strongest.
        documents, values: each with the system it came from.
    """

    numbers: list[str] = field(default_factory=list)
    identities: tuple[str, ...] = ()
    started: date | None = None
    ended: date | None = None
    professional: str = ""
    unit: str = ""
    unit_kind: str = ""
    documents: list[tuple[str, RawDocument]] = field(default_factory=list)
    values: list[tuple[str, RawValue]] = field(default_factory=list)
    persons: tuple[KnownPerson, ...] = ()
    organisations: tuple[KnownOrganisation, ...] = ()
    duplicates: int = 0

    def covers(self, day: date) -> bool:
        """Whether a paper of that day fits the course."""
        return (self.started is None or day >= self.started - _AROUND) and (
            self.ended is None or day <= self.ended + _AROUND
        )


def assemble(materials: Sequence[Material], keys: Sequence[str]) -> list[Draft]:
    """Split one citizen's material into courses, and give each document and value to its course."""
    drafts = _courses(materials)
    persons = tuple(merge_persons(person for material in materials for person in material.persons))
    organisations = tuple({o.key: o for material in materials for o in material.organisations}.values())
    strongest_first = tuple(
        sorted((key for key in keys if not key.startswith("case:")), key=lambda key: not key.startswith("cpr:"))
    )
    numbers = [key[5:] for key in keys if key.startswith("case:")]
    for draft in drafts:
        draft.persons, draft.organisations, draft.identities = persons, organisations, strongest_first
    if len(drafts) == 1:
        drafts[0].numbers = list(dict.fromkeys([*drafts[0].numbers, *numbers]))
    for material in materials:
        for document in material.documents:
            _course_of(drafts, document.course, document.written).documents.append((material.system, document))
        where = {document.key: (document.course, document.written) for document in material.documents}
        for value in material.values:
            course, day = where.get(value.document, (value.course, None))
            _course_of(drafts, course or value.course, day).values.append((material.system, value))
    born = _born(materials, keys)
    systems = [material.system for material in materials]
    for draft in drafts:
        _settle(draft)
        _without_repeats(draft)
        draft.values.extend((systems[0], value) for value in _reckoned(draft, born))
    return drafts


def _courses(materials: Sequence[Material]) -> list[Draft]:
    """One draft for each numbered course; numbers of two systems that run at the same time are one course."""
    by_system: dict[str, dict[str, list[CourseFact]]] = {}
    loose: list[CourseFact] = []
    for material in materials:
        for fact in material.courses:
            if fact.number:
                by_system.setdefault(material.system, {}).setdefault(fact.number, []).append(fact)
            else:
                loose.append(fact)
    drafts: list[Draft] = []
    for numbered in sorted(by_system.values(), key=len, reverse=True):
        earlier = list(drafts)
        for number, facts in numbered.items():
            new = _draft(number, facts)
            same = next((draft for draft in earlier if number in draft.numbers or _at_the_same_time(draft, new)), None)
            if same is None:
                drafts.append(new)
            else:
                _merge(same, new)
    if not drafts:
        return [_draft("", loose)]
    for draft in drafts:
        _take(draft, loose, dates=len(drafts) == 1)
    return drafts


def _draft(number: str, facts: Iterable[CourseFact]) -> Draft:
    draft = Draft([number] if number else [])
    _take(draft, facts, dates=True)
    return draft


def _take(draft: Draft, facts: Iterable[CourseFact], *, dates: bool) -> None:
    """Let facts tell of a course: earliest start, latest end; an end only where no part of it still runs."""
    facts = list(facts)
    if dates:
        starts = [day for day in (draft.started, *(f.started for f in facts)) if day]
        ends = [day for day in (draft.ended, *(f.ended for f in facts)) if day]
        draft.started = min(starts, default=None)
        draft.ended = None if any(f.open for f in facts) else max(ends, default=None)
    for fact in facts:
        draft.professional = draft.professional or fact.professional
        draft.unit = draft.unit or fact.unit
        draft.unit_kind = draft.unit_kind if draft.unit_kind not in {"", "other"} else fact.unit_kind or draft.unit_kind


def _at_the_same_time(one: Draft, two: Draft) -> bool:
    """Courses that overlap, or of which one tells no dates."""
    return (one.started is None or two.ended is None or one.started <= two.ended) and (
        two.started is None or one.ended is None or two.started <= one.ended
    )


def _merge(draft: Draft, other: Draft) -> None:
    draft.numbers += [number for number in other.numbers if number not in draft.numbers]
    fact = CourseFact(
        "", other.started, other.ended, professional=other.professional, unit=other.unit, unit_kind=other.unit_kind
    )
    _take(draft, [fact], dates=True)


def _course_of(drafts: list[Draft], number: str, day: date | None) -> Draft:
    """The course that a document or value belongs to: by number, else by day, else the nearest, else the first."""
    if len(drafts) == 1:
        return drafts[0]
    by_number = next((draft for draft in drafts if number and number in draft.numbers), None)
    if by_number or day is None:
        return by_number or drafts[0]
    return min(drafts, key=lambda draft: (not draft.covers(day), _away(draft, day)))


def _away(draft: Draft, day: date) -> int:
    if draft.started and day < draft.started:
        return (draft.started - day).days
    return (day - draft.ended).days if draft.ended and day > draft.ended else 0


def _settle(draft: Draft) -> None:
    if draft.started and draft.ended and draft.ended < draft.started:
        draft.ended = None
    numbers = list(dict.fromkeys(draft.numbers))
    draft.numbers = numbers


def _without_repeats(draft: Draft) -> None:
    """Drop a note that stands word for word, on the same day, in a second system as well; and settle equal keys."""
    said: dict[tuple[date | None, str], str] = {}
    used: dict[tuple[str, str], int] = {}
    kept = []
    for system, document in draft.documents:
        words = " ".join(document.text.split())
        first = said.setdefault((document.written, words), system)
        if first != system and len(words) > 40:
            draft.duplicates += 1
            continue
        count = used[system, document.key] = used.get((system, document.key), 0) + 1
        if count > 1:
            document.key = f"{document.key}#{count}"
        kept.append((system, document))
    draft.documents = kept


def _born(materials: Sequence[Material], keys: Sequence[str]) -> date | None:
    told = next((material.born for material in materials if material.born), None)
    numbers = (key[4:] for key in keys if key.startswith("cpr:"))
    return told or next((born for number in numbers if (born := identities.birth_date(number))), None)


def _reckoned(draft: Draft, born: date | None) -> Iterable[RawValue]:
    """What follows from dates: age at intake, months, beginning and end, the kind of unit."""
    if born and draft.started and draft.started >= born:
        age = identities.years_between(born, draft.started)
        yield RawValue("age_at_intake", str(age), f"{age} år")
    if draft.started:
        yield RawValue("started", draft.started.isoformat(), draft.started.strftime("%d-%m-%Y"))
    if draft.ended:
        yield RawValue("ended", draft.ended.isoformat(), draft.ended.strftime("%d-%m-%Y"))
    if draft.started and draft.ended:
        months = round((draft.ended - draft.started).days / _DAYS_A_MONTH, 1)
        yield RawValue("duration_months", str(months), f"{months} måneder".replace(".", ","))
    if draft.unit_kind:
        yield RawValue("unit_kind", draft.unit_kind, _UNIT_NAMES[draft.unit_kind])


_UNIT_NAMES = {
    "family": "Familietilbud",
    "residential": "Botilbud",
    "outreach": "Udgående tilbud",
    "other": "Andet tilbud",
}
