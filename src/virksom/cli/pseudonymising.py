"""`virksom pseudonymise`: mask a text file, or list what points to people in it."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Annotated

import typer

from virksom.cli.house import AsJson
from virksom.cli.language import _
from virksom.cli.output import machine
from virksom.errors import BadInput
from virksom.text import TagBook, find_identifiers, pseudonymise

ENCODINGS = ("utf-8-sig", "cp1252")


def pseudonymise_files(
    files: Annotated[list[Path], typer.Argument(help=_("Tekstfiler; - er standard input."))],
    as_json: AsJson = False,
) -> None:
    """Mask text files on standard output; the same person gets the same tag in all of them. Nothing is kept."""
    book = TagBook(secrets.token_bytes(32))
    answers = []
    for file in files:
        text = read_text(file)
        found = find_identifiers(text)
        masked = pseudonymise(text, found, book)
        if as_json:
            spans = [
                {"start": one.start, "end": one.end, "kind": one.kind.value, "confidence": one.confidence}
                for one in found
            ]
            answers.append({"file": str(file), "identifiers": spans, "text": masked.text})
        else:
            sys.stdout.write(masked.text)
    if as_json:
        machine(answers)


def read_text(file: Path) -> str:
    """Read a text file in UTF-8 or Windows-1252.

    Raises:
        BadInput: the file is missing, or is not text.
    """
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise BadInput(_("Filen {} kan ikke læses: {}").format(file, error.strerror)) from None
    if b"\x00" in data[:4096]:
        raise BadInput(_("{} er ikke en tekstfil. Word- og PDF-filer høstes med »virksom harvest«.").format(file))
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
