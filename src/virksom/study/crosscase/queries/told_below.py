"""What the harvest room shows of analyses: how many are finished."""

from __future__ import annotations

from virksom.study.crosscase.models import Analysis, AnalysisState
from virksom.study.harvest.models import Study
from virksom.study.harvest.upstairs import StepProgress


def progress(study: Study) -> StepProgress:
    """Return the finished analyses of a study."""
    analyses = Analysis.objects.filter(study=study)
    return StepProgress(done=analyses.filter(state=AnalysisState.DONE).count())
