"""Danish is what is written; English comes from the same catalogue as the pages, before Django is set up."""

from __future__ import annotations

import gettext
import os
import sys
from pathlib import Path

_LOCALE = Path(__file__).resolve().parents[1] / "locale"


def chosen(arguments: list[str] | None = None) -> str:
    """Return the language asked for by `--lang`, else by VIRKSOM_LANG, else Danish."""
    words = sys.argv[1:] if arguments is None else arguments
    for index, word in enumerate(words):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and index + 1 < len(words):
            return words[index + 1]
    return os.environ.get("VIRKSOM_LANG", "da")


LANGUAGE = "en" if chosen() == "en" else "da"
_catalogue = gettext.translation("django", str(_LOCALE), languages=[LANGUAGE], fallback=True)


def _(text: str) -> str:
    return _catalogue.gettext(text)
