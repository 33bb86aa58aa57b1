"""Well-known people and one study, for tests of every room."""

from __future__ import annotations

import pytest

from virksom.people.models import Membership, Unit, User
from virksom.people.roles import Role


@pytest.fixture
def organisation(db) -> Unit:
    return Unit.objects.create(name="Familiecentret")


def _person(unit: Unit, username: str, name: str, role: Role) -> User:
    user = User.objects.create_user(username=username, password="en lang nok kode", display_name=name)
    Membership.objects.create(user=user, unit=unit, role=role)
    return user


@pytest.fixture
def analyst(organisation: Unit) -> User:
    return _person(organisation, "analytiker", "Anna Analytiker", Role.ANALYST)


@pytest.fixture
def practitioner(organisation: Unit) -> User:
    return _person(organisation, "fagperson", "Frida Fagperson", Role.PRACTITIONER)


@pytest.fixture
def contact_person(organisation: Unit) -> User:
    return _person(organisation, "kontaktperson", "Karl Kontaktperson", Role.CONTACT_PERSON)


@pytest.fixture
def leader(organisation: Unit) -> User:
    return _person(organisation, "leder", "Lise Leder", Role.LEADER)


@pytest.fixture
def caseworker(organisation: Unit) -> User:
    return _person(organisation, "sagsbehandler", "Sanne Sagsbehandler", Role.AUTHORITY_CASEWORKER)


@pytest.fixture
def citizen_user(organisation: Unit) -> User:
    return _person(organisation, "borger", "Bent Borger", Role.CITIZEN)


@pytest.fixture
def dpo(organisation: Unit) -> User:
    return _person(organisation, "dpo", "Dorte Databeskytter", Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
def administrator(organisation: Unit) -> User:
    return _person(organisation, "administrator", "Adam Administrator", Role.ADMINISTRATOR)


@pytest.fixture
def outsider(organisation: Unit) -> User:
    """An analyst who is on no team: the role alone must open nothing."""
    return _person(organisation, "udenfor", "Ulla Udenfor", Role.ANALYST)


@pytest.fixture
def study(analyst: User, practitioner: User, leader: User):
    """A study with an analyst, a practitioner and a leader on its team."""
    from virksom.study.harvest.models import Study, StudyMember

    study = Study.objects.create(slug="familiecentret", title="Hvad kendetegner sagerne?")
    StudyMember.objects.bulk_create([StudyMember(study=study, user=user) for user in (analyst, practitioner, leader)])
    return study
