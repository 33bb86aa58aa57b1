"""In a real browser: a case is coded with the keyboard alone, and selected text becomes the passage it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from virksom.study.coding.models import Coding
from virksom.study.coding.tests.conftest import SEEN, add_document, code

AXE = Path(__file__).parents[3] / "config/static/vendor/axe/axe.min.js"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_page(live_server, first, chromium):
    """Open the coding page of the case as its coder; gives a function of the window's width."""
    note = "Glad 😀 dag. Han viste mig kortet & tegnede ruten. Mor så på."
    first.noted = add_document(first.case, "note", first.case.started_on, note)
    client = Client()
    client.force_login(first.coder)
    session = client.cookies["sessionid"].value
    path = reverse("coding:case", args=[first.case.study.slug, first.case.pseudonym])
    windows = []

    def at(width: int, query: str = ""):
        window = chromium.new_context(viewport={"width": width, "height": 900}, locale="da-DK")
        windows.append(window)
        window.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = window.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(live_server.url + path + query)
        page.wait_for_load_state("networkidle")
        return page

    yield at
    for window in windows:
        window.close()


def standing(key):
    return Coding.objects.filter(key=key, superseded_at=None).first()


def wait_for_version(page, key, version):
    page.wait_for_selector(
        f'#variabel-{key} input[name="version"][value="{version}"]', state="attached", timeout=10_000
    )


def test_three_keys_code_a_variable_and_the_next_one_follows(open_page):
    page = open_page(1440, "?variabel=severity")
    page.locator("#variabel-severity > summary").focus()
    page.keyboard.press("4")
    page.keyboard.press("2")
    wait_for_version(page, "severity", 1)
    assert (standing("severity").value, standing("severity").certainty) == ("4", 2)
    page.keyboard.press("j")
    page.keyboard.press("0")
    page.keyboard.press("3")
    wait_for_version(page, "prior_interventions", 1)
    assert standing("prior_interventions").value == "0"
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.keyboard.press("1")
    wait_for_version(page, "network", 1)
    assert standing("network").missing == "not_mentioned"
    assert page.locator("#case-progress").inner_text().startswith("3 af 14")
    assert page.problems == []


def test_selected_text_becomes_the_passage_to_the_code_point(open_page, first):
    code(first, {"severity": "3"})
    page = open_page(1440, "?variabel=severity")
    text = page.locator(f'.document__text[data-document="{first.noted.pk}"]')
    text.evaluate(
        """node => { const text = node.firstChild, range = document.createRange(), at = text.data.indexOf("Han viste");
        range.setStart(text, at); range.setEnd(text, text.data.indexOf(" Mor så"));
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.wait_for_selector(".passage-bar:not([hidden])")
    page.keyboard.press("p")
    wait_for_version(page, "severity", 2)
    coding = standing("severity")
    assert coding.quote == "Han viste mig kortet & tegnede ruten."
    assert first.noted.text[coding.start : coding.end] == coding.quote


def test_a_slash_goes_to_the_search_and_letters_typed_there_do_nothing_else(open_page):
    page = open_page(1440)
    page.keyboard.press("/")
    page.keyboard.type("j4m")
    assert page.locator("#q").input_value() == "j4m"
    assert not Coding.objects.exists()


def test_a_save_from_another_window_is_shown_with_both_answers(open_page, first):
    page = open_page(1440, "?variabel=severity")
    code(first, {"severity": "3"})
    page.locator("#severity-5").check()
    page.locator("#severity-c3").check()
    page.wait_for_selector("#variabel-severity .stale")
    told = page.locator("#variabel-severity .stale").inner_text()
    assert "3 · Betydelig" in told and "5 · Meget svær" in told
    assert standing("severity").value == "3"


@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_fits_and_is_accessible(open_page, first, width):
    code(first, {key: SEEN[key] for key in ("severity", "network")})
    page = open_page(width, "?variabel=frame")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run('.container--wide', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    assert [violation["id"] for violation in found["violations"]] == []


def test_a_narrow_screen_switches_between_documents_and_coding(open_page):
    page = open_page(390)
    assert page.locator(".pane--documents").is_visible() and not page.locator(".pane--variables").is_visible()
    page.locator('label[for="pane-variables"]').click()
    assert page.locator(".pane--variables").is_visible() and not page.locator(".pane--documents").is_visible()
