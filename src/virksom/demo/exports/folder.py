"""Writes the whole export: every case once, into each system that knew it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from virksom.demo.answer_key import AnswerKey
from virksom.demo.exports.case_folder import CaseFolderExport
from virksom.demo.exports.coded_values import CodedValuesExport
from virksom.demo.exports.defects import Defects
from virksom.demo.exports.diary import DiaryExport
from virksom.demo.exports.fhir import FhirExport
from virksom.demo.exports.sensum import SensumExport
from virksom.demo.lives import Lives
from virksom.demo.manifest import Manifest
from virksom.demo.organisation import Organisation
from virksom.demo.record import CaseRecord
from virksom.demo.truth import CLOSED_YEARS, TRUTH
from virksom.errors import BadInput

Progress = Callable[[int, int], None]


class FolderInUse(BadInput):
    """The folder already holds files; an export is never mixed with something else."""


def write_exports(
    folder: Path, *, cases: int = 160, seed: int = 1, progress: Progress | None = None, lives: Lives | None = None
) -> Manifest:
    """Write the demo organisation's exports; the same seed and stories give the same files.

    Args:
        folder: made if it is missing; must be empty.
        cases: how many closed cases, at least 1.
        seed: of everything that is drawn.
        progress: called with cases done and cases in all.
        lives: the stories to live, those of the package unless given.

    Returns:
        the manifest, which is also written as manifest.json.

    Raises:
        FolderInUse: the folder holds something already.
        BrokenStory: a life story cannot be read.
    """
    if cases < 1:
        raise BadInput("Der skal være mindst én sag.")
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(f"Mappen {folder} er ikke tom. Vælg en tom mappe til eksporten.")
    organisation = Organisation(cases, seed, lives)
    folder.mkdir(parents=True, exist_ok=True)
    with _Systems(folder, organisation) as systems:
        for done, record in enumerate(organisation.records(), start=1):
            systems.add(record)
            if progress:
                progress(done, cases)
    manifest = systems.manifest()
    manifest.write(folder)
    return manifest


class _Systems:
    def __init__(self, folder: Path, organisation: Organisation) -> None:
        self.organisation = organisation
        self.defects = Defects()
        self.notes: Counter[str] = Counter()
        self._stack = ExitStack()
        self.sensum = self._stack.enter_context(SensumExport(folder / "sensum", self.defects))
        self.diary = DiaryExport(folder / "dagbog", self.defects)
        self.folders = self._stack.enter_context(CaseFolderExport(folder / "sager", self.defects))
        self.fhir = FhirExport(folder / "fhir", organisation.seed)
        self.coded = self._stack.enter_context(CodedValuesExport(folder / "kodninger", organisation.seed))
        self.key = self._stack.enter_context(AnswerKey(folder / "facit"))

    def __enter__(self) -> _Systems:
        people = self.organisation.people
        self.sensum.add_staff(people.staff)
        self.key.add_staff([p.person for p in people.staff] + people.caseworkers + people.doctors)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*error)  # type: ignore[arg-type]

    def add(self, record: CaseRecord) -> None:
        self.defects.observe(record)
        for system in (self.sensum, self.diary, self.folders, self.fhir, self.coded, self.key):
            system.add(record)

    def manifest(self) -> Manifest:
        documents = dict(sorted(self.folders.documents.items()))
        return Manifest(
            cases=self.organisation.cases,
            seed=self.organisation.seed,
            closed_years=CLOSED_YEARS,
            files={
                "sensum": self.sensum.files,
                "dagbog": self.diary.cases + self.diary.attachments,
                "sager": sum(documents.values()),
                "fhir": self.fhir.cases,
                "kodninger": 2,
            },
            rows=dict(self.sensum.rows),
            documents=documents,
            notes={"sensum": self.sensum.rows["SagsAktiviteter"], "dagbog": self.diary.notes},
            cases_by_system={
                "sensum": self.organisation.cases,
                "sensum_notater": self.sensum.cases,
                "dagbog": self.diary.cases,
                "sager": self.folders.cases,
                "fhir": self.fhir.cases,
            },
            coded_values=dict(self.coded.rows),
            coded_cases=dict(self.coded.cases),
            fhir_resources=self.fhir.resources,
            truth=TRUTH.as_dict(),
            truth_text=TRUTH.describe(),
            defects=dict(self.defects.counts),
            people=self.key.people,
        )
