"""What the harvest room shows of coding: how far it is, and who must not see an ending yet."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q

from virksom.people.models import User
from virksom.study.coding.models import Assignment, AssignmentState, Place
from virksom.study.harvest.models import Study, StudyCase
from virksom.study.harvest.upstairs import StepProgress


class ToldBelow:
    """Answers for the room below (see `harvest.upstairs.Coding`)."""

    def progress(self, study: Study, user: User) -> StepProgress:
        """Return cases coded, cases given to a coder, and cases that wait for this user, in one query."""
        done = Q(state=AssignmentState.DONE)
        told = Assignment.objects.filter(case__study=study).aggregate(
            done=Count("id", filter=done & Q(place=Place.FIRST)),
            begun=Count("id", filter=Q(place=Place.FIRST)),
            yours=Count("id", filter=~done & Q(coder_id=user.pk)),
        )
        return StepProgress(**told)

    def states(self, cases: Collection[int]) -> dict[int, str]:
        """Return the words for how far each of these cases is, for those that have a coder."""
        rows = Assignment.objects.filter(case__in=cases, place=Place.FIRST).values_list("case_id", "state")
        return {case: str(AssignmentState(state).label) for case, state in rows}

    def is_coder_of(self, user: User, case: StudyCase) -> bool:
        """Answer whether the user has the case to code and has not opened its outcome yet."""
        return Assignment.objects.filter(case=case, coder_id=user.pk, outcome_opened_at__isnull=True).exists()
