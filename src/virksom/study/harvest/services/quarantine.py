"""What stands in quarantine is settled with a reason, by somebody, once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.errors import BadInput, WrongState
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.harvest.models import QuarantineItem, Study
from virksom.study.harvest.permissions import check_in_study


def settle_quarantine(user: User, item: QuarantineItem, reason: str) -> QuarantineItem:
    """Settle one item: it stays in the ledger, with who settled it and why.

    Raises:
        BadInput: no reason was given.
        WrongState: somebody settled it already.
    """
    check_in_study(user, Permission.MEND_QUARANTINE, item.study)
    if not reason.strip():
        raise BadInput(_("Skriv, hvorfor det er i orden, at dette ikke er med."))
    with transaction.atomic():
        item = QuarantineItem.objects.select_for_update().select_related("study").get(pk=item.pk)
        if item.settled_at:
            raise WrongState(_("Punktet er allerede afgjort af {}.").format(item.settled_by))
        item.settled_at, item.settled_by, item.settled_reason = timezone.now(), str(user), reason.strip()
        item.save(update_fields=["settled_at", "settled_by", "settled_reason"])
        details = {"study": item.study.slug, "reason": item.reason}
        audit.record(Action.SETTLED, by=user, subject="quarantine", subject_id=item.pk, details=details)
    return item


def settle_reason(user: User, study: Study, code: str, reason: str) -> int:
    """Settle everything that is open for one and the same cause, and return how many that were.

    Raises:
        BadInput: no reason was given.
    """
    check_in_study(user, Permission.MEND_QUARANTINE, study)
    if not reason.strip():
        raise BadInput(_("Skriv, hvorfor det er i orden, at dette ikke er med."))
    with transaction.atomic():
        open_items = QuarantineItem.objects.filter(study=study, reason=code, settled_at__isnull=True)
        settled = open_items.update(settled_at=timezone.now(), settled_by=str(user), settled_reason=reason.strip())
        if settled:
            details = {"study": study.slug, "reason": code, "items": settled}
            audit.record(Action.SETTLED, by=user, subject="quarantine", subject_id=study.slug, details=details)
    return settled
