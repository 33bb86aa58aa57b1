"""What the state of a study or an analysis allows; who may is decided by permissions."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.study.crosscase.errors import AnalysisIsRunning, NothingToAnalyse, NotReadyToPublish
from virksom.study.crosscase.models import Analysis, AnalysisState
from virksom.study.harvest.models import Study

# An analysis that has not shown a sign of life for so long was killed.
SILENT = timedelta(minutes=5)


def was_killed(analysis: Analysis) -> bool:
    """Answer whether an analysis that says it is running no longer is."""
    return analysis.state == AnalysisState.RUNNING and timezone.now() - analysis.beat_at > SILENT


def check_none_is_running(study: Study) -> None:
    """Raise AnalysisIsRunning where an analysis of the study is being made."""
    if Analysis.objects.filter(study=study, state=AnalysisState.RUNNING).exists():
        raise AnalysisIsRunning(_("En analyse er allerede i gang. Vent, til den er færdig."))


def check_has_outcome(found: object) -> None:
    """Raise NothingToAnalyse where the codebook asks for no outcome."""
    if found is None:
        raise NothingToAnalyse(_("Kodebogen har ikke et udfald at sammenligne sagerne på. Giv den et først."))


def check_has_coded_cases(n_coded: int) -> None:
    """Raise NothingToAnalyse where no case is coded to the end."""
    if n_coded == 0:
        raise NothingToAnalyse(_("Ingen sager er kodet færdig endnu. Kod nogle, og prøv igen."))


def check_can_be_published(analysis: Analysis) -> None:
    """Raise NotReadyToPublish where the analysis is not finished, or published already."""
    if not analysis.is_done:
        raise NotReadyToPublish(_("Analysen er ikke færdig. Vent med at udgive den."))
    if analysis.published_at is not None:
        raise NotReadyToPublish(_("Rapporten er allerede udgivet."))


def check_is_done(analysis: Analysis) -> None:
    """Raise NotReadyToPublish where there is nothing to report yet."""
    if not analysis.is_done:
        raise NotReadyToPublish(_("Analysen er ikke færdig. Der er ikke noget at læse endnu."))
