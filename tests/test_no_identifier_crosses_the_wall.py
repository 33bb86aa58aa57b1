"""Nobody of a whole harvested organisation is found on the study side, nor in any file that the harvest leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from virksom.demo import write_exports
from virksom.people.models import AuditEvent
from virksom.study.harvest.models import Code
from virksom.study.harvest.tests.conftest import own_study  # noqa: F401
from virksom.study.harvest.tests.sources import harvest

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

CASES = 40
# Capitalised forms that are words too, where a sentence begins: "Hans far ringede", "Al kontakt er stoppet".
ORDINARY_WORDS = frozenset({"Hans", "Al"})
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<!\w)\d[\d ./\-\u00a0]{5,}\d(?!\w)")
_KEPT = (models.CharField, models.TextField, models.JSONField, models.SlugField)


@dataclass
class Everybody:
    """All that names the people of the organisation, by how it is searched."""

    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    phrases: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many different identifiers are searched."""
        return len(self.names) + len(self.numbers) + len(self.phrases)

    def found_in(self, text: str) -> set[str]:
        """Whatever of them stands in the text: names in any form, numbers however their figures are set apart."""
        words = set(_WORD.findall(text))
        found = self.names & (words | {word[:-1] for word in words if word.endswith("s")})
        for run in _NUMBER.findall(text):
            figures = re.sub(r"\D", "", run)
            found |= {figures[at : at + size] for size in (8, 10) for at in range(len(figures))} & self.numbers
        lowered = " ".join(text.lower().split())
        return found | {phrase for phrase in self.phrases if phrase in lowered}


def everybody(export: Path) -> Everybody:
    """The people of an export, by its own answer key."""
    people = Everybody()
    for person in json.loads((export / "facit" / "personer.json").read_text(encoding="utf-8")):
        people.names.update(_WORD.findall(f"{person['first']} {person['last']}"))
        people.phrases.add(f"{person['first']} {person['last']}".lower())
        people.numbers.update(re.sub(r"\D", "", person[kind]) for kind in ("cpr", "phone") if person.get(kind))
        people.phrases.update(person[kind].lower() for kind in ("mail", "address") if person.get(kind))
        if person.get("address"):
            people.phrases.add(person["address"].partition(",")[0].lower())
    people.names -= ORDINARY_WORDS
    return people


def texts() -> Iterator[tuple[str, str]]:
    """Every text column of the study side, and what the log says of it, with where it stands."""
    rooms = [m for app in apps.get_app_configs() if app.name.startswith("virksom.study") for m in app.get_models()]
    for model in (m for m in rooms if m is not Code and m.objects.db == "default"):
        columns = [column.name for column in model._meta.fields if isinstance(column, _KEPT)]
        for row in model.objects.values_list(*columns) if columns else ():
            yield from ((f"{model.__name__}.{column}", str(value)) for column, value in zip(columns, row, strict=True))
    yield from (("AuditEvent", str(row)) for row in AuditEvent.objects.values_list("subject_id", "details", "purpose"))


@pytest.fixture
def people(tmp_path, analyst, own_study):  # noqa: F811
    """Who lived in an organisation that has been harvested."""
    write_exports(tmp_path / "export", cases=CASES, seed=4)
    run = harvest(analyst, own_study, tmp_path / "export")
    assert run.state == "done"
    assert own_study.cases.count() >= CASES
    return everybody(tmp_path / "export")


def test_no_name_number_mail_or_address_stands_in_a_text_of_the_study(people, record_property):
    searched = list(texts())
    record_property("searched", f"{people.count} identifiers in {len(searched)} texts")
    assert people.count > 700
    assert len(searched) > 5000
    assert [(where, sorted(found)) for where, text in searched if (found := people.found_in(text))] == []


def test_no_file_of_the_workspace_holds_anybody(people, record_property):
    searched = 0
    for file in Path(settings.WORKSPACE).rglob("*"):
        if not file.is_file():
            continue
        searched += 1
        text = file.read_bytes().decode("utf-8", "replace")
        found = people.found_in(text)
        # Pages of a database cut words short; a bare first name there may be the half of another word.
        assert not {one for one in found if len(one) > 7 or one.isdigit()}, file.name
    record_property("searched", f"{people.count} identifiers in {searched} files")
    # On PostgreSQL the databases are the server's, and the harvest writes nothing else.
    assert searched or connection.vendor == "postgresql"
