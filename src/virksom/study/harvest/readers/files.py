"""The files of a source, numbered, and shown without the names that people put into file names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from virksom.study.harvest.material import SourceFile

# Words of file names that can point to nobody. Anything else is hidden and the file's number tells which one it is.
_WORDS_OF_FILES = """
    borger borgere information sager sag sagsaktiviteter aktiviteter indsatser indsats ydelse ydelser mål maal
    delmål delmaal afdeling afdelinger medarbejder medarbejdere administrative administrativ indikator indikatorer
    svar katalog kategori variabel værdi værdisæt dagbogsnoter dagbogsnote dagbog bundle status statusbeskrivelse
    statusrapport handleplan plan bestilling udredning brev referat netværksmøde møde afsluttende afslutning
    afgørelse notat journal opfølgning opsamling bilag scan fil dokument eksport export data sensum dubu fhir
    patient practitioner organization relatedperson careteam careplan goal condition observation encounter
    servicerequest clinicalimpression provenance procedure consent account documentreference messageheader
    codesystem mail invitation til og om af familie syntetisk
"""
PLAIN_WORDS = frozenset(_WORDS_OF_FILES.split())
_WORDS = re.compile(r"[^\W\d_]+|\d+|[\W_]")


def files_below(folder: Path) -> Iterator[SourceFile]:
    """Yield every file below a folder in a fixed order; links that lead out of it are not followed."""
    if folder.is_file():
        yield SourceFile(folder, 1, shown_name(folder.name, 1), folder.name)
        return
    for number, path in enumerate(_walk(folder), start=1):
        yield SourceFile(path, number, shown_name(path.name, number), path.relative_to(folder).as_posix())


def _walk(folder: Path) -> Iterator[Path]:
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def shown_name(name: str, number: int) -> str:
    """Return a file name in which only words of a fixed list and years are left.

    >>> shown_name("Patient-Andreas.json", 4)
    'Patient-….json (fil nr. 4)'
    """
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 5 or not suffix.isalnum():
        stem, suffix = name, ""
    parts = ["…" if _hides(part) else part for part in _WORDS.findall(stem)]
    shown = re.sub(r"…(?:[\W_]*…)*", "…", "".join(parts))
    return f"{shown}{'.' + suffix if suffix else ''} (fil nr. {number})"


def _hides(part: str) -> bool:
    if part.isdigit():
        return not re.fullmatch(r"20[0-4]\d", part)
    return part.isalnum() and part.lower() not in PLAIN_WORDS
