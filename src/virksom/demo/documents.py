"""Writes the documents of a case folder: action plan, status reports, letters and mails."""

from __future__ import annotations

from datetime import date, timedelta

from virksom.demo.people import ADULT, UNIT_NAMES
from virksom.demo.pieces import SEVERITY_LEVEL
from virksom.demo.record import Block, CaseRecord, Document, Evidence
from virksom.demo.writing import CaseWriter

DOCUMENTS_A_CASE = 10
GOAL_TABLE = ("Delmål", "Borgeren gør", "Medarbejderne gør", "Tegn")
CHILD = 12
# What a child too small to speak for itself cannot have said or done: there the carer stands in.
BY_CARER = frozenset(
    (
        *(f"{kind}_{t}" for kind in ("midway", "goal") for t in ("good", "mixed", "poor")),
        "status_next",
        "plan_agreed",
        "reason_withdrew",
        "reason_agreed",
    )
)


def write_documents(writer: CaseWriter, record: CaseRecord) -> None:
    """Add the case's two to four documents to its record, with the evidence that the closing report holds."""
    folder = _Folder(writer, record)
    folder.action_plan()
    if record.truth.duration_months >= 8:
        folder.status_report()
    if record.closing_report:
        folder.closing_report()
    if writer.rng.random() < 0.45 or len(record.documents) < 2:
        folder.letter()
    if writer.rng.random() < 0.4 and len(record.documents) < 4:
        folder.mail()


class _Folder:
    def __init__(self, writer: CaseWriter, record: CaseRecord) -> None:
        self.writer, self.record, self.rng = writer, record, writer.rng
        self.contact = writer.people.contact.person

    def action_plan(self) -> None:
        """The order from the authority with goals, and how much support it thinks is needed."""
        record, on = self.record, self.record.truth.intake + timedelta(days=self.rng.randint(0, 5))
        level = SEVERITY_LEVEL[record.truth.severity]
        background = self._one(f"background_{level}", on)
        document = self._add(
            "handleplan",
            "docx",
            "Handleplan og bestilling",
            on,
            self.writer.people.caseworker.full,
            self._facts(on),
            Block("Baggrund", background),
            Block("Borgerens drøm", record.long_term_goal),
            Block("Indsatsmål", record.intervention_goal),
            Block(
                "Delmål",
                rows=(GOAL_TABLE, *((g.text, g.citizen_does, g.staff_do, "; ".join(g.signs)) for g in record.goals)),
            ),
            Block("Aftaler", self._one("plan_agreed", on)),
        )
        record.evidence.append(Evidence("severity", background, document.number))

    def status_report(self) -> None:
        """Half-way: what the sub-goals look like, and sometimes a paragraph that half the house uses."""
        truth = self.record.truth
        on = truth.intake + timedelta(days=round((truth.closed - truth.intake).days * self.rng.uniform(0.45, 0.6)))
        blocks = [Block("Om denne status", self._one("status_opening", on))]
        for n, (goal, told) in enumerate(zip(self.record.goals, self.writer.story.sub_goals, strict=True), start=1):
            pieces = self.writer.pick.take(1, told.middle[goal.trajectory])
            text = " ".join(self.writer.fill(p, on) for p in pieces)
            blocks.append(Block(f"Delmål {n}: {goal.text}", text or self._one(f"midway_{goal.trajectory}", on)))
        if self.rng.random() < 0.25:
            copied = self.writer.pick.take(1, self.writer.setting.copied)
            blocks += [Block("Samlet vurdering", self.writer.fill(p, on)) for p in copied]
            self.record.copied += len(copied)
        blocks.append(Block("Den kommende periode", self._one("status_next", on)))
        self._add("status", "docx", "Statusbeskrivelse", on, self.contact.full, self._facts(on), *blocks)

    def closing_report(self) -> None:
        """The report the outcome is read from."""
        truth, record = self.record.truth, self.record
        on = truth.closed - timedelta(days=self.rng.randint(0, 9))
        summary = self.writer.fill(self.writer.pick.take(1, self.writer.story.discharge[str(truth.outcome)])[0], on)
        rows = [("Delmål", "Vurdering")]
        if truth.outcome != "partly":  # there the summary tells which sub-goal went how
            rows += [(goal.text, self._one(f"goal_{goal.trajectory}", on)) for goal in record.goals]
        unreached = truth.end_reason == "agreed" and truth.outcome == "not_reached"
        reason = self._one("reason_agreed_not_reached" if unreached else f"reason_{truth.end_reason}", on)
        document = self._add(
            "afslutning",
            "docx",
            "Afsluttende statusbeskrivelse",
            on,
            self.contact.full,
            self._facts(on),
            Block("Hvorfor forløbet slutter", reason),
            Block("Status ved afslutning", summary),
            *([Block("Delmål", rows=tuple(rows))] if rows[1:] else []),
            Block("Til sidst", self._one("status_recommend", on)),
        )
        record.evidence.append(Evidence("outcome", summary, document.number))
        record.evidence.append(Evidence("end_reason", reason, document.number))

    def letter(self) -> None:
        """A letter to the citizen, or to the parent of a child, about a meeting or the end."""
        truth, people = self.record.truth, self.writer.people
        kind = self.rng.choice(("welcome", "meeting", "meeting", "goodbye"))
        place = {"welcome": 0.02, "meeting": 0.5, "goodbye": 0.97}[kind]
        on = truth.intake + timedelta(days=round((truth.closed - truth.intake).days * place))
        title = {"welcome": "Velkommen", "meeting": "Invitation til statusmøde", "goodbye": "Afslutning"}[kind]
        citizen = people.citizen
        parents = [p for role, p in people.relatives.items() if role in ("mor", "far", "plejemor", "plejefar")]
        reader = parents[0] if parents and self.record.age < 15 else citizen
        self._add(
            "brev",
            "pdf",
            title,
            on,
            self.contact.full,
            Block(text=f"{reader.full}\n{citizen.address.replace(', ', chr(10))}"),
            Block(text=f"Vedr. {citizen.full}, CPR-nr. {citizen.cpr}\nSagsnr. {self.record.case_id}\n{_long_date(on)}"),
            Block(text=f"Kære {reader.first}"),
            Block(text=self._one(f"letter_{kind}", on)),
            Block(
                text=f"Venlig hilsen\n{self.contact.full}\n{people.contact.title}\nTlf. {self.contact.phone}\n{self.contact.mail}"
            ),
        )

    def mail(self) -> None:
        """A mail from the caseworker, saved as text."""
        truth, people = self.record.truth, self.writer.people
        ordered = self.rng.random() < 0.3
        days = self.rng.randint(10, max(11, (truth.closed - truth.intake).days - 5))
        on = truth.intake + timedelta(days=0 if ordered else days)
        worker = people.caseworker
        self._add(
            "mail",
            "txt",
            self._one("mail_subject", on),
            on,
            worker.full,
            Block(
                text=f"Fra: {worker.full} <{worker.mail}>\nTil: {self.contact.full} <{self.contact.mail}>\nSendt: {_long_date(on)}"
            ),
            Block(text=self._one("mail_order" if ordered else "mail_body", on)),
            Block(text=f"Venlig hilsen\n{worker.full}\nSagsbehandler, Skovløkke Kommune\nTlf. {worker.phone}"),
        )

    def _facts(self, on: date) -> Block:
        people, record = self.writer.people, self.record
        rows = [
            ("Navn", people.citizen.full),
            ("CPR-nr.", people.citizen.cpr),
            ("Adresse", people.citizen.address),
            ("Telefon", people.citizen.phone),
            ("Sagsnr.", record.case_id),
            ("Tilbud", UNIT_NAMES[record.truth.unit]),
            ("Kontaktperson", f"{self.contact.full}, {people.contact.title}"),
            ("Sagsbehandler", f"{people.caseworker.full}, tlf. {people.caseworker.phone}"),
            ("Dato", _long_date(on)),
        ]
        for role, person in people.relatives.items():
            if role in ("mor", "far", "ægtefælle", "datter", "søn"):
                custody = f", cpr. {person.cpr}" if person.cpr and record.age < ADULT else ""
                rows.append(
                    (role.capitalize(), f"{person.full}{custody}" + (f", tlf. {person.phone}" if person.phone else ""))
                )
        return Block(rows=tuple(rows))

    def _one(self, key: str, on: date) -> str:
        """One unused wording; a used one only when a case has more reports than there are wordings."""
        key = f"{key}_child" if self.record.age < CHILD and f"{key}_child" in self.writer.wording else key
        pieces = self.writer.pick.take(1, self.writer.wording[key]) or [self.rng.choice(self.writer.wording[key])]
        slots = self.writer.slots
        return slots.fill(pieces[0], on, self.rng.choice(self.writer.people.colleagues), by_carer=key in BY_CARER)

    def _add(self, kind: str, form: str, title: str, on: date, author: str, *blocks: Block) -> Document:
        number = f"D{7_000_000 + self.record.truth.number * DOCUMENTS_A_CASE + len(self.record.documents)}"
        written = on - timedelta(days=max(0, on.weekday() - 4))
        document = Document(number, kind, form, title, written, author, blocks)
        self.record.documents.append(document)
        return document


def _long_date(on: date) -> str:
    return f"{on.day:02d}-{on.month:02d}-{on.year}"
