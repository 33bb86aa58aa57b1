from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from virksom.errors import NotAllowed, WrongState
from virksom.people import services
from virksom.people.models import AuditEvent, Membership, User
from virksom.people.roles import Role
from virksom.people.tests.conftest import SECRET, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, administrator):
    client.force_login(administrator)
    return client


def last_details(user):
    return AuditEvent.objects.filter(subject="user", subject_id=user.pk).first().details


def make(admin, organisation, **more):
    fields = {"username": "ny", "display_name": "Nina Ny", "role": "leader", "unit": organisation.pk}
    return admin.post("/mennesker/ny/", fields | more)


def test_a_new_user_gets_a_password_for_once_and_must_choose_their_own(admin, organisation):
    page = make(admin, organisation).text
    password = re.search(r'id="once">([^<]+)<', page)[1]
    theirs = Client()
    assert log_in(theirs, "ny", password).status_code == 302
    assert theirs.get("/").url == "/konto/adgangskode/"
    change = {"oldpassword": password, "password1": "fire glade heste i regn", "password2": "fire glade heste i regn"}
    assert "Vælg din egen adgangskode" in theirs.get("/konto/adgangskode/").text
    theirs.post("/konto/adgangskode/", change)
    assert theirs.get("/").status_code == 200
    assert User.objects.get(username="ny").roles == {Role.LEADER}


def test_the_password_for_once_is_nowhere_in_the_log(admin, organisation):
    password = re.search(r'id="once">([^<]+)<', make(admin, organisation).text)[1]
    assert password not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize(
    ("username", "told"), [("administrator", "er taget"), ("0101901234", "CPR-nummer"), ("", "påkrævet")]
)
def test_a_user_name_that_cannot_be_used_is_told_at_its_field(admin, organisation, username, told):
    page = make(admin, organisation, username=username)
    assert told in str(page.context["form"].errors["username"])
    assert User.objects.count() == 1


def test_a_role_is_given_in_a_unit_and_taken_back(admin, analyst, organisation):
    admin.post(f"/mennesker/{analyst.pk}/rolle/", {"role": "leader", "unit": organisation.pk})
    held = Membership.objects.get(user=analyst, role="leader")
    assert last_details(analyst) == {"given": "leader", "unit": organisation.pk}
    admin.post(f"/mennesker/{analyst.pk}/rolle/{held.pk}/fjern/")
    assert not Membership.objects.filter(pk=held.pk).exists()
    assert last_details(analyst) == {"taken": "leader", "unit": organisation.pk}


def test_a_role_that_does_not_exist_is_refused_at_its_field(admin, analyst, organisation):
    page = admin.post(f"/mennesker/{analyst.pk}/rolle/", {"role": "konge", "unit": organisation.pk})
    assert page.context["form"].errors["role"]


def test_one_persons_role_is_not_taken_through_anothers_page(admin, analyst, leader):
    held = leader.memberships.get()
    assert admin.post(f"/mennesker/{analyst.pk}/rolle/{held.pk}/fjern/").status_code == 404


def test_the_last_administrator_stays(admin, administrator):
    held = administrator.memberships.get()
    assert admin.post(f"/mennesker/{administrator.pk}/rolle/{held.pk}/fjern/").status_code == 409
    assert Membership.objects.filter(pk=held.pk).exists()


def test_access_is_closed_and_opened_again(admin, analyst):
    admin.post(f"/mennesker/{analyst.pk}/adgang/", {"active": "0"})
    analyst.refresh_from_db()
    assert not analyst.is_active
    admin.post(f"/mennesker/{analyst.pk}/adgang/", {"active": "1"})
    analyst.refresh_from_db()
    assert analyst.is_active


def test_nobody_closes_their_own_access(admin, administrator):
    assert admin.post(f"/mennesker/{administrator.pk}/adgang/", {"active": "0"}).status_code == 409


def test_a_forgotten_password_is_replaced_and_open_sessions_end(admin, analyst):
    theirs = Client()
    log_in(theirs)
    page = admin.post(f"/mennesker/{analyst.pk}/adgangskode/").text
    assert theirs.get("/").status_code == 302
    password = re.search(r'id="once">([^<]+)<', page)[1]
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", password)
    assert log_in(Client(), "analytiker", password).status_code == 302
    assert last_details(analyst) is not None


def test_a_lost_second_factor_is_removed_and_it_is_in_the_log(admin, analyst):
    TOTP.activate(analyst, SECRET)
    admin.post(f"/mennesker/{analyst.pk}/ekstra-sikkerhed/")
    assert not Authenticator.objects.filter(user=analyst).exists()
    assert last_details(analyst) == {"second factor removed": 1}


def test_nobody_removes_their_own_second_factor_this_way(admin, administrator):
    TOTP.activate(administrator, SECRET)
    assert admin.post(f"/mennesker/{administrator.pk}/ekstra-sikkerhed/").status_code == 409
    assert Authenticator.objects.filter(user=administrator).exists()


def test_the_command_line_gets_no_password(administrator):
    user = services.command_line_user()
    with pytest.raises(WrongState):
        services.reset_password(administrator, user)


def test_only_an_administrator_may(analyst, leader, organisation):
    for act in (
        lambda: services.reset_password(analyst, leader),
        lambda: services.remove_second_factor(analyst, leader),
        lambda: services.set_active(analyst, leader, active=False),
        lambda: services.give_role(analyst, analyst, Role.ADMINISTRATOR, organisation),
        lambda: services.take_role(analyst, leader.memberships.get()),
        lambda: services.create_unit(analyst, name="Ny"),
        lambda: services.change_unit(analyst, organisation, name="Ny", parent=None),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_people_are_found_by_name_and_listed_with_few_queries(
    admin, analyst, leader, dpo, django_assert_max_num_queries
):
    assert [each.username for each in admin.get("/mennesker/?soeg=analyt").context["people"]] == ["analytiker"]
    with django_assert_max_num_queries(8):
        admin.get("/mennesker/")


def test_numbers_of_nobody_are_not_found(admin):
    assert admin.get("/mennesker/9999/").status_code == 404
    assert admin.post("/mennesker/9999/adgang/", {"active": "0"}).status_code == 404
