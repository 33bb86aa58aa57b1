"""PDF letters: many are set in one run and then split, because setting one costs as much as setting a hundred."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pypdfium2
import typst

from virksom.demo.record import MARK, Document

BATCH = 200
# The moment of writing and the file's random id: blanked, so that the same seed gives the same bytes.
VARYING = re.compile(rb"(?<=/CreationDate\(D:)\d{14}|(?<=/ID\[<)[0-9A-Fa-f]{32}|(?<=><)[0-9A-Fa-f]{32}(?=>\])")
TEMPLATE = f"""
#set page(paper: "a4", margin: 2.5cm, footer: align(center, text(8pt)[{MARK}]))
#set text(lang: "da", size: 11pt)
#set document(date: none)
#let letters = json(bytes(sys.inputs.letters))
#for (n, letter) in letters.enumerate() {{
  if n > 0 {{ pagebreak() }}
  text(14pt, weight: "bold", letter.sender)
  v(1cm)
  strong(letter.title)
  for part in letter.parts {{ par(part.split("\\n").join(linebreak())) }}
}}
"""


@dataclass
class Letters:
    """Collects letters and writes them a batch at a time.

    Attributes:
        written: letters written so far.
    """

    written: int = 0
    _waiting: list[tuple[Path, dict[str, object]]] = field(default_factory=list)

    def add(self, path: Path, document: Document, sender: str) -> None:
        """Queue a letter for its file."""
        parts = [block.text for block in document.blocks]
        self._waiting.append((path, {"sender": sender, "title": document.title, "parts": parts}))
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Set and write what is waiting; each letter fills exactly one page."""
        if not self._waiting:
            return
        contents = json.dumps([letter for _, letter in self._waiting])
        pages = pypdfium2.PdfDocument(typst.compile(TEMPLATE.encode(), sys_inputs={"letters": contents}))
        if len(pages) != len(self._waiting):
            raise AssertionError(f"{len(self._waiting)} letters took {len(pages)} pages: a letter is too long")
        for n, (path, _) in enumerate(self._waiting):
            path.write_bytes(_one_page(pages, n))
        pages.close()
        self.written += len(self._waiting)
        self._waiting.clear()


def _one_page(pages: pypdfium2.PdfDocument, number: int) -> bytes:
    single = pypdfium2.PdfDocument.new()
    single.import_pages(pages, [number])
    buffer = BytesIO()
    single.save(buffer)
    single.close()
    return VARYING.sub(lambda found: b"0" * len(found[0]), buffer.getvalue())
