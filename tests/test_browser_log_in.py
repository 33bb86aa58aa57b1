"""Logging in as people do it: with the keyboard alone, with an app, with a passkey."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser import _django_db_helper  # noqa: F401  a fixture
from tests.house import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(databases=["default", "keys"])]


# The label or text of what has focus, and whether the browser shows that it has.
FOCUSED = """() => {
    const it = document.activeElement, style = getComputedStyle(it);
    const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
    return {name: (it.labels?.[0] ?? it).textContent.trim(), seen};
}"""


def keys(one, *pressed):
    for key in pressed:
        one.page.keyboard.press(key)


def tab_to(one, name):
    """Press Tab until the control with this name has focus, and see that the focus can be seen."""
    for _press in range(30):
        one.page.keyboard.press("Tab")
        focused = one.page.evaluate(FOCUSED)
        if focused["name"] == name:
            assert focused["seen"], f"{name} has focus, but it cannot be seen"
            return
    raise AssertionError(f"Tab never reaches {name}")


def log_in(one, who):
    one.go("/konto/login/")
    one.page.get_by_label("Brugernavn").fill(who)
    one.page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    one.page.get_by_role("button", name="Log på", exact=True).click()
    one.page.wait_for_load_state()


@pytest.mark.parametrize("width", ["narrow", "wide"])
def test_the_keyboard_alone_is_enough_to_log_in_and_out(visit, width):
    one = visit("anonymous", width)
    one.go("/konto/login/")
    if one.page.evaluate("document.activeElement.id") != "id_login":
        tab_to(one, "Brugernavn")
    one.page.keyboard.type("analyst")
    tab_to(one, "Adgangskode")
    one.page.keyboard.type(PASSWORD)
    keys(one, "Enter")
    one.page.get_by_role("heading", name="Goddag, Analyst").wait_for()
    tab_to(one, "Log af")
    keys(one, "Enter")
    one.page.get_by_text("Du er logget af.").wait_for()
    assert not one.complaints


def test_the_first_stop_of_tab_leads_past_the_menu(visit):
    one = visit("analyst")
    one.go("/")
    tab_to(one, "Gå til sidens indhold")
    keys(one, "Enter")
    assert one.page.evaluate("document.activeElement.id") == "main-content"


def test_a_wrong_password_is_told_and_read_aloud(visit):
    one = visit()
    one.go("/konto/login/")
    one.page.get_by_label("Brugernavn").fill("analyst")
    one.page.get_by_label("Adgangskode", exact=True).fill("forkert")
    keys(one, "Enter")
    assert one.page.get_by_role("alert").inner_text().strip() == "Brugernavn og adgangskode passer ikke sammen."
    assert not one.axe()


def test_an_app_is_set_up_and_asked_for_next_time(visit, settings, house):
    settings.VIRKSOM_REQUIRE_SECOND_FACTOR = True
    one = visit()
    log_in(one, "contact_person")
    one.page.get_by_role("link", name="Sæt en app op").click()
    if one.page.get_by_role("heading", name="Bekræft, at det er dig").count():
        one.page.get_by_label("Din adgangskode").fill(PASSWORD)
        keys(one, "Enter")
    one.page.get_by_text("Jeg kan ikke pege kameraet på billedet").click()
    secret = one.page.locator("details code").inner_text()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    one.page.get_by_label("Koden, som appen viser nu").fill(code)
    keys(one, "Enter")
    one.page.get_by_role("heading", name="Genoprettelseskoder").wait_for()
    recovery = one.page.locator(".codes code").first.inner_text()
    assert not one.axe()
    one.go("/")
    one.page.get_by_role("heading", name="Goddag, Contact Person").wait_for()

    again = visit("anonymous", "narrow")
    log_in(again, "contact_person")
    again.page.get_by_role("heading", name="Vis, at det er dig").wait_for()
    assert not again.axe()
    assert again.sideways() <= 0
    again.page.get_by_label("Kode", exact=True).fill(recovery)
    keys(again, "Enter")
    again.page.get_by_role("heading", name="Goddag, Contact Person").wait_for()
    assert not one.complaints + again.complaints


def test_a_passkey_is_added_and_then_opens_the_house_alone(visit, settings, house):
    settings.VIRKSOM_REQUIRE_SECOND_FACTOR = True
    one = visit()
    device = one.page.context.new_cdp_session(one.page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    on = {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | on})
    log_in(one, "caseworker")
    one.page.get_by_role("link", name="Tilføj en nøgle").click()
    if one.page.get_by_role("heading", name="Bekræft, at det er dig").count():
        one.page.get_by_label("Din adgangskode").fill(PASSWORD)
        keys(one, "Enter")
    one.page.get_by_label("Log på med nøglen alene, uden adgangskode").check(force=True)
    one.page.get_by_role("button", name="Tilføj nøglen").click()
    one.page.get_by_role("heading", name="Genoprettelseskoder").wait_for()
    assert Authenticator.objects.filter(user=house.people["caseworker"], type="webauthn").exists()
    one.go("/konto/2fa/webauthn/")
    assert not one.axe()
    one.page.get_by_role("button", name="Log af").click()
    one.page.get_by_role("button", name="Log på med adgangsnøgle").click()
    one.page.get_by_role("heading", name="Goddag, Caseworker").wait_for()
    assert not one.complaints


def test_a_key_that_is_not_there_is_told_in_words(visit):
    one = visit()
    device = one.page.context.new_cdp_session(one.page)
    device.send("WebAuthn.enable")
    one.go("/konto/login/")
    one.page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    one.page.get_by_role("button", name="Log på med adgangsnøgle").click()
    one.page.get_by_text("Nøglen blev ikke brugt.").wait_for()
    assert not one.complaints
