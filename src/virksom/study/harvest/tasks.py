"""Long work of this room, for the worker."""

from __future__ import annotations

from django_tasks import task

from virksom.study.harvest.models import HarvestRun
from virksom.study.harvest.services.runs import run_harvest


@task()
def harvest_task(run_id: int) -> str:
    """Carry a waiting run out.

    The argument is a number and nothing else: tasks and their results stand readable in the database, and a source's
    folder may be named after a person. The run itself keeps the folder, encrypted, until it ends.
    """
    return str(run_harvest(run_id).state)


def enqueue(run: HarvestRun) -> None:
    """Let the worker carry a run out."""
    harvest_task.enqueue(run.pk)
