"""How fast a harvest is, and how much memory it takes.

    python bench/harvest.py                  1,000 documents of 6,000 characters, already text, masked and written
    python bench/harvest.py --cases 20000    the demo organisation's exports, all systems; peak memory
    python bench/harvest.py --rounds 3       best of three

Runs on an SQLite workspace of its own, synced to disk as at work (`synchronous=FULL`), removed afterwards.
"""

# ruff: noqa: PLC0415  Django is imported once the workspace says where its settings are

from __future__ import annotations

import argparse
import csv
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

DOCUMENTS, CHARACTERS, A_CASE = 1_000, 6_000, 25
COLUMNS = ("AktivitetId", "SagId", "BorgerId", "AktivitetsType", "Dato", "OprettetAf", "Overskrift", "Tekst")


def house(folder: Path) -> None:
    """Open a workspace as the command line does."""
    from virksom.config import workspace

    workspace.prepare(folder)
    os.environ.update(VIRKSOM_WORKSPACE=str(folder), DJANGO_SETTINGS_MODULE="virksom.config.settings.embedded")
    import django
    from django.core.management import call_command

    django.setup()
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)


def long_notes(folder: Path, demo: Path) -> Path:
    """A Sensum export of DOCUMENTS notes of CHARACTERS characters, made of the demo's own notes."""
    from virksom.demo.exports.folder import write_exports

    cases = DOCUMENTS // A_CASE
    write_exports(demo, cases=cases * 3, seed=7)
    notes: dict[str, list[list[str]]] = {}
    for file in sorted((demo / "sensum").rglob("SagsAktiviteter*.csv")):
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                rows = list(csv.reader(file.open(encoding=encoding, newline=""), delimiter=";"))
                break
            except UnicodeDecodeError:
                continue
        for row in rows[1:]:
            notes.setdefault(row[1], []).append(row)
    chosen = dict(list(notes.items())[:cases])
    assert len(chosen) == cases, "too few cases have notes in Sensum"
    for kind in ("Borger_", "Borger_information_", "Sager_", "Medarbejder_"):
        for file in (demo / "sensum").rglob(f"{kind}*.csv"):
            copy = folder / file.parent.name / file.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            lines = file.read_bytes().splitlines(keepends=True)
            kept = [line for line in lines[1:] if kind == "Medarbejder_" or _of_chosen(line, chosen)]
            copy.write_bytes(b"".join([lines[0], *kept]))
    with (folder / "SagsAktiviteter_lange.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        for case, rows in chosen.items():
            words = "\n".join(row[7] for row in rows if len(row) == 9)
            words = (words + "\n") * (A_CASE * CHARACTERS // len(words) + 1)
            for n in range(A_CASE):
                # Each note begins elsewhere, so that no two are alike.
                text = words[n * CHARACTERS // 2 : n * CHARACTERS // 2 + CHARACTERS]
                writer.writerow(
                    [f"A{case}{n}", case, rows[0][2], "Dagbog", "03-03-2024 10-15", rows[0][5], "Dag", text]
                )
    return folder


def _of_chosen(line: bytes, chosen: dict[str, list[list[str]]]) -> bool:
    citizens = {rows[0][2].encode() for rows in chosen.values()}
    return any(cell in citizens or cell.decode("latin-1") in chosen for cell in line.split(b";")[:2])


def measure(source: Path, name: str) -> None:
    """Harvest a source and print how it went; once more, to see what nothing new costs."""
    from virksom.people.services import command_line_user
    from virksom.study.harvest import services

    user = command_line_user()
    study = services.create_study(user, slug=name, title=name)
    for again in ("", " igen"):
        start = time.perf_counter()
        run = services.run_harvest(services.start_run(user, study, source).pk, source)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name + again:<14} {seconds:8.2f} s  {run.documents:>8,} documents  {run.documents / seconds:>7,.0f}/s  "
            f"{run.cases_done:>6,} citizens  rows {run.rows_in:,} = {run.rows_stored:,} + {run.rows_quarantined:,}  "
            f"peak {peak:,.0f} MB  {run.state}"
        )
        assert run.state == "done", run.error


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--source", type=Path, help="a demo export that is there already")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="virksom-bench-") as place:
        root = Path(place)
        house(root / "workspace")
        if wanted.cases or wanted.source:
            source = wanted.source or root / "demo"
            if not wanted.source:
                # In a process of its own: the generator's memory is not the harvest's.
                made = (
                    "from pathlib import Path; from virksom.demo.exports.folder import write_exports; "
                    f"write_exports(Path({str(source)!r}), cases={wanted.cases}, seed=1)"
                )
                assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", made]) == 0
            measure(source, "demo")
            return
        source = long_notes(root / "long", root / "demo")
        print(f"{DOCUMENTS:,} documents of {CHARACTERS:,} characters, goal 4 s")
        for n in range(wanted.rounds):
            measure(source, f"round-{n + 1}")


if __name__ == "__main__":
    main()
