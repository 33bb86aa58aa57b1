"""FHIR R4 with KL's profiles: message bundles, delivery reports, collections, and files of one resource each.

Every resource goes to the citizen it is about. What is about no case (the envelope of a message, payment, who recorded
what) is refused with its reason. Each resource is checked against R4; where it has a fault but can be read, it is read
and the faulty element is named in the run's remarks.
"""

from __future__ import annotations

import json
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from virksom.study.harvest import identities
from virksom.study.harvest.material import Material, Piece, Place, Problem, Shared, SourceFile
from virksom.study.harvest.readers import fhir_check, fhir_people, fhir_resources
from virksom.study.harvest.readers.files import files_below

Resource = dict[str, Any]

_LARGEST = 300_000_000
_KEPT_OPEN = 3
_FOR_EVERYBODY = frozenset({"Practitioner", "Organization", "PractitionerRole"})
# What reading throws where an element is a list, a number or nothing in place of what R4 says.
_OF_ANOTHER_FORM = (AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError)
_REFUSED = {
    "MessageHeader": "beskriver forsendelsen, ikke sagen",
    "Account": "handler om betaling, ikke om sagen",
    "Provenance": "fortæller, hvem der registrerede, ikke om sagen",
    "CodeSystem": "er en kodeliste; indlæs den med »virksom codes import«",
    "ValueSet": "er en kodeliste; indlæs den med »virksom codes import«",
    "StructureDefinition": "er en profil, ikke en sag",
    "OperationOutcome": "er et svar fra et system, ikke en sag",
}


class FhirReader:
    """Reads JSON files of bundles and single resources."""

    system = "fhir"

    def __init__(self, folder: Path, names: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.names = names or {}
        self._files: list[SourceFile] = []
        self._order: list[str] = []
        self._cache: OrderedDict[int, list[Resource]] = OrderedDict()
        self._people: dict[str, str] = {}

    @staticmethod
    def fits(folder: Path) -> bool:
        """Whether the folder holds JSON files that begin like FHIR."""
        return any(file.path.suffix.lower() == ".json" and _begins_like_fhir(file.path) for file in files_below(folder))

    def index(self, shared: Shared) -> Iterator[Piece]:
        """Find whose each resource is."""
        where: dict[str, array[int]] = {}
        keys: dict[str, set[str]] = {}
        waiting: list[tuple[int, int, Resource]] = []
        teams: dict[str, str] = {}
        for file in files_below(self.folder):
            resources = self._indexed(file, shared)
            number = len(self._files) - 1
            patients = {fhir_people.reference_of(r) for r in resources if r.get("resourceType") == "Patient"}
            only = next(iter(patients)) if len(patients) == 1 else ""
            for entry, resource in enumerate(resources):
                shared.saw(f"fhir:{_type(resource)}")
                if self._refuse(file, entry, resource, shared):
                    continue
                try:
                    owner = fhir_people.citizen_of(resource) or only
                    own_keys, own_teams = _keys(resource), fhir_people.references(resource.get("careTeam"))
                    if not owner and _type(resource) in _FOR_EVERYBODY:
                        self._share(resource, shared)
                        continue
                except _OF_ANOTHER_FORM:
                    shared.problems.append(self._broken(number, entry, resource))
                    continue
                if owner:
                    where.setdefault(owner, array("q")).extend((number, entry))
                    keys.setdefault(owner, set()).update(own_keys)
                    teams.update(dict.fromkeys(own_teams, owner))
                else:
                    waiting.append((number, entry, resource))
        for number, entry, resource in waiting:
            owner = teams.get(fhir_people.reference_of(resource), "")
            if owner:
                where[owner].extend((number, entry))
            else:
                shared.problems.append(self._nobodys(number, entry, resource))
        for owner, entries in where.items():
            yield Piece((f"fhir:{owner}", *sorted(keys[owner])), entries, len(entries) // 2)

    def _indexed(self, file: SourceFile, shared: Shared) -> list[Resource]:
        self._files.append(file)
        resources, timestamp, problem = _load(file)
        self._order.append(timestamp)
        if problem:
            shared.saw("fhir:fil")
            shared.problems.append(problem)
        for resource in resources:
            if _type(resource) in _FOR_EVERYBODY or _type(resource) == "RelatedPerson":
                self._people[fhir_people.reference_of(resource)] = fhir_people.whole_name(resource)
        return resources

    def _refuse(self, file: SourceFile, entry: int, resource: Resource, shared: Shared) -> bool:
        kind = _type(resource)
        place = Place(file, f"ressource nr. {entry + 1} ({kind})")
        if kind in _REFUSED:
            problem = Problem(place, "not_about_a_case", f"{kind} {_REFUSED[kind]}. Der skal ikke gøres noget.")
        elif not fhir_check.is_known(kind):
            message = "Ressourcen har ingen kendt resourceType. Ventede en type fra FHIR R4. Bed leverandøren om en ny eksport."
            problem = Problem(Place(file, f"ressource nr. {entry + 1}"), "unknown_type", message)
        elif kind not in fhir_resources.READS and kind not in _FOR_EVERYBODY:
            problem = Problem(place, "unread_type", f"{kind} læses ikke endnu. Sig til, hvis den hører til sagen.")
        else:
            return False
        shared.problems.append(problem)
        return True

    def _share(self, resource: Resource, shared: Shared) -> None:
        shared.persons.extend(fhir_people.persons_of(resource))
        shared.organisations.extend(fhir_people.organisations_of(resource))
        shared.stored += 1

    def _nobodys(self, number: int, entry: int, resource: Resource) -> Problem:
        kind = _type(resource)
        place = Place(self._files[number], f"ressource nr. {entry + 1} ({kind})")
        return Problem(
            place,
            "no_citizen",
            f"{kind} peger ikke på en borger (subject), og ingen anden ressource peger på den. Tag borgerens Patient med.",
        )

    def read(self, piece: Piece) -> Material:
        """Read one citizen's resources, oldest delivery first, so that the newest word of each resource stands."""
        material = Material(self.system)
        where = piece.where
        assert isinstance(where, array)
        pairs = [(where[at], where[at + 1]) for at in range(0, len(where), 2)]
        pairs.sort(key=lambda pair: (self._order[pair[0]], pair))
        found = [(number, entry, self._resources(number)[entry]) for number, entry in pairs]
        told = fhir_resources.Telling(self.names, self._people, [resource for _n, _e, resource in found])
        for number, entry, resource in found:
            material.rows += 1
            self._read_resource(number, entry, resource, told, material)
        told.tell(material)
        return material

    def _read_resource(
        self, number: int, entry: int, resource: Resource, told: fhir_resources.Telling, material: Material
    ) -> None:
        try:
            told.read(resource, material)
        except _OF_ANOTHER_FORM:
            material.problems.append(self._broken(number, entry, resource))
            return
        material.remarks.extend(fhir_check.faults(resource))
        material.stored += 1

    def _broken(self, number: int, entry: int, resource: Resource) -> Problem:
        faults = fhir_check.faults(resource)
        element = faults[0] if faults else f"{_type(resource)}: et element har en anden form end ventet"
        place = Place(self._files[number], f"ressource nr. {entry + 1} ({_type(resource)})")
        message = f"Ressourcen kan ikke læses. {element}. Ventede FHIR R4. Bed leverandøren om en ny eksport."
        return Problem(place, "broken_resource", message)

    def _resources(self, number: int) -> list[Resource]:
        if number not in self._cache:
            self._cache[number] = _load(self._files[number])[0]
            while len(self._cache) > _KEPT_OPEN and len(self._files) > 200:
                self._cache.popitem(last=False)
        return self._cache[number]

    def close(self) -> None:
        """Forget what was read."""
        self._cache.clear()


def _begins_like_fhir(path: Path) -> bool:
    with path.open("rb") as file:
        return b'"resourceType"' in file.read(4096)


class _Fault(Exception):
    """Why a file cannot be read: where in it, a reason, a message."""


def _load(file: SourceFile) -> tuple[list[Resource], str, Problem | None]:
    """Return a file's resources and when it was made, or why it cannot be read."""
    try:
        content = _content(file.path)
        if content["resourceType"] != "Bundle":
            return [content], "", None
        entries = content.get("entry")
        if not isinstance(entries, list) or not entries:
            raise _Fault("Bundle.entry", "empty_bundle", "Bundtet har ingen ressourcer i »entry«.")
    except _Fault as fault:
        spot, reason, message = fault.args
        return [], "", Problem(Place(file, spot), reason, message)
    resources = [entry.get("resource") if isinstance(entry, dict) else None for entry in entries]
    return [r if isinstance(r, dict) else {} for r in resources], str(content.get("timestamp", "")), None


def _content(path: Path) -> Resource:
    if path.suffix.lower() != ".json":
        raise _Fault(
            "", "unknown_file", "Filen er ikke JSON. FHIR læses som .json; flyt filen, eller gem den som JSON."
        )
    if path.stat().st_size > _LARGEST:
        raise _Fault("", "too_large", "Filen er over 300 MB. Del eksporten op, og høst igen.")
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        at = f"linje {line}" if line else "begyndelsen"
        message = f"Filen er ikke gyldig JSON (brudt ved {at}). Eksportér den igen."
        raise _Fault(at, "broken_json", message) from None
    if not isinstance(content, dict) or "resourceType" not in content:
        raise _Fault("", "not_fhir", "Filen er JSON, men ikke FHIR: »resourceType« mangler.")
    return content


def _type(resource: Resource) -> str:
    kind = resource.get("resourceType")
    return kind if isinstance(kind, str) and kind.isalpha() and len(kind) < 40 else "ukendt"


def _keys(resource: Resource) -> set[str]:
    keys = {f"case:{number}" for number in fhir_people.case_numbers(resource)}
    if _type(resource) == "Patient":
        keys.update(f"cpr:{number}" for number in fhir_people.cprs_of(resource))
    return {identities.same_name(key) if key.startswith("fhir:") else key for key in keys}
