"""Everything the coding page of one case shows: documents in time order, variables by phase, how far it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virksom.study.coding import policies
from virksom.study.coding.answers import show_value
from virksom.study.coding.models import Assignment, AssignmentState, Coding, Draft, Level, Missing, Phase, Variable
from virksom.study.coding.prefill import SystemValue, system_values
from virksom.study.coding.queries.codebook import codebook_in_use
from virksom.study.coding.reading import marked_text
from virksom.study.harvest.models import Document, DocumentKind, StudyCase
from virksom.text import find_matches


@dataclass
class ShownDocument:
    """A document as it is read."""

    document: Document
    html: SafeString
    hits: int

    @property
    def anchor(self) -> str:
        """Name of its place on the page."""
        return f"dok-{self.document.pk}"


@dataclass
class Reading:
    """The documents the coder may see now, and what the search left of them."""

    shown: list[ShownDocument]
    total: int
    hidden: int
    kinds: list[tuple[str, str]]
    query: str = ""
    kind: str = ""

    @property
    def hits(self) -> int:
        """How many places the search found."""
        return sum(one.hits for one in self.shown)


@dataclass
class Choice:
    """One value a coder can choose."""

    given: str
    label: str
    key: str
    definition: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Earlier:
    """An answer that a later one replaced."""

    version: int
    answer: str
    saved_at: datetime
    after_outcome: bool


@dataclass
class ShownVariable:
    """A variable with its standing coding and everything its form needs."""

    variable: Variable
    coding: Coding | None
    known: SystemValue | None
    assignment: Assignment
    passage: dict[str, object] | None = None
    open: bool = False
    message: str = ""
    error: str = ""
    stale: tuple[str, str] | None = None
    given: str = ""
    certainty: int | None = None
    comment: str = ""
    change_reason: str = ""
    suggestions: list[str] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    is_draft: bool = False

    @property
    def version(self) -> int:
        """The version on screen, 0 where there is none."""
        return self.coding.version if self.coding else 0

    @property
    def says_why(self) -> bool:
        """Answer whether a change now needs a reason."""
        return policies.is_after_outcome(self.assignment, self.variable)

    @property
    def is_written(self) -> bool:
        """Answer whether the value is written rather than chosen."""
        return self.variable.is_number or not self.variable.values.all()

    @property
    def answer_shown(self) -> str:
        """The standing answer in words; empty where there is none."""
        if self.coding is None:
            return ""
        return _words(self.variable, self.coding)

    @property
    def from_system(self) -> str:
        """What the system said, in words, while the coder has not answered."""
        if self.coding is not None or self.known is None:
            return ""
        said = [show_value(self.variable, self.known.value)] if self.known.value else list(self.known.said)
        return " / ".join(said)

    @property
    def systems_differ(self) -> bool:
        """Answer whether there is no one value of the systems to confirm."""
        return bool(self.from_system) and not (self.known and self.known.value)

    @property
    def choices(self) -> list[Choice]:
        """The values with the key that chooses each; single figures choose themselves."""
        values = list(self.variable.values.all())
        themselves = all(len(value.code) == 1 and value.code.isdigit() for value in values)
        return [
            Choice(
                given=value.code,
                label=value.label,
                key=value.code if themselves else str(place) if place < 10 else "",
                definition=value.definition,
                chosen=self.given == value.code,
            )
            for place, value in enumerate(values, start=1)
        ]

    @property
    def reasons_for_none(self) -> list[Choice]:
        """Why it may not be possible to tell."""
        return [
            Choice(f"missing:{code}", str(label), "m" if place == 0 else "", chosen=self.given == f"missing:{code}")
            for place, (code, label) in enumerate(Missing.choices)
        ]


@dataclass
class Progress:
    """How far the coder is with the case, and what may be done next."""

    assignment: Assignment
    coded: int
    total: int
    coded_before: int
    total_before: int
    both_are_done: bool = False

    @property
    def may_open_outcome(self) -> bool:
        """Answer whether intake and intervention are all answered and the outcome is still hidden."""
        return not self.assignment.outcome_is_open and self.coded_before == self.total_before

    @property
    def is_done(self) -> bool:
        """Answer whether the case is reported finished."""
        return self.assignment.state == AssignmentState.DONE

    @property
    def may_finish(self) -> bool:
        """Answer whether everything is answered and the case can be reported finished."""
        return self.assignment.outcome_is_open and self.coded == self.total and not self.is_done


def reading(case: StudyCase, assignment: Assignment | None, *, query: str = "", kind: str = "") -> Reading:
    """Read the case's documents, without those that tell the outcome before the coder may know it."""
    documents = list(Document.objects.filter(case=case).order_by(F("written_on").asc(nulls_last=True), "id"))
    visible = [one for one in documents if assignment is None or not policies.hides(assignment, one)]
    passages = _passages(assignment)
    shown = []
    for one in visible:
        found = find_matches(one.text, query) if query else []
        if (kind and one.kind != kind) or (query and not found):
            continue
        # A later harvest may have changed the text: only what still stands there is marked.
        rests = [(start, end) for start, end, quote in passages.get(one.pk, ()) if one.text[start:end] == quote]
        html = marked_text(one.text, found=found, passages=rests)
        shown.append(ShownDocument(one, html, len(found)))
    present = {one.kind for one in visible}
    kinds = [(value, str(label)) for value, label in DocumentKind.choices if value in present]
    return Reading(shown, len(visible), len(documents) - len(visible), kinds, query, kind)


def variables(assignment: Assignment) -> list[ShownVariable]:
    """Return the variables the coder may see now; the outcome group is left out while it is hidden."""
    codebook = codebook_in_use(assignment.case.study)
    if codebook is None:
        return []
    told = [one for one in codebook.variables.all() if assignment.outcome_is_open or not one.is_outcome_group]
    known = system_values(assignment.case, told)
    answers = _answers(assignment)
    return [_shown(one, answers.get(one.key, []), known.get(one.key), assignment) for one in told]


def variable(assignment: Assignment, told: Variable) -> ShownVariable:
    """Return one variable as its form shows it."""
    known = system_values(assignment.case, [told]).get(told.key)
    return _shown(told, _answers(assignment, told.key).get(told.key, []), known, assignment)


def drafts(assignment: Assignment) -> dict[str, dict[str, str]]:
    """Return what the coder has begun to answer, by variable."""
    return dict(Draft.objects.filter(assignment=assignment).values_list("key", "given"))


def progress(assignment: Assignment) -> Progress:
    """Count what is answered, in two queries, and a third where the case is finished: are both coders?"""
    told = Variable.objects.filter(codebook__study=assignment.case.study, codebook__superseded_at__isnull=True)
    phases = dict(told.values_list("key", "phase"))
    coded = set(Coding.objects.filter(assignment=assignment, superseded_at__isnull=True).values_list("key", flat=True))
    before = {key for key, phase in phases.items() if phase != Phase.DISCHARGE}
    both = assignment.state == AssignmentState.DONE and policies.both_are_done(assignment.case_id)
    return Progress(assignment, len(coded & phases.keys()), len(phases), len(coded & before), len(before), both)


def by_phase(shown: list[ShownVariable]) -> list[tuple[Phase, list[ShownVariable]]]:
    """Group the variables in the order intake, intervention, discharge."""
    groups: dict[str, list[ShownVariable]] = defaultdict(list)
    for one in shown:
        groups[one.variable.phase].append(one)
    return [(phase, groups[phase]) for phase in Phase if groups[phase]]


def _answers(assignment: Assignment, key: str | None = None) -> dict[str, list[Coding]]:
    """Every version of every answer by variable, the newest first."""
    codings = Coding.objects.filter(assignment=assignment).select_related("document").order_by("-version")
    found: dict[str, list[Coding]] = defaultdict(list)
    for one in codings if key is None else codings.filter(key=key):
        found[one.key].append(one)
    return found


def _passages(assignment: Assignment | None) -> dict[int, list[tuple[int, int, str]]]:
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    if assignment is not None:
        rows = Coding.objects.filter(assignment=assignment, superseded_at__isnull=True, document__isnull=False)
        for document, start, end, quote in rows.values_list("document_id", "start", "end", "quote"):
            if document is not None and start is not None and end is not None:
                found[document].append((start, end, quote))
    return found


def _shown(told: Variable, answers: list[Coding], known: SystemValue | None, assignment: Assignment) -> ShownVariable:
    coding = next((one for one in answers if one.superseded_at is None), None)
    shown = ShownVariable(told, coding, known, assignment)
    shown.earlier = [
        Earlier(one.version, _words(told, one), one.saved_at, one.after_outcome) for one in answers if one is not coding
    ]
    if coding is not None:
        shown.given = coding.value or f"missing:{coding.missing}"
        shown.certainty, shown.comment = coding.certainty, coding.comment
        if coding.quote:
            shown.passage = {
                "document": coding.document_id,
                "start": coding.start,
                "end": coding.end,
                "quote": coding.quote,
                "where": coding.document,
            }
    elif known is not None:
        shown.given = known.value
    if told.level in {Level.RATIO, Level.INTERVAL} and not shown.given.startswith("missing:"):
        shown.given = shown.given.replace(".", ",")
    return shown


def _words(told: Variable, coding: Coding) -> str:
    return show_value(told, coding.value) if coding.value else str(_("Kan ikke ses"))
