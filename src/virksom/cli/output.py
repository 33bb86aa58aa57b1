"""What commands print: tables and progress for people, JSON for machines, errors on the error stream."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

console = Console()
errors = Console(stderr=True)
Report = Callable[[int, int], None]


class Exit(IntEnum):
    """The exit codes of `virksom`."""

    OK = 0
    FAILED = 1
    USAGE = 2
    QUARANTINE = 3
    BROKEN = 4
    INTERRUPTED = 130


def say(text: str = "") -> None:
    """Print a line to a person."""
    console.print(text, highlight=False)


def failed(text: str, *, as_json: bool = False) -> None:
    """Print what went wrong, on the error stream."""
    if as_json:
        sys.stderr.write(json.dumps({"error": text}, ensure_ascii=False) + "\n")
    else:
        errors.print(f"[bold red]✗[/] {text}", highlight=False)


def machine(data: Any) -> None:
    """Print one JSON document, and nothing else, on standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")


def table(title: str, columns: list[str], rows: list[list[Any]]) -> None:
    """Print a small table; every column but the first stands to the right."""
    made = Table(title=title, title_justify="left", title_style="bold", header_style="", pad_edge=False)
    for number, name in enumerate(columns):
        made.add_column(name, justify="left" if number == 0 else "right")
    for row in rows:
        made.add_row(*(str(cell) for cell in row))
    console.print(made)


@contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Report]:
    """Show a bar on the error stream while work goes on; gives a function (done, total)."""
    if quiet:
        yield lambda done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
