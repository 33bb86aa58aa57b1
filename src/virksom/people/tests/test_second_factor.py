from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from virksom.people.models import AuditEvent
from virksom.people.tests.conftest import SECRET, code_now, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor_required")]

PAGES = ["/", "/om/", "/log/", "/mennesker/", "/undersoegelser/", "/findes-ikke/", "//konto/../log/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_password_alone_opens_no_page(client, analyst, path):
    log_in(client)
    assert client.get(path).headers.get("Location") == "/konto/2fa/"


def test_nothing_is_written_with_a_password_alone(client, administrator):
    log_in(client, "administrator")
    answer = client.post("/enheder/", {"name": "Ny", "parent": 1})
    assert answer.url == "/konto/2fa/"


def test_htmx_is_sent_away_too_and_by_its_own_header(client, analyst):
    log_in(client)
    answer = client.get("/undersoegelser/", headers={"HX-Request": "true"})
    assert (answer.content, answer["HX-Redirect"]) == (b"", "/konto/2fa/")


def test_language_can_be_chosen_but_leads_nowhere(client, analyst):
    log_in(client)
    answer = client.post("/sprog/setlang/", {"language": "en", "next": "/log/"})
    assert client.get(answer.url).url == "/konto/2fa/"


def test_recovery_codes_alone_are_no_second_factor(client, analyst):
    log_in(client)
    Authenticator.objects.create(user=analyst, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert client.get("/").url == "/konto/2fa/"


def set_up_app(client):
    """Confirm the password, read the secret off the page, write the code."""
    answer = client.get("/konto/2fa/totp/activate/")
    if answer.status_code == 302:
        client.post(answer.url, {"password": "en lang nok kode"})
        answer = client.get("/konto/2fa/totp/activate/")
    secret = re.search(r"<code>([A-Z2-7]+)</code>", answer.text)[1]
    return client.post("/konto/2fa/totp/activate/", {"code": code_now(secret)}, follow=True)


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_house_and_gives_recovery_codes(client, analyst):
    log_in(client)
    answer = set_up_app(client)
    assert len(re.findall(r"<li><code>\d+</code></li>", answer.text)) == 10
    assert client.get("/").status_code == 200
    assert {"second factor added": "totp"} in [event.details for event in AuditEvent.objects.all()]


@pytest.mark.django_db(transaction=True)
def test_an_old_session_does_not_become_whole_when_the_factor_is_set_up_elsewhere(client, analyst):
    thief = Client()
    log_in(thief)
    log_in(client)
    set_up_app(client)
    assert thief.get("/").url == "/konto/login/"
    assert thief.get("/").url.startswith("/konto/login/?next=")


def test_password_and_code_together_open_the_house(client, with_app):
    assert log_in(client).url == "/konto/2fa/authenticate/"
    assert client.get("/").url.startswith("/konto/login/")
    assert client.post("/konto/2fa/authenticate/", {"code": code_now()}).url == "/"
    assert client.get("/").status_code == 200


def test_a_wrong_code_opens_nothing_and_is_in_the_log(client, with_app):
    log_in(client)
    wrong = f"{(int(code_now()) + 1) % 10**6:06}"
    assert "Koden passer ikke" in client.post("/konto/2fa/authenticate/", {"code": wrong}).text
    assert client.get("/").status_code == 302
    assert AuditEvent.objects.get(action="login_failed").details == {"step": "second factor"}


def test_a_code_is_used_once(client, with_app):
    log_in(client)
    code = code_now()
    client.post("/konto/2fa/authenticate/", {"code": code})
    other = Client()
    log_in(other)
    assert "Koden passer ikke" in other.post("/konto/2fa/authenticate/", {"code": code}).text


def test_the_secret_is_encrypted_in_the_database(with_app):
    assert SECRET not in str(list(Authenticator.objects.values()))
    assert Authenticator.objects.get(user=with_app).wrap().validate_code(code_now())


def test_the_last_factor_stays(client, with_app):
    log_in(client)
    client.post("/konto/2fa/authenticate/", {"code": code_now()})
    answer = client.get("/konto/2fa/totp/deactivate/")
    if answer.status_code == 302:
        client.post(answer.url, {"password": "en lang nok kode"})
    assert "mindst én app eller nøgle" in client.post("/konto/2fa/totp/deactivate/").text
    assert Authenticator.objects.filter(user=with_app).exists()


def test_in_the_demo_a_password_is_enough(client, analyst, settings):
    settings.VIRKSOM_REQUIRE_SECOND_FACTOR = False
    log_in(client)
    assert client.get("/").status_code == 200
