"""Writes one case: pseudonymised, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.study.harvest.assemble import Draft
from virksom.study.harvest.keystore import StudySecret
from virksom.study.harvest.masking import VERSION, CaseMask, Everybody, storable
from virksom.study.harvest.material import Problem
from virksom.study.harvest.models import CaseValue, Document, HarvestRun, QuarantineItem, Study, StudyCase

_FIELDS = ("kind", "title", "written_on", "author", "text", "text_hash", "masked")


@dataclass
class Stored:
    """What writing a case changed."""

    new: int = 0
    changed: int = 0
    documents: int = 0


class CaseStore:
    """Writes the cases of one run."""

    def __init__(self, run: HarvestRun, secret: StudySecret, everybody: Everybody) -> None:
        self.run, self.study, self.secret, self.everybody = run, run.study, secret, everybody
        self._professionals: dict[str, str] = {}

    def store(self, draft: Draft, pseudonym: str, problems: Iterable[tuple[str, Problem]] = ()) -> Stored:
        """Write a case and the problems met in it, in one transaction."""
        case = StudyCase.objects.filter(study=self.study, pseudonym=pseudonym).first()
        known = self.everybody.known_in(draft)
        digests = self._digests(draft, known)
        items = [quarantine_item(self.study, self.secret, system, problem) for system, problem in problems]
        if case is not None and all(case.seen.get(system) == digest for system, digest in digests.items()):
            # Nothing new came: only the ledger is looked after, and where that stands too, nothing is written.
            add_to_quarantine(items)
            return Stored(documents=len(draft.documents))
        case = case or StudyCase(study=self.study, pseudonym=pseudonym)
        mask = CaseMask(self.secret, known, case.tags)
        mask.listen(draft)
        self._tell(case, draft)
        documents = {document.source: document for document in self._documents(draft, mask)}
        values = list(self._values(draft, mask))
        case.tags, case.seen = mask.tags, {**case.seen, **digests}
        with transaction.atomic():
            stored = self._write(case, documents, values)
            add_to_quarantine(items)
            HarvestRun.objects.filter(pk=self.run.pk).update(
                documents_new=F("documents_new") + stored.new, documents_changed=F("documents_changed") + stored.changed
            )
        return stored

    def _digests(self, draft: Draft, known: object) -> dict[str, str]:
        """A keyed digest of all that each system gives this time, people included, to know it again by."""
        said: dict[str, list[object]] = {}
        for system, document in draft.documents:
            said.setdefault(system, []).append(document)
        for system, value in draft.values:
            said.setdefault(system, []).append(value)
        course = (draft.started, draft.ended, draft.professional, draft.unit, draft.unit_kind)
        common = hashlib.sha256(f"{VERSION}{course}{known}".encode("utf-8", "replace")).hexdigest()
        return {
            system: self.secret.digest(
                "seen", common + hashlib.sha256(repr(things).encode("utf-8", "replace")).hexdigest()
            )
            for system, things in (said or {"": []}).items()
        }

    def _tell(self, case: StudyCase, draft: Draft) -> None:
        """What the draft knows replaces what stood; what it does not know stays."""
        case.started_on = draft.started or case.started_on
        case.ended_on = draft.ended or case.ended_on
        if case.started_on and case.ended_on and case.ended_on < case.started_on:
            case.ended_on = None
        unit, kind = self.everybody.unit(draft.unit)
        case.unit_kind = draft.unit_kind or kind or case.unit_kind
        if unit:
            case.unit = self.secret.pseudonym("unit", unit, prefix="E")
        case.professional = self._professional(draft.professional) or case.professional

    def _professional(self, written: str) -> str:
        key = self.everybody.professional(written)
        if key and key not in self._professionals:
            self._professionals[key] = self.secret.pseudonym("professional", key, prefix="M")
        return self._professionals.get(key, "")

    def _documents(self, draft: Draft, mask: CaseMask) -> Iterable[Document]:
        for system, raw in draft.documents:
            text, counts = mask.mask(raw.text)
            title = mask.mask_title(raw.title)
            yield Document(
                source=document_digest(self.secret, system, raw.key),
                system=system,
                kind=raw.kind,
                title=title[:300],
                written_on=raw.written,
                author=self._professional(raw.author),
                text=text,
                text_hash=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
                masked=dict(sorted(counts.items())),
            )

    def _values(self, draft: Draft, mask: CaseMask) -> Iterable[tuple[CaseValue, str]]:
        for system, raw in draft.values:
            value, label = storable(raw.value), storable(raw.label)
            if raw.free:
                value, label = mask.mask(value)[0], mask.mask(label)[0]
            found = CaseValue(variable=raw.variable, value=value[:300], label=label[:300], system=system)
            yield found, document_digest(self.secret, system, raw.document) if raw.document else ""

    def _write(self, case: StudyCase, documents: dict[str, Document], values: list[tuple[CaseValue, str]]) -> Stored:
        if case.pk is None:
            case.save(force_insert=True)
            old: dict[str, Document] = {}
        else:
            old = {document.source: document for document in case.documents.all()}
        stored = Stored(documents=len(documents))
        fresh = [document for source, document in documents.items() if source not in old]
        for document in fresh:
            document.case = case
        Document.objects.bulk_create(fresh, batch_size=200)
        changed = [_changed(old[source], document) for source, document in documents.items() if source in old]
        different = [document for document in changed if document]
        Document.objects.bulk_update(different, _FIELDS, batch_size=50)
        by_source = {**old, **{document.source: document for document in fresh}}
        self._write_values(case, values, by_source)
        case.content_hash = _content_hash(case, by_source.values())
        case.save()
        stored.new, stored.changed = len(fresh), len(different)
        return stored

    @staticmethod
    def _write_values(case: StudyCase, values: list[tuple[CaseValue, str]], documents: dict[str, Document]) -> None:
        """A system's word on a variable replaces what it said before."""
        wanted: dict[tuple[str, str, str], CaseValue] = {}
        for value, source in values:
            value.case, value.document = case, documents.get(source)
            wanted.setdefault((value.variable, value.system, value.value), value)
        spoken = {(variable, system) for variable, system, _value in wanted}
        standing = {(v.variable, v.system, v.value): v for v in case.values.all() if (v.variable, v.system) in spoken}
        gone = [v.pk for key, v in standing.items() if key not in wanted or _value_said(v) != _value_said(wanted[key])]
        CaseValue.objects.filter(pk__in=gone).delete()
        CaseValue.objects.bulk_create(
            [v for key, v in wanted.items() if key not in standing or standing[key].pk in gone], batch_size=200
        )


def _value_said(value: CaseValue) -> tuple[str, int | None]:
    return value.label, value.document_id or (value.document.pk if value.document else None)


def _changed(old: Document, new: Document) -> Document | None:
    if all(getattr(old, name) == getattr(new, name) for name in _FIELDS):
        return None
    for name in _FIELDS:
        setattr(old, name, getattr(new, name))
    return old


def _content_hash(case: StudyCase, documents: Iterable[Document]) -> str:
    said: list[Any] = [str(case.started_on), str(case.ended_on), case.professional, case.unit, case.unit_kind]
    said.append(sorted((d.source, d.text_hash, d.title, d.kind, str(d.written_on), d.author) for d in documents))
    said.append(sorted(case.values.values_list("variable", "system", "value", "label")))
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def document_digest(secret: StudySecret, system: str, key: str) -> str:
    """Return the digest under which a document of a system stands: same source, same document."""
    return secret.digest("document", f"{system}|{key}")


def quarantine_item(study: Study, secret: StudySecret, system: str, problem: Problem) -> QuarantineItem:
    """Make the ledger's line of a problem; file and place are shown without names, and known again by a digest."""
    return QuarantineItem(
        study=study,
        source=secret.digest("quarantine", f"{system}|{problem.place.key}|{problem.reason}"),
        system=system,
        file=problem.place.file.shown[:300],
        place=problem.place.spot[:200],
        reason=problem.reason,
        message=problem.message,
        rows=problem.rows,
        **_settled_from_the_start(problem),
    )


def _settled_from_the_start(problem: Problem) -> dict[str, object]:
    """What is not about a case was rightly refused: it stands in the ledger, and waits for nobody."""
    if problem.reason != "not_about_a_case":
        return {}
    return {
        "settled_at": timezone.now(),
        "settled_by": "Virksom",
        "settled_reason": _("Handler ikke om en sag; der skal ikke gøres noget."),
    }


def add_to_quarantine(items: list[QuarantineItem]) -> None:
    """Add what is not in the ledger yet; what somebody settled stays settled."""
    if not items:
        return
    known = set(
        QuarantineItem.objects.filter(study=items[0].study, source__in=[item.source for item in items]).values_list(
            "source", flat=True
        )
    )
    fresh = {item.source: item for item in items if item.source not in known}
    if fresh:
        QuarantineItem.objects.bulk_create(list(fresh.values()), batch_size=500)


def counted(problems: Iterable[tuple[str, Problem]]) -> Counter[str]:
    """Count problems' rows by system and reason."""
    counts: Counter[str] = Counter()
    for system, problem in problems:
        counts[f"{system}:{problem.reason}"] += problem.rows
    return counts
