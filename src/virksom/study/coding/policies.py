"""What the state of a coding allows; who may is decided in `permissions`."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from virksom.study.coding.errors import CodingIsClosed, OutcomeIsHidden, ReasonIsMissing, VariablesAreOpen
from virksom.study.coding.models import Assignment, AssignmentState, Coding, Phase, Variable
from virksom.study.harvest.models import Document, DocumentKind

# Documents that by their kind tell how the case ended.
OUTCOME_DOCUMENTS = frozenset({DocumentKind.DISCHARGE.value})


def hides(assignment: Assignment, document: Document) -> bool:
    """Answer whether a document is kept from the coder because it tells how the case ended.

    That is what is written to close the case, and everything written on its last day or later: the closing note of a
    diary is an ordinary note by its kind.
    """
    if assignment.outcome_is_open:
        return False
    ended, written = assignment.case.ended_on, document.written_on
    return document.kind in OUTCOME_DOCUMENTS or (ended is not None and written is not None and written >= ended)


def both_are_done(case_id: int) -> bool:
    """Answer whether two coders have the case and both are finished."""
    states = list(Assignment.objects.filter(case_id=case_id).values_list("state", flat=True))
    return len(states) > 1 and all(state == AssignmentState.DONE for state in states)


def check_may_be_coded_now(assignment: Assignment, variable: Variable) -> None:
    """Raise CodingIsClosed or OutcomeIsHidden where the variable cannot be coded in this state."""
    if assignment.state == AssignmentState.DONE:
        raise CodingIsClosed(_("Sagen er meldt færdig. Genåbn den, hvis en kodning skal rettes."))
    if variable.is_outcome_group and not assignment.outcome_is_open:
        raise OutcomeIsHidden(_("Udskrivningsdata åbnes, når indskrivning og indsats er kodet færdig."))


def is_after_outcome(assignment: Assignment, variable: Variable) -> bool:
    """Answer whether coding this variable now happens with knowledge of the outcome it should not have."""
    return assignment.outcome_is_open and not variable.is_outcome_group


def check_change_says_why(assignment: Assignment, variable: Variable, standing: Coding | None, reason: str) -> None:
    """Raise ReasonIsMissing where intake or intervention is changed after the outcome is known, without a reason."""
    if is_after_outcome(assignment, variable) and not reason:
        raise ReasonIsMissing(
            _("Du kender nu udfaldet. Skriv, hvorfor kodningen ændres; den bliver mærket »ændret efter udfald kendt«.")
        )


def check_variables_are_coded(variables: Iterable[Variable], coded: Iterable[str], phases: Iterable[Phase]) -> None:
    """Raise VariablesAreOpen where something in the phases has neither a value nor "cannot be told"."""
    done, wanted = set(coded), set(phases)
    labels = [variable.label for variable in variables if variable.phase in wanted and variable.key not in done]
    if labels:
        raise VariablesAreOpen(_("Mangler endnu: {labels}.").format(labels=", ".join(labels)), labels)


def check_can_be_reopened(assignment: Assignment) -> None:
    """Raise CodingIsClosed where both coders are finished: their difference is settled, not smoothed away."""
    if both_are_done(assignment.case_id):
        raise CodingIsClosed(
            _("Begge kodere er færdige. Kodningerne står nu fast, og uenigheder afgøres med en grund.")
        )
