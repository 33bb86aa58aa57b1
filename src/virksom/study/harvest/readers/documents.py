"""Single documents: Word, PDF, plain text and mails. Every file is treated as hostile: bounded in size, pages and memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2

from virksom.errors import BadInput
from virksom.study.harvest.readers.csvfile import decode
from virksom.study.harvest.readers.mail import read_mail
from virksom.study.harvest.readers.word import read_word

_LARGEST = 50_000_000
_LONGEST_TEXT = 5_000_000
_MOST_PAGES = 500
_MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
_DAY = re.compile(r"(?<!\d)(\d{1,2})[-./](\d{1,2})[-./](20\d{2}|19\d{2})(?!\d)")
_LONG_DAY = re.compile(rf"(?<!\d)(\d{{1,2}})\. ?({'|'.join(_MONTHS)}) (20\d{{2}}|19\d{{2}})", re.IGNORECASE)
_ISO_DAY = re.compile(r"(?<!\d)(20\d{2})-(\d{2})-(\d{2})(?!\d)")


class Unreadable(BadInput):
    """A file that cannot be read; the text says why and what to do, in Danish, and quotes nothing of it."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True)
class ReadDocument:
    """What a file said: its text, and what its properties tell."""

    text: str
    title: str = ""
    author: str = ""
    written: date | None = None


def read_document(path: Path) -> ReadDocument:
    """Read a document by its extension, once its content has shown that the extension is true.

    Raises:
        Unreadable: it is empty, too large, broken, encrypted, scanned, of another kind than its name says, or of a
            kind that is not read.
    """
    size = path.stat().st_size
    if not size:
        raise Unreadable("empty_file", "Filen er tom. Find den rigtige udgave, eller kvittér for, at den mangler.")
    if size > _LARGEST:
        raise Unreadable("too_large", "Filen er over 50 MB. Gem den i en mindre udgave, og høst igen.")
    suffix = path.suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise Unreadable(
            "unknown_kind", f"Filer af typen {_plain(suffix)} læses ikke. Gem som .docx, .pdf eller .txt, og høst igen."
        )
    with path.open("rb") as file:
        _check_kind(suffix, file.read(8))
    found = reader(path)
    if not found.text.strip():
        raise Unreadable(
            "no_text", "Dokumentet har ingen tekst. Er det scannet? Gem det med tekstgenkendelse, og høst igen."
        )
    if len(found.text) > _LONGEST_TEXT:
        raise Unreadable("too_large", "Teksten er over 5 millioner tegn. Del dokumentet op, og høst igen.")
    return found


def _plain(suffix: str) -> str:
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else "uden endelse"


def _check_kind(suffix: str, first: bytes) -> None:
    is_kind = (
        ".pdf"
        if first.startswith(b"%PDF")
        else ".zip"
        if first.startswith(b"PK")
        else ".doc"
        if first.startswith(b"\xd0\xcf\x11\xe0")
        else "text"
    )
    expected = {".pdf": ".pdf", ".docx": ".zip"}.get(suffix, "text")
    if is_kind != expected:
        says = {".pdf": "PDF", ".zip": "Word (.docx)", "text": "tekst"}[expected]
        raise Unreadable(
            "wrong_content",
            f"Filen hedder {suffix}, men indholdet er ikke {says}. Find den rigtige fil, eller ret endelsen.",
        )


def _read_docx(path: Path) -> ReadDocument:
    found = read_word(path)
    if found.fault:
        raise Unreadable(*found.fault)
    return ReadDocument(found.text, found.title, found.author, day_in(found.text) or found.created)


def _read_pdf(path: Path) -> ReadDocument:
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("encrypted", "PDF'en er låst med en kode. Gem den uden kode, og høst igen.") from None
        raise Unreadable("broken_pdf", "PDF'en er beskadiget og kan ikke åbnes. Hent den igen fra systemet.") from None
    try:
        if len(pdf) > _MOST_PAGES:
            raise Unreadable("too_large", f"PDF'en har over {_MOST_PAGES} sider. Del den op, og høst igen.")
        text = "\n\n".join(_pages(pdf))
        author = (pdf.get_metadata_value("Author") or "").strip()
    except pypdfium2.PdfiumError:
        raise Unreadable("broken_pdf", "PDF'en har sider, der ikke kan læses. Hent den igen fra systemet.") from None
    finally:
        pdf.close()
    return ReadDocument(text.replace("\r\n", "\n"), author=author, written=day_in(text))


def _pages(pdf: pypdfium2.PdfDocument) -> list[str]:
    texts, length = [], 0
    # A page can be broken in a file that opens; then the file is, since nobody would see what is missing.
    for page in pdf:
        words = page.get_textpage()
        texts.append(words.get_text_bounded())
        words.close()
        page.close()
        length += len(texts[-1])
        if length > _LONGEST_TEXT:
            break
    return texts


def _read_text(path: Path) -> ReadDocument:
    data = path.read_bytes()
    if b"\x00" in data[:4096]:
        raise Unreadable("wrong_encoding", "Filen er ikke læselig tekst. Gem den som UTF-8, og høst igen.")
    text, _encoding = decode(data.removeprefix(b"\xef\xbb\xbf"))
    return ReadDocument(text.replace("\r\n", "\n"), written=day_in(text))


def _read_mail(path: Path) -> ReadDocument:
    found = read_mail(path)
    if found.fault:
        raise Unreadable(*found.fault)
    return ReadDocument(found.text, found.title, found.author, found.sent or day_in(found.body))


def day_in(text: str) -> date | None:
    """Return the first date in the beginning of a text, or None.

    >>> day_in("Statusbeskrivelse den 3. marts 2024")
    datetime.date(2024, 3, 3)
    """
    beginning = text[:1500]
    found: list[tuple[int, date]] = []
    for pattern, order in ((_DAY, (3, 2, 1)), (_LONG_DAY, (3, 2, 1)), (_ISO_DAY, (1, 2, 3))):
        for match in pattern.finditer(beginning):
            year, month, day = (match[group] for group in order)
            number = _MONTHS.index(month.lower()) + 1 if month.isalpha() else int(month)
            try:
                found.append((match.start(), date(int(year), number, int(day))))
            except ValueError:
                continue
            break
    return min(found)[1] if found else None


_READERS: dict[str, Callable[[Path], ReadDocument]] = {
    ".docx": _read_docx,
    ".pdf": _read_pdf,
    ".txt": _read_text,
    ".md": _read_text,
    ".eml": _read_mail,
}
