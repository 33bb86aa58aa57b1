"""Unpacks an archive that may be made to do harm: bounded in every direction, and never outside its folder."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from virksom.errors import BadInput

MOST_ENTRIES = 100_000
MOST_BYTES = 8 * 1024**3
# Plain text packs about twenty to one; a bomb packs a thousand to one.
HIGHEST_RATIO = 200
# Small files may pack better than that without being a danger.
_SMALL = 1024 * 1024
_DEEPEST = 12
_CHUNK = 256 * 1024
_UTF8 = 0x800
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    # A name that claims to be UTF-8 and is not is a ValueError.
    *(EOFError, NotImplementedError, RuntimeError, OSError, ValueError),
)


class HostileArchive(BadInput):
    """An archive whose content would reach outside its folder or swell beyond all measure."""


def unpack(file: IO[bytes] | Any, folder: Path) -> int:
    """Unpack a zip file into a new folder and return how many files came out.

    Raises:
        BadInput: it is no zip file, is damaged or locked with a password, or is empty.
        HostileArchive: too many files, too much, packed too tightly, or names that lead out of the folder.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _checked(archive)
            folder.mkdir(parents=True)
            written = 0
            for entry, place in entries:
                written += _write(archive, entry, folder / place, MOST_BYTES - written)
    except _DAMAGED:
        raise BadInput(
            _("Zip-filen kan ikke pakkes ud. Den er beskadiget, låst med kodeord eller ikke en zip-fil. Lav den igen.")
        ) from None
    if not entries:
        raise BadInput(_("Zip-filen er tom."))
    return len(entries)


def _checked(archive: zipfile.ZipFile) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise HostileArchive(_("Zip-filen har for mange filer: højst {}. Del den i flere.").format(MOST_ENTRIES))
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise HostileArchive(_("Zip-filen fylder for meget, når den pakkes ud: højst 8 GB. Del den i flere."))
    entries = []
    for info in infos:
        place = _place(info)
        if place is None:
            continue
        if info.file_size > _SMALL and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1):
            raise HostileArchive(_("Zip-filen er pakket usædvanligt tæt og bliver ikke pakket ud. Lav den igen."))
        entries.append((info, place))
    return entries


def _place(info: zipfile.ZipInfo) -> PurePosixPath | None:
    """Where the entry belongs below the folder; None for what is no file of the sender's."""
    place = PurePosixPath(_name(info).replace("\\", "/"))
    parts = place.parts
    if info.is_dir() or "__MACOSX" in parts or place.name in {".DS_Store", "Thumbs.db", "desktop.ini"}:
        return None
    # The upper half of the attributes holds Unix modes; a link could lead anywhere.
    link = (info.external_attr >> 16) & 0o170000 == 0o120000
    outside = place.is_absolute() or ".." in parts or not parts or ":" in parts[0] or len(parts) > _DEEPEST
    if link or outside or "\x00" in str(place):
        raise HostileArchive(_("Zip-filen har filer, der peger ud af den. Den bliver ikke pakket ud."))
    return place


def _name(info: zipfile.ZipInfo) -> str:
    """The entry's name; where it does not say UTF-8, a Danish Windows wrote it in code page 850 (or UTF-8 anyway)."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, room: int) -> int:
    """Write one file, counting what really comes out: what an archive says of itself may be a lie."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(entry) as source, path.open("xb") as target:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > min(room, max(entry.file_size, _SMALL)):
                raise HostileArchive(_("Zip-filen fylder mere, end den siger. Den bliver ikke pakket ud."))
            target.write(chunk)
    return written
