"""The answer key: who could be recognised, and what was true of each case. Never part of a harvest."""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path

from virksom.demo.people import Person
from virksom.demo.record import CaseRecord
from virksom.demo.truth import CaseTruth

TRUTH_COLUMNS = tuple(f.name for f in fields(CaseTruth) if f.name != "number")


class AnswerKey:
    """Writes facit/personer.json and facit/sandhed.csv as the cases pass.

    Attributes:
        people: persons written.
    """

    def __init__(self, folder: Path) -> None:
        self.people = 0
        self._open = ExitStack()
        folder.mkdir(parents=True, exist_ok=True)
        self._persons = self._open.enter_context((folder / "personer.json").open("w", encoding="utf-8"))
        self._persons.write("[")
        truth = self._open.enter_context((folder / "sandhed.csv").open("w", encoding="utf-8", newline=""))
        self._truth = csv.writer(truth, delimiter=";")
        self._truth.writerow(("sagsnummer", "story", "duration_months", *TRUTH_COLUMNS))

    def __enter__(self) -> AnswerKey:
        return self

    def __exit__(self, *_: object) -> None:
        self._persons.write("\n]\n")
        self._open.close()

    def add_staff(self, people: list[Person]) -> None:
        """Persons who belong to the house or the municipality, not to one case."""
        for person in people:
            self._write(person, "")

    def add(self, record: CaseRecord) -> None:
        """The case's own people and its truth."""
        for person in (record.people.citizen, *record.people.relatives.values()):
            self._write(person, record.case_id)
        truth = record.truth
        values = ["" if (v := getattr(truth, name)) is None else v for name in TRUTH_COLUMNS]
        self._truth.writerow((record.case_id, record.story.slug, truth.duration_months, *values))

    def _write(self, person: Person, case_id: str) -> None:
        row = {"sagsnummer": case_id, **person.identifiers()}
        self._persons.write((",\n" if self.people else "\n") + json.dumps(row, ensure_ascii=False))
        self.people += 1
