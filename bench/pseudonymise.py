"""How fast texts are pseudonymised: 1,000 documents of 6,000 characters, in one process.

Usage: python bench/pseudonymise.py [--documents N] [--profile]

The documents are made here from varied sentences with names, numbers and addresses; each case has its
own people and ten documents. Also shows that twice the text takes twice the time.
"""

from __future__ import annotations

import argparse
import cProfile
import random
import resource
import time

from virksom.text import KnownOrganisation, KnownPeople, KnownPerson, TagBook, find_identifiers, pseudonymise

FIRST = [
    "Morten",
    "Lone",
    "Pia",
    "Søren",
    "Anne-Mette",
    "Fatima",
    "Ahmed",
    "Bo",
    "Per",
    "Kirsten",
    "Jonas",
    "Louise",
    "Xhelal",
    "Maja",
    "Emil",
    "Karl-Johan",
    "Ida",
    "Noah",
]
LAST = [
    "Hansen",
    "Sørensen",
    "Krog",
    "Al-Khatib",
    "Storm",
    "Bech-Nielsen",
    "Møller",
    "Yilmaz",
    "Lindqvist",
    "Toft",
    "Kjærgaard",
    "Petersen",
]
STREETS = ["Nørregade", "Skovvej", "Bakkedraget", "Æblehaven", "Skolevænget", "Havnegade"]
TOWNS = ["Vejle", "Randers", "Ry", "Odense", "Holbæk"]
SENTENCES = [
    "{a} kom ti minutter for sent til samtalen og virkede træt.",
    "Vi talte om, hvordan ugen var gået, og hvad der havde været svært.",
    "{b} fortæller, at morgenerne er blevet lettere, siden de lavede en fast plan.",
    "Aftale: {a} ringer til {c} på {phone} senest torsdag.",
    "Der er stadig bekymring for fraværet i skolen, som har været på 18 procent den seneste måned.",
    "Hans mor {b} var med til mødet og sagde, at hun gerne vil have hjælp til lektierne.",
    "Sagsbehandler {c} skriver, at bevillingen forlænges til den 31. december.",
    "{a}s far bor på {street} {number} i {town} og ser børnene hver anden weekend.",
    "I dag lavede vi mad sammen, og det gik godt fra start til slut.",
    "CPR {cpr} er noteret i journalen; mail sendes til {mail}.",
    "Familien har brug for ro omkring overgangen til den nye klasse, og det blev aftalt at følge op om fjorten dage.",
    "Målet om at komme op hver morgen er delvist nået, og der arbejdes videre med søvn og rutiner.",
    "Der blev grinet meget undervejs, og alliancen vurderes at være stærk.",
    "Medarbejderen oplever, at kontakten er blevet bedre, efter at de begyndte at gå ture ved stranden.",
    "ikke i skole i dag, ligger i sengen og vil ikke op, skriver {b} i en sms.",
    "Vedrørende indsatsen er der ikke ændringer, men der er behov for en netværkssamtale inden sommerferien.",
]  # fmt: skip


def people(rng: random.Random, case: int) -> KnownPeople:
    """Six people and a school."""
    roles = ["borger", "mor", "far", "søster", "kontaktperson", "sagsbehandler"]
    persons = tuple(
        KnownPerson(
            key=f"{case}-{n}", role=role, first=rng.choice(FIRST), last=rng.choice(LAST),
            cprs=(f"{rng.randint(1, 28):02}{rng.randint(1, 12):02}{rng.randint(0, 99):02}-{rng.randint(0, 9999):04}",),
            phones=(f"{rng.randint(20, 99)}{rng.randint(100000, 999999)}",),
        )
        for n, role in enumerate(roles)
    )  # fmt: skip
    return KnownPeople(persons, (KnownOrganisation(f"{case}-s", f"{rng.choice(LAST)}skolen", "skole"),))


def document(rng: random.Random, known: KnownPeople, size: int) -> str:
    """A text of this size about these people and some strangers."""
    pieces: list[str] = []
    length = 0
    while length < size:
        a, b = rng.sample(known.persons, 2)
        sentence = rng.choice(SENTENCES).format(
            a=a.first, b=b.first, c=f"{rng.choice(FIRST)} {rng.choice(LAST)}", phone=b.phones[0], cpr=a.cprs[0],
            street=rng.choice(STREETS), number=rng.randint(1, 120), town=rng.choice(TOWNS),
            mail=f"{b.last.lower()}@eksempel.dk",
        )  # fmt: skip
        pieces.append(sentence)
        length += len(sentence) + 1
    return " ".join(pieces)[:size]


def run(cases: list[tuple[KnownPeople, list[str]]]) -> tuple[float, int]:
    """Processor seconds for all documents, and how many identifiers were replaced."""
    replaced = 0
    start = time.process_time()
    for known, documents in cases:
        book = TagBook(b"bench")
        for text in documents:
            replaced += len(pseudonymise(text, find_identifiers(text, known), book).spans)
    return time.process_time() - start, replaced


def main() -> None:
    """Print seconds, megabytes a second and the ratio for text of twice the length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    rng = random.Random(7)
    start = time.process_time()
    find_identifiers("Lone Holm")
    print(f"first call, lists loaded: {time.process_time() - start:.3f} s")
    cases = []
    for case in range(max(1, options.documents // 10)):
        known = people(rng, case)
        cases.append((known, [document(rng, known, 6000) for _ in range(10)]))
    if options.profile:
        cProfile.runctx("run(cases)", {"run": run, "cases": cases}, {}, sort="tottime")
        return
    seconds, replaced = run(cases)
    characters = sum(len(text) for _, documents in cases for text in documents)
    print(
        f"{characters / 6000:.0f} documents of 6,000 characters: {seconds:.2f} s, {characters / seconds / 1e6:.2f} M characters/s"
    )
    print(
        f"identifiers replaced: {replaced:,}; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )
    known = cases[0][0]
    for size in (500_000, 1_000_000, 2_000_000):
        seconds, _ = run([(known, [document(rng, known, size)])])
        print(f"one text of {size:,} characters: {seconds:.2f} s")


if __name__ == "__main__":
    main()
