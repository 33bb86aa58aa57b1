"""What a written case consists of, before any system gives it out in its own format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from virksom.demo.lives import Story
from virksom.demo.people import CasePeople, Professional
from virksom.demo.truth import CaseTruth

MARK = "Syntetiske data – ingen virkelige personer"
SENSUM, DIARY, BOTH = "sensum", "diary", "both"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage a coder may rest a value on, verbatim as it stands in its source."""

    variable: str
    quote: str
    source_id: str


@dataclass(slots=True)
class Note:
    """A note of the diary.

    Attributes:
        number: unique in the organisation; each system makes its own id of it.
        system: where it was written: Sensum, the diary, or both (moved and copied).
        carries_evidence: some coded value may rest on it, so no defect is planted in it.
    """

    number: int
    at: datetime
    author: Professional
    kind: str
    heading: str
    text: str
    focus: str
    system: str
    carries_evidence: bool

    @property
    def source_id(self) -> str:
        """Its id in the system where it is first found."""
        return self.diary_id if self.system == DIARY else self.sensum_id

    @property
    def sensum_id(self) -> str:
        """AktivitetId in Sensum."""
        return f"A{self.number}"

    @property
    def diary_id(self) -> str:
        """The diary's note id."""
        return f"{50_000_000 + self.number}"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document: a heading, a text or a table."""

    heading: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document in the case folder; `form` is docx, pdf or txt."""

    number: str
    kind: str
    form: str
    title: str
    on: date
    author: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A sub-goal as it stands in this case, with how it went."""

    text: str
    citizen_does: str
    staff_do: str
    signs: tuple[str, ...]
    trajectory: str


@dataclass(slots=True)
class CaseRecord:
    """Everything that was ever written about one case."""

    truth: CaseTruth
    story: Story
    people: CasePeople
    age: int
    long_term_goal: str
    intervention_goal: str
    goals: tuple[Goal, ...]
    intake_text: str
    notes: list[Note] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    opinions: int = 0
    copied: int = 0
    closing_report: bool = True

    @property
    def case_id(self) -> str:
        """The organisation's own case number (SagId)."""
        return f"{self.truth.intake.year}-{10_000 + self.truth.number}"

    @property
    def citizen_id(self) -> str:
        """BorgerId in Sensum."""
        return f"B{300_000 + self.truth.number}"
