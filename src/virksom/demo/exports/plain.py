"""Mails saved as text files."""

from __future__ import annotations

from pathlib import Path

from virksom.demo.record import MARK, Document


def write_text(path: Path, document: Document) -> None:
    """The mail with its head lines, subject and body."""
    head, *rest = [block.text for block in document.blocks]
    text = "\n\n".join([f"{head}\nEmne: {document.title}", *rest, f"[{MARK}]"])
    path.write_text(text + "\n", encoding="utf-8")
