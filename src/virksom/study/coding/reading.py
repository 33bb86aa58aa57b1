"""Show a document's text with what was searched for and what codings rest on; positions stay those of the text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Stretch = tuple[int, int]


def marked_text(text: str, *, found: Iterable[Stretch] = (), passages: Iterable[Stretch] = ()) -> SafeString:
    """Return the text as HTML in which every character of the text is one character of the page's text.

    The script counts code points in the page to tell where a selection lies, so nothing is added or trimmed; a
    carriage return is written as a character reference, for browsers turn a plain one into a new line.

    Args:
        text: the document's text.
        found: stretches to mark as search hits.
        passages: stretches that codings rest on.
    """
    hits, rests = _inside(found, text), _inside(passages, text)
    cuts = sorted({0, len(text), *(at for stretch in (*hits, *rests) for at in stretch)})
    pieces = []
    for start, end in pairwise(cuts):
        piece = str(escape(text[start:end])).replace("\r", "&#13;")
        if _covered(start, end, rests):
            piece = f'<span class="passage">{piece}</span>'
        if _covered(start, end, hits):
            piece = f"<mark>{piece}</mark>"
        pieces.append(piece)
    return mark_safe("".join(pieces))  # noqa: S308  every piece of the text was escaped above


def _inside(stretches: Iterable[Stretch], text: str) -> list[Stretch]:
    return [(start, end) for start, end in stretches if 0 <= start < end <= len(text)]


def _covered(start: int, end: int, stretches: list[Stretch]) -> bool:
    return any(begins <= start and end <= ends for begins, ends in stretches)
