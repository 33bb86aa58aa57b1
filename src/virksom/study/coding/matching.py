"""Find where a quotation stands in pseudonymised documents: its names are other words there, so words decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from virksom.text import sentences

ENOUGH = 0.8
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True)
class Found:
    """A place in a document."""

    document_id: int
    start: int
    end: int
    quote: str


class Searchable:
    """One document, split into sentences the first time a quotation is not found word for word."""

    def __init__(self, document_id: int, text: str) -> None:
        self.document_id, self.text = document_id, text
        self._sentences: list[tuple[int, int, dict[str, int]]] | None = None

    def exact(self, quote: str) -> Found | None:
        """Return the place where the quotation stands word for word."""
        start = self.text.find(quote)
        return self._found(start, start + len(quote)) if start >= 0 else None

    def nearest(self, words: Counter[str], size: int) -> tuple[float, Found | None]:
        """Return the run of `size` sentences that shares most of the words, with the share it holds."""
        told, wanted, total = self.sentences(), list(words.items()), words.total()
        best, where = 0, None
        for first in range(max(1, len(told) - size + 1)):
            window = told[first : first + size]
            shared = sum(min(times, sum(counts.get(word, 0) for *_at, counts in window)) for word, times in wanted)
            if shared > best:
                best, where = shared, (window[0][0], window[-1][1])
        return best / total, self._found(*where) if where else None

    def sentences(self) -> list[tuple[int, int, dict[str, int]]]:
        """Return start, end and words of each sentence."""
        if self._sentences is None:
            self._sentences = [(at, to, _all_words(self.text[at:to])) for at, to in sentences(self.text)]
        return self._sentences

    def _found(self, start: int, end: int) -> Found:
        return Found(self.document_id, start, end, self.text[start:end])


def find_quote(quote: str, likely: Iterable[Searchable], others: Iterable[Searchable] = ()) -> Found | None:
    """Return the passage in the documents that best matches a quotation, or None.

    Word for word first; else the sentences that share at least four of five of the words that cannot be names or
    numbers. What is returned is the documents' text, never the quotation's.

    Args:
        quote: as somebody wrote it down, perhaps with names.
        likely: the documents it should stand in, looked through first.
        others: the rest of the case.
    """
    quote = quote.strip()
    if not quote:
        return None
    for documents in (list(likely), list(others)):
        found = _find_in(quote, documents)
        if found is not None:
            return found
    return None


def _find_in(quote: str, documents: list[Searchable]) -> Found | None:
    for document in documents:
        found = document.exact(quote)
        if found is not None:
            return found
    words = _common_words(quote)
    if words.total() < _FEWEST_WORDS:
        return None
    size = max(1, len(sentences(quote)))
    best, where = 0.0, None
    for document in documents:
        share, found = document.nearest(words, size)
        if share > best:
            best, where = share, found
    return where if best >= ENOUGH else None


def _all_words(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in _WORD.findall(text.lower()):
        counts[word] = counts.get(word, 0) + 1
    return counts


def _common_words(text: str) -> Counter[str]:
    """Words that are no names, no numbers: a capital letter or a figure tells those that may be."""
    return Counter(word for word in _WORD.findall(text) if word.islower() and not any(c.isdigit() for c in word))
