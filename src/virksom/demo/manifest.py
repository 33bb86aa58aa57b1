"""What the demo export holds: counted, dated and explained, with the planted truth and the planted defects."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from virksom.demo.exports.defects import DESCRIPTIONS
from virksom.demo.record import MARK
from virksom.demo.truth import CLOSED_YEARS, TRUTH

README = """{mark}

Her ligger eksporten fra Familiecentret Bøgely i Skovløkke Kommune. Hverken huset, kommunen eller menneskene findes.
Alle navne, CPR-numre, telefonnumre, adresser og mails er opfundet. CPR-numrene er bygget som erstatningsnumre (dag +
60), som CPR-kontoret aldrig tildeler nogen, og postnumrene ligger over det højeste, der er i brug.

{cases} sager afsluttet i {years}, frø {seed}.

sensum/      Udførersystemet: CSV-filer i en mappe for hver enhed. Alle sager er registreret her.
dagbog/      Den gamle dagbog: en mappe for hver borger, med dagbogsnoter.xml og vedhæftede filer.
sager/       Fællesdrevet: en mappe for hver sag, med Word-filer, PDF-breve og mails.
fhir/        Bestillinger i socialområdets udvekslingsformat (FHIR R4, KL's profiler).
kodninger/   To koderes værdier. kilde_id er AktivitetId, dagbogsnote_id eller dokumentets nummer (D…).
facit/       Det, som en analyse kan holdes op imod. Høstes aldrig.
manifest.json  Antal, plantet sandhed og plantede fejl.

{truth}

Plantede fejl:
{defects}
"""


@dataclass(frozen=True)
class Manifest:
    """Counts and keys of one export.

    Attributes:
        files: files by system.
        rows: Sensum rows by kind of file.
        documents: documents in the case folders by kind.
        notes: notes by system; those in both are counted in each.
        cases_by_system: cases with something in each system.
        coded_values: rows by coder.
        coded_cases: cases by coder.
        fhir_resources: resources in all bundles.
        truth: the planted values.
        truth_text: the same in Danish.
        defects: count of each planted defect.
        people: persons in the answer key.
        mark: the sentence that stands in every export.
    """

    cases: int
    seed: int
    closed_years: tuple[int, int]
    files: dict[str, int]
    rows: dict[str, int]
    documents: dict[str, int]
    notes: dict[str, int]
    cases_by_system: dict[str, int]
    coded_values: dict[str, int]
    coded_cases: dict[str, int]
    fhir_resources: int
    truth: dict[str, Any]
    truth_text: str
    defects: dict[str, int]
    people: int
    mark: str = MARK

    def write(self, folder: Path) -> None:
        """Write manifest.json and README.txt into the export's folder."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2)
        (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
        defects = "\n".join(f"  {count:>5}  {DESCRIPTIONS[name]}" for name, count in self.defects.items())
        readme = README.format(
            mark=MARK,
            cases=self.cases,
            years=" og ".join(map(str, CLOSED_YEARS)),
            seed=self.seed,
            truth=TRUTH.describe(),
            defects=defects,
        )
        (folder / "README.txt").write_text(readme, encoding="utf-8")
