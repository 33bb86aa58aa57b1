"""Every page of the house in a real browser, narrow and wide."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse

from tests.browser import WIDTHS, _django_db_helper  # noqa: F401  a fixture
from tests.every_address import EVERY_ADDRESS
from tests.urls_of_the_house import every_pattern

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(databases=["default", "keys"]),
]
PATTERNS = {pattern.name: pattern for pattern in every_pattern(get_resolver())}
# Every address that shows a page is looked at as the first in the table who may. Below: pages in other moods.
PAGES = [name for name, address in EVERY_ADDRESS.items() if address.get and address.page and not address.missing]
MOODS = [
    ("anonymous", "/konto/login/?udloebet=1"),
    ("anonymous", "/findes-ikke/"),
    ("caseworker", "/log/"),
    ("dpo", "/log/?action=read&since=2020-01-01"),
    ("administrator", "/mennesker/?soeg=ingen-hedder-det"),
    ("leader", "/"),
    ("practitioner", "/"),
    ("citizen", "/"),
    ("dpo", "/"),
    ("administrator", "/"),
]
# Screenshots of all pages are left here when asked for.
PICTURES = os.environ.get("VIRKSOM_PICTURES")


def look(one, width, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        one.page.screenshot(
            path=f"{PICTURES}/{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}-{width}.png", full_page=True
        )
    faults = one.axe()
    if one.sideways() > 0:
        faults.append(f"the page is {one.sideways()} px too wide")
    if one.page.locator("h1").count() != 1:
        faults.append(f"{one.page.locator('h1').count()} headings of the first level")
    if one.page.locator("html").get_attribute("lang") != "da":
        faults.append("the page does not say that it is in Danish")
    return faults + one.complaints


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_faults(house, visit, name, width):
    one = visit(EVERY_ADDRESS[name].get.split()[0] if name != "about" else "anonymous", width)
    one.go(reverse(name, kwargs=house.parameters(name, PATTERNS[name].parameters)))
    assert not look(one, width, name)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("who", "path"), MOODS)
def test_a_page_in_another_mood_has_no_faults(visit, who, path, width):
    one = visit(who, width)
    one.go(path)
    one.complaints = [said for said in one.complaints if "404" not in said and "403" not in said]
    assert not look(one, width, f"{who}-{path}")
