"""The whole demo organisation: its people and its closed cases, written one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from virksom.demo.chance import chance
from virksom.demo.documents import write_documents
from virksom.demo.lives import Lives, load_lives
from virksom.demo.people import People
from virksom.demo.record import CaseRecord
from virksom.demo.truth import CaseTruth, draw_cases
from virksom.demo.writing import CaseWriter


class Organisation:
    """Familiecentret Bøgely in the invented town of Skovløkke, with all cases closed in two calendar years.

    Args:
        cases: how many cases.
        seed: the same seed gives the same organisation, to the letter.
        lives: the stories to live; those of the package unless given.
    """

    def __init__(self, cases: int, seed: int, lives: Lives | None = None) -> None:
        self.cases, self.seed = cases, seed
        self.lives = lives or load_lives()
        self.people = People(cases, seed)

    def records(self) -> Iterator[CaseRecord]:
        """Every case's record, one at a time: memory does not grow with the organisation."""
        for truth in draw_cases(self.cases, self.seed):
            yield self._record(truth)

    def _record(self, truth: CaseTruth) -> CaseRecord:
        rng = chance(self.seed, truth.number)
        story = rng.choice(self.lives.fitting(truth.unit, truth.severity))
        people = self.people.for_case(
            rng,
            contact=truth.professional,
            sex=rng.choice(story.sexes),
            age=rng.randint(*story.ages),
            intake=truth.intake,
            roles=story.relatives,
            fled="flygtning" in story.target_group,
        )
        writer = CaseWriter(truth, story, self.lives, people, rng)
        record = writer.write()
        write_documents(writer, record)
        return record
