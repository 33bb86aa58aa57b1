"""How long the pages of the demo take, and how many queries: `pages.py [WORKSPACE]` (default: demo), best of five, slowest first."""

# ruff: noqa: PLC0415  Django is imported once the workspace says where its settings are

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def main(workspace: str = "demo") -> int:
    """Walk the pages of the tour as the people who read them."""
    if not (Path(workspace) / "VIRKSOM").exists():
        print(f"There is no demo in {workspace}: make demo")
        return 0
    os.environ.update(VIRKSOM_WORKSPACE=workspace, DJANGO_SETTINGS_MODULE="virksom.config.settings.embedded")
    import django

    django.setup()
    rows = sorted((measured(who, path) for who, path in pages()), reverse=True)
    print("    ms  queries  who, page")
    for milliseconds, queries, who, path in rows:
        print(f"{milliseconds:6.0f}  {queries:7}  {who} {path}")
    return 0


def pages() -> list[tuple[str, str]]:
    """Return who opens what."""
    from virksom.study.coding.models import Assignment
    from virksom.study.crosscase.models import Analysis

    study = "/undersoegelser/familiecentret-boegely/"
    number = Analysis.objects.order_by("-pk").values_list("number", flat=True)[0]
    waiting = Assignment.objects.filter(state="not_begun", coder__username="makker").select_related("case").first()
    own = ["", "hoest/", "karantaene/", "materiale/", "kodning/", "kodning/overensstemmelse/", "kodning/uenigheder/"]
    found = [("analytiker", "/"), *(("analytiker", study + path) for path in [*own, "analyse/", "hold/"])]
    found += [("leder", f"{study}analyse/"), ("leder", f"{study}analyse/{number}/rapport/"), ("dpo", "/log/")]
    return found + ([("makker", f"{study}kodning/sag/{waiting.case.pseudonym}/")] if waiting else [])


def measured(who: str, path: str) -> tuple[float, int, str, str]:
    """Return milliseconds (best of five), queries, and what was opened."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from virksom.people.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=who))
    best, queries = float("inf"), 0
    for _round in range(5):
        with CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            answer = client.get(path)
            best = min(best, 1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}")
        queries = len(asked)
    return best, queries, who, path


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
