"""The text of a Word file: body, tables, text boxes, headers, footers, notes, comments; and its properties.

Read straight from the parts of the package, so that nothing else in it is unpacked: no pictures, macros or links.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from virksom.study.harvest.identities import iso_date

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDS = frozenset({f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CREATED = "{http://purl.org/dc/terms/}created"
_MOST_PARTS = 2_000
_LARGEST_PART = 30_000_000
_LARGEST_WHOLE = 300_000_000
_MAIN = "word/document.xml"
_TEXTS = (
    re.compile(r"word/header\d*\.xml\Z"),
    re.compile(r"word/document\.xml\Z"),
    re.compile(r"word/(?:footnotes|endnotes|comments)\.xml\Z"),
    re.compile(r"word/footer\d*\.xml\Z"),
)
_BOMB = (
    "zip_bomb",
    "Word-filen fylder urimeligt meget pakket ud, og den læses ikke. Gem den på ny fra Word, og høst igen.",
)
_BROKEN = ("broken_docx", "Word-filen er beskadiget og kan ikke åbnes. Hent den igen fra systemet.")

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, etree.XMLSyntaxError),
    *(EOFError, NotImplementedError, RuntimeError, OSError, ValueError),
)


@dataclass(frozen=True)
class WordFile:
    """What was read; `fault` holds reason and message where nothing could be."""

    text: str = ""
    title: str = ""
    author: str = ""
    created: date | None = None
    fault: tuple[str, str] | None = None


def read_word(path: Path) -> WordFile:
    """Read a .docx file within bounds of size."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_WHOLE:
                return WordFile(fault=_BOMB)
            names = [part.filename for part in parts]
            if _MAIN not in names:
                return WordFile(
                    fault=(
                        "wrong_content",
                        "Filen er pakket som et Word-dokument, men har ingen tekstdel. Gem den på ny fra Word.",
                    )
                )
            texts = [_text_of(package, name) for pattern in _TEXTS for name in sorted(names) if pattern.match(name)]
            title, author, created = _properties(package, names)
    except _TooLarge:
        return WordFile(fault=_BOMB)
    except _DAMAGED:
        return WordFile(fault=_BROKEN)
    return WordFile("\n\n".join(text for text in texts if text), title, author, created)


class _TooLarge(Exception):
    pass


def _parsed(package: zipfile.ZipFile, name: str) -> etree._Element:
    with package.open(name) as part:
        data = part.read(_LARGEST_PART + 1)
    if len(data) > _LARGEST_PART:
        raise _TooLarge
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _text_of(package: zipfile.ZipFile, name: str) -> str:
    lines = ("".join(words).strip() for words in _paragraphs(_parsed(package, name)))
    return "\n".join(line for line in lines if line)


def _paragraphs(root: etree._Element) -> Iterator[list[str]]:
    """The words of every paragraph once, in the order in which the paragraphs begin; each element is looked at once.

    The paragraphs of a text box lie inside the one it is anchored to and come in their own turn. Word writes a text box
    twice, once as a fallback for old programs: that one is left out.
    """
    paragraphs: list[list[str]] = []
    inside: list[list[str]] = []
    fallbacks = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag == _FALLBACK:
            fallbacks += 1 if event == "start" else -1
        elif fallbacks:
            continue
        elif element.tag == f"{_W}p":
            if event == "start":
                inside.append([])
                paragraphs.append(inside[-1])
            else:
                inside.pop()
        elif event == "start" and inside and element.tag in _WORDS:
            inside[-1].append((element.text or "") if element.tag == f"{_W}t" else " ")
    yield from paragraphs


def _properties(package: zipfile.ZipFile, names: list[str]) -> tuple[str, str, date | None]:
    if "docProps/core.xml" not in names:
        return "", "", None
    root = _parsed(package, "docProps/core.xml")
    return (
        (root.findtext(f"{_DC}title") or "").strip(),
        (root.findtext(f"{_DC}creator") or "").strip(),
        iso_date(root.findtext(_CREATED)),
    )
