"""Harvest runs: begun, carried out, taken over, cancelled."""

from __future__ import annotations

import os
import platform
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.errors import BadInput, NotConfigured, VirksomError, WrongState
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.harvest import keystore, pipeline
from virksom.study.harvest.models import HarvestRun, RunState, Study
from virksom.study.harvest.permissions import check_in_study
from virksom.study.harvest.readers.recognise import READERS

# A run that has not shown a sign of life for so long was killed; somebody else may carry on with it. On the same
# machine nobody needs to wait: the process is there or it is not.
SILENT = timedelta(minutes=2)


def start_run(user: User, study: Study, source: Path, reader: str = "auto") -> HarvestRun:
    """Make a run that waits; `run_harvest` or the worker carries it out.

    Where a run of the study was killed, that run is carried on with instead of a new one.

    Raises:
        BadInput: the source is not there, or no reader has that name.
        WrongState: the study is locked, or a harvest is running.
    """
    check_in_study(user, Permission.HARVEST, study)
    if reader not in READERS and reader != "auto":
        raise BadInput(
            _("Der er ingen læser, der hedder »{}«. Vælg auto eller en af: {}.").format(reader, ", ".join(READERS))
        )
    if not source.exists():
        raise BadInput(_("Kilden findes ikke. Vælg en mappe, der er der."))
    if study.locked_at:
        raise WrongState(_("Undersøgelsen er låst: nøglen er slettet, og der kan ikke føjes mere til."))
    with transaction.atomic():
        running = HarvestRun.objects.select_for_update().filter(study=study, state=RunState.RUNNING).first()
        if running and not _is_silent(running):
            raise WrongState(_("En høst er allerede i gang. Vent, til den er færdig, eller afbryd den."))
        waiting = HarvestRun.objects.filter(study=study, state=RunState.WAITING).first()
        run = running or waiting or HarvestRun(study=study)
        # A killed run that was fed from another source ends here; its cases stand, each whole.
        if run.pk and not _same_source(run, source):
            run.state, run.finished_at, run.source = RunState.CANCELLED, timezone.now(), b""
            run.save()
            run = HarvestRun(study=study)
        run.reader, run.source, run.cancel_asked = reader, keystore.encrypt(str(source.resolve())), False
        if run.state != RunState.RUNNING:
            run.state = RunState.WAITING
        run.save()
        details = {"run": run.pk, "reader": reader}
        audit.record(
            Action.HARVESTED,
            by=user,
            subject="study",
            subject_id=study.slug,
            purpose=_("Høst begyndt"),
            details=details,
        )
    return run


def _is_silent(run: HarvestRun) -> bool:
    machine, _, process = run.worker.rpartition(" ")
    if machine == platform.node() and process.isdigit() and not _lives(int(process)):
        return True
    return run.beat_at is None or timezone.now() - run.beat_at > SILENT


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _same_source(run: HarvestRun, source: Path) -> bool:
    return bool(run.source) and keystore.decrypt(bytes(run.source)) == str(source.resolve())


def run_harvest(run_id: int, source: Path | None = None, progress: pipeline.Progress | None = None) -> HarvestRun:
    """Carry a run out, here and now; what it cannot read goes into quarantine, what stops it is told in `error`.

    Args:
        run_id: of a run made by `start_run`.
        source: the folder; the one the run was made with where it is left out.
        progress: called with cases done and cases in all.

    Raises:
        WrongState: the run is over, or another process is carrying it out.
    """
    run = _take(run_id)
    try:
        place = source or Path(keystore.decrypt(bytes(run.source)))
        pipeline.harvest(run, place, progress or _silent)
    except pipeline.Cancelled:
        run.state = RunState.CANCELLED
    except VirksomError as error:
        run.state, run.error = RunState.FAILED, str(error)
    except Exception as error:
        # The message of an unforeseen error may quote what was being read: only its kind is kept.
        run.state, run.error = (
            RunState.FAILED,
            _("Høsten standsede ved en uventet fejl ({}).").format(type(error).__name__),
        )
        _end(run)
        raise HarvestStopped(run.error) from None
    else:
        run.state = RunState.DONE
    return _end(run)


class HarvestStopped(NotConfigured):
    """A harvest met an error nobody had foreseen; what it had read is not part of the message."""


def _silent(done: int, total: int) -> None:
    """Report to nobody."""


def _take(run_id: int) -> HarvestRun:
    with transaction.atomic():
        run = HarvestRun.objects.select_for_update().select_related("study").get(pk=run_id)
        if run.state not in {RunState.WAITING, RunState.RUNNING}:
            raise WrongState(_("Høsten er slut. Begynd en ny."))
        if run.state == RunState.RUNNING and not _is_silent(run):
            raise WrongState(_("Høsten er allerede i gang i en anden proces."))
        now = timezone.now()
        run.state, run.started_at, run.beat_at, run.error = RunState.RUNNING, run.started_at or now, now, ""
        run.worker = f"{platform.node()} {os.getpid()}"[-120:]
        run.save()
    return run


def _end(run: HarvestRun) -> HarvestRun:
    with transaction.atomic():
        run.finished_at = run.beat_at = timezone.now()
        run.source, run.worker = b"", ""
        run.save()
        details = {
            "run": run.pk,
            "state": str(run.state),
            "rows_in": run.rows_in,
            "rows_stored": run.rows_stored,
            "rows_quarantined": run.rows_quarantined,
            "documents": run.documents,
        }
        audit.record(Action.HARVESTED, by=None, subject="study", subject_id=run.study.slug, details=details)
    return run


def cancel_run(user: User, run: HarvestRun) -> HarvestRun:
    """Ask a run to stop after the case it is at; what it has stored stays, and a new run carries on.

    Raises:
        WrongState: the run is over already.
    """
    check_in_study(user, Permission.HARVEST, run.study)
    with transaction.atomic():
        run = HarvestRun.objects.select_for_update().select_related("study").get(pk=run.pk)
        if run.state not in {RunState.WAITING, RunState.RUNNING}:
            raise WrongState(_("Høsten er allerede slut."))
        run.cancel_asked = True
        if run.state == RunState.WAITING or _is_silent(run):
            run.state, run.finished_at, run.source = RunState.CANCELLED, timezone.now(), b""
        run.save()
        audit.record(Action.CANCELLED, by=user, subject="study", subject_id=run.study.slug, details={"run": run.pk})
    return run
