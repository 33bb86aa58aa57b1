"""The report of an analysis as one file that needs nothing else: it can be mailed, printed and kept."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from virksom.errors import NotAllowed
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.crosscase import policies, queries
from virksom.study.crosscase.models import Analysis
from virksom.study.crosscase.presentation import shown
from virksom.study.harvest.permissions import check_in_study

_STYLES = ("crosscase.css", "report.css")


def report_file(user: User, analysis: Analysis) -> str:
    """Return the report as HTML with its styles inside and no script; counts under five are hidden.

    Raises:
        NotAllowed: the user belongs neither to the study nor to the readers of its published report.
        NotReadyToPublish: the analysis is not finished.
    """
    if not queries.may_read_report(user, analysis):
        check_in_study(user, Permission.VIEW_ANALYSIS, analysis.study)
        raise NotAllowed
    policies.check_is_done(analysis)
    with transaction.atomic():
        details = {"study": analysis.study.slug, "number": analysis.number, "kind": "report"}
        audit.record(Action.EXPORTED, by=user, subject="analysis", subject_id=analysis.pk, details=details)
    # Our own style sheets, never anything that came from outside.
    styles = mark_safe("\n".join(_style(name) for name in _STYLES))  # noqa: S308
    context = {
        "analysis": analysis,
        "study": analysis.study,
        "shown": shown(analysis, everything=False),
        "styles": styles,
    }
    return render_to_string("crosscase/report_file.html", context)


def write_report(user: User, analysis: Analysis, path: Path) -> Path:
    """Write the report to a file; what stood there before is replaced only when the new one is whole."""
    text = report_file(user, analysis)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    return path


def _style(name: str) -> str:
    return resources.files("virksom.study.crosscase").joinpath("static", "crosscase", name).read_text(encoding="utf-8")
