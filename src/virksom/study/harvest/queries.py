"""Reads of this room, each with its permission."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from virksom.errors import NotAllowed
from virksom.people import permissions
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.harvest import identities, keystore
from virksom.study.harvest.models import CaseKey, Document, HarvestRun, QuarantineItem, Study, StudyCase, StudyStep
from virksom.study.harvest.numbering import number_digest
from virksom.study.harvest.permissions import check_in_study, visible_studies
from virksom.study.harvest.store import document_digest


def studies(user: User) -> QuerySet[Study]:
    """Return the studies the user may see: those of their teams, or every one for who oversees them."""
    permissions.check(user, Permission.VIEW_STUDY)
    return visible_studies(user)


def steps(user: User, study: Study) -> QuerySet[StudyStep]:
    """Return the six steps of a study."""
    check_in_study(user, Permission.VIEW_STUDY, study)
    return StudyStep.objects.filter(study=study)


def runs(user: User, study: Study) -> QuerySet[HarvestRun]:
    """Return the study's harvests, the newest first; where their sources lay is left out."""
    check_in_study(user, Permission.VIEW_STUDY, study)
    return HarvestRun.objects.filter(study=study).defer("source")


def quarantine(user: User, study: Study) -> QuerySet[QuarantineItem]:
    """Return what stands in quarantine, settled or not."""
    check_in_study(user, Permission.VIEW_QUARANTINE, study)
    return QuarantineItem.objects.filter(study=study)


def cases(user: User, study: Study) -> QuerySet[StudyCase]:
    """Return every case of a study, for who may read every case."""
    check_in_study(user, Permission.READ_EVERY_CASE, study)
    return StudyCase.objects.filter(study=study)


def case_documents(user: User, study: Study, pseudonym: str) -> QuerySet[Document]:
    """Return a case's documents in time order; the caller records the reading.

    Coders reach their own cases through the coding room, which knows what is assigned to whom.
    """
    check_in_study(user, Permission.READ_DOCUMENTS, study)
    if not permissions.may(user, Permission.READ_EVERY_CASE):
        raise NotAllowed(_("Du kan læse de sager, du selv koder. Find dem under kodning."))
    return Document.objects.filter(case__study=study, case__pseudonym=pseudonym)


def case_for_number(study: Study, case_number: str) -> StudyCase | None:
    """Return the case that a case number of the organisation's own stands for, through the key store.

    For services that bring existing work into a study; never for a page.

    Raises:
        WrongState: the study is locked, its key is gone.
    """
    secret = keystore.open_secret(study.pk)
    digest = number_digest(secret, identities.case_number(case_number))
    key = CaseKey.objects.filter(study=study.pk, digest=digest).first()
    return StudyCase.objects.filter(study=study, pseudonym=key.pseudonym).first() if key else None


# How each system's readers name a document that has a number of its own.
_OWN_NUMBERS = (
    ("sensum", "note|AktivitetId|{}"),
    ("sensum", "other|AktivitetId|{}"),
    ("diary", "note|{}"),
    ("diary", "file|{}"),
    ("folder", "file|{}"),
    ("fhir", "{}"),
)


def document_for_number(study: Study, case: StudyCase, number: str) -> Document | None:
    """Return a case's document by the number its own system gave it (AktivitetId, dagbogsnote_id, D…), or None.

    A note that stood word for word in two systems is kept once, under the number of the system that was read first.

    Raises:
        WrongState: the study is locked, its key is gone.
    """
    secret = keystore.open_secret(study.pk)
    digests = [document_digest(secret, system, form.format(number)) for system, form in _OWN_NUMBERS]
    return Document.objects.filter(case=case, source__in=digests).first()
