"""`virksom demo`: make the demo organisation and walk the main job once, from case files to a report."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from virksom.cli.house import AsJson, bring_up_to_date, open_house, operator
from virksom.cli.language import _
from virksom.cli.output import machine, progress, say, table
from virksom.errors import BadInput

if TYPE_CHECKING:
    from virksom.people.models import User
    from virksom.study.harvest.models import Study

PASSWORD = "bøgely-prøver-sig-frem"  # noqa: S105  synthetic people only, printed on purpose
SLUG = "familiecentret-boegely"
MOST = 20_000
WAITING = 8
# Who can log in to the demo organisation: user name, name on screen, role.
PEOPLE = [
    ("analytiker", "Agnete Analytiker", "analyst"),
    ("koder", "Karen Koder", "practitioner"),
    ("makker", "Mikkel Makker", "contact_person"),
    ("leder", "Lis Leder", "leader"),
    ("sagsbehandler", "Søren Sagsbehandler", "authority_caseworker"),
    ("borger", "Berit Borger", "citizen"),
    ("dpo", "Dagmar Databeskytter", "data_protection_officer"),
    ("administrator", "Aksel Administrator", "administrator"),
]
TEAM = ("analytiker", "koder", "makker", "leder")


def demo(
    workspace: Annotated[Path, typer.Option("--workspace", "-w", help=_("Hvor demoen lægges."))] = Path("demo"),
    cases: Annotated[int, typer.Option("--cases", min=20, max=MOST, help=_("Antal sager."))] = 160,
    seed: Annotated[int, typer.Option("--seed", help=_("Samme tal giver samme organisation."))] = 1,
    export_only: Annotated[
        Path | None, typer.Option("--export-only", help=_("Skriv kun eksportfilerne her, og stop."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make the demo organisation and walk the main job once."""
    began = perf_counter()
    if export_only is not None:
        _write(export_only, cases, seed, quiet=as_json)
        say(_("Eksportfilerne ligger i {}").format(export_only))
        return
    place = open_house(_prepare(workspace), create=True)
    bring_up_to_date()
    source = place / "inbox" / f"boegely-{cases}-{seed}"
    _write(source, cases, seed, quiet=as_json)
    people = _people()
    study = _study(people)
    run, analysis, report = _walk(source, study, people, place, quiet=as_json)
    if as_json:
        from virksom.study.crosscase import queries  # noqa: PLC0415

        machine({**queries.plain(analysis), "report": str(report), "seconds": round(perf_counter() - began, 1)})
        return
    _tell(run, analysis, report, perf_counter() - began)


def _prepare(workspace: Path) -> Path:
    """Mark the folder as a demo before settings are read; never turn a real workspace into one."""
    if (workspace / "VIRKSOM").exists() and not (workspace / "DEMO").exists():
        raise BadInput(_("{} er en rigtig arbejdsmappe. Vælg en anden til demoen.").format(workspace))
    workspace.mkdir(parents=True, exist_ok=True)
    (workspace / "DEMO").write_text("Synthetic people only.\n", encoding="utf-8")
    return workspace


def _write(folder: Path, cases: int, seed: int, *, quiet: bool) -> None:
    from virksom.demo import write_exports  # noqa: PLC0415

    if (folder / "manifest.json").exists():
        return
    with progress(_("Skriver sagsmapper"), quiet=quiet) as report:
        write_exports(folder, cases=cases, seed=seed, progress=report)


def _people() -> dict[str, User]:
    from virksom.people.models import User  # noqa: PLC0415
    from virksom.people.roles import Role  # noqa: PLC0415
    from virksom.people.services import create_person, root_unit  # noqa: PLC0415

    unit = root_unit(_("Familiecentret Bøgely"))
    found = {user.username: user for user in User.objects.filter(username__in=[name for name, *_rest in PEOPLE])}
    for username, name, role in PEOPLE:
        if username not in found:
            found[username] = create_person(
                operator(), username=username, display_name=name, password=PASSWORD, roles={Role(role): unit}
            )
    return found


def _study(people: dict[str, User]) -> Study:
    from virksom.study.harvest.models import Study  # noqa: PLC0415
    from virksom.study.harvest.services import add_member, create_study  # noqa: PLC0415

    study = Study.objects.filter(slug=SLUG).first()
    if study is None:
        study = create_study(
            operator(),
            slug=SLUG,
            title=_("Hvad kendetegner de sager, der nåede deres mål?"),
            purpose=_("Alle sager, som Familiecentret Bøgely har afsluttet på to kalenderår."),
            synthetic=True,
        )
    for username in TEAM:
        add_member(operator(), study, people[username])
    return study


def _walk(source: Path, study: Study, people: dict[str, User], place: Path, *, quiet: bool):
    from virksom.cli.harvesting import carry_out  # noqa: PLC0415
    from virksom.study.coding import services as coding  # noqa: PLC0415
    from virksom.study.crosscase import services as crosscase  # noqa: PLC0415

    run = carry_out(source, study, quiet=quiet)
    coding.install_starter_codebook(study)
    for file, username, order in (("koder_1.csv", "koder", "first"), ("koder_2.csv", "makker", "second")):
        coding.import_codings(people["analytiker"], study, source / "kodninger" / file, people[username], order)
    _leave_something_to_code(study, people)
    analysis = crosscase.analyse(people["analytiker"], study)
    report = crosscase.write_report(people["analytiker"], analysis, place / "reports" / f"{study.slug}.html")
    return run, analysis, report


def _leave_something_to_code(study: Study, people: dict[str, User]) -> None:
    """Give the second coder a few cases more, so that whoever opens the demo can code one, blind."""
    from virksom.study.coding.models import Assignment, Place  # noqa: PLC0415
    from virksom.study.coding.services import assign_cases  # noqa: PLC0415

    seconds = Assignment.objects.filter(case__study=study, place=Place.SECOND)
    if seconds.exclude(state="done").exists():
        return
    share = min(1.0, (seconds.count() + WAITING) / max(1, study.cases.count()))
    assign_cases(people["analytiker"], study, [people["koder"]], share=share, seed=1, second=[people["makker"]])


def _tell(run, analysis, report: Path, seconds: float) -> None:
    from virksom.cli.analysing import show_analysis  # noqa: PLC0415
    from virksom.cli.harvesting import show_run  # noqa: PLC0415

    show_run(run, as_json=False)
    show_analysis(analysis)
    say()
    say(_("Alt er opdigtet: mennesker, tekster og tal. Den plantede sandhed står i docs/demo-truth.md."))
    say(_("Rapporten ligger her: {}").format(report))
    say(_("Det tog {:.0f} sekunder. Se det i en browser: make serve").format(seconds))


def print_log_ins() -> None:
    """Print who can log in to the demo organisation."""
    from virksom.people.roles import Role  # noqa: PLC0415

    rows = [[name, Role(role).label, PASSWORD] for name, _display, role in PEOPLE]
    table(_("Log på demoen"), [_("Brugernavn"), _("Rolle"), _("Adgangskode")], rows)
