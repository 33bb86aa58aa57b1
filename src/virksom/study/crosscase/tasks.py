"""Long work of this room, for the worker."""

from __future__ import annotations

from django_tasks import task

from virksom.study.crosscase.services import analysing


@task()
def carry_out_analysis(analysis_id: int) -> None:
    """Compute an analysis that was begun in a browser."""
    analysing.carry_out(analysis_id)
