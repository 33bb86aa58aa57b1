"""The audit log: append-only, chained by hash, written in the same transaction as what it tells of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from virksom.people.models import AuditEvent

if TYPE_CHECKING:
    from virksom.people.models import User

FIRST = "0" * 64
# Any constant number serves: it names the one lock that serialises appends on PostgreSQL.
_POSTGRES_LOCK = 719_204_011


class Action(StrEnum):
    """What happened, as a verb; rooms use these words and no others."""

    LOGGED_IN = "logged_in"
    LOGIN_FAILED = "login_failed"
    LOGGED_OUT = "logged_out"
    REFUSED = "refused"
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    READ = "read"
    SEARCHED = "searched"
    EXPORTED = "exported"
    HARVESTED = "harvested"
    CODED = "coded"
    SETTLED = "settled"
    ANALYSED = "analysed"
    PUBLISHED = "published"
    LOCKED = "locked"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class ChainBreak:
    """The first place where the log does not hang together."""

    sequence: int
    reason: str


@dataclass(frozen=True)
class Verification:
    """The result of walking the whole chain."""

    events: int
    broken: ChainBreak | None
    last_hash: str = FIRST

    @property
    def intact(self) -> bool:
        """True where every event follows from the one before."""
        return self.broken is None


def record(
    action: Action,
    *,
    by: User | None,
    subject: str,
    subject_id: object = "",
    purpose: str = "",
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event; joins the caller's transaction, so that both stand or both fall.

    `details` must hold counts, field names and pseudonyms only, never names, CPR numbers or text of a record.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_POSTGRES_LOCK])
        last = AuditEvent.objects.order_by("-sequence").values("sequence", "hash").first()
        event = AuditEvent(
            sequence=last["sequence"] + 1 if last else 1,
            at=timezone.now(),
            actor_id=str(by.pk) if by else "system",
            actor=str(by) if by else "system",
            action=action.value,
            subject=subject,
            subject_id=str(subject_id),
            purpose=purpose,
            details=details or {},
            previous_hash=last["hash"] if last else FIRST,
        )
        event.hash = fingerprint(event)
        event.save(force_insert=True)
    return event


def fingerprint(event: AuditEvent) -> str:
    """Return the SHA-256 over everything the event says, and over the hash of the event before it."""
    said = [
        event.sequence,
        _moment(event.at),
        event.actor_id,
        event.actor,
        event.action,
        event.subject,
        event.subject_id,
        event.purpose,
        event.details,
        event.previous_hash,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> Verification:
    """Walk the chain from its first event and tell where it breaks, if anywhere."""
    expected, previous, count, newest = 1, FIRST, 0, 0
    for event in _in_order():
        broken = _break_at(event, expected, previous)
        if broken:
            return Verification(count, broken, previous)
        expected, previous, count, newest = expected + 1, event.hash, count + 1, event.pk
    if _was_cut_off(newest):
        return Verification(count, ChainBreak(expected, "missing"), previous)
    return Verification(count, None, previous)


def _was_cut_off(newest: int) -> bool:
    """Answer whether later events than the newest were there once; the chain alone would not miss its own end.

    SQLite counts the rows it has ever given a number, in the same transaction. PostgreSQL's counter also grows when a
    transaction is rolled back and proves nothing: there, the last hash is held against the one noted down before.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [AuditEvent._meta.db_table])
        counted = cursor.fetchone()
    return counted is not None and counted[0] > newest


def _break_at(event: AuditEvent, expected: int, previous: str) -> ChainBreak | None:
    if event.sequence != expected:
        return ChainBreak(expected, "missing")
    if event.previous_hash != previous:
        return ChainBreak(event.sequence, "does not follow")
    if event.hash != fingerprint(event):
        return ChainBreak(event.sequence, "changed")
    return None


def _in_order() -> Iterator[AuditEvent]:
    return AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000)


def _moment(at: datetime) -> str:
    return at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
