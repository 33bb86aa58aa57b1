"""Reading the audit log: filtered, page by page, each event as a sentence a person can read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virksom.people.audit import Action
from virksom.people.models import AuditEvent, Unit, User

PAGE = 50

_DID = {
    Action.LOGGED_IN: gettext_lazy("loggede på"),
    Action.LOGIN_FAILED: gettext_lazy("kunne ikke logge på"),
    Action.LOGGED_OUT: gettext_lazy("loggede af"),
    Action.REFUSED: gettext_lazy("blev afvist på"),
    Action.CREATED: gettext_lazy("oprettede"),
    Action.CHANGED: gettext_lazy("ændrede"),
    Action.DELETED: gettext_lazy("slettede"),
    Action.READ: gettext_lazy("læste"),
    Action.SEARCHED: gettext_lazy("søgte i"),
    Action.EXPORTED: gettext_lazy("hentede en kopi af"),
    Action.HARVESTED: gettext_lazy("høstede sager til"),
    Action.CODED: gettext_lazy("kodede"),
    Action.SETTLED: gettext_lazy("afgjorde"),
    Action.ANALYSED: gettext_lazy("lavede"),
    Action.PUBLISHED: gettext_lazy("delte"),
    Action.LOCKED: gettext_lazy("låste"),
    Action.VERIFIED: gettext_lazy("efterprøvede"),
    Action.CANCELLED: gettext_lazy("afbrød"),
}
# Kind of thing: its name in the filter, and how it stands in a sentence.
_THINGS = {
    "study": (gettext_lazy("Undersøgelse"), gettext_lazy("undersøgelsen {}")),
    "case": (gettext_lazy("Sag"), gettext_lazy("sagen {}")),
    "document": (gettext_lazy("Dokument"), gettext_lazy("dokumentet {}")),
    "quarantine": (gettext_lazy("Karantæne"), gettext_lazy("linjen {} i karantænen")),
    "upload": (gettext_lazy("Indsendt fil"), gettext_lazy("en indsendt fil")),
    "codes": (gettext_lazy("Kodelister"), gettext_lazy("de officielle kodelister")),
    "codebook": (gettext_lazy("Kodebog"), gettext_lazy("kodebogen {}")),
    "assignments": (gettext_lazy("Fordeling af sager"), gettext_lazy("fordelingen af sager ({})")),
    "differences": (gettext_lazy("Uenigheder"), gettext_lazy("kodernes uenigheder i {}")),
    "analysis": (gettext_lazy("Analyse"), gettext_lazy("analysen {}")),
    "report": (gettext_lazy("Rapport"), gettext_lazy("rapporten {}")),
    "user": (gettext_lazy("Bruger"), gettext_lazy("brugeren {}")),
    "unit": (gettext_lazy("Enhed"), gettext_lazy("enheden {}")),
    "page": (gettext_lazy("Side"), gettext_lazy("siden »{}«")),
    "log": (gettext_lazy("Log"), gettext_lazy("loggen")),
}


@dataclass(frozen=True)
class LogFilter:
    """What to see of the log; empty means everything."""

    person: str = ""
    action: str = ""
    subject: str = ""
    number: str = ""
    purpose: str = ""
    since: Any = None
    until: Any = None

    def events(self) -> QuerySet[AuditEvent]:
        """Return the events that fit, newest first."""
        wanted = {
            "actor_id": self.person,
            "action": self.action,
            "subject": self.subject,
            "subject_id": self.number,
            "purpose__icontains": self.purpose,
            "at__gte": _start(self.since) if self.since else None,
            "at__lt": _start(self.until + timedelta(days=1)) if self.until else None,
        }
        return AuditEvent.objects.filter(**{field: value for field, value in wanted.items() if value}).order_by(
            "-sequence"
        )

    def fields_in_use(self) -> list[str]:
        """Return which filters are set, by name; their values may name people and are not logged."""
        return [name for name in self.__dataclass_fields__ if getattr(self, name)]


@dataclass(frozen=True)
class Line:
    """One event as it is shown."""

    event: AuditEvent
    sentence: str

    @property
    def details(self) -> list[tuple[str, str]]:
        """What more the event says, as pairs of words and values."""
        return [
            (key, ", ".join(map(str, value)) if isinstance(value, list) else str(value))
            for key, value in self.event.details.items()
        ]


@dataclass(frozen=True)
class LogPage:
    """A page of the log; `newer` and `older` are the numbers to page on from, where there is more."""

    lines: list[Line]
    newer: int | None
    older: int | None


def page_of(chosen: LogFilter, *, before: int | None = None, after: int | None = None) -> LogPage:
    """Read one page by number of event, so that a page costs the same at any depth and new events shift nothing."""
    events = chosen.events()
    if after is not None:
        rows = list(events.filter(sequence__gt=after).order_by("sequence")[: PAGE + 1])
        more, rows = len(rows) > PAGE, rows[:PAGE][::-1]
        return LogPage(list(sentences(rows)), rows[0].sequence if more else None, rows[-1].sequence if rows else None)
    if before is not None:
        events = events.filter(sequence__lt=before)
    rows = list(events[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    newer = rows[0].sequence if rows and before is not None else None
    return LogPage(list(sentences(rows)), newer, rows[-1].sequence if more else None)


def sentences(events: Iterable[AuditEvent]) -> Iterator[Line]:
    """Tell each event as a sentence; users and units are named as they are called now."""
    rows = list(events)
    names = _names("user", rows, User) | _names("unit", rows, Unit)
    for event in rows:
        yield Line(event, _sentence(event, names))


def action_choices() -> list[tuple[str, str]]:
    """Return the actions for a select."""
    return [(action.value, str(word)) for action, word in _DID.items()]


def subject_choices() -> list[tuple[str, str]]:
    """Return the kinds of things for a select."""
    return [(kind, str(name)) for kind, (name, _phrase) in _THINGS.items()]


def csv_rows(chosen: LogFilter) -> Iterator[str]:
    """Yield the log as lines of CSV, semicolon between, for a spreadsheet in Danish."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(
        [
            _("Nr."),
            _("Tidspunkt"),
            _("Person"),
            _("Hændelse"),
            _("Formål"),
            _("Yderligere"),
            _("Forrige kontrolsum"),
            _("Kontrolsum"),
        ]
    )
    for event in chosen.events().iterator(chunk_size=1000):
        line = Line(event, _sentence(event, {}))
        details = "; ".join(f"{key}: {value}" for key, value in line.details)
        at = timezone.localtime(event.at).isoformat(timespec="seconds")
        cells = [
            event.sequence,
            at,
            event.actor,
            line.sentence,
            event.purpose,
            details,
            event.previous_hash,
            event.hash,
        ]
        yield writer.writerow([_harmless(cell) for cell in cells])


def _sentence(event: AuditEvent, names: dict[tuple[str, str], str]) -> str:
    subject_id = names.get((event.subject, event.subject_id), event.subject_id)
    actor = _("Systemet") if event.actor_id == "system" else event.actor
    if event.action == Action.LOGIN_FAILED:
        known = _("Nogen prøvede forgæves at logge på som {}.")
        return known.format(subject_id) if subject_id else _("Nogen prøvede at logge på med et ukendt brugernavn.")
    did = _DID.get(event.action, event.action)  # type: ignore[call-overload]
    if event.action in {Action.LOGGED_IN, Action.LOGGED_OUT}:
        return f"{actor} {did}."
    _name, phrase = _THINGS.get(event.subject, (event.subject, f"{event.subject} {{}}"))
    return f"{actor} {did} {str(phrase).format(subject_id)}".rstrip() + "."


def _names(kind: str, rows: list[AuditEvent], model: type[User] | type[Unit]) -> dict[tuple[str, str], str]:
    numbers = {int(event.subject_id) for event in rows if event.subject == kind and event.subject_id.isdigit()}
    if not numbers:
        return {}
    return {(kind, str(pk)): str(thing) for pk, thing in model.objects.in_bulk(numbers).items()}


def _start(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from taking text for a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else cell


class _Echo:
    """Gives each written line back, so that a long log is sent as it is read."""

    def write(self, line: str) -> str:
        return line
