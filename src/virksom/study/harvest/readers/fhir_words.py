"""People's own words in FHIR resources, and when they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from virksom.study.harvest import identities

Resource = dict[str, Any]

# Elements that hold people's own words. Everything else is codes, dates, references or names.
_WORDS = frozenset(
    {"text", "description", "valueString", "valueMarkdown", "comment", "summary", "patientInstruction", "title", "div"}
)
_NO_WORDS = frozenset(
    {"name", "telecom", "address", "identifier", "contact", "relationship", "coding", "meta", "subject", "reference"}
)
_DATES = (
    "effectiveDateTime",
    "recordedDate",
    "authoredOn",
    "created",
    "dateTime",
    "performedDateTime",
    "startDate",
    "statusDate",
    "date",
)


def words(value: object, name: str = "") -> Iterator[str]:
    """Every piece of people's own words in a resource, in order."""
    if isinstance(value, dict):
        if str(value.get("url", "")).endswith("goal-relationship"):
            return
        for key, inner in value.items():
            if key not in _NO_WORDS and not (key == "text" and name == "relationship"):
                yield from words(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner, name)
    elif isinstance(value, str) and name in _WORDS:
        yield _plain(value) if name == "div" else value.strip()


def _plain(narrative: str) -> str:
    """The words of a narrative; KL's generated ones come as XHTML."""
    try:
        root = etree.fromstring(narrative, etree.HTMLParser(no_network=True))
        return re.sub(r"\s*\n\s*", "\n", "".join(map(str, root.itertext()))).strip()
    except (etree.LxmlError, ValueError, AttributeError):
        return re.sub(r"<[^>]*>", " ", narrative).strip()


def day_of(resource: Resource) -> date | None:
    """Return the day a resource was written, as well as it tells."""
    for name in _DATES:
        found = identities.iso_date(resource.get(name))
        if found:
            return found
    for period in ("period", "effectivePeriod", "performedPeriod"):
        found = identities.iso_date((resource.get(period) or {}).get("start"))
        if found:
            return found
    return next((found for note in _notes(resource) if (found := identities.iso_date(note.get("time")))), None)


def _notes(resource: Resource) -> list[Resource]:
    notes = resource.get("note")
    return [note for note in (notes if isinstance(notes, list) else [notes]) if isinstance(note, dict)]
