"""Publish the report of an analysis to the organisation."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.crosscase import policies
from virksom.study.crosscase.models import Analysis
from virksom.study.harvest.permissions import check_in_study


def publish(user: User, analysis: Analysis) -> Analysis:
    """Let everybody in the organisation read the report, with small counts hidden.

    Raises:
        NotAllowed: the user may not publish in this study.
        NotReadyToPublish: it is not finished, or it is published already.
    """
    check_in_study(user, Permission.PUBLISH_REPORT, analysis.study)
    with transaction.atomic():
        standing = Analysis.objects.select_for_update(of=("self",)).select_related("study").get(pk=analysis.pk)
        policies.check_can_be_published(standing)
        standing.published_at, standing.published_by = timezone.now(), str(user)
        standing.save(update_fields=["published_at", "published_by"])
        details = {"study": standing.study.slug, "number": standing.number}
        audit.record(Action.PUBLISHED, by=user, subject="analysis", subject_id=standing.pk, details=details)
    return standing
