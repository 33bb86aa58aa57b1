from __future__ import annotations

import time

import pytest

from virksom.people.models import AuditEvent

pytestmark = pytest.mark.django_db


def make_old(client, **seconds):
    session = client.session
    for name, ago in seconds.items():
        session[name] = time.time() - ago
    session.save()


def test_half_an_hour_without_use_ends_the_session(client, analyst):
    client.force_login(analyst)
    client.get("/")
    make_old(client, seen=31 * 60)
    answer = client.get("/om/?a=1")
    assert answer.url == "/konto/login/?next=%2Fom%2F%3Fa%3D1&udloebet=1"
    assert "Du er logget af, fordi der var gået tid" in client.get(answer.url).text
    assert client.get("/").status_code == 302
    assert AuditEvent.objects.get(action="logged_out").details == {"why": "idle"}


def test_use_keeps_the_session_open(client, analyst):
    client.force_login(analyst)
    client.get("/")
    make_old(client, seen=29 * 60)
    assert client.get("/").status_code == 200
    assert time.time() - client.session["seen"] < 5


def test_ten_hours_end_the_session_however_busy(client, analyst):
    client.force_login(analyst)
    client.get("/")
    make_old(client, began=10 * 3600 + 1, seen=1)
    assert client.get("/").url.startswith("/konto/login/")


def test_what_was_sent_in_an_ended_session_is_not_carried_out(client, administrator):
    client.force_login(administrator)
    client.get("/")
    make_old(client, seen=31 * 60)
    answer = client.post("/enheder/", {"name": "Ny", "parent": 1})
    assert answer.url == "/konto/login/?udloebet=1"


def test_htmx_is_told_to_go_to_log_in(client, analyst):
    client.force_login(analyst)
    client.get("/")
    make_old(client, seen=31 * 60)
    answer = client.get("/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/konto/login/?udloebet=1"
