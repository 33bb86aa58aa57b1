"""What each kind of FHIR resource says of a case: its words become a document, its codes become values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from virksom.study.harvest import identities
from virksom.study.harvest.kinds import document_kind, unit_kind
from virksom.study.harvest.material import CourseFact, Material, RawDocument, RawValue
from virksom.study.harvest.readers import fhir_people
from virksom.study.harvest.readers.fhir_words import day_of, words

Resource = dict[str, Any]

_GOAL_TYPE = "90c48f03-f194-4b2f-ad7d-6cba1069ae48"
_GOAL_LEVEL = "66959f77-6e2a-4574-8423-3ff097f8b9fa"
_SUPPORT_NEED = "effe55c7-572c-4a99-8fb4-2a9dda2f6572"
_FOLLOW_UP = "712744002"
# KL's order message leaves these names out, and they are the same in every municipality.
_NAMES = {
    "424827b1-23aa-4848-962b-56ee47def560": "Indsatsformål",
    "416fe27d-3ccf-4390-8742-8b52a9d8dc78": "Borgerens mål og ønsker",
    "0bb3daef-538d-45dc-b444-abdbcb63f6bc": "Indsatsmål",
    "6746d4af-145a-4bfd-a672-05c0cf11b53b": "Delmål",
    _FOLLOW_UP: "Opfølgning",
}
_STATUS = {
    "active": "I gang",
    "accepted": "Aftalt",
    "completed": "Afsluttet",
    "finished": "Gennemført",
    "planned": "Planlagt",
    "in-progress": "I gang",
    "cancelled": "Aflyst",
    "revoked": "Stoppet",
    "on-hold": "Sat på pause",
    "proposed": "Foreslået",
    "rejected": "Afvist",
    "inactive": "Ikke aktiv",
    "not-started": "Ikke begyndt",
    "scheduled": "Planlagt",
    "stopped": "Stoppet",
}
_TITLES = {
    "ServiceRequest": ("Henvendelse", "order"),
    "ClinicalImpression": ("Udredning", "assessment"),
    "Condition": ("Tema", "assessment"),
    "Goal": ("Mål", "goal"),
    "CarePlan": ("Indsats", "plan"),
    "CareTeam": ("Udfører og netværk", "plan"),
    "Encounter": ("Opfølgning", "follow_up"),
    "Observation": ("Vurdering", "assessment"),
    "Procedure": ("Udført indsats", "note"),
    "DocumentReference": ("Bilag", "other"),
    "Consent": ("Samtykke", "other"),
}
_AUTHORS = ("performer", "asserter", "recorder", "expressedBy", "author", "assessor", "requester")


class Telling:
    """Gathers what one citizen's resources say; a resource that comes again replaces what it said before."""

    def __init__(self, names: Mapping[str, str], people: Mapping[str, str], resources: list[Resource]) -> None:
        self.names = names
        self.people = dict(people)
        self.ranks = _ranks(resources)
        self._values: dict[str, list[RawValue]] = {}
        self._documents: dict[str, RawDocument] = {}
        self._courses: dict[str, list[CourseFact]] = {}
        for resource in resources:
            if resource.get("resourceType") in {"Practitioner", "Organization", "RelatedPerson"}:
                self.people[fhir_people.reference_of(resource)] = fhir_people.whole_name(resource)

    def read(self, resource: Resource, material: Material) -> None:
        """Take in one resource."""
        material.persons.extend(fhir_people.persons_of(resource))
        material.organisations.extend(fhir_people.organisations_of(resource))
        reference = fhir_people.reference_of(resource)
        read = READS[resource["resourceType"]]
        values, courses = list(read(self, resource)), list(_courses(self, resource))
        document = self._document(reference, resource)
        self._values[reference], self._courses[reference] = values, courses
        if document:
            self._documents[reference] = document
        else:
            self._documents.pop(reference, None)
        if resource["resourceType"] == "Patient":
            material.cprs |= fhir_people.cprs_of(resource)
            material.born = identities.iso_date(resource.get("birthDate")) or material.born

    def tell(self, material: Material) -> None:
        """Hand over what stands after the last resource."""
        material.documents.extend(self._documents.values())
        first = {v.value for values in self._values.values() for v in values if v.variable == "target_group"}
        for reference, values in self._values.items():
            has_document = reference if reference in self._documents else ""
            material.values.extend(
                RawValue(v.variable, v.value, v.label, v.course, has_document, v.free)
                for v in values
                # A group that one plan ranks first and another second is the first.
                if v.variable != "target_group_secondary" or v.value not in first
            )
        for courses in self._courses.values():
            material.courses.extend(courses)

    def named(self, concept: object) -> list[tuple[str, str]]:
        """Return (code, Danish name) of a CodeableConcept's codings; unknown codes are named by themselves."""
        found = []
        for coding in _list(concept.get("coding") if isinstance(concept, dict) else None):
            code = str(coding.get("code") or "")
            if code:
                name = coding.get("display") or self.names.get(code) or _NAMES.get(code) or _unnamed(code)
                found.append((code, str(name)))
        return found[:1]

    def first(self, concept: object) -> tuple[str, str]:
        """Return the first (code, name), or two empty strings."""
        return next(iter(self.named(concept)), ("", ""))

    def _document(self, reference: str, resource: Resource) -> RawDocument | None:
        title, kind = _TITLES.get(resource["resourceType"], ("", "other"))
        said = list(dict.fromkeys(text for text in words(resource) if text.strip()))
        if not said or not title:
            return None
        names = (name for concept in _titling(resource) for code, name in self.named(concept) if name != _unnamed(code))
        name = next(names, "")
        if resource["resourceType"] == "Observation" and self.first(resource.get("code"))[0] == _FOLLOW_UP:
            title, kind = "Opfølgning", "follow_up"
        if kind == "other":
            kind = document_kind(said[0], default="other")
        writers = (r for key in _AUTHORS for r in fhir_people.references(resource.get(key)))
        author = next((self.people.get(r, "") for r in writers if r.startswith("Practitioner/")), "")
        return RawDocument(
            key=reference,
            text="\n\n".join(said),
            kind=kind,
            title=f"{title}: {name}" if name and name.lower() != title.lower() else title,
            written=day_of(resource),
            author=author,
            course=next(iter(fhir_people.case_numbers(resource)), ""),
        )


def _unnamed(code: str) -> str:
    return f"Kode {code}"


def _list(value: object) -> list[Resource]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def _titling(resource: Resource) -> Iterator[object]:
    """What names a resource best: its category for goals, else its code."""
    names = ("category", "code", "type") if resource["resourceType"] == "Goal" else ("code", "category", "type")
    for name in names:
        yield from _list(resource.get(name))


def _ranks(resources: list[Resource]) -> dict[str, int]:
    """Which condition is the first, which are further ones, as plans and goals rank them."""
    ranks: dict[str, int] = {}
    for resource in resources:
        if resource.get("resourceType") == "CarePlan":
            # A plan of another form than R4 says is told of when its own turn comes; here it ranks nothing.
            with suppress(AttributeError, TypeError, ValueError):
                _rank(resource, ranks)
    return ranks


def _rank(plan: Resource, ranks: dict[str, int]) -> None:
    for address in _list(plan.get("addresses")):
        rank = next(
            (e.get("valuePositiveInt") for e in _list(address.get("extension")) if "Rank" in str(e.get("url"))), 1
        )
        for reference in fhir_people.references(address):
            ranks[reference] = min(int(rank or 1), ranks.get(reference, 99))


def _profiles(resource: Resource) -> str:
    return " ".join(str(p).rpartition("/")[2] for p in (resource.get("meta") or {}).get("profile") or ()).lower()


def _condition(told: Telling, resource: Resource) -> Iterator[RawValue]:
    reference, profiles = fhir_people.reference_of(resource), _profiles(resource)
    code, name = told.first(resource.get("code"))
    if not code:
        return
    if "targetgroup" in profiles or "focuscondition" in profiles or reference in told.ranks:
        rank = told.ranks.get(reference, 1)
        yield RawValue("target_group" if rank == 1 else "target_group_secondary", code, f"{name} (rang {rank})")
        return
    yield RawValue("theme", code, name)
    severity, severity_name = told.first(resource.get("severity"))
    if severity:
        yield RawValue("theme_severity", f"{code}={severity}", f"{name}: {severity_name}")
    status, _name = told.first(resource.get("clinicalStatus"))
    if status == "inactive":
        yield RawValue("theme_closed", code, name)


def _goal(told: Telling, resource: Resource) -> Iterator[RawValue]:
    for category in _list(resource.get("category")):
        for code, name in told.named(category):
            yield RawValue("goal_category", code, name)
            status = str(resource.get("lifecycleStatus") or "")
            if status:
                yield RawValue("goal_status", f"{code}={status}", f"{name}: {_STATUS.get(status, status)}")
    for target in _list(resource.get("target")):
        measure, _name = told.first(target.get("measure"))
        code, name = told.first(target.get("detailCodeableConcept"))
        variable = {_GOAL_TYPE: "goal_type", _GOAL_LEVEL: "goal_level"}.get(measure, "goal_measure")
        if code:
            yield RawValue(variable, code, name)


def _care_plan(told: Telling, resource: Resource) -> Iterator[RawValue]:
    profiles = _profiles(resource)
    single = "basedOn" in resource or "plannedintervention" in profiles
    for category in _list(resource.get("category")):
        for code, name in told.named(category):
            yield RawValue("intervention", code, name)
    for activity in _list(resource.get("activity")):
        detail = activity.get("detail") or {}
        for code, name in told.named(detail.get("code")):
            yield RawValue("service" if single else "plan_activity", code, name)
            status = str(detail.get("status") or "")
            if single and status:
                yield RawValue("service_status", f"{code}={status}", f"{name}: {_STATUS.get(status, status)}")


def _care_team(told: Telling, resource: Resource) -> Iterator[RawValue]:
    for category in _list(resource.get("category")):
        for code, name in told.named(category):
            yield RawValue("unit_type", code, name)


def _observation(told: Telling, resource: Resource) -> Iterator[RawValue]:
    asked, asked_name = told.first(resource.get("code"))
    code, name = told.first(resource.get("valueCodeableConcept"))
    if code:
        variable = {_SUPPORT_NEED: "support_need", _FOLLOW_UP: "follow_up_decision"}.get(asked, "assessment")
        yield RawValue(variable, code, name if variable != "assessment" else f"{asked_name}: {name}")
    quantity = resource.get("valueQuantity")
    if isinstance(quantity, dict) and "value" in quantity:
        said = f"{quantity['value']} {str(quantity.get('unit', ''))[:20]}".strip()
        yield RawValue("measurement", f"{asked}={said}", f"{asked_name}: {said}")


def _service_request(told: Telling, resource: Resource) -> Iterator[RawValue]:
    for code, name in told.named(resource.get("code")):
        yield RawValue("request", code, name)
    for detail in _list(resource.get("orderDetail")):
        for code, name in told.named(detail):
            yield RawValue("service_requested", code, name)
    for extension in _list(resource.get("extension")):
        if str(extension.get("url", "")).endswith("RequesterType"):
            for code, name in told.named(extension.get("valueCodeableConcept")):
                yield RawValue("requester", code, name)


def _encounter(told: Telling, resource: Resource) -> Iterator[RawValue]:
    day = identities.iso_date((resource.get("period") or {}).get("start"))
    name = next((name for kind in _list(resource.get("type")) for _code, name in told.named(kind)), "Kontakt")
    status = _STATUS.get(str(resource.get("status")), "")
    if day:
        yield RawValue(
            "contact",
            day.isoformat(),
            f"{name} {day.day}.{day.month}.{day.year}" + (f" ({status.lower()})" if status else ""),
        )


def _clinical_impression(told: Telling, resource: Resource) -> Iterator[RawValue]:
    for code, name in told.named(resource.get("code")):
        yield RawValue("assessment_method", code, name)


def _procedure(told: Telling, resource: Resource) -> Iterator[RawValue]:
    for code, name in told.named(resource.get("code")):
        yield RawValue("service_delivered", code, name)


def _patient(_told: Telling, resource: Resource) -> Iterator[RawValue]:
    gender = {"male": "mand", "female": "kvinde", "other": "andet"}.get(str(resource.get("gender")), "")
    if gender:
        yield RawValue("gender", str(resource["gender"]), gender)


def _no_values(_told: Telling, _resource: Resource) -> Iterator[RawValue]:
    return iter(())


def _courses(told: Telling, resource: Resource) -> Iterator[CourseFact]:
    """What a resource says of the course: its number, its period, who carries it out."""
    numbers = fhir_people.case_numbers(resource) or {""}
    kind = resource["resourceType"]
    period = resource.get("period") or {}
    if kind == "CarePlan":
        single = "basedOn" in resource
        # A single service may be granted long before it begins: only its own period tells of the course.
        started = identities.iso_date(period.get("start")) or (
            None if single else identities.iso_date(resource.get("created"))
        )
        ended = identities.iso_date(period.get("end"))
        if started and ended and ended < started:
            raise ValueError("period")
        yield CourseFact(sorted(numbers)[0], started, ended, open=not single and ended is None)
    elif kind == "ServiceRequest":
        for number in sorted(numbers):
            yield CourseFact(number)
    elif kind == "CareTeam":
        name = next((name for c in _list(resource.get("category")) for _code, name in told.named(c)), "")
        if name:
            yield CourseFact(unit=told.people.get(_performer(resource), ""), unit_kind=unit_kind(name) or "other")


def _performer(team: Resource) -> str:
    """The organisation that carries the help out: the one that manages the team, or has the performer's role."""
    managing = next(fhir_people.references(team.get("managingOrganization")), "")
    members = [
        (r, any("udfører" in str(c.get("code")) for role in _list(p.get("role")) for c in _list(role.get("coding"))))
        for p in _list(team.get("participant"))
        for r in fhir_people.references(p.get("member"))
        if r.startswith("Organization/")
    ]
    return managing or next((r for r, performs in members if performs), members[0][0] if len(members) == 1 else "")


READS: dict[str, Callable[[Telling, Resource], Iterator[RawValue]]] = {
    "Patient": _patient,
    "RelatedPerson": _no_values,
    "Practitioner": _no_values,
    "Organization": _no_values,
    "PractitionerRole": _no_values,
    "Condition": _condition,
    "Goal": _goal,
    "CarePlan": _care_plan,
    "CareTeam": _care_team,
    "Observation": _observation,
    "ServiceRequest": _service_request,
    "Encounter": _encounter,
    "ClinicalImpression": _clinical_impression,
    "Procedure": _procedure,
    "DocumentReference": _no_values,
    "Consent": _no_values,
}
