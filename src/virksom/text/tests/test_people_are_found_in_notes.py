"""Our own labelled notes: what must be found, with the case's people known and without."""

import re
from pathlib import Path

import pytest

from virksom.text import Identifier, KnownPeople, KnownPerson, find_identifiers

NOTES = Path(__file__).with_name("labelled_notes.txt")
MARK = re.compile(r"\{(?:([a-z_]+):)?([^{}]+)\}")


def person(line: str, number: int) -> KnownPerson:
    role, first, middle, last, cpr, phone, mail, *_ = [
        part.strip() for part in (line.lstrip("= ") + "||||||").split("|")
    ]
    numbers = {"cprs": (cpr,) if cpr else (), "phones": (phone,) if phone else (), "mails": (mail,) if mail else ()}
    return KnownPerson(f"p{number}", role, first, middle, last, **numbers)


def unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of a note without its marks, and where the marks were."""
    text, spans, done = "", [], 0
    for match in MARK.finditer(line):
        text += line[done : match.start()]
        spans.append((len(text), len(text) + len(match[2]), match[1] or "person"))
        text += match[2]
        done = match.end()
    return text + line[done:], spans


def labelled_notes() -> list[tuple[KnownPeople, str, list[tuple[int, int, str]]]]:
    notes, people, fresh = [], [], False
    for line in NOTES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("="):
            people = [person(line, 0)] if fresh else [*people, person(line, len(people))]
            fresh = False
        elif line:
            fresh = True
            notes.append((KnownPeople(tuple(people)), *unmarked(line)))
    return notes


def missed(text: str, spans: list[tuple[int, int, str]], found: list[Identifier]) -> list[str]:
    hidden = {at for i in found for at in range(i.start, i.end)}
    return [text[s:e] for s, e, _ in spans if any(text[at].isalnum() and at not in hidden for at in range(s, e))]


def tally(*, known: bool) -> tuple[float, float, list[str]]:
    """Recall, share of the hidden letters that were rightly hidden, and what was missed."""
    marked, right, hidden, lost = 0, 0, 0, []
    for people, text, all_spans in labelled_notes():
        found = find_identifiers(text, people if known else None)
        spans = [span for span in all_spans if known or span[2] != "known"]
        marked += len(spans)
        lost += [f"{m!r} in {text!r}" for m in missed(text, spans, found)]
        wanted = {at for s, e, _ in spans for at in range(s, e)}
        covered = {at for i in found for at in range(i.start, i.end)}
        hidden, right = hidden + len(covered), right + len(covered & wanted)
    return 1 - len(lost) / marked, right / hidden, lost


def test_there_are_enough_notes_of_every_kind():
    notes = labelled_notes()
    kinds = {kind for _, _, spans in notes for _, _, kind in spans}
    assert len(notes) >= 120
    assert {
        "person",
        "cpr",
        "phone",
        "email",
        "address",
        "birth_date",
        "case_number",
        "account",
        "vehicle",
        "url",
        "handle",
    } <= kinds
    assert sum(not spans for _, _, spans in notes) >= 15


@pytest.mark.parametrize(("known", "least"), [(True, 0.98), (False, 0.93)])
def test_almost_nothing_is_left_in_the_notes(known, least):
    recall, _, lost = tally(known=known)
    assert recall >= least, "\n".join(lost)


@pytest.mark.parametrize("known", [True, False])
def test_the_notes_stay_readable(known):
    assert tally(known=known)[1] >= 0.9
