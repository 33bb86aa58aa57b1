"""Harvests in a process of its own, killed at a random moment and begun again; used by a test and by bench/kill_harvest.py.

python -m virksom.study.harvest.tests.killing prepare|harvest|dump WORKSPACE [SOURCE]
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

STUDY = "draebt"


def many_cases(folder: Path, cases: int = 30, notes: int = 12) -> Path:
    """A source of several systems in which most citizens stand twice, with some rows that cannot be read."""
    from virksom.study.harvest.tests.sources import diary, sensum, write

    for n in range(cases):
        day, number = f"{61 + n % 28:02d}", f"2024-{20_000 + n}"
        cpr = f"{day}0180-{1000 + n}"
        rows = "".join(
            f"A{n}x{i};{number};B1;Dagbog;{i % 28 + 1:02d}-03-2024 10-15;Pia Kjærsgaard Holm;Dag {i};Morten og Lone Holm talte om {i}.\n"
            for i in range(notes)
        )
        bad = f"A{n}bad;{number};B1;Dagbog;31-02-2024;;Nat;Sov\n"
        sensum(folder / "sensum" / f"del{n}", notes=rows + bad, cpr=cpr, number=number)
        _number_apart(folder / "sensum" / f"del{n}", n)
        diary(
            folder / "dagbog",
            [("04-03-2024", f"Morten sov godt, nat {n}.")],
            name=f"{day}-01-80-{1000 + n} Krogsgaard, Morten",
        )
        write(folder / "sager" / f"{number} Krogsgaard, Morten" / "notat.txt", f"Ring til Morten på 22 33 44 {n:02d}.")
    return folder


def _number_apart(folder: Path, n: int) -> None:
    """Give the citizen and the goal of this part their own numbers."""
    for file in folder.rglob("*.csv"):
        text = (
            file.read_text(encoding="utf-8").replace("B1;", f"B{n};").replace("G1;", f"G{n};").replace("I1;", f"I{n};")
        )
        file.write_text(text.replace("A1;", f"A{n};"), encoding="utf-8")


def run(*words: object) -> str:
    """Run this module in a process of its own to its end; return what it printed."""
    done = subprocess.run(_command(*words), stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def _command(*words: object) -> list[str]:
    return [sys.executable, "-m", __name__, *map(str, words)]


def _harvesting(place: Path, source: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(_command("harvest", place, source), stdout=subprocess.PIPE, text=True)
    _until_ready(process)
    return process


def seconds_uninterrupted(prepared: Path, source: Path, place: Path) -> tuple[float, str]:
    """Harvest once in peace; return how long it took and what stands then."""
    shutil.copytree(prepared, place)
    with _harvesting(place, source) as process:
        start = time.monotonic()
        process.wait()
        seconds = time.monotonic() - start
    return seconds, run("dump", place)


def killed_and_begun_again(prepared: Path, source: Path, place: Path, after: float, kills: int = 1) -> str:
    """Harvest a copy, kill -9 after so many seconds, once or more; harvest to the end; return what stands then."""
    shutil.copytree(prepared, place)
    for _kill in range(kills):
        with _harvesting(place, source) as process:
            time.sleep(after)
            process.kill()
    run("harvest", place, source)
    return run("dump", place)


def _until_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"


def moments(seconds: float, count: int, seed: int) -> list[float]:
    """Random moments within a harvest."""
    chance = random.Random(seed)
    return [chance.uniform(0, seconds) for _ in range(count)]


def main() -> None:
    what, workspace, *source = sys.argv[1:]
    os.environ.update(VIRKSOM_WORKSPACE=workspace, DJANGO_SETTINGS_MODULE="virksom.config.settings.embedded")
    if what == "prepare":
        # As a person does it, with the command: this room knows nothing of how a workspace is made.
        command = "import sys; from virksom.cli import main; sys.exit(main())"
        subprocess.run([sys.executable, "-c", command, "init", workspace], check=True, stdout=subprocess.DEVNULL)
    import django

    django.setup()
    {"prepare": _prepare, "harvest": _harvest, "dump": _dump}[what](*map(Path, source))


def _prepare() -> None:
    from virksom.people.services import command_line_user
    from virksom.study.harvest import services

    services.create_study(command_line_user(), slug=STUDY, title=STUDY)


def _harvest(source: Path) -> None:
    from virksom.people.services import command_line_user
    from virksom.study.harvest import services
    from virksom.study.harvest.models import RunState, Study

    _say("ready")
    study, user = Study.objects.get(slug=STUDY), command_line_user()
    if study.runs.filter(state=RunState.DONE).exists():
        return
    services.run_harvest(services.start_run(user, study, source).pk, source)


def _dump() -> None:
    """Print everything that must be the same however often the harvest was killed."""
    from virksom.people import audit
    from virksom.study.harvest.models import CaseKey, HarvestRun, Study
    from virksom.study.harvest.tests.sources import dump

    counts = ("state", "rows_in", "rows_stored", "rows_quarantined", "documents", "documents_new", "documents_changed")
    said = {
        **dump(Study.objects.get(slug=STUDY)),
        "keys": sorted(CaseKey.objects.values_list("digest", "pseudonym")),
        "runs": list(HarvestRun.objects.values(*counts, "cases_done", "cases_total", "summary", "error")),
        "log": audit.verify().intact,
    }
    _say(json.dumps(said, default=str, sort_keys=True, ensure_ascii=False))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
