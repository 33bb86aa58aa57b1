"""Every address of the house, opened and written to by everybody, compared with a table of who may."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.every_address import EVERY_ADDRESS, Address
from tests.house import PEOPLE, House
from tests.urls_of_the_house import every_pattern

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WHO = [*PEOPLE, "anonymous"]
# Where somebody is sent who asks for a page that takes a log-in.
LOG_IN = "/konto/login/?next="
PATTERNS = {pattern.name: pattern for pattern in every_pattern(get_resolver())}


@contextmanager
def undone():
    """Whatever happens in here leaves no trace in either database."""
    with ExitStack() as stack:
        for alias in ("default", "keys"):
            stack.enter_context(transaction.atomic(using=alias))
        yield
        for alias in ("default", "keys"):
            transaction.set_rollback(True, using=alias)


@pytest.fixture(scope="module")
def visitors(house: House, django_db_blocker):
    """Everybody's browser, logged in already."""
    clients = {who: Client(raise_request_exception=False) for who in WHO}
    with django_db_blocker.unblock():
        for who, user in house.people.items():
            clients[who].force_login(user)
    return clients


def at(house: House, name: str) -> str:
    return reverse(name, kwargs=house.parameters(name, PATTERNS[name].parameters))


def answer(client: Client, method: str, path: str, sends: dict[str, object]) -> tuple[int, str]:
    cookies = client.cookies.copy()
    with undone():
        response = getattr(client, method)(path, sends)
        if response.streaming:
            b"".join(response)
    client.cookies = cookies
    return response.status_code, response.headers.get("Location", "")


def refused(status: int, location: str, who: str) -> bool:
    if who == "anonymous":
        return (status == 302 and location.startswith("/konto/login/")) or status == 405
    return status in {403, 404, 405} or (status == 302 and location in {"/", "/konto/login/"})


def let_in(status: int, location: str, address: Address, method: str) -> bool:
    if address.missing and status in {302, 404}:
        return True
    if method == "get":
        return status in ({200, 204, 302} if address.leads_on else {200, 204}) and not location.startswith(
            "/konto/login/"
        )
    # A writer who is let in may still be told that what was sent is wrong, or not possible now.
    return status in {200, 302, 400, 409, 422} and not location.startswith(LOG_IN)


def test_every_address_is_in_the_table_and_nothing_else_is():
    assert set(PATTERNS) == set(EVERY_ADDRESS)


@pytest.mark.parametrize("name", sorted(EVERY_ADDRESS))
def test_only_those_in_the_table_open_it(house, visitors, name):
    address, path = EVERY_ADDRESS[name], at(house, name)
    wrong = {}
    for who in WHO:
        got = answer(visitors[who], "get", path, {})
        fits = let_in(*got, address, "get") if who in address.get.split() else refused(*got, who)
        if not fits:
            wrong[who] = got
    assert not wrong, path


@pytest.mark.parametrize("name", sorted(EVERY_ADDRESS))
def test_only_those_in_the_table_write_there(house, visitors, name):
    address, path = EVERY_ADDRESS[name], at(house, name)
    wrong = {}
    for who in WHO:
        got = answer(visitors[who], "post", path, dict(address.sends))
        fits = let_in(*got, address, "post") if who in (address.post or "").split() else refused(*got, who)
        if not fits:
            wrong[who] = got
    assert not wrong, path


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_address_takes_other_ways_of_writing(house, visitors, method):
    ways_in = {}
    for name in EVERY_ADDRESS:
        status, _location = answer(visitors["administrator"], method, at(house, name), {})
        # The account's own forms take PUT as a POST, with the same checks.
        if status not in {302, 403, 404, 405} and not name.startswith(("account_", "mfa_")):
            ways_in[name] = status
    assert not ways_in


def test_who_reads_every_case_opens_one_that_is_nobodys(house, visitors):
    path = at(house, "coding:case").replace(house.case.pseudonym, house.unassigned.pseudonym)
    assert answer(visitors["analyst"], "get", path, {})[0] == 200


@pytest.mark.parametrize("name", ["coding:case", "coding:passage"])
def test_a_coder_opens_no_case_that_was_not_given_to_them(house, visitors, name):
    path = at(house, name).replace(house.case.pseudonym, house.unassigned.pseudonym)
    assert answer(visitors["practitioner"], "get", path, {})[0] == 403


@pytest.mark.parametrize("name", ["coding:save", "coding:passage", "coding:step"])
def test_a_coder_writes_in_no_case_that_was_not_given_to_them(house, visitors, name):
    path = at(house, name).replace(house.case.pseudonym, house.unassigned.pseudonym)
    for who in ("practitioner", "analyst"):
        status, _location = answer(visitors[who], "post", path, {"value": "4"})
        assert status in {403, 404}, who


def test_the_material_page_of_a_case_leads_a_coder_without_it_to_no_text(house, visitors):
    path = at(house, "harvest:case").replace(house.case.pseudonym, house.unassigned.pseudonym)
    with undone():
        assert visitors["practitioner"].get(path, follow=True).status_code == 403


def test_a_thing_of_another_study_is_not_found_through_ones_own(house, visitors):
    from virksom.study.harvest.models import Study, StudyCase, StudyMember

    with undone():
        other = Study.objects.create(slug="en-anden", title="En anden")
        StudyMember.objects.create(study=other, user=house.people["outsider"])
        StudyCase.objects.create(study=other, pseudonym="S-ANDEN")
        for name in (
            "harvest:case",
            "harvest:progress",
            "harvest:settle",
            "coding:case",
            "crosscase:earlier",
            "crosscase:report",
        ):
            path = at(house, name).replace(house.study.slug, other.slug)
            assert visitors["outsider"].get(path).status_code == 404, path


def test_a_published_report_is_read_by_those_who_may_and_no_others(house, visitors):
    from virksom.study.crosscase import services

    with undone():
        services.publish(house.people["leader"], house.analysis)
        readers = {who for who in WHO if visitors[who].get(at(house, "crosscase:report")).status_code == 200}
    assert readers == {"analyst", "practitioner", "leader", "contact_person", "caseworker", "dpo", "outsider"}
