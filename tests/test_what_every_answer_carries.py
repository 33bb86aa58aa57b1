"""Headers of every answer, cookies, and settings that hold outside the demo."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
PATHS = ["/", "/om/", "/konto/login/", "/konto/opret/", "/log/", "/findes-ikke/", "/undersoegelser", "/konto/2fa/"]


@pytest.fixture
def answers(client, dpo):
    client.force_login(dpo)
    return client.get


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_kept_framed_sniffed_or_told_to_others(answers, path):
    answer = answers(path)
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_refused_form_is_not_kept_either(dpo):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/konto/login/", {"login": "dpo", "password": "x"})
    assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store, private")
    assert "Siden havde stået åben for længe" in answer.text


def test_the_content_security_policy_is_exactly_this(answers):
    policy = dict(part.strip().split(" ", 1) for part in answers("/om/")["Content-Security-Policy"].split(";"))
    nonce = policy.pop("script-src").removeprefix("'self' ")
    assert nonce.startswith("'nonce-")
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "manifest-src": "'self'",
    }


def test_a_nonce_is_used_once(answers):
    assert answers("/om/")["Content-Security-Policy"] != answers("/om/")["Content-Security-Policy"]


def test_over_https_the_browser_is_told_to_stay_there(client, db):
    answer = client.get("/om/", secure=True)
    assert answer["Strict-Transport-Security"] == f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, analyst):
    client.get("/konto/login/")
    client.post("/konto/login/", {"login": "analytiker", "password": "en lang nok kode"})
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace as `virksom init` leaves it: no demo."""
    from virksom.config import workspace

    folder = tmp_path_factory.mktemp("arbejdsmappe")
    workspace.prepare(folder)
    return folder


def run(workspace, *command, **environment):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("VIRKSOM_", "DJANGO_"))}
    asked = {"DJANGO_SETTINGS_MODULE": "virksom.config.settings.embedded", "VIRKSOM_WORKSPACE": str(workspace)}
    return subprocess.run(
        [sys.executable, *command],
        env=inherited | asked | environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


@pytest.mark.slow
def test_settings_outside_the_demo_have_nothing_to_be_warned_of(workspace):
    done = run(workspace, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr.strip()) == (0, "")


ASK = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SECURE_HSTS_SECONDS >= 31536000,
      s.SECURE_SSL_REDIRECT, s.VIRKSOM_REQUIRE_SECOND_FACTOR, not s.DEBUG, "*" not in s.ALLOWED_HOSTS)
"""


@pytest.mark.slow
def test_outside_the_demo_everything_is_on(workspace):
    assert run(workspace, "-c", ASK).stdout.split() == ["True"] * 8


@pytest.mark.slow
def test_plain_http_is_sent_to_https_and_the_new_database_keeps_its_log(workspace):
    code = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
from django.test import Client
call_command("migrate", verbosity=0)
answer = Client(headers={"host": "localhost"}).get("/om/")
print(answer.status_code, answer.headers["Location"])
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'people_auditevent'")
    print(cursor.fetchone()[0])
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'people_cache'")
    print(cursor.fetchone()[0])
"""
    done = run(workspace, "-c", code)
    assert done.stdout.split() == ["301", "https://localhost/om/", "2", "1"], done.stderr


def test_only_outside_the_demo_is_a_proxy_believed(settings):
    from virksom.cli.serving import trusted_proxy

    settings.SESSION_COOKIE_SECURE = False
    assert trusted_proxy() == {}
    settings.SESSION_COOKIE_SECURE = True
    assert trusted_proxy()["trusted_proxy"] == "127.0.0.1"
