"""The people, organisations and identities that FHIR resources name, and whose a resource is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from virksom.study.harvest import identities
from virksom.study.harvest.material import CITIZEN
from virksom.text import KnownOrganisation, KnownPerson

Resource = dict[str, Any]

_CPR = "urn:oid:1.2.208.176.1.2"
_RELATIONS = {
    "MTH": "mor",
    "FTH": "far",
    "PRN": "forælder",
    "GUARD": "værge",
    "SIB": "søskende",
    "BRO": "bror",
    "SIS": "søster",
    "SPS": "ægtefælle",
    "CHILD": "barn",
    "DAU": "datter",
    "SON": "søn",
    "GRPRN": "bedsteforælder",
}
_OWNERS = ("subject", "patient")


def reference_of(resource: Resource) -> str:
    """Return how others refer to a resource: `Type/id`."""
    return f"{resource.get('resourceType', '')}/{resource.get('id', '')}"


def references(value: object) -> Iterator[str]:
    """Yield the references in a Reference or a list of them, without server address and version."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and isinstance(each.get("reference"), str):
            parts = each["reference"].split("/_history")[0].split("/")
            yield "/".join(parts[-2:])


def citizen_of(resource: Resource) -> str:
    """Return the reference of the citizen a resource is about, or an empty string."""
    if resource.get("resourceType") == "Patient":
        return reference_of(resource)
    found = (reference for name in _OWNERS for reference in references(resource.get(name)))
    return next((reference for reference in found if reference.startswith("Patient/")), "")


def cprs_of(resource: Resource) -> set[str]:
    """Return the CPR numbers among a resource's identifiers."""
    return {
        number
        for identifier in _dicts(resource.get("identifier"))
        if identifier.get("system") == _CPR and (number := identities.cpr(str(identifier.get("value", ""))))
    } | {
        # Made-up test numbers (day 00, month 99) are no dates, but identify all the same.
        str(identifier["value"])
        for identifier in _dicts(resource.get("identifier"))
        if identifier.get("system") == _CPR and str(identifier.get("value", "")).isdecimal()
    }


def case_numbers(value: object) -> set[str]:
    """Return the municipality's case numbers in a resource's extensions, however deep they lie."""
    found: set[str] = set()
    if not isinstance(value, dict):
        return found
    for extension in _dicts(value.get("extension")):
        if "casenumber" in str(extension.get("url", "")).lower():
            for inner in (extension, *_dicts(extension.get("extension"))):
                number = (inner.get("valueIdentifier") or {}).get("value") or inner.get("valueString")
                if number:
                    found.add(identities.case_number(str(number)))
    return found


def persons_of(resource: Resource) -> list[KnownPerson]:
    """Return everybody a resource names: itself, and the contacts inside it."""
    kind = resource.get("resourceType")
    persons = []
    if kind == "Patient":
        persons += _named(resource, CITIZEN, key=CITIZEN, cprs=tuple(sorted(cprs_of(resource))))
    elif kind == "RelatedPerson":
        persons += _named(resource, _relation(resource, "pårørende"), cprs=tuple(sorted(cprs_of(resource))))
    elif kind == "Practitioner":
        persons += _named(resource, "fagperson")
    for contact in _dicts(resource.get("contact")):
        persons += _named(contact, _relation(contact, "pårørende") if kind == "Patient" else "fagperson")
    for contained in _dicts(resource.get("contained")):
        persons += persons_of(contained)
    return persons


def organisations_of(resource: Resource) -> list[KnownOrganisation]:
    """Return the organisation that a resource is, and those inside it; »§ 103« and the like belong to the name."""
    found = []
    if resource.get("resourceType") == "Organization":
        names = [name.strip() for name in _strings([resource.get("name"), *(resource.get("alias") or ())])]
        found += [KnownOrganisation(f"organisation|{name.lower()}", name, _organisation_type(name)) for name in names]
    for contained in _dicts(resource.get("contained")):
        found += organisations_of(contained)
    return found


def _organisation_type(name: str) -> str:
    lowered = name.lower()
    for word, kind in (
        ("bosted", "tilbud"),
        ("botilbud", "tilbud"),
        ("tilbud", "tilbud"),
        ("kommune", "kommune"),
        ("læge", "læge"),
        ("skole", "skole"),
        ("afdeling", "tilbud"),
    ):
        if word in lowered:
            return kind
    return "organisation"


def whole_name(resource: Resource) -> str:
    """Return a person's or an organisation's name in one line."""
    name = resource.get("name")
    if isinstance(name, str):
        return name
    for each in _dicts(name):
        return " ".join([*_strings(each.get("given")), str(each.get("family") or "")]).strip() or str(
            each.get("text", "")
        )
    return ""


def _named(holder: Resource, role: str, *, key: str = "", cprs: tuple[str, ...] = ()) -> list[KnownPerson]:
    names = _dicts(holder.get("name"))
    telecoms = [(t.get("system"), str(t.get("value", ""))) for t in _dicts(holder.get("telecom")) if t.get("value")]
    phones = tuple(value for system, value in telecoms if system in {"phone", "sms", "fax", "pager"})
    mails = tuple(value for system, value in telecoms if system == "email")
    addresses = tuple(_addresses(holder))
    if not names and not (phones or mails or addresses or cprs):
        return []
    first, last, others = _name_parts(names)
    key = key or f"{'staff' if role == 'fagperson' else role}|{identities.same_name(f'{first} {last}')}"
    return [
        KnownPerson(
            key, role, first, "", last, nicknames=others, cprs=cprs, phones=phones, mails=mails, addresses=addresses
        )
    ]


def _name_parts(names: list[Resource]) -> tuple[str, str, tuple[str, ...]]:
    if not names:
        return "", "", ()
    first = " ".join(_strings(names[0].get("given")))
    last = str(names[0].get("family") or "")
    if not first and not last:
        first = str(names[0].get("text") or "")
    others = [
        part for name in names[1:] for part in (*_strings(name.get("given")), str(name.get("family") or "")) if part
    ]
    return first, last, tuple(others)


def _addresses(holder: Resource) -> Iterator[str]:
    """Each line, its parts, and the town: »Bostedet Storested, Harevænget 11« must go as a whole and in halves."""
    for address in _dicts(holder.get("address")):
        for line in _strings(address.get("line")):
            yield line
            yield from (part.strip() for part in line.split(",") if "," in line and len(part.strip()) > 3)
        if address.get("city"):
            yield f"{address.get('postalCode', '')} {address['city']}".strip()
            yield str(address["city"])


def _relation(holder: Resource, default: str) -> str:
    for relationship in _dicts(holder.get("relationship")):
        for coding in _dicts(relationship.get("coding")):
            if coding.get("code") in _RELATIONS:
                return _RELATIONS[coding["code"]]
        text = str(relationship.get("text", "")).strip().lower()
        if text in _RELATIONS.values():
            return text
    return default


def _dicts(value: object) -> list[Resource]:
    """The dictionaries in a value that should be a list of them, or one of them."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def _strings(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str) and each]
