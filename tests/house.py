"""A small whole house: everybody, one study with something in every room, and where each address leads in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from virksom.people.models import Membership, Unit, User
from virksom.people.roles import Role
from virksom.study.coding.models import Assignment
from virksom.study.crosscase import services as crosscase
from virksom.study.crosscase.models import Analysis
from virksom.study.crosscase.tests.conftest import fill
from virksom.study.harvest import keystore
from virksom.study.harvest.models import HarvestRun, QuarantineItem, Study, StudyCase, StudyMember, StudyStep

PASSWORD = "en lang nok kode"
# Well-known people: the word tests use → the role they hold. The first three are on the study's team.
PEOPLE: dict[str, Role] = {
    "analyst": Role.ANALYST,
    "practitioner": Role.PRACTITIONER,
    "leader": Role.LEADER,
    "contact_person": Role.CONTACT_PERSON,
    "caseworker": Role.AUTHORITY_CASEWORKER,
    "citizen": Role.CITIZEN,
    "dpo": Role.DATA_PROTECTION_OFFICER,
    "administrator": Role.ADMINISTRATOR,
    "outsider": Role.ANALYST,
}
TEAM = ("analyst", "practitioner", "leader")


@dataclass
class House:
    """The people by the words tests use, and what the parameters of addresses stand for."""

    people: dict[str, User]
    unit: Unit
    study: Study
    case: StudyCase
    unassigned: StudyCase
    run: HarvestRun
    item: QuarantineItem
    analysis: Analysis

    def parameters(self, name: str, wanted: tuple[str, ...]) -> dict[str, object]:
        """Return values for an address's parameters; a name that means different things says so below."""
        special = _SPECIAL.get(name, lambda house: {})(self)
        known: dict[str, object] = {
            "slug": self.study.slug,
            "pseudonym": self.case.pseudonym,
            "run": self.run.pk,
            "item": self.item.pk,
            "reason": self.item.reason,
            "key": "alliance_bond",
            "number": self.analysis.number,
            "pk": 1,
        }
        return {parameter: (known | special)[parameter] for parameter in wanted}


_SPECIAL: dict[str, Callable[[House], dict[str, object]]] = {
    "harvest:step": lambda house: {"number": 2},
    "coding:step": lambda house: {"step": "udfald"},
    "people:unit": lambda house: {"number": house.unit.pk},
    "crosscase:condition": lambda house: {"key": "duration_months"},
} | {
    f"people:{name}": lambda house: {
        "number": house.people["outsider"].pk,
        "held": house.people["outsider"].memberships.get().pk,
    }
    for name in ("person", "give-role", "take-role", "access", "password", "second-factor")
}


@transaction.atomic
def build() -> House:
    """Build the house in the databases that are open now."""
    unit = Unit.objects.create(name="Familiecentret")
    people = {word: _person(word, role, unit) for word, role in PEOPLE.items()}
    study = Study.objects.create(slug="familiecentret", title="Hvad kendetegner sagerne?", synthetic=True)
    StudyStep.objects.bulk_create(StudyStep(study=study, number=number) for number in range(1, 7))
    StudyMember.objects.bulk_create(StudyMember(study=study, user=people[word]) for word in TEAM)
    keystore.create_secret(study.pk)
    fill(study, people["practitioner"], people["analyst"], cases=40)
    case = study.cases.first()
    Assignment.objects.filter(case=case, place="second").delete()
    unassigned = StudyCase.objects.create(
        study=study, pseudonym="S-LEDIG", started_on=date(2024, 1, 1), ended_on=date(2024, 9, 1)
    )
    return House(
        people, unit, study, case, unassigned, _run(study), _item(study), crosscase.analyse(people["analyst"], study)
    )


def _person(word: str, role: Role, unit: Unit) -> User:
    user = User.objects.create_user(username=word, password=PASSWORD, display_name=word.replace("_", " ").title())
    Membership.objects.create(user=user, unit=unit, role=role)
    return user


def _run(study: Study) -> HarvestRun:
    """A harvest that is under way: the page that follows it is the one to look at."""
    now = timezone.now()
    return HarvestRun.objects.create(
        study=study, state="running", started_at=now, beat_at=now, cases_total=41, cases_done=12, rows_in=50
    )


def _item(study: Study) -> QuarantineItem:
    return QuarantineItem.objects.create(
        study=study,
        source="a" * 64,
        system="sensum",
        file="notater.csv",
        place="linje 7, kolonne »dato«",
        reason="bad_date",
        message="Datoen kunne ikke læses. Skriv den som 2024-05-31.",
    )
