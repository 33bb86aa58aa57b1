"""Writes the notes of a case: picks pieces of its life, lays them in time, and lets each writer write in an own way.

What is known of the case decides which pieces may be used, so the level of alliance, frame, network and severity can be
read from the notes and from nowhere else. Each piece is used once in a case. Where a piece shows a coded variable, the
text as it finally stands is kept as evidence.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from virksom.demo.lives import Lives, Setting, Story
from virksom.demo.people import CasePeople, Professional
from virksom.demo.pieces import (
    ALLIANCE_PIECES,
    FRAME_PIECES,
    NETWORK_PIECES,
    SEVERITY_LEVEL,
    TRAJECTORIES,
    Draft,
    Part,
    Picker,
    months_of,
)
from virksom.demo.record import BOTH, DIARY, SENSUM, CaseRecord, Evidence, Goal, Note
from virksom.demo.slots import Slots, age_on, signature, working_day
from virksom.demo.truth import CaseTruth

NOTES_A_CASE = 40
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
SENTENCE_START = re.compile(r"(^|[.!?]\s+)([A-ZÆØÅ]\w*)")
HEADINGS = {
    "intake": ("Henvisning", "Opstart", "Visitation"),
    "goals": ("Mål og plan", "Planmøde", "Delmål aftalt"),
    "goal": ("Delmål {n}", "Delmål {n}, opfølgning", "Opfølgning", "Delmål {n}"),
    "everyday": ("Dagen", "Hverdag", "Notat", "Kort", "Siden sidst"),
    "together": ("Notat", "Samarbejde", "Ugen", "Kontakt", "Observation"),
    "phone": ("Tlf.", "Telefon", "Mail/tlf", "Besked"),
    "opinion": ("Notat", "Indtryk", "Bemærkning"),
    "copied": ("Opsamling", "Vurdering", "Opsamling"),
    "ending": ("Afslutning", "Sidste notat", "Afslutning af forløb"),
}
KINDS = {"phone": "Telefonnotat", "copied": "Opsamling", "goals": "Mødereferat", "intake": "Visitation"}


class CaseWriter:
    """Writes the notes of one case; the documents are written from the record it leaves."""

    def __init__(self, truth: CaseTruth, story: Story, lives: Lives, people: CasePeople, rng: random.Random) -> None:
        self.truth, self.story, self.people, self.rng = truth, story, people, rng
        self.setting: Setting = lives.settings[story.setting]
        self.wording = lives.wording
        self.slots = Slots(people, rng, truth.unit)
        self.pick = Picker(rng)
        self.keep_case = self.slots.first_names()
        self.target = max(18, min(35, round(16 + 0.95 * truth.duration_months)))
        self.rich = self.target >= 25
        self.moved_at = rng.uniform(0.3, 0.7)
        self.system = self._system()
        self.by_carer = {*self.wording["ending_reached_early"], *self.wording["ending_agreed_not_reached"]}
        self.closing_report = truth.outcome is not None and rng.random() > 0.05

    def write(self) -> CaseRecord:
        """The record with its notes in order of time and the evidence they hold."""
        first = self.truth.intake
        picked = self.rng.choice(TRAJECTORIES[self.truth.trajectory])
        goals = tuple(
            Goal(
                self.fill(g.text, first),
                self.fill(g.citizen_does, first),
                self.fill(g.staff_do, first),
                tuple(self.fill(s, first) for s in g.signs),
                picked[i % 3],
            )
            for i, g in enumerate(self.story.sub_goals)
        )
        level = SEVERITY_LEVEL[self.truth.severity]
        record = CaseRecord(
            truth=self.truth,
            story=self.story,
            people=self.people,
            age=age_on(self.people.born, first),
            long_term_goal=self.fill(self.story.long_term_goal, first),
            intervention_goal=self.fill(self.story.intervention_goal, first),
            goals=goals,
            closing_report=self.closing_report,
            intake_text=self.fill(self.pick.take(1, self.story.intake[level])[0], first),
        )
        self._write_notes(record, self._drafts(record))
        return record

    def fill(self, piece: str, on: date) -> str:
        """A piece in this case's words, with any colleague."""
        return self.slots.fill(piece, on, self.rng.choice(self.people.colleagues))

    def _system(self) -> str:
        """Which system the notes are in; the house has kept the old diary longest."""
        lot = self.rng.random()
        if lot < 0.05:
            return BOTH
        return DIARY if lot < (0.85 if self.truth.unit == "residential" else 0.15) else SENSUM

    def _drafts(self, record: CaseRecord) -> list[Draft]:
        drafts = self._opening(record.intake_text) + self._goal_drafts(record.goals) + self._together() + self._ending()
        if self.rng.random() < 0.18:
            drafts.append(self._draft((0.35, 0.75), "copied", self.pick.take(1, self.setting.copied)))
        if self.rng.random() < (0.6 if self.people.contact.style == "opinionated" else 0.12):
            drafts += [self._draft((0.15, 0.9), "opinion", [p]) for p in self.pick.take(2, self.setting.opinion)]
        drafts += [self._draft((0.05, 0.93), "phone", [p]) for p in self.pick.take(2, self.setting.phone)]
        everyday = self.pick.take(max(3, self.target - len(drafts)), self.story.everyday, self.setting.everyday)
        drafts += [draft for p in everyday if (draft := self._in_season(p))]
        for draft in drafts:
            if draft.kind in ("goal", "together") and self.rng.random() < 0.12:
                draft.parts += [Part(p) for p in self.pick.take(1, self.setting.everyday)]
        return sorted(drafts, key=lambda d: d.place)

    def _draft(self, span: tuple[float, float], kind: str, pieces: Sequence[str], *shows: str, goal: int = 0) -> Draft:
        return Draft(self.rng.uniform(*span), kind, [Part(p, shows) for p in pieces], goal)

    def _in_season(self, piece: str) -> Draft | None:
        """An everyday note at a time of the year that fits it; none if the case never sees that time."""
        months = months_of(piece)
        for _ in range(12):
            draft = self._draft((0.04, 0.96), "everyday", [piece])
            day = self.truth.intake + draft.place * (self.truth.closed - self.truth.intake)
            if not months or day.month in months:
                return draft
        return None

    def _opening(self, intake: str) -> list[Draft]:
        """The referral, of which a case has one: the two that a story offers may be two different lives."""
        before = self.pick.take(1, self.wording[f"prior_{self.truth.prior_interventions}"])
        part = self.pick.take(1, self.wording[f"citizen_part_{self.truth.citizen_part}"])
        first = Draft(0.0, "intake", [Part(intake, ("severity",)), Part(before[0], ("prior_interventions",))])
        return [first, self._draft((0.02, 0.06), "goals", part, "citizen_part")]

    def _goal_drafts(self, goals: tuple[Goal, ...]) -> list[Draft]:
        """Observations on the sub-goals: how it began, how it went, and, where the record is whole, how it ended."""
        drafts = []
        count = 2 if self.rich else 1
        for n, (told, goal) in enumerate(zip(self.story.sub_goals, goals, strict=True), start=1):
            phases = [((0.05, 0.25), told.start, count), ((0.3, 0.82), told.middle[goal.trajectory], count)]
            if self.truth.outcome is not None:
                phases.append(((0.86, 0.97), told.end[goal.trajectory], 1))
            for span, pool, most in phases:
                pieces = self.pick.take(most, pool, in_order=True)
                places = sorted(self.rng.uniform(*span) for _ in pieces)
                drafts += [Draft(at, "goal", [Part(p)], n) for at, p in zip(places, pieces, strict=True)]
        return drafts

    def _together(self) -> list[Draft]:
        """Alliance, frame, network and method, each at its true level; a thin record says nothing of the first two."""
        truth, drafts = self.truth, []
        if not truth.thin:
            for part in ("bond", "tasks", "goals"):
                levels = ALLIANCE_PIECES[getattr(truth, f"alliance_{part}")]
                for level in levels if self.rich or part == "bond" else levels[:1]:
                    key = f"{part}_{level}"
                    pieces = self.pick.take(1, self.story.alliance[key], self.setting.alliance[key])
                    drafts.append(self._draft((0.12, 0.93), "together", pieces, f"alliance_{part}"))
            for level in FRAME_PIECES[truth.frame]:
                pieces = self.pick.take(1, self.story.frame[level], self.setting.frame[level])
                drafts.append(self._draft((0.08, 0.92), "together", pieces, "frame"))
        for level in NETWORK_PIECES[truth.network]:
            pieces = self.pick.take(1, self.story.network[level], self.setting.network[level])
            drafts.append(self._draft((0.03, 0.6), "together", pieces, "network"))
        methods = self.pick.take(2 if self.rich else 1, self.setting.method[truth.method])
        drafts += [self._draft((0.12, 0.8), "together", [piece], "method") for piece in methods]
        return [d for d in drafts if d.parts]

    def _ending(self) -> list[Draft]:
        reason = self.truth.end_reason
        pool = self.setting.ending.get(reason) or self.wording[f"ending_{reason}"]
        if reason == "agreed" and self.truth.trajectory == "not_reached":
            pool = self.wording["ending_agreed_not_reached"]
        parts = [Part(p, ("end_reason",)) for p in self.pick.take(1, pool)]
        if self.truth.outcome is not None and not self.closing_report:
            told = self.story.discharge[self.truth.outcome]
            parts += [Part(p, ("outcome",)) for p in self.pick.take(1, [t for t in told if "status" not in t] or told)]
        return [Draft(1.0, "ending", parts)]

    def _write_notes(self, record: CaseRecord, drafts: list[Draft]) -> None:
        days = (self.truth.closed - self.truth.intake).days
        moments = sorted(self._moment(draft, days) for draft in drafts)
        for n, (draft, at) in enumerate(zip(drafts, moments, strict=True)):
            author, colleague = self._who(draft)
            note = Note(
                number=1_000_000 + self.truth.number * NOTES_A_CASE + n,
                at=at,
                author=author,
                kind=KINDS.get(draft.kind, "Dagbogsnotat"),
                heading=self._heading(draft, author),
                text="",
                focus=record.goals[draft.goal - 1].text if draft.goal else "",
                system=self._system_at(draft.place),
                carries_evidence=any(part.shows for part in draft.parts),
            )
            note.text = self._text(draft, note, colleague, record)
            record.notes.append(note)
            record.opinions += draft.kind == "opinion"
            record.copied += draft.kind == "copied"

    def _text(self, draft: Draft, note: Note, colleague: Professional, record: CaseRecord) -> str:
        texts = []
        for part in draft.parts:
            by_carer = draft.kind == "goals" or part.piece in self.by_carer
            told = self.slots.fill(part.piece, note.at.date(), colleague, by_carer=by_carer)
            told = self._in_style(told, note.author.style, may_cut=not part.shows and draft.kind == "everyday")
            record.evidence += [Evidence(variable, told, note.source_id) for variable in part.shows]
            texts.append(told)
        signed = signature(note.author.person, note.author.style)
        text = ("\n\n" if note.author.style == "full" else " ").join(texts)
        return f"{text}\n{signed}" if signed and self.rng.random() < 0.6 else text

    def _in_style(self, text: str, style: str, *, may_cut: bool) -> str:
        if style == "terse" and may_cut:
            short = SENTENCE_END.split(text)[0]
            return short if len(short) > 25 and short.count("”") % 2 == 0 else text
        if style == "chatty":
            return SENTENCE_START.sub(self._lower_start, text)
        return text

    def _lower_start(self, match: re.Match[str]) -> str:
        word = match[2]
        named = word in self.keep_case or word.rstrip("s") in self.keep_case
        return match[1] + (word if named else word[0].lower() + word[1:])

    def _who(self, draft: Draft) -> tuple[Professional, Professional]:
        """Writer, and the colleague the note may speak of: never the writer."""
        # In a small team there may be one colleague only: then nobody else can write about them.
        colleagues = self.people.colleagues
        colleague, other = (self.rng.sample(colleagues, min(2, len(colleagues))) * 2)[:2]
        speaks_of_contact = any("{kp" in part.piece for part in draft.parts)
        speaks_of_colleague = any("{kollega" in part.piece for part in draft.parts)
        by_colleague = self.rng.random() < (0.7 if speaks_of_contact else 0.2)
        if draft.kind in ("intake", "goals", "ending") or (speaks_of_colleague and not speaks_of_contact):
            by_colleague = False
        if other is colleague and speaks_of_colleague:
            by_colleague = False
        return (other, colleague) if by_colleague else (self.people.contact, colleague)

    def _heading(self, draft: Draft, author: Professional) -> str:
        if author.style == "terse" and draft.kind not in ("intake", "ending"):
            return ""
        return self.rng.choice(HEADINGS[draft.kind]).format(n=draft.goal)

    def _moment(self, draft: Draft, days: int) -> datetime:
        day = self.truth.intake + timedelta(days=min(days, round(draft.place * days)))
        at_work = self.truth.unit != "residential" or draft.kind in ("goals", "copied")
        if at_work and 0 < draft.place < 1:
            day = min(working_day(day, self.rng), self.truth.closed)
        late = 21 if self.truth.unit == "residential" else 16
        return datetime.combine(day, time(self.rng.randint(8, late), self.rng.randrange(0, 60, 5)))

    def _system_at(self, place: float) -> str:
        """A case in two systems began in the diary; notes around the move were copied and are in both."""
        if self.system != BOTH:
            return self.system
        if abs(place - self.moved_at) < 0.08:
            return BOTH
        return DIARY if place < self.moved_at else SENSUM
