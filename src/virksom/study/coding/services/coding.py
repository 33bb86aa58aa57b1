"""Code a case: save an answer, open the outcome group, report the case finished, take it up again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.errors import StaleVersion
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.study.coding import permissions, policies
from virksom.study.coding.answers import Answer, Span, clean_value, show_value
from virksom.study.coding.errors import NoSuchPassage, NotAValue
from virksom.study.coding.models import (
    Assignment,
    AssignmentState,
    Coding,
    Draft,
    Missing,
    Origin,
    Phase,
    Variable,
)
from virksom.study.coding.prefill import system_values
from virksom.study.harvest.models import Document

LONGEST_PASSAGE = 2_000
LONGEST_DRAFT = 2_000
DRAFT_FIELDS = ("value", "choice", "certainty", "comment", "change_reason", "document", "start", "end")
BEFORE_OUTCOME = (Phase.INTAKE, Phase.INTERVENTION)


def save_coding(user: User, assignment: Assignment, variable: Variable, answer: Answer, *, seen_version: int) -> Coding:
    """Save an answer as the next version of the coding; the same answer again changes nothing.

    Args:
        user: the coder the case was given to.
        assignment: the case in the coder's hands.
        variable: of the codebook in use.
        answer: what the coder says.
        seen_version: the version the coder had on screen; 0 where there was none.

    Raises:
        NotAllowed: the case is another coder's.
        StaleVersion: somebody saved after the coder read; both answers are in the error.
        WrongState, BadInput: as `policies` and `answers` say.
    """
    permissions.check_may_code(user, assignment)
    with transaction.atomic():
        assignment = Assignment.objects.select_for_update().select_related("case__study").get(pk=assignment.pk)
        policies.check_may_be_coded_now(assignment, variable)
        standing = Coding.objects.filter(assignment=assignment, key=variable.key, superseded_at__isnull=True).first()
        coding = _next(assignment, variable, answer, standing)
        _check_not_stale(variable, standing, coding, seen_version)
        Draft.objects.filter(assignment=assignment, key=variable.key).delete()
        if standing is not None and _same(standing, coding):
            return standing
        policies.check_change_says_why(assignment, variable, standing, coding.change_reason)
        _put(standing, coding)
        if assignment.state == AssignmentState.NOT_BEGUN:
            assignment.state = AssignmentState.IN_PROGRESS
            assignment.save(update_fields=["state"])
        _record(user, assignment, {"variable": variable.key, "version": coding.version})
    return coding


def keep_draft(user: User, assignment: Assignment, variable: Variable, given: Mapping[str, str]) -> Draft:
    """Keep what the coder has begun to answer, so that nothing is lost when the session ends."""
    permissions.check_may_code(user, assignment)
    with transaction.atomic():
        policies.check_may_be_coded_now(_lock(assignment), variable)
        kept = {name: str(given.get(name, ""))[:LONGEST_DRAFT] for name in DRAFT_FIELDS}
        draft, _new = Draft.objects.update_or_create(assignment=assignment, key=variable.key, defaults={"given": kept})
    return draft


def open_outcome(user: User, assignment: Assignment) -> Assignment:
    """Report intake and intervention finished: from now on the coder sees how the case ended.

    Raises:
        VariablesAreOpen: something of intake or intervention is not answered yet.
    """
    permissions.check_may_code(user, assignment)
    with transaction.atomic():
        assignment = _lock(assignment)
        if assignment.outcome_is_open:
            return assignment
        _check_coded(assignment, BEFORE_OUTCOME)
        assignment.outcome_opened_at = timezone.now()
        assignment.save(update_fields=["outcome_opened_at"])
        _record(user, assignment, {"step": "outcome_opened"})
    return assignment


def finish(user: User, assignment: Assignment) -> Assignment:
    """Report the case finished; every variable has a value or says why not."""
    permissions.check_may_code(user, assignment)
    with transaction.atomic():
        assignment = _lock(assignment)
        if assignment.state == AssignmentState.DONE:
            return assignment
        _check_coded(assignment, Phase)
        assignment.state, assignment.done_at = AssignmentState.DONE, timezone.now()
        assignment.save(update_fields=["state", "done_at"])
        _record(user, assignment, {"step": "done"})
    return assignment


def reopen(user: User, assignment: Assignment) -> Assignment:
    """Take a finished case up again, as long as not both coders are finished."""
    permissions.check_may_code(user, assignment)
    with transaction.atomic():
        assignment = _lock(assignment)
        policies.check_can_be_reopened(assignment)
        assignment.state, assignment.done_at = AssignmentState.IN_PROGRESS, None
        assignment.save(update_fields=["state", "done_at"])
        _record(user, assignment, {"step": "reopened"})
    return assignment


def _lock(assignment: Assignment) -> Assignment:
    return Assignment.objects.select_for_update().select_related("case__study").get(pk=assignment.pk)


def _next(assignment: Assignment, variable: Variable, answer: Answer, standing: Coding | None) -> Coding:
    if answer.missing and answer.missing not in Missing.values:
        raise NotAValue(_("Vælg, hvorfor det ikke kan ses af materialet."))
    value = "" if answer.missing else clean_value(variable, answer.value)
    if answer.certainty not in (1, 2, 3):
        raise NotAValue(_("{label}: vælg, hvor sikker du er.").format(label=variable.label))
    known = system_values(assignment.case, [variable]).get(variable.key)
    document, quote = _read_passage(assignment, answer.passage) if answer.passage else (None, "")
    changes_late = policies.is_after_outcome(assignment, variable)
    return Coding(
        assignment=assignment,
        variable=variable,
        key=variable.key,
        version=standing.version + 1 if standing else 1,
        value=value,
        missing=answer.missing,
        comment=answer.comment.strip(),
        certainty=answer.certainty,
        document=document,
        start=answer.passage.start if answer.passage else None,
        end=answer.passage.end if answer.passage else None,
        quote=quote,
        origin=Origin.PREFILLED if known and value and known.value == value else Origin.PERSON,
        after_outcome=changes_late,
        change_reason=answer.change_reason.strip() if changes_late else "",
        saved_at=timezone.now(),
    )


def _read_passage(assignment: Assignment, span: Span) -> tuple[Document, str]:
    """Return the document and the words at the place; the words are never taken from the browser."""
    document = Document.objects.filter(pk=span.document_id, case_id=assignment.case_id).first()
    if document is None or policies.hides(assignment, document):
        raise NoSuchPassage(_("Stedet findes ikke i sagens dokumenter."))
    if not 0 <= span.start < span.end <= len(document.text) or span.end - span.start > LONGEST_PASSAGE:
        raise NoSuchPassage(_("Vælg et sted på højst 2.000 tegn i ét dokument."))
    quote = document.text[span.start : span.end]
    if not quote.strip():
        raise NoSuchPassage(_("Det valgte sted er tomt."))
    return document, quote


def _check_not_stale(variable: Variable, standing: Coding | None, coding: Coding, seen_version: int) -> None:
    if seen_version == (standing.version if standing else 0):
        return
    raise StaleVersion(
        _("Kodningen af »{label}« er gemt et andet sted imens. Se begge svar, og gem det, der skal gælde.").format(
            label=variable.label
        ),
        theirs=_shown(variable, standing),
        yours=_shown(variable, coding),
    )


def _shown(variable: Variable, coding: Coding | None) -> str:
    if coding is None:
        return _("Ikke kodet")
    return show_value(variable, coding.value) if coding.value else str(Missing(coding.missing).label)


def _same(one: Coding, two: Coding) -> bool:
    fields = ("variable_id", "value", "missing", "certainty", "comment", "document_id", "start", "end")
    return all(getattr(one, field) == getattr(two, field) for field in fields)


def _put(standing: Coding | None, coding: Coding) -> None:
    if standing is not None:
        standing.superseded_at = coding.saved_at
        standing.save(update_fields=["superseded_at"])
    coding.save(force_insert=True)


def _check_coded(assignment: Assignment, phases: Iterable[Phase]) -> None:
    variables = Variable.objects.filter(codebook__study=assignment.case.study, codebook__superseded_at__isnull=True)
    coded = Coding.objects.filter(assignment=assignment, superseded_at__isnull=True).values_list("key", flat=True)
    policies.check_variables_are_coded(variables, coded, phases)


def _record(user: User, assignment: Assignment, details: dict[str, object]) -> None:
    audit.record(
        Action.CODED,
        by=user,
        subject="case",
        subject_id=assignment.case.pseudonym,
        details={"study": assignment.case.study.slug, "place": assignment.place, **details},
    )
