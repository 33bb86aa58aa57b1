"""The workspace's inbox: the folders a harvest can read from, shown without the names people give them.

A browser never gets a folder's name, since folders are named after people: it gets a keyed token instead.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from virksom.errors import BadInput, WrongState
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.harvest.archive import unpack
from virksom.study.harvest.models import RunState, Study
from virksom.study.harvest.permissions import check_in_study
from virksom.study.harvest.readers.files import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_UPLOAD = re.compile(r"upload-[0-9a-f]{24}")
# More than this is not counted: the page only tells one folder from another.
_MOST_COUNTED = 10_000
_MOST_NAMED = 6
_ABANDONED_SECONDS = 6 * 3600
LARGEST_ARCHIVE = 1024**3


@dataclass(frozen=True)
class Source:
    """A folder in the inbox.

    Attributes:
        token: stands for it in forms.
        number: its place among the folders by name.
        shown: its name without what may point to a person; empty where nothing is left, and for an upload.
        files: how many files it holds at the top.
        folders: how many folders it holds at the top.
        holds: names of those folders that point to nobody, such as »sensum«.
    """

    token: str
    path: Path
    number: int
    shown: str
    changed: datetime
    files: int
    folders: int
    holds: tuple[str, ...]
    uploaded: bool


def inbox() -> Path:
    """Return the inbox's folder."""
    return Path(settings.WORKSPACE) / "inbox"


def sources() -> list[Source]:
    """Return the folders of the inbox, the newest first."""
    found = [_source(path, number) for number, path in enumerate(_folders(), start=1)]
    return sorted(found, key=lambda source: source.changed, reverse=True)


def find_source(token: str) -> Source:
    """Return the folder that a token stands for.

    Raises:
        BadInput: no folder of the inbox has it (any more).
    """
    for source in sources():
        if secrets.compare_digest(source.token.encode(), token.encode()):
            return source
    raise BadInput(_("Kilden er der ikke længere. Vælg en anden."))


def receive(user: User, study: Study, upload: UploadedFile) -> Source:
    """Unpack an uploaded archive into the inbox under a name that says nothing.

    Raises:
        BadInput: it is no zip file, too big, or made to do harm; nothing of it is kept.
        WrongState: the study is locked.
    """
    check_in_study(user, Permission.HARVEST, study)
    if study.locked_at:
        raise WrongState(_("Undersøgelsen er låst: nøglen er slettet, og der kan ikke føjes mere til."))
    if (upload.size or 0) > LARGEST_ARCHIVE:
        raise BadInput(_("Zip-filen er for stor. Den må fylde højst 1 GB. Læg den i arbejdsmappens inbox i stedet."))
    inbox().mkdir(parents=True, exist_ok=True)
    _sweep()
    name = f"upload-{secrets.token_hex(12)}"
    # It is unpacked where nobody lists it, and takes its place whole: a crash leaves nothing half-written.
    waiting = inbox() / f".{name}"
    try:
        files = unpack(upload, waiting)
        _without_wrapping(waiting).rename(inbox() / name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    audit.record(
        Action.CREATED, by=user, subject="upload", subject_id=name, details={"study": study.slug, "files": files}
    )
    return next(source for source in sources() if source.path.name == name)


def discard(user: User, study: Study, token: str) -> None:
    """Delete an uploaded copy; a folder that somebody laid in the inbox by hand is left alone.

    Raises:
        BadInput: the source is gone, or is no upload.
        WrongState: a harvest is running.
    """
    check_in_study(user, Permission.HARVEST, study)
    source = find_source(token)
    if not source.uploaded:
        raise BadInput(_("Kun kopier, der er sendt hertil som zip-fil, kan slettes her."))
    if study.runs.filter(state__in=[RunState.RUNNING, RunState.WAITING]).exists():
        raise WrongState(_("En høst er i gang. Vent, til den er færdig, eller afbryd den først."))
    shutil.rmtree(source.path)
    audit.record(Action.DELETED, by=user, subject="upload", subject_id=source.path.name, details={"study": study.slug})


def _sweep() -> None:
    """Delete what a killed upload left half unpacked: it is somebody's record, and nobody would see it there."""
    for left in inbox().glob(".upload-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _folders() -> Iterator[Path]:
    if not inbox().is_dir():
        return
    for entry in sorted(os.scandir(inbox()), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield Path(entry.path)


def _source(path: Path, number: int) -> Source:
    with os.scandir(path) as inside:
        entries = list(islice(inside, _MOST_COUNTED))
    folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    uploaded = _UPLOAD.fullmatch(path.name) is not None
    return Source(
        token=salted_hmac("harvest.inbox", path.name).hexdigest(),
        path=path,
        number=number,
        shown="" if uploaded else _shown(path.name),
        changed=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        files=sum(entry.is_file(follow_symlinks=False) for entry in entries),
        folders=len(folders),
        holds=tuple(sorted({name for name in folders if _shown(name) == name}))[:_MOST_NAMED],
        uploaded=uploaded,
    )


def _shown(name: str) -> str:
    """The name without what may point to a person; empty where that is all of it."""
    shown = shown_name(name, 0).partition(" (fil nr.")[0]
    return shown if any(letter.isalnum() for letter in shown) else ""


def _without_wrapping(folder: Path) -> Path:
    """Look inside a lone outer folder: many programs pack the folder itself and not what is in it."""
    inside = list(folder.iterdir())
    if len(inside) != 1 or not inside[0].is_dir():
        return folder
    below = list(inside[0].iterdir())
    tables = {".csv", ".xml", ".json", ".xlsx"}
    holds_more = any(path.is_dir() or path.suffix.lower() in tables for path in below)
    return inside[0] if holds_more else folder
