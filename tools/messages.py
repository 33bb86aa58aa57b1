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
# What a translation must keep: placeholders, percent signs written twice, markup, and space at either end.
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*(?::[^}]*)?\}|</?\w[^>]*>|^\s+|\s+$")
# Another name for one of the functions above: `gettext as _`, `_t = gettext_lazy`.
ALIASES = (re.compile(r"\b(\w+) as (\w+)"), re.compile(r"^(?P<alias>\w+) = (?P<name>\w+)$", re.MULTILINE))


def texts() -> Iterator[tuple[object, str | None]]:
    """Yield every Danish text in code and templates, with its context."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" not in path.parts and path.name != "conftest.py":
            code = path.read_text(encoding="utf-8")
            yield from found(code, KEYWORDS | aliases(code))
    for path in sorted(SOURCE.rglob("templates/**/*.*")):
        yield from found(flush_left(templatize(path.read_text(encoding="utf-8"))), KEYWORDS)


def flush_left(calls: str) -> str:
    """Take the indentation away: a template's means nothing, and Babel would read it as Python's."""
    return "\n".join(line.strip() for line in calls.splitlines())


def aliases(code: str) -> dict[str, object]:
    """Return the other names that a file gives the functions of gettext, so that no text hides behind one."""
    imported, assigned = ALIASES
    pairs = imported.findall(code) + [(hit["name"], hit["alias"]) for hit in assigned.finditer(code)]
    return {alias: KEYWORDS[name] for name, alias in pairs if name in KEYWORDS}


def found(code: str, keywords: dict[str, object]) -> Iterator[tuple[object, str | None]]:
    """Yield the texts of one file."""
    data = io.BytesIO(code.encode())
    for _line, message, _comments, context in extract("python", data, keywords, options={"encoding": "utf-8"}):
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
    begun = known.creation_date
    known.update(gathered(), no_fuzzy_matching=True)
    known.creation_date = begun  # or every run would change the file
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
    """Return the Danish texts that have no English, or whose English does not keep what it must."""
    wrong = []
    for message in known:
        if not message.id:
            continue
        sources, answers = forms(message.id), forms(message.string)
        kept = [sorted(KEPT.findall(one)) for one in sources] == [sorted(KEPT.findall(one)) for one in answers]
        if not kept or not all(answers):
            wrong.append(sources[0])
    return wrong


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return a text's forms: one, or one and many; an empty one where there is none yet."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def compile_catalogue() -> int:
    """Write the catalogue in the form that programs read."""
    with MO.open("wb") as file:
        write_mo(file, catalogue())
    return 0


def check() -> int:
    """Fail where a text of the code has no English, naming each."""
    wrong = faults()
    print("\n".join(wrong) or f"{len(keys(gathered()))} texts, all in English too.")
    return 1 if wrong else 0


def faults() -> list[str]:
    """Return what is wrong with the English catalogue, a line for each text."""
    known, now = catalogue(), gathered()
    have, wanted = keys(known), keys(now)
    wrong = [f"not gathered (make messages-update): {text}" for _context, text in sorted(wanted - have, key=str)]
    return wrong + [f"no English, or it does not keep the placeholders: {text}" for text in missing(known)]


def keys(known: Catalog) -> set[tuple[str | None, str]]:
    """Return what a text is found by: its context and its one form."""
    return {(message.context, forms(message.id)[0]) for message in known if message.id}


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    django.setup()
    sys.exit({"update": update, "compile": compile_catalogue, "check": check}[sys.argv[1]]())
