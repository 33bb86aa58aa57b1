"""A real browser on a real server: Debian's Chromium, two widths, axe, and everything the browser complains of."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests.house import House

WIDTHS = {"narrow": (390, 844), "wide": (1440, 900)}
AXE = Path(__file__).resolve().parents[1] / "src/virksom/config/static/vendor/axe/axe.min.js"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What axe asks of a page: WCAG 2.1 A and AA, and its own advice on headings, landmarks and labels.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@dataclass
class Visit:
    """One page in the browser, and what it complained of on the way."""

    page: Any
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a path of the house and wait until it is still."""
        answer = self.page.goto(self.address + path, wait_until="load")
        if answer is not None and answer.status >= 400:
            self.complaints.append(f"{answer.status} {path}")

    def axe(self) -> list[str]:
        """Return what axe finds, each with the elements it concerns."""
        # Handed over by the debugger, so that the page's own content security policy stays on.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
        return [
            f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
            for one in found["violations"]
        ]

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, once for all tests."""
    place = os.environ.get("VIRKSOM_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not place:
        pytest.skip("Chromium is not installed here (apt install chromium), so pages are not looked at in a browser.")
    if not AXE.exists():
        pytest.skip("axe is not installed here (python tools/assets.py), so pages are not looked at in a browser.")
    from playwright.sync_api import sync_playwright

    # The driver keeps an event loop in this thread; Django would take its own synchronous queries for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=place, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def _django_db_helper(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Stands in for the usual one: no transaction around a test, it would keep the server's threads from writing."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def server(house: House) -> Iterator[LiveServer]:
    """The house, answering on loopback."""
    running = LiveServer("localhost")
    running._live_server_modified_settings.enable()
    yield running
    running._live_server_modified_settings.disable()
    running.stop()


@pytest.fixture(scope="module")
def cookies(house: House, django_db_blocker) -> dict[str, list[dict[str, str]]]:
    """Log-in of everybody, for visits that are about something else than logging in."""
    return {"anonymous": []} | {who: _log_in(user, django_db_blocker) for who, user in house.people.items()}


@pytest.fixture
def visit(chromium: Any, server: LiveServer, cookies: dict[str, list[dict[str, str]]]) -> Iterator[Any]:
    """Open a browser window as somebody, at a width: `visit("analyst", "narrow")`."""
    windows = []

    def begin(who: str = "anonymous", width: str = "wide") -> Visit:
        wide, high = WIDTHS[width]
        window = chromium.new_context(viewport={"width": wide, "height": high}, locale="da-DK", reduced_motion="reduce")
        windows.append(window)
        window.add_cookies([cookie | {"url": server.url} for cookie in cookies[who]])
        window.set_default_timeout(15_000)
        one = Visit(window.new_page(), server.url)
        one.page.on("console", lambda said: _hear(one, said))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on("requestfailed", lambda request: _failed(one, request))
        return one

    yield begin
    for window in windows:
        window.close()


def _hear(visit: Visit, said: Any) -> None:
    # A refusal of the content security policy is told as an error too.
    if said.type in {"error", "warning"}:
        visit.complaints.append(said.text)


def _failed(visit: Visit, request: Any) -> None:
    # A page left while it loads something is no fault.
    if request.failure != "net::ERR_ABORTED":
        visit.complaints.append(f"{request.url}: {request.failure}")


def _log_in(user: Any, blocker: Any) -> list[dict[str, str]]:
    client = Client()
    with blocker.unblock():
        client.force_login(user)
        session = client.session
        # As after »confirm that it is you«: the pages about the account's safety open too.
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()
    return [{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}]
