"""A written case reads as one life: nothing repeated, nothing unfilled, in order, true to its values."""

from __future__ import annotations

import re
from collections import Counter

SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")


def _texts(record):
    yield from (note.text for note in record.notes)
    for document in record.documents:
        for block in document.blocks:
            yield from (block.heading, block.text, *(cell for row in block.rows for cell in row))


def test_no_slot_is_left_unfilled(records):
    assert not [text for record in records for text in _texts(record) if "{" in text or "}" in text]


def test_no_sentence_is_written_twice_in_a_case(records):
    for record in records:
        texts = [note.text for note in record.notes]
        texts += [b.text for d in record.documents if d.form == "docx" for b in d.blocks]
        sentences = Counter(s for text in texts for s in SENTENCES.split(text) if len(s) > 40)
        assert not [s for s, times in sentences.items() if times > 1]


def test_notes_come_in_order_from_intake_to_closing(records):
    for record in records:
        days = [note.at for note in record.notes]
        assert days == sorted(days)
        assert days[0].date() == record.truth.intake
        assert days[-1].date() == record.truth.closed


def test_a_case_has_a_believable_amount_of_notes_and_documents(records):
    assert all(16 <= len(record.notes) <= 40 for record in records)
    assert all(2 <= len(record.documents) <= 4 for record in records)


def test_every_passage_of_evidence_stands_verbatim_in_its_source(records):
    for record in records:
        sources = {note.source_id: note.text for note in record.notes}
        sources |= {d.number: "\n".join(b.text for b in d.blocks) for d in record.documents}
        for evidence in record.evidence:
            assert evidence.quote
            assert evidence.quote in sources[evidence.source_id]


def test_alliance_and_frame_can_be_read_unless_the_record_is_thin(records):
    judged = {"alliance_bond", "alliance_tasks", "alliance_goals", "frame"}
    for record in records:
        shown = {evidence.variable for evidence in record.evidence}
        assert shown & judged == (set() if record.truth.thin else judged)


def test_the_outcome_can_be_read_exactly_where_it_is_not_missing(records):
    for record in records:
        assert any(e.variable == "outcome" for e in record.evidence) == (record.truth.outcome is not None)


def test_intake_network_method_and_end_can_be_read_in_every_case(records):
    wanted = {"severity", "prior_interventions", "network", "citizen_part", "method", "end_reason"}
    assert all(wanted <= {e.variable for e in record.evidence} for record in records)


def test_the_level_of_the_bond_decides_the_pieces(records):
    for record in records:
        pools = (record.story.alliance, {})[0]
        if record.truth.thin or record.people.contact.style == "chatty":
            continue
        wrong = (
            "bond_low" if record.truth.alliance_bond >= 4 else "bond_high" if record.truth.alliance_bond <= 2 else None
        )
        starts = [piece.split("{")[0] for piece in pools.get(wrong, ())]
        text = "\n".join(note.text for note in record.notes)
        assert not [start for start in starts if len(start) > 25 and start in text]


def test_only_the_house_that_never_closes_writes_on_sundays(records):
    sundays = {r.truth.unit for r in records for note in r.notes[1:] if note.at.weekday() == 6}
    assert sundays == {"residential"}


def test_a_chatty_writer_skips_capitals_but_not_in_names(records):
    notes = [(r.people.citizen.first, n.text) for r in records for n in r.notes if n.author.style == "chatty"]
    assert sum(text[0].islower() for _, text in notes) > len(notes) / 2
    named = [(name, text) for name, text in notes if len(name) > 4 and name.lower() in text.lower()]
    assert named
    assert not [(name, text) for name, text in named if re.search(rf"\b{name.lower()}\b(?![.\w]*@)", text)]
