"""Reading one case: its documents as a line of time, one of them open, and where the searched words stand."""

from __future__ import annotations

from dataclasses import dataclass

from virksom.study.harvest.models import Document
from virksom.text import find_matches

# A search is a few words; more would only cost time.
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Stretch:
    """A piece of text, marked where it is what was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class ListedDocument:
    """A document in the line of time, with how often the searched words stand in it."""

    document: Document
    hits: int


@dataclass(frozen=True)
class Reading:
    """What the reading page shows.

    Attributes:
        listed: every document of the case in time order; where something is searched, only those that hold it.
        open: the one that is read, None where there is none.
        paragraphs: its text.
    """

    listed: list[ListedDocument]
    open: Document | None
    paragraphs: list[list[Stretch]]
    before: Document | None = None
    after: Document | None = None
    hits: int = 0


def read_case(documents: list[Document], search: str, chosen: str) -> Reading:
    """Lay the case out for reading.

    Args:
        documents: of the case, in time order.
        search: words to look for; empty shows everything.
        chosen: the number of the document to open; the first one where it is not among them.
    """
    search = search.strip()[:LONGEST_SEARCH]
    listed = [
        ListedDocument(document, len(find_matches(document.text, search)) if search else 0) for document in documents
    ]
    if search:
        listed = [each for each in listed if each.hits]
    at = next((number for number, each in enumerate(listed) if str(each.document.pk) == chosen), 0)
    if not listed:
        return Reading([], None, [])
    opened = listed[at].document
    return Reading(
        listed,
        opened,
        paragraphs(opened.text, search),
        before=listed[at - 1].document if at else None,
        after=listed[at + 1].document if at + 1 < len(listed) else None,
        hits=sum(each.hits for each in listed),
    )


def paragraphs(text: str, search: str) -> list[list[Stretch]]:
    """Split a text into paragraphs, each into stretches that are marked or not.

    >>> paragraphs("Han går i skole.", "skolen")
    [[Stretch(text='Han går i ', marked=False), Stretch(text='skole', marked=True), Stretch(text='.', marked=False)]]
    """
    return [_stretches(line, search) for line in text.splitlines() if line.strip()]


def _stretches(line: str, search: str) -> list[Stretch]:
    found, at = list[Stretch](), 0
    for start, end in find_matches(line, search) if search else ():
        found += [Stretch(line[at:start], marked=False), Stretch(line[start:end], marked=True)]
        at = end
    found.append(Stretch(line[at:], marked=False))
    return [stretch for stretch in found if stretch.text]
