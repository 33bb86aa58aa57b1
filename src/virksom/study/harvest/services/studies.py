"""Studies: made, staffed, followed step by step, locked."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.errors import BadInput, NotAllowed, StaleVersion, WrongState
from virksom.people import audit, permissions
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.people.services import COMMAND_LINE
from virksom.study.harvest import keystore
from virksom.study.harvest.models import RunState, StepState, Study, StudyMember, StudyStep
from virksom.study.harvest.permissions import check_in_study, on_team

STEPS = 6

# The address of a study is its short name; these are the addresses of pages.
TAKEN_WORDS = frozenset({"ny"})


def create_study(
    user: User,
    *,
    slug: str,
    title: str,
    purpose: str = "",
    period_start: date | None = None,
    period_end: date | None = None,
    synthetic: bool = False,
) -> Study:
    """Make a study with its secret, its six steps, and its maker on the team.

    Raises:
        NotAllowed: the user may not make studies.
        BadInput: the short name is taken or not a short name, the title is empty, or the period goes backwards.
    """
    permissions.check(user, Permission.CREATE_STUDY)
    _check_study(slug, title, period_start, period_end)
    with transaction.atomic():
        study = Study.objects.create(
            slug=slug,
            title=title.strip(),
            purpose=purpose.strip(),
            period_start=period_start,
            period_end=period_end,
            synthetic=synthetic,
        )
        StudyMember.objects.create(study=study, user=user)
        StudyStep.objects.bulk_create(StudyStep(study=study, number=number) for number in range(1, STEPS + 1))
        # The key store is another database. A key left behind by a study that was rolled back opens nothing, and is
        # replaced when its number is given out again.
        keystore.create_secret(study.pk)
        audit.record(Action.CREATED, by=user, subject="study", subject_id=study.slug, details={"synthetic": synthetic})
    return study


def _check_study(slug: str, title: str, start: date | None, end: date | None) -> None:
    try:
        validate_slug(slug)
    except ValidationError:
        raise BadInput(_("Det korte navn må kun have bogstaverne a–z, tal og bindestreg.")) from None
    if slug in TAKEN_WORDS:
        raise BadInput(_("Det korte navn bruges til noget andet. Vælg et andet."))
    if not title.strip():
        raise BadInput(_("Undersøgelsen skal have en titel."))
    if start and end and end < start:
        raise BadInput(_("Perioden slutter, før den begynder. Ret datoerne."))
    if Study.objects.filter(slug=slug).exists():
        raise BadInput(_("Der er allerede en undersøgelse med det korte navn. Vælg et andet."))


def add_member(user: User, study: Study, member: User) -> StudyMember:
    """Give somebody a place on the study's team; giving it twice changes nothing."""
    _check_manages_team(user, study)
    with transaction.atomic():
        place, new = StudyMember.objects.get_or_create(study=study, user=member)
        if new:
            details = {"added": member.pk}
            audit.record(Action.CHANGED, by=user, subject="study", subject_id=study.slug, details=details)
    return place


def remove_member(user: User, study: Study, member: User) -> None:
    """Take somebody off the study's team.

    Raises:
        WrongState: nobody would be left on the team.
    """
    _check_manages_team(user, study)
    with transaction.atomic():
        places = StudyMember.objects.select_for_update().filter(study=study)
        if not places.exclude(user=member).exists():
            raise WrongState(_("Der skal være mindst én på holdet. Føj en anden til først."))
        removed, _by_model = places.filter(user=member).delete()
        if removed:
            details = {"removed": member.pk}
            audit.record(Action.CHANGED, by=user, subject="study", subject_id=study.slug, details=details)


def _check_manages_team(user: User, study: Study) -> None:
    """The team itself decides who joins; the workspace's command line stands above, and the log shows it."""
    permissions.check(user, Permission.MANAGE_STUDY_TEAM)
    if not on_team(user, study) and user.username != COMMAND_LINE:
        raise NotAllowed(_("Du er ikke med i denne undersøgelse. Spørg den, der leder den."))


def set_step(
    user: User, study: Study, number: int, state: str, note: str = "", version: int | None = None
) -> StudyStep:
    """Say how far a step is.

    Args:
        version: the version the user saw; a later one makes the save stale.

    Raises:
        BadInput: there is no such step or state.
        StaleVersion: somebody else changed the step first.
    """
    check_in_study(user, Permission.MANAGE_STUDY_TEAM, study)
    if state not in StepState.values:
        raise BadInput(_("Vælg, hvor langt trinnet er: ikke begyndt, i gang eller færdigt."))
    with transaction.atomic():
        step = StudyStep.objects.select_for_update().filter(study=study, number=number).first()
        if step is None:
            raise BadInput(_("Der er seks trin, fra 1 til 6."))
        if version is not None and version != step.version:
            raise StaleVersion(_("En anden har rettet trinnet imens."), theirs=step.note, yours=note)
        if (step.state, step.note) != (state, note.strip()):
            step.state, step.note, step.version = state, note.strip(), step.version + 1
            step.save()
            details = {"step": number, "state": state}
            audit.record(Action.CHANGED, by=user, subject="study", subject_id=study.slug, details=details)
    return step


def lock_study(user: User, study: Study) -> Study:
    """Destroy the study's key: no case can be found from its number any more, and nothing can be added.

    Raises:
        WrongState: a harvest is running.
    """
    check_in_study(user, Permission.LOCK_STUDY, study)
    with transaction.atomic():
        study = Study.objects.select_for_update().get(pk=study.pk)
        if study.runs.filter(state=RunState.RUNNING).exists():
            raise WrongState(_("En høst er i gang. Vent, til den er færdig, eller afbryd den først."))
        if study.locked_at is None:
            study.locked_at = timezone.now()
            study.save(update_fields=["locked_at"])
            destroyed = keystore.destroy(study.pk)
            study.runs.update(source=b"")
            details = {"destroyed": destroyed}
            audit.record(Action.LOCKED, by=user, subject="study", subject_id=study.slug, details=details)
    return study
