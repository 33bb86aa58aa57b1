"""Semicolon-separated files of any size and of mixed encodings, row by row, with each row's place in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_LONGEST_ROW = 1_000_000
_MOST_LINES = 5_000
_BOM = b"\xef\xbb\xbf"
csv.field_size_limit(_LONGEST_ROW)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the header is row 1), where it begins, its cells; None where it cannot be taken apart."""

    number: int
    offset: int
    cells: list[str] | None


class CsvFile:
    """A file opened for reading; `header` is None where there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: set[str] = set()
        self._start = 0
        with path.open("rb") as file:
            first = file.read(4)
            file.seek(0)
            self.unreadable = _why_unreadable(first)
            record = b"" if self.unreadable else _record(file)
            self._body = file.tell()
        if record.startswith(_BOM):
            self._seen.add("utf-8-sig")
            record = record[3:]
        cells = self._cells(record) if record.strip() else None
        self.header = [cell.strip() for cell in cells] if cells else None

    @property
    def encoding(self) -> str:
        """What the file turned out to be written in, after its rows were read."""
        seen = self._seen - {"ascii"}
        if {"utf-8", "utf-8-sig"} & seen and "windows-1252" in seen:
            return "blandet"
        return next((name for name in ("utf-8-sig", "windows-1252", "utf-8") if name in seen), "ascii")

    def rows(self) -> Iterator[Row]:
        """Yield every row after the header that holds anything."""
        number = 1
        with self.path.open("rb") as file:
            file.seek(self._body)
            while True:
                offset = file.tell()
                record = _record(file)
                if not record:
                    return
                number += 1
                if record.strip(b" ;\r\n\t\x00"):
                    yield Row(number, offset, self._cells(record))

    def row_at(self, file: BinaryIO, offset: int) -> list[str]:
        """Return the cells of the row that begins at an offset found by `rows`."""
        file.seek(offset)
        return self._cells(_record(file)) or []

    def _cells(self, record: bytes) -> list[str] | None:
        text, encoding = decode(record)
        self._seen.add(encoding)
        if "\x00" in text:
            return None
        try:
            rows = list(csv.reader([text.rstrip("\r\n")], delimiter=";", strict=True))
        except csv.Error:
            return None
        return rows[0] if len(rows) == 1 else None


def decode(data: bytes) -> tuple[str, str]:
    """Decode bytes as UTF-8 where they are UTF-8, else as Windows-1252 (ISO-8859-1 where even that has gaps).

    >>> decode("sø".encode("latin-1"))
    ('sø', 'windows-1252')
    """
    if data.isascii():
        return data.decode("ascii"), "ascii"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "windows-1252"


def _record(file: BinaryIO) -> bytes:
    """Read one row, which goes over several lines where quotes say so; an unclosed quote ends with its line."""
    line = file.readline(_LONGEST_ROW)
    if line.count(b'"') % 2 == 0:
        return line
    after_first = file.tell()
    lines, length = [line], len(line)
    while length < _LONGEST_ROW and len(lines) < _MOST_LINES:
        line = file.readline(_LONGEST_ROW)
        if not line:
            break
        lines.append(line)
        length += len(line)
        if line.count(b'"') % 2:
            return b"".join(lines)
    file.seek(after_first)
    return lines[0]


def _why_unreadable(first: bytes) -> str:
    if not first:
        return "tom"
    if first[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    if first[:2] == b"PK":
        return "regneark eller zip"
    if first == b"%PDF":
        return "pdf"
    return ""
