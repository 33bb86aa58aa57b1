"""The harvest: index every part, join citizens, then case by case: read, split into courses, mask, write.

Memory holds where things lie (a few bytes a row) and a handful of citizens at a time. Texts never touch the disk before
they are masked. What a run has written stands, case by case; a run that was killed begins again from the first case
and passes by those that have nothing new.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.errors import VirksomError
from virksom.study.harvest import keystore
from virksom.study.harvest.assemble import Draft, assemble
from virksom.study.harvest.gather import Gathered, Group, gather
from virksom.study.harvest.masking import Everybody
from virksom.study.harvest.material import Material, Problem, Reader
from virksom.study.harvest.models import Code, HarvestRun
from virksom.study.harvest.numbering import Numbering
from virksom.study.harvest.readers.recognise import Recognised, recognise
from virksom.study.harvest.store import CaseStore, add_to_quarantine, counted, quarantine_item

Progress = Callable[[int, int], None]
Problems = list[tuple[str, Problem]]

_AT_A_TIME = 40
_BEAT_SECONDS = 1.0


class Cancelled(VirksomError):
    """Somebody asked the run to stop; what it had stored stands."""


class LedgerMismatch(VirksomError):
    """Rows in are not rows stored plus rows in quarantine: a fault in a reader, never to be passed over."""


class Ledger:
    """Counts of one run."""

    def __init__(self) -> None:
        self.rows = self.stored = self.quarantined = self.documents = self.duplicates = self.cases = 0
        self.kinds: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.remarks: Counter[str] = Counter()
        self.document_kinds: Counter[str] = Counter()

    def add_problems(self, problems: Problems) -> None:
        """Count rows in quarantine."""
        self.quarantined += sum(problem.rows for _system, problem in problems)
        self.reasons.update(counted(problems))

    def add_material(self, material: Material, counted_before: int) -> None:
        """Count what was read; rows that the index had not counted are counted now."""
        if counted_before and counted_before != material.rows:
            raise LedgerMismatch(
                _("Tallene går ikke op: {} rækker blev fundet, {} læst.").format(counted_before, material.rows)
            )
        if not counted_before:
            self.rows += material.rows
            self.kinds[f"{material.system}:række"] += material.rows
        self.stored += material.stored
        self.remarks.update(material.remarks)

    def check(self) -> None:
        """Raise LedgerMismatch unless rows in = rows stored + rows in quarantine."""
        if self.rows != self.stored + self.quarantined:
            raise LedgerMismatch(
                _("Tallene går ikke op: {} rækker ind, {} gemt, {} i karantæne.").format(
                    self.rows, self.stored, self.quarantined
                )
            )


def opened(source: Path, reader: str) -> Recognised:
    """Find the readers for a source, with the Danish names of the codes that were imported."""
    return recognise(source, reader, dict(Code.objects.values_list("code", "display")))


def harvest(run: HarvestRun, source: Path, progress: Progress) -> None:
    """Carry a run out; its counts are on it afterwards.

    Raises:
        WrongState: the study is locked.
        Cancelled: somebody asked it to stop.
        BadInput: nothing in the source is recognised.
        LedgerMismatch: the counts do not add up.
    """
    secret = keystore.open_secret(run.study_id)
    ledger = Ledger()
    with opened(source, run.reader) as recognised:
        gathered = gather(recognised.readers)
        problems = begin(gathered, ledger)
        add_to_quarantine([quarantine_item(run.study, secret, system, problem) for system, problem in problems])
        run.cases_total = len(gathered.groups)
        _store_all(run, secret, recognised.readers, gathered, ledger, progress)
    ledger.check()
    _write_counts(run, ledger, gathered, recognised)


def _store_all(
    run: HarvestRun,
    secret: keystore.StudySecret,
    readers: tuple[Reader, ...],
    gathered: Gathered,
    ledger: Ledger,
    progress: Progress,
) -> None:
    """Read, number and write every citizen's cases, a few citizens at a time."""
    beat = _Beat(run, progress)
    store = CaseStore(run, secret, everybody(gathered))
    numbering = Numbering(run.study, secret)
    groups = iter(gathered.groups)
    while batch := list(islice(groups, _AT_A_TIME)):
        ready = []
        for group in batch:
            drafts, problems = read_group(readers, group, ledger)
            ready.append((list(zip(drafts, numbering.number(drafts), strict=True)), problems))
        numbering.save()
        for cases, problems in ready:
            if not cases:
                add_to_quarantine([quarantine_item(run.study, secret, system, problem) for system, problem in problems])
            for number, (draft, pseudonym) in enumerate(cases):
                store.store(draft, pseudonym, problems if number == 0 else ())
            beat.done()


def begin(gathered: Gathered, ledger: Ledger) -> Problems:
    """Count what the index found, and return its problems."""
    problems: Problems = []
    for shared in gathered.shared:
        ledger.rows += shared.rows
        ledger.stored += shared.stored
        ledger.kinds.update(shared.kinds)
        problems += [(shared.system, problem) for problem in shared.problems]
    ledger.add_problems(problems)
    return problems


def everybody(gathered: Gathered) -> Everybody:
    """The people and units of the whole source."""
    return Everybody(
        (person for shared in gathered.shared for person in shared.persons),
        (organisation for shared in gathered.shared for organisation in shared.organisations),
        {alias: key for shared in gathered.shared for alias, key in shared.staff.items()},
        {name: unit for shared in gathered.shared for name, unit in shared.units.items()},
    )


def read_group(readers: tuple[Reader, ...], group: Group, ledger: Ledger) -> tuple[list[Draft], Problems]:
    """Read one citizen's pieces and split them into courses; count every row."""
    materials = []
    problems: Problems = []
    for number, piece in group.pieces:
        material = readers[number].read(piece)
        ledger.add_material(material, piece.rows)
        materials.append(material)
        problems += [(material.system, problem) for problem in material.problems]
    ledger.add_problems(problems)
    drafts = assemble(materials, group.keys)
    if not any(draft.documents or draft.values for draft in drafts) and not any(m.stored for m in materials):
        # Nothing of the citizen could be read: there is no case, and the problems say why.
        return [], problems
    for draft in drafts:
        ledger.cases += 1
        ledger.documents += len(draft.documents)
        ledger.duplicates += draft.duplicates
        ledger.document_kinds.update(document.kind for _system, document in draft.documents)
    return drafts, problems


class _Beat:
    """Shows that the run lives, how far it is, and hears when somebody asks it to stop."""

    def __init__(self, run: HarvestRun, progress: Progress) -> None:
        self.run, self.progress = run, progress
        self.run.cases_done = 0
        self._last = 0.0
        self._tell()

    def done(self) -> None:
        """One more citizen is done."""
        self.run.cases_done += 1
        self._tell()

    def _tell(self) -> None:
        self.progress(self.run.cases_done, self.run.cases_total)
        now = time.monotonic()
        if now - self._last < _BEAT_SECONDS and self.run.cases_done < self.run.cases_total:
            return
        self._last = now
        self.run.beat_at = timezone.now()
        HarvestRun.objects.filter(pk=self.run.pk).update(
            beat_at=self.run.beat_at, cases_done=self.run.cases_done, cases_total=self.run.cases_total
        )
        if HarvestRun.objects.filter(pk=self.run.pk, cancel_asked=True).exists():
            raise Cancelled(_("Høsten blev afbrudt. Det, der er gemt, bliver stående; høst igen for at fortsætte."))


def _write_counts(run: HarvestRun, ledger: Ledger, gathered: Gathered, recognised: Recognised) -> None:
    """Put the counts on the run: figures and words of our own, nothing from the source."""
    kept = HarvestRun.objects.values("documents_new", "documents_changed").get(pk=run.pk)
    run.documents_new, run.documents_changed = kept["documents_new"], kept["documents_changed"]
    run.rows_in, run.rows_stored, run.rows_quarantined = ledger.rows, ledger.stored, ledger.quarantined
    run.documents = ledger.documents
    encodings: Counter[str] = Counter()
    for shared in gathered.shared:
        encodings.update(shared.encodings)
    run.summary = {
        "rows": dict(sorted(ledger.kinds.items())),
        "quarantined": dict(sorted(ledger.reasons.items())),
        "documents": dict(sorted(ledger.document_kinds.items())),
        "cases": ledger.cases,
        "encodings": dict(sorted(encodings.items())),
        "remarks": dict(ledger.remarks.most_common(50)),
        "duplicates": ledger.duplicates,
        "not_case_material": recognised.ignored,
        "unclear_joins": gathered.unclear_joins,
    }
