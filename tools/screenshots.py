"""Take the screenshots in docs/screenshots from the demo organisation, at both widths: `screenshots.py [WORKSPACE]`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "screenshots"
PORT = 8799
ADDRESS = f"http://127.0.0.1:{PORT}"
PASSWORD = "bøgely-prøver-sig-frem"
STUDY = "/undersoegelser/familiecentret-boegely/"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# What is shown, and who looks at it.
PAGES = [
    ("start", "analytiker", "/"),
    ("study", "analytiker", STUDY),
    ("harvest", "analytiker", f"{STUDY}hoest/"),
    ("quarantine", "analytiker", f"{STUDY}karantaene/"),
    ("documents", "analytiker", f"{STUDY}materiale/"),
    ("coding", "makker", f"{STUDY}kodning/"),
    ("case", "makker", "first case"),
    ("agreement", "analytiker", f"{STUDY}kodning/overensstemmelse/"),
    ("analysis", "analytiker", f"{STUDY}analyse/"),
    ("report", "leder", f"{STUDY}analyse/1/rapport/"),
    ("log", "dpo", "/log/"),
]


def main(workspace: str = "demo") -> int:
    """Serve the demo, photograph each page at both widths, and stop."""
    TARGET.mkdir(parents=True, exist_ok=True)
    server = subprocess.Popen(
        [ROOT / ".venv/bin/virksom", "serve", "--workspace", workspace, "--port", str(PORT), "--no-worker"],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_server()
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            for name, who, address in PAGES:
                for width in (1440, 390):
                    photograph(browser, name, who, address, width)
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return 0


def wait_for_server() -> None:
    """Return when the server answers."""
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"{ADDRESS}/om/", timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The server does not answer.")


_STATES: dict[str, object] = {}


def photograph(browser: Browser, name: str, who: str, address: str, width: int) -> None:
    """Log in (once each) and take one picture."""
    context = browser.new_context(
        viewport={"width": width, "height": 1000 if width > 1000 else 844},
        locale="da-DK",
        storage_state=_STATES.get(who),
    )
    page = context.new_page()
    if who not in _STATES:
        log_in(page, who)
        _STATES[who] = context.storage_state()
    page.goto(ADDRESS + (first_case(page) if address == "first case" else address))
    page.wait_for_load_state("networkidle")
    page.screenshot(path=TARGET / f"{name}-{width}.png")
    print(f"{name}-{width}.png  {page.title()}")
    context.close()


def log_in(page: Page, who: str) -> None:
    """Log in through the form."""
    page.goto(f"{ADDRESS}/konto/login/")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{ADDRESS}/")


def first_case(page: Page) -> str:
    """Return the address of the coder's first case."""
    page.goto(f"{ADDRESS}{STUDY}kodning/")
    for link in page.query_selector_all("main a"):
        target = link.get_attribute("href") or ""
        if re.search(r"/kodning/sag/[A-Z]-", target):
            return target
    raise SystemExit("No case to show.")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
