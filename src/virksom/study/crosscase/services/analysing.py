"""Make an analysis: freeze the coded cases, compute, keep what came out."""

from __future__ import annotations

from importlib import metadata
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.errors import VirksomError
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.coding.models import Coding, Origin
from virksom.study.coding.queries import codebook_in_use, coded_table, terms
from virksom.study.coding.queries.agreement import agreement
from virksom.study.crosscase import dataset, policies
from virksom.study.crosscase.analysing import Specification, run, standard_specification
from virksom.study.crosscase.errors import AnalysisStopped
from virksom.study.crosscase.models import Analysis, AnalysisState
from virksom.study.harvest.models import Study
from virksom.study.harvest.permissions import check_in_study


def analyse(user: User, study: Study, spec: Specification | None = None) -> Analysis:
    """Analyse a study here and now.

    Args:
        user: needs the right to run analyses in the study.
        study: whose cases.
        spec: what is asked; the standard questions of the codebook where left out.

    Raises:
        NotAllowed: the user may not.
        AnalysisIsRunning: one is being made.
        NothingToAnalyse: no outcome in the codebook, or no case coded to the end.
    """
    return carry_out(begin(user, study, spec, queue=False).pk)


def begin(user: User, study: Study, spec: Specification | None = None, *, queue: bool = True) -> Analysis:
    """Make an analysis that waits for its computation; with `queue` the worker carries it out."""
    from virksom.study.crosscase.tasks import carry_out_analysis  # noqa: PLC0415  the task calls back into this module

    check_in_study(user, Permission.RUN_ANALYSIS, study)
    asked = spec or standard_specification(terms(study))
    policies.check_has_outcome(asked)
    assert asked is not None
    with transaction.atomic():
        Study.objects.select_for_update().get(pk=study.pk)
        _bury_the_dead(study)
        policies.check_none_is_running(study)
        book = codebook_in_use(study)
        last = Analysis.objects.filter(study=study).aggregate(last=Max("number"))["last"] or 0
        analysis = Analysis.objects.create(
            study=study,
            number=last + 1,
            made_by=str(user),
            codebook_version=book.version if book else 0,
            parameters=asked.as_dict(),
            software_version=metadata.version("virksom"),
        )
        details = {"study": study.slug, "number": analysis.number}
        audit.record(Action.ANALYSED, by=user, subject="analysis", subject_id=analysis.pk, details=details)
        if queue:
            transaction.on_commit(lambda: carry_out_analysis.enqueue(analysis.pk))
    return analysis


def carry_out(analysis_id: int) -> Analysis:
    """Compute an analysis that was begun; what goes wrong is kept in `error`, and raised."""
    analysis = Analysis.objects.select_related("study").get(pk=analysis_id)
    if not analysis.is_running:
        return analysis
    try:
        _compute(analysis)
    except VirksomError as error:
        _fail(analysis, str(error))
        raise
    except Exception as error:
        # The message of an unforeseen error may quote what was being read: only its kind is kept, also in the
        # traceback that the queue of tasks keeps.
        told = _("Analysen standsede ved en uventet fejl ({}).").format(type(error).__name__)
        _fail(analysis, told)
        raise AnalysisStopped(told) from None
    return analysis


def repeat(analysis: Analysis) -> dict[str, Any]:
    """Compute a finished analysis again from its own frozen data and questions, and return what comes out."""
    kept = analysis.results["full"]
    specification = Specification.from_dict(analysis.parameters)
    return run(dataset.thaw(analysis), specification, agreement=kept["agreement"], coding=kept["coding"])


def _compute(analysis: Analysis) -> None:
    study = analysis.study
    table = coded_table(study)
    _tell(analysis, 10)
    content, digest = dataset.freeze(table)
    policies.check_has_coded_cases(int((table["state"] == "coded").sum()))
    results = run(
        dataset.thaw(Analysis(dataset=content)),
        Specification.from_dict(analysis.parameters),
        agreement=_agreement(study),
        coding=_how_coded(study),
        progress=lambda share: _tell(analysis, 10 + round(0.85 * share)),
    )
    with transaction.atomic():
        analysis.dataset, analysis.dataset_hash = content, digest
        analysis.results, analysis.progress = results, 100
        analysis.state, analysis.finished_at = AnalysisState.DONE, timezone.now()
        analysis.save()


def _agreement(study: Study) -> list[dict[str, Any]]:
    told = []
    for one in agreement(study):
        known = one.result is not None and one.has_alpha
        low, high = (one.result.interval or (None, None)) if one.result is not None and known else (None, None)
        told.append(
            {
                "key": one.term.key,
                "da": one.term.label_da,
                "en": one.term.label_en,
                "n": one.result.n_units if one.result is not None else 0,
                "value": round(float(one.result.value), 4) if one.result is not None and known else None,
                "low": None if low is None else round(float(low), 4),
                "high": None if high is None else round(float(high), 4),
                "grade": one.grade,
            }
        )
    return told


def _how_coded(study: Study) -> dict[str, int]:
    standing = Coding.objects.filter(assignment__case__study=study, superseded_at__isnull=True)
    return standing.aggregate(
        codings=Count("id"),
        imported=Count("id", filter=Q(origin=Origin.IMPORTED)),
        after_outcome=Count("id", filter=Q(after_outcome=True)),
        with_passage=Count("id", filter=~Q(quote="")),
    )


def _tell(analysis: Analysis, share: int) -> None:
    analysis.progress, analysis.beat_at = share, timezone.now()
    analysis.save(update_fields=["progress", "beat_at"])


def _fail(analysis: Analysis, message: str) -> None:
    with transaction.atomic():
        analysis.state, analysis.error, analysis.finished_at = AnalysisState.FAILED, message, timezone.now()
        analysis.save(update_fields=["state", "error", "finished_at"])


def _bury_the_dead(study: Study) -> None:
    """An analysis whose process was killed is not running, whatever it says."""
    for analysis in Analysis.objects.filter(study=study, state=AnalysisState.RUNNING).defer("dataset"):
        if policies.was_killed(analysis):
            _fail(analysis, _("Analysen blev afbrudt, før den var færdig."))
