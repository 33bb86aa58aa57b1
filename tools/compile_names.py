"""Compile the public name lists into the one compact file that `virksom.text` ships.

Usage: python tools/compile_names.py NAMES_FOLDER [--sentences IOB2_FILE]

NAMES_FOLDER holds first_names.txt, surnames.txt and street_names.txt (sources: see NOTICE). The
sentences, if given, only help to find out which of the names are ordinary words too: a name that is
written in lower case there. Nothing else of them is kept. Same input, same file, byte for byte.
"""

from __future__ import annotations

import argparse
import lzma
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = ROOT / "src" / "virksom" / "text"
TARGET = TEXT / "names.xz"

# Entries of the registers that are no names: titles, remarks and word rests.
ERRORS = {
    *("mr", "mrs", "jr", "dr", "md", "st", "mc", "prof", "the", "and", "of", "xn", "you", "your", "happy", "admin"),
    *("ukendt", "unavngiven", "dreng", "pige", "baby", "bb", "fornavn", "efternavn", "navn", "borger", "note", "emne"),
    *("jamen", "ellers", "cirka", "million", "diesel", "oktober", "november", "september", "juni"),
}
# A street is recognised by these endings anyway; only the others need a list.
STREET_ENDING = re.compile(r"(?:vej|vejen|gade|gaden|allé|alle|stræde|strædet|boulevard|vænge|vænget)$")
NAME = re.compile(r"[^\W\d_]+(?:['’\- ][^\W\d_]+)*\Z")


def read(path: Path) -> list[str]:
    """Lines of a list without blanks around them."""
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def clean(names: list[str]) -> set[str]:
    """Lower-cased names without the entries that cannot be names."""
    lowered = {name.lower().replace("’", "'").rstrip(".") for name in names}
    return {name for name in lowered if len(name) > 1 and NAME.match(name) and name not in ERRORS}


def lower_case_words(path: Path | None) -> set[str]:
    """Words that stand in lower case in the second column of a file in IOB2 form."""
    if path is None:
        return set()
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {row[1] for row in rows if row[1].islower() and row[2] == "O"}


def compiled(names: Path, sentences: Path | None) -> str:
    """The sections of the file as one text: each a heading, then one entry a line, sorted."""
    first = clean(read(names / "first_names.txt"))
    last = clean(read(names / "surnames.txt"))
    streets = {s.lower() for s in read(names / "street_names.txt") if not STREET_ENDING.search(s.lower())}
    streets = {s for s in streets if len(s) > 3 and not any(c.isdigit() for c in s)}
    ordinary = set((TEXT / "ordinary_words.txt").read_text(encoding="utf-8").split())
    words = (first | last) & (ordinary | lower_case_words(sentences))
    sections = {"first": first, "last": last, "streets": streets, "words": words}
    return "".join(f"# {title}\n" + "".join(f"{entry}\n" for entry in sorted(s)) for title, s in sections.items())


def main() -> None:
    """Read the lists, write the file, say how much it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", type=Path)
    parser.add_argument("--sentences", type=Path)
    options = parser.parse_args()
    text = compiled(options.names, options.sentences)
    TARGET.write_bytes(lzma.compress(text.encode(), preset=9, check=lzma.CHECK_CRC32))
    print(f"{TARGET.relative_to(ROOT)}: {text.count(chr(10)) - 4} entries, {TARGET.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
