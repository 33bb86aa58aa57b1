"""Settle what two coders see differently, with a reason; what each of them said stays as it was."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.errors import StaleVersion, WrongState
from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.coding import policies
from virksom.study.coding.answers import clean_value
from virksom.study.coding.errors import NotAValue, ReasonIsMissing
from virksom.study.coding.models import Coding, Missing, Settlement, Variable
from virksom.study.harvest.models import StudyCase
from virksom.study.harvest.permissions import check_in_study


def settle(
    user: User,
    case: StudyCase,
    variable: Variable,
    *,
    value: str = "",
    missing: str = "",
    reason: str,
    seen_version: int = 0,
) -> Settlement:
    """Decide which value counts where the coders differ.

    Raises:
        NotAllowed: the user may not settle codings of this study.
        WrongState: not both coders are finished, or they do not differ, or no reason is given.
        StaleVersion: somebody else settled it meanwhile.
    """
    check_in_study(user, Permission.SETTLE_CODINGS, case.study)
    if not reason.strip():
        raise ReasonIsMissing(_("Skriv, hvorfor det afgøres sådan."))
    if missing and missing not in Missing.values:
        raise NotAValue(_("Vælg, hvorfor det ikke kan ses af materialet."))
    value = "" if missing else clean_value(variable, value)
    with transaction.atomic():
        StudyCase.objects.select_for_update().get(pk=case.pk)
        _check_they_differ(case, variable)
        standing = Settlement.objects.filter(case=case, key=variable.key, superseded_at__isnull=True).first()
        _check_not_stale(standing, value or missing, seen_version)
        now = timezone.now()
        if standing is not None:
            standing.superseded_at = now
            standing.save(update_fields=["superseded_at"])
        settlement = Settlement.objects.create(
            case=case,
            variable=variable,
            key=variable.key,
            version=standing.version + 1 if standing else 1,
            value=value,
            missing=missing,
            reason=reason.strip(),
            settled_by=user,
            settled_at=now,
        )
        audit.record(
            Action.SETTLED,
            by=user,
            subject="case",
            subject_id=case.pseudonym,
            details={"study": case.study.slug, "variable": variable.key, "version": settlement.version},
        )
    return settlement


def _check_they_differ(case: StudyCase, variable: Variable) -> None:
    if not policies.both_are_done(case.pk):
        raise WrongState(_("Begge kodere skal være færdige, før uenigheder kan ses og afgøres."))
    standing = Coding.objects.filter(assignment__case=case, key=variable.key, superseded_at__isnull=True)
    said = list(standing.values_list("value", "missing"))
    if len(said) > 1 and len(set(said)) == 1:
        raise WrongState(_("Koderne er enige om denne; der er intet at afgøre."))


def _check_not_stale(standing: Settlement | None, yours: str, seen_version: int) -> None:
    if seen_version != (standing.version if standing else 0):
        raise StaleVersion(
            _("En anden har afgjort det imens. Se begge afgørelser, og afgør den igen, hvis du vil."),
            theirs=(standing.value or standing.missing) if standing else "",
            yours=yours,
        )
