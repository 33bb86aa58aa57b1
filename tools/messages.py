"""The English catalogue: `update` gathers every Danish text, `compile` makes it readable for the program, `check` says what is missing.

Danish is written in the code and the templates; only English needs a catalogue. Babel does the work, so that nobody has
to install gettext's own programs.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "virksom"
FOLDER = SOURCE / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*(?::[^}]*)?\}")


def texts() -> Iterator[tuple[object, str | None]]:
    """Yield every Danish text in code and templates, with its context."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" not in path.parts and path.name != "conftest.py":
            yield from found("python", path.read_bytes())
    for path in sorted(SOURCE.rglob("templates/**/*.*")):
        yield from found("python", flush_left(templatize(path.read_text(encoding="utf-8"))).encode())


def flush_left(calls: str) -> str:
    """Take the indentation away: a template's means nothing, and Babel would read it as Python's."""
    return "\n".join(line.strip() for line in calls.splitlines())


def found(method: str, data: bytes) -> Iterator[tuple[object, str | None]]:
    """Yield the texts of one file."""
    for _line, message, _comments, context in extract(
        method, io.BytesIO(data), KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield message, context


def catalogue() -> Catalog:
    """Read the English catalogue, or begin one."""
    if PO.exists():
        with PO.open("rb") as file:
            return read_po(file, locale="en")
    return Catalog(locale="en", project="virksom", charset="utf-8")


def gathered() -> Catalog:
    """Return a catalogue of what stands in the code now."""
    template = Catalog()
    for message, context in texts():
        template.add(message, context=context)
    return template


def update() -> int:
    """Bring the catalogue up to date with the code; new texts wait for English, old ones go."""
    known = catalogue()
    known.update(gathered(), no_fuzzy_matching=True)
    known.obsolete.clear()
    for message in known:
        message.locations = []
    known.header_comment = "# English for Virksom; Danish is written in the code and the templates."
    known.fuzzy = False
    known.project, known.version, known.msgid_bugs_address = "virksom", "", ""
    known.last_translator, known.language_team = "", "English"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, known, omit_header=False, sort_output=True, width=110)
    print(f"{len(missing(known))} texts wait for English, of {len(known)}.")
    return 0


def missing(known: Catalog) -> list[str]:
    """Return the Danish texts that have no English, or whose placeholders differ."""
    wrong = []
    for message in known:
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
        answers = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = set(PLACEHOLDER.findall(sources[-1]))
        if not all(answers) or set(PLACEHOLDER.findall(answers[-1])) != wanted:
            wrong.append(sources[0])
    return wrong


def compile_catalogue() -> int:
    """Write the catalogue in the form that programs read."""
    with MO.open("wb") as file:
        write_mo(file, catalogue())
    return 0


def check() -> int:
    """Fail where a text of the code has no English, naming each."""
    known = catalogue()
    have = {
        (message.context, message.id if isinstance(message.id, str) else message.id[0])
        for message in known
        if message.id
    }
    now = {
        (message.context, message.id if isinstance(message.id, str) else message.id[0])
        for message in gathered()
        if message.id
    }
    wrong = [f"not gathered (make messages-update): {text}" for _context, text in sorted(now - have, key=str)]
    wrong += [f"no English, or other placeholders: {text}" for text in missing(known)]
    print("\n".join(wrong) or f"{len(now)} texts, all in English too.")
    return 1 if wrong else 0


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    django.setup()
    sys.exit({"update": update, "compile": compile_catalogue, "check": check}[sys.argv[1]]())
