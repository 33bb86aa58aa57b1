"""How well people are found in newspaper Danish that none of us wrote: full-span recall and precision.

Usage: python bench/ner_quality.py [--data ../shared/data/ner] [--part dev|train] [--show]

A span counts as found when it covers exactly the same words as the marked name (stretches are widened
to whole tokens first, since the corpus marks tokens with their genitive).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from virksom.text import Kind, find_identifiers

ROOT = Path(__file__).resolve().parent.parent

Sentence = tuple[str, list[tuple[int, int]], set[tuple[int, int]]]


def sentences(path: Path) -> list[Sentence]:
    """Text, token offsets and name spans of every sentence."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), None)
        if text is None:
            continue
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        found.append((text, *_spans(text, rows)))
    return found


def _spans(text: str, rows: list[list[str]]) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
    at = 0
    tokens: list[tuple[int, int]] = []
    names: list[tuple[int, int]] = []
    for row in rows:
        start = text.find(row[1], at)
        if start < 0:
            continue
        at = start + len(row[1])
        tokens.append((start, at))
        if row[2] == "B-PER":
            names.append((start, at))
        elif row[2] == "I-PER" and names:
            names[-1] = (names[-1][0], at)
    return tokens, set(names)


def widened(span: tuple[int, int], tokens: list[tuple[int, int]]) -> tuple[int, int]:
    """The span made to cover whole tokens."""
    inside = [t for t in tokens if t[0] < span[1] and t[1] > span[0]]
    return (inside[0][0], inside[-1][1]) if inside else span


def measure(path: Path, *, show: bool = False) -> tuple[float, float, int, int, int]:
    """Recall, precision, and the counts of marked, found and right spans."""
    marked = given = right = 0
    for text, tokens, names in sentences(path):
        found = {widened((i.start, i.end), tokens) for i in find_identifiers(text) if i.kind is Kind.PERSON}
        marked, given, right = marked + len(names), given + len(found), right + len(names & found)
        if show:
            for start, end in sorted(names - found):
                print(f"- {text[start:end]!r} in {text[max(0, start - 40) : end + 40]!r}")
            for start, end in sorted(found - names):
                print(f"+ {text[start:end]!r} in {text[max(0, start - 40) : end + 40]!r}")
    return right / marked, right / given, marked, given, right


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "ner")
    parser.add_argument("--part", choices=["dev", "train", "both"], default="both")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    print("part   recall precision marked found right")
    for part in ["train", "dev"] if options.part == "both" else [options.part]:
        recall, precision, *counts = measure(options.data / f"da_ddt-ud-{part}.iob2", show=options.show)
        print(f"{part:6} {recall:6.3f} {precision:9.3f} {counts[0]:6d} {counts[1]:5d} {counts[2]:5d}")
    print("published rules on dev: .789 / .328 (wide), .518 / .835 (narrow)")


if __name__ == "__main__":
    main()
