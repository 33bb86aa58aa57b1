"""Runs `virksom` as a person would: a process of its own, on a workspace of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def virksom(*words: str | Path, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one command and return what it printed and its exit code."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("VIRKSOM_", "DJANGO_", "COV_"))}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", "from virksom.cli import main; main()", *map(str, words)],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={**inherited, "COLUMNS": "200", **environment},
    )


def answer(*words: str | Path, expect: int = 0) -> Any:
    """Run a command with --json and return its answer."""
    done = virksom(*words, "--json")
    assert done.returncode == expect, done.stderr + done.stdout
    return json.loads(done.stdout)
