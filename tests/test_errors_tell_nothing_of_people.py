"""What goes wrong is told without whom it was about: in logs, error mails, pages and addresses."""

from __future__ import annotations

import logging
import re

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import get_resolver, path
from django.utils.log import AdminEmailHandler

from tests.urls_of_the_house import every_pattern
from virksom.config import urls
from virksom.config.logging import IdentifierFilter, mask

CPR, NAME, PHONE, MAIL = "010190-1234", "Karoline Hemmelig", "20 30 40 50", "karoline@example.dk"


def breaks(request):
    name = NAME
    if name:  # a local variable, as code that works on a case has them
        raise RuntimeError(f"kunne ikke læse linjen om {CPR}, ring {PHONE}, {MAIL}")


urlpatterns = [*urls.urlpatterns, path("gaar-i-stykker/", breaks)]


@pytest.fixture
def broken(db):
    return Client(raise_request_exception=False)


def post(client):
    with override_settings(ROOT_URLCONF=__name__):
        return client.post("/gaar-i-stykker/?q=x", {"note": f"{NAME} {CPR}"})


def test_the_program_log_of_a_crash_holds_no_identifiers(broken, capsys):
    handler = logging.StreamHandler()
    handler.addFilter(IdentifierFilter())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        post(broken)
    finally:
        logger.removeHandler(handler)
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "[cpr]" in said
    for secret in (CPR, NAME, PHONE, MAIL):
        assert secret not in said


@pytest.mark.parametrize("html", [False, True])
def test_an_error_mail_holds_no_fields_no_variables_and_no_identifiers(broken, settings, html):
    settings.ADMINS = [("Drift", "drift@example.dk")]
    handler = AdminEmailHandler(include_html=html)
    handler.addFilter(IdentifierFilter())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        post(broken)
    finally:
        logger.removeHandler(handler)
    told = str([(sent.subject, sent.body, sent.alternatives) for sent in mail.outbox])
    assert "gaar-i-stykker" in told
    for secret in (CPR, NAME, PHONE, MAIL):
        assert secret not in told


def test_the_page_of_a_crash_says_nothing_of_the_cause(broken):
    page = post(broken).text
    assert "Noget gik galt hos os" in page
    for secret in ("RuntimeError", CPR, NAME):
        assert secret not in page


@pytest.mark.parametrize("text", ["0101901234", "010190 1234", "010190-1234", "cpr:0101901234.", "010190.1234"])
def test_every_way_of_writing_a_cpr_number_is_masked(text):
    assert not re.search(r"\d{4}", mask(text))


def test_no_address_has_a_place_for_a_name_or_a_number_of_a_person():
    allowed = {"slug", "number", "run", "item", "reason", "pseudonym", "key", "step", "held", "pk"}
    for pattern in every_pattern(get_resolver()):
        unknown = set(pattern.parameters) - allowed
        assert not unknown, f"{pattern.name}: is {unknown} free of names and numbers of people? then add it here"
