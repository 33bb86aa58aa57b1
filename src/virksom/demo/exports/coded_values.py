"""What the two coders wrote down: a row a value, by the organisation's own case number, with the passage it rests on."""

from __future__ import annotations

import csv
import random
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from virksom.demo.chance import chance
from virksom.demo.coders import MAIN_CODER, SECOND_CODER, Coder, code_case
from virksom.demo.record import CaseRecord, Evidence

COLUMNS = ("sagsnummer", "variabel", "værdi", "sikkerhed", "citat", "kilde_id", "koder")
FILES = {MAIN_CODER.name: "koder_1.csv", SECOND_CODER.name: "koder_2.csv"}


class CodedValuesExport:
    """Writes koder_1.csv (every case) and koder_2.csv (the blind sample).

    Attributes:
        rows: values written, by coder.
        cases: cases coded, by coder.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.seed = seed
        self.rows: Counter[str] = Counter()
        self.cases: Counter[str] = Counter()
        self._open = ExitStack()
        folder.mkdir(parents=True, exist_ok=True)
        self._writers = {}
        for name, file_name in FILES.items():
            file = self._open.enter_context((folder / file_name).open("w", encoding="utf-8", newline=""))
            self._writers[name] = csv.writer(file, delimiter=";")
            self._writers[name].writerow(COLUMNS)

    def __enter__(self) -> CodedValuesExport:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, record: CaseRecord) -> None:
        """Code the case once, and again blind where it is in the sample."""
        rng = chance(self.seed, record.truth.number, "coding")
        by_variable: dict[str, list[Evidence]] = {}
        for evidence in record.evidence:
            by_variable.setdefault(evidence.variable, []).append(evidence)
        self._code(record, MAIN_CODER, by_variable, rng)
        if record.truth.second_coder:
            self._code(record, SECOND_CODER, by_variable, rng)

    def _code(
        self, record: CaseRecord, coder: Coder, by_variable: dict[str, list[Evidence]], rng: random.Random
    ) -> None:
        for coded in code_case(record.truth, coder, rng, age=record.age, target_group=record.story.target_group):
            passages = by_variable.get(coded.variable)
            quote, source = "", ""
            if passages:
                # The passage is chosen apart from the values, so the same seed codes the same with other stories.
                passage = passages[record.truth.number % len(passages)]
                quote, source = passage.quote, passage.source_id
            row = (record.case_id, coded.variable, coded.value, str(coded.sure), quote, source, coder.name)
            self._writers[coder.name].writerow(row)
            self.rows[coder.name] += 1
        self.cases[coder.name] += 1
