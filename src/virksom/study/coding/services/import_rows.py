"""Check and store one batch of imported codings: a bounded number of queries, one transaction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.errors import WrongState
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.study.coding.answers import clean_value
from virksom.study.coding.errors import NotAValue
from virksom.study.coding.matching import Found, Searchable, find_quote
from virksom.study.coding.models import Assignment, AssignmentState, Coding, Missing, Origin, Place, Variable
from virksom.study.coding.queries.codebook import codebook_in_use
from virksom.study.harvest import identities, keystore
from virksom.study.harvest.models import CaseKey, Document, QuarantineItem, Study, StudyCase
from virksom.study.harvest.numbering import number_digest
from virksom.study.harvest.queries import _OWN_NUMBERS
from virksom.study.harvest.readers.files import shown_name
from virksom.study.harvest.store import add_to_quarantine, document_digest

SYSTEM = "coding"
_BATCH = 500


@dataclass(frozen=True)
class Row:
    """A row of the file as it stands there; `number` counts from 1 with the header, as a spreadsheet shows it."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Problem:
    """A row that could not be stored: where, and in Danish what was wrong and what was expected; quotes nothing."""

    row: int
    column: str
    reason: str
    message: str

    def __str__(self) -> str:
        column = _(", kolonne {column}").format(column=self.column) if self.column else ""
        return _("Række {row}{column}: {message}").format(row=self.row, column=column, message=self.message)


@dataclass
class Counts:
    """What a batch stored."""

    stored: int = 0
    unchanged: int = 0
    found: int = 0
    not_found: int = 0


@dataclass
class Checked:
    """A row that fits the codebook and belongs to a case of the study."""

    row: int
    case_id: int
    variable: Variable
    value: str
    missing: str
    certainty: int | None
    quote: str
    source: str


class Refused(Exception):
    """Carries why a row is not stored."""

    def __init__(self, column: str, reason: str, message: str) -> None:
        super().__init__(message)
        self.column, self.reason, self.message = column, reason, message


class Importer:
    """Stores batches of rows of one file as one coder's codings."""

    def __init__(self, user: User, study: Study, coder: User, place: Place, file_name: str) -> None:
        codebook = codebook_in_use(study)
        if codebook is None:
            raise WrongState(_("Undersøgelsen har ingen kodebog endnu."))
        self.user, self.study, self.coder, self.place, self.file_name = user, study, coder, place, file_name
        self.secret = keystore.open_secret(study.pk)
        self.variables = {variable.key: variable for variable in codebook.variables.all()}
        self.cases_stored: set[int] = set()
        keys = CaseKey.objects.filter(study=study.pk).values_list("digest", "pseudonym")
        self._pseudonyms = dict(keys)
        self._cases = dict(StudyCase.objects.filter(study=study).values_list("pseudonym", "id"))
        self._by_number: dict[str, int | None] = {}
        self._seen: dict[tuple[int, str], int] = {}
        self._assignments: dict[int, Assignment] = {}
        self._other: dict[int, int] = {}
        for one in Assignment.objects.filter(case__study=study):
            if one.place == place:
                self._assignments[one.case_id] = one
            else:
                self._other[one.case_id] = one.coder_id

    def store(self, rows: list[Row]) -> tuple[Counts, list[Problem]]:
        """Store what can be stored and put the rest into quarantine, in one transaction."""
        checked, problems = self._check(rows)
        counts, now = Counts(), timezone.now()
        places = self._find_passages(checked, counts)
        with transaction.atomic():
            standing = self._standing({one.case_id for one in checked})
            kept = [one for one in checked if not self._is_a_persons(one, standing, problems)]
            self._assign({one.case_id for one in kept}, now)
            changed = [c for one in kept if (c := self._next(one, places.get(one.row), standing, now)) is not None]
            replaced = [standing[c.assignment.case_id, c.key].pk for c in changed if c.version > 1]
            for at in range(0, len(replaced), _BATCH):
                Coding.objects.filter(pk__in=replaced[at : at + _BATCH]).update(superseded_at=now)
            Coding.objects.bulk_create(changed, batch_size=_BATCH)
            self._quarantine(problems)
            if changed:
                self._record(len(changed))
        counts.stored, counts.unchanged = len(kept), len(kept) - len(changed)
        self.cases_stored |= {one.case_id for one in kept}
        return counts, problems

    # Checking ----------------------------------------------------------------------------------
    def _check(self, rows: list[Row]) -> tuple[list[Checked], list[Problem]]:
        checked, problems = [], []
        for row in rows:
            try:
                checked.append(self._checked(row))
            except Refused as refused:
                problems.append(Problem(row.number, refused.column, refused.reason, refused.message))
        return checked, problems

    def _checked(self, row: Row) -> Checked:
        if len(row.cells) != 7:
            raise Refused("", "column_count", _("Rækken har {n} felter, der skal være 7.").format(n=len(row.cells)))
        number, key, value, certainty, quote, source, _coder = row.cells
        case = self._case(number)
        if case is None:
            raise Refused("sagsnummer", "no_case", _("Sagsnummeret findes ikke i undersøgelsen. Høst sagen først."))
        variable = self.variables.get(key)
        if variable is None:
            keys = ", ".join(self.variables)
            raise Refused("variabel", "unknown_variable", _("Skal være en af: {keys}.").format(keys=keys))
        missing = value if value in Missing.values else ""
        try:
            value = "" if missing else clean_value(variable, value)
        except NotAValue as refused:
            raise Refused("værdi", "bad_value", str(refused)) from None
        if certainty not in {"", "1", "2", "3"}:
            raise Refused("sikkerhed", "bad_value", _("Skal være 1, 2 eller 3, eller stå tom."))
        self._check_place(case)
        if (case, key) in self._seen:
            first = self._seen[case, key]
            raise Refused("variabel", "twice", _("Sagen har allerede denne variabel i række {n}.").format(n=first))
        self._seen[case, key] = row.number
        return Checked(row.number, case, variable, value, missing, int(certainty) if certainty else None, quote, source)

    def _case(self, number: str) -> int | None:
        if number not in self._by_number:
            pseudonym = self._pseudonyms.get(number_digest(self.secret, identities.case_number(number)), "")
            self._by_number[number] = self._cases.get(pseudonym)
        return self._by_number[number]

    def _check_place(self, case: int) -> None:
        standing = self._assignments.get(case)
        if standing is not None and standing.coder_id != self.coder.pk:
            raise Refused("sagsnummer", "other_coder", _("Sagen er givet til en anden koder på denne plads."))
        if self._other.get(case) == self.coder.pk:
            raise Refused("sagsnummer", "same_coder", _("Samme person kan ikke kode sagen to gange."))

    # Passages ----------------------------------------------------------------------------------
    def _find_passages(self, checked: list[Checked], counts: Counts) -> dict[int, Found]:
        """Find each quotation in its case's documents: first in the one its source names, then in the rest."""
        asked = [one for one in checked if one.quote]
        documents = self._documents({one.case_id for one in asked})
        places = {}
        for one in asked:
            by_source = documents[one.case_id]
            likely = [by_source[digest] for digest in self._digests(one.source) if digest in by_source]
            found = find_quote(one.quote, likely, (doc for doc in by_source.values() if doc not in likely))
            if found is None:
                counts.not_found += 1
            else:
                counts.found += 1
                places[one.row] = found
        return places

    def _documents(self, cases: set[int]) -> dict[int, dict[str, Searchable]]:
        by_case: dict[int, dict[str, Searchable]] = defaultdict(dict)
        rows = Document.objects.filter(case__in=cases).order_by("written_on", "id")
        for pk, case, source, text in rows.values_list("id", "case_id", "source", "text"):
            by_case[case][source] = Searchable(pk, text)
        return by_case

    def _digests(self, source: str) -> list[str]:
        if not source:
            return []
        return [document_digest(self.secret, system, form.format(source)) for system, form in _OWN_NUMBERS]

    # Writing -----------------------------------------------------------------------------------
    def _standing(self, cases: set[int]) -> dict[tuple[int, str], Coding]:
        rows = Coding.objects.filter(
            assignment__case__in=cases, assignment__place=self.place, superseded_at__isnull=True
        ).select_related("assignment")
        return {(one.assignment.case_id, one.key): one for one in rows}

    def _is_a_persons(self, one: Checked, standing: dict[tuple[int, str], Coding], problems: list[Problem]) -> bool:
        """Answer whether a person has coded this here already: an import never replaces that."""
        coding = standing.get((one.case_id, one.variable.key))
        if coding is None or coding.origin == Origin.IMPORTED:
            return False
        message = _("En person har allerede kodet denne variabel her. Det bliver stående.")
        problems.append(Problem(one.row, "variabel", "coded_by_person", message))
        return True

    def _assign(self, cases: set[int], now: datetime) -> None:
        fresh = [
            Assignment(
                case_id=case,
                coder=self.coder,
                place=self.place,
                state=AssignmentState.DONE,
                outcome_opened_at=now,
                done_at=now,
            )
            for case in sorted(cases - self._assignments.keys())
        ]
        for one in Assignment.objects.bulk_create(fresh, batch_size=_BATCH):
            self._assignments[one.case_id] = one

    def _next(
        self, one: Checked, found: Found | None, standing: dict[tuple[int, str], Coding], now: datetime
    ) -> Coding | None:
        """Return the coding to write, or None where the same stands already."""
        before = standing.get((one.case_id, one.variable.key))
        coding = Coding(
            assignment=self._assignments[one.case_id],
            variable=one.variable,
            key=one.variable.key,
            version=before.version + 1 if before else 1,
            value=one.value,
            missing=one.missing,
            certainty=one.certainty,
            document_id=found.document_id if found else None,
            start=found.start if found else None,
            end=found.end if found else None,
            quote=found.quote if found else "",
            origin=Origin.IMPORTED,
            saved_at=now,
        )
        if before is None:
            return coding
        fields = ("variable_id", "value", "missing", "certainty", "document_id", "start", "end", "quote")
        return None if all(getattr(before, name) == getattr(coding, name) for name in fields) else coding

    def _quarantine(self, problems: list[Problem]) -> None:
        shown = shown_name(self.file_name, 1)
        add_to_quarantine(
            [
                QuarantineItem(
                    study=self.study,
                    source=self.secret.digest(
                        "quarantine", f"{SYSTEM}|{self.place}|{self.file_name}|{one.row}|{one.reason}"
                    ),
                    system=SYSTEM,
                    file=shown,
                    place=str(_("række {n}, kolonne {column}").format(n=one.row, column=one.column or "–")),
                    reason=one.reason,
                    message=one.message,
                )
                for one in problems
            ]
        )

    def _record(self, rows: int) -> None:
        audit.record(
            Action.CODED,
            by=self.user,
            subject="study",
            subject_id=self.study.slug,
            purpose="indlæsning af kodninger",
            details={"place": self.place, "rows": rows, "coder": self.coder.pk},
        )
