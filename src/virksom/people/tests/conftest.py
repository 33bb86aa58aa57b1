"""Log-in by password and app, as a person does it."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from virksom.people.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "en lang nok kode"


@pytest.fixture
def second_factor_required(settings):
    settings.VIRKSOM_REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def with_app(analyst: User) -> User:
    """The analyst has an app on the phone."""
    TOTP.activate(analyst, SECRET)
    return analyst


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(client: Client, username: str = "analytiker", password: str = PASSWORD, **more):
    return client.post("/konto/login/", {"login": username, "password": password}, **more)
