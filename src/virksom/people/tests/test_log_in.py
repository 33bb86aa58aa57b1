from __future__ import annotations

import logging

import pytest
from django.test import Client

from virksom.people.models import AuditEvent
from virksom.people.tests.conftest import log_in

pytestmark = pytest.mark.django_db


def events(action):
    return list(AuditEvent.objects.filter(action=action).values_list("actor_id", "subject_id", "details"))


def test_the_right_password_opens_the_start_page(client, analyst):
    answer = log_in(client, follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    assert "Anna Analytiker" in answer.text
    assert events("logged_in") == [(str(analyst.pk), str(analyst.pk), {})]


def test_the_user_name_may_be_written_in_capitals(client, analyst):
    assert log_in(client, "ANALYTIKER").url == "/"


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(client, analyst):
    wrong, unknown = log_in(client, password="forkert"), log_in(client, "findes-ikke")
    for answer in (wrong, unknown):
        assert "Brugernavn og adgangskode passer ikke sammen." in answer.text


def test_a_failed_log_in_is_in_the_log_without_what_was_typed(client, analyst):
    log_in(client, password="forkert")
    log_in(client, "0101901234")
    assert events("login_failed") == [
        ("system", "", {"step": "password"}),
        ("system", str(analyst.pk), {"step": "password"}),
    ]
    assert "0101901234" not in str(list(AuditEvent.objects.values()))


def test_nothing_typed_reaches_the_program_log(client, analyst, caplog):
    caplog.set_level(logging.DEBUG)
    log_in(client, password="forkert-hemmelighed")
    log_in(client)
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "forkert-hemmelighed" not in said
    assert "analytiker" not in said


def test_the_sixth_try_is_refused_even_with_the_right_password(client, analyst):
    for _try in range(5):
        log_in(client, password="forkert")
    answer = log_in(client)
    assert "Vent fem minutter" in answer.text
    assert not events("logged_in")


def test_tries_are_counted_across_browsers(analyst):
    for _try in range(5):
        log_in(Client(), password="forkert")
    assert "Vent fem minutter" in log_in(Client()).text


def test_the_session_gets_a_new_number_at_log_in(client, analyst):
    client.get("/konto/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    log_in(client)
    assert client.session.session_key != before


def test_log_out_ends_the_session_and_is_in_the_log(client, analyst):
    log_in(client)
    key = client.cookies["sessionid"].value
    client.post("/konto/logout/")
    client.cookies["sessionid"] = key
    assert client.get("/").status_code == 302
    assert events("logged_out") == [(str(analyst.pk), str(analyst.pk), {})]


def test_a_link_alone_logs_nobody_out(client, analyst):
    client.force_login(analyst)
    assert "Vil du logge af?" in client.get("/konto/logout/").text
    assert client.get("/").status_code == 200


def test_closed_access_ends_sessions_and_lets_nobody_in(client, analyst):
    log_in(client)
    analyst.is_active = False
    analyst.save()
    assert client.get("/").url.startswith("/konto/login/")
    assert log_in(Client()).status_code in {200, 302}
    assert not AuditEvent.objects.filter(action="logged_in").count() > 1


def test_nobody_signs_up(client, db):
    answer = client.post(
        "/konto/opret/", {"username": "ny", "password1": "en lang nok kode", "password2": "en lang nok kode"}
    )
    assert "Man kan ikke oprette sig selv" in answer.text


def test_there_are_no_pages_for_mail_or_reset_by_mail(client, db):
    for path in ("/konto/email/", "/konto/password/reset/", "/konto/signup/", "/konto/confirm-email/"):
        assert client.get(path).status_code == 404


def test_log_in_leads_on_only_to_our_own_pages(client, analyst):
    answer = client.post(
        "/konto/login/?next=https://ondt.example/", {"login": "analytiker", "password": "en lang nok kode"}
    )
    assert answer.url == "/"


def test_the_session_ends_with_the_browser(client, analyst):
    log_in(client)
    assert client.cookies["sessionid"]["expires"] == ""
