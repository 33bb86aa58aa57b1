"""`virksom harvest` and `virksom codes import`."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from virksom.cli.house import AsJson, Workspace, find_study, open_house, operator
from virksom.cli.language import _
from virksom.cli.output import Exit, machine, progress, say, table
from virksom.errors import BadInput

if TYPE_CHECKING:
    from virksom.study.harvest.models import HarvestRun, Study


class Reader(StrEnum):
    """How the source is to be read."""

    AUTO = "auto"
    SENSUM = "sensum"
    DIARY = "diary"
    FHIR = "fhir"
    FOLDER = "folder"
    DUBU = "dubu"


def harvest(
    source: Annotated[Path, typer.Argument(help=_("Mappen (eller filen) med jeres egne sager."))],
    study: Annotated[
        str, typer.Option("--study", help=_("Undersøgelsens korte navn; den oprettes, hvis den ikke findes."))
    ],
    reader: Annotated[Reader, typer.Option("--as", help=_("Hvordan kilden læses."))] = Reader.AUTO,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Se hvad der ville ske; intet skrives."))] = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Harvest case files into a study; exit 3 where something is in quarantine."""
    open_house(workspace)
    if not source.exists():
        raise BadInput(_("Kilden findes ikke: {}").format(source))
    if dry_run:
        _show_dry_run(source, reader, as_json=as_json)
        return
    run = carry_out(source, _study(study), reader, quiet=as_json)
    show_run(run, as_json=as_json)
    if run.state != "done":
        raise typer.Exit(Exit.FAILED)
    if run.rows_quarantined:
        raise typer.Exit(Exit.QUARANTINE)


def carry_out(source: Path, study: Study, reader: str = "auto", *, quiet: bool = False) -> HarvestRun:
    """Run a harvest here and now, with a bar."""
    from virksom.study.harvest import services  # noqa: PLC0415

    run = services.start_run(operator(), study, source, reader=str(reader))
    with progress(_("Høster"), quiet=quiet) as report:
        return services.run_harvest(run.pk, source, progress=report)


def show_run(run: HarvestRun, *, as_json: bool) -> None:
    """Print what a harvest counted."""
    counts: dict[str, Any] = {
        "state": run.state,
        "cases": run.cases_done,
        "documents": run.documents,
        "rows_in": run.rows_in,
        "rows_stored": run.rows_stored,
        "rows_quarantined": run.rows_quarantined,
    }
    if as_json:
        machine({**counts, "summary": run.summary, "error": run.error})
        return
    labels = {
        "state": _("Tilstand"),
        "cases": _("Sager"),
        "documents": _("Dokumenter"),
        "rows_in": _("Rækker ind"),
        "rows_stored": _("Rækker gemt"),
        "rows_quarantined": _("Rækker i karantæne"),
    }
    counts["state"] = run.get_state_display()
    table(_("Høst"), ["", _("Antal")], [[labels[key], value] for key, value in counts.items()])
    if run.error:
        say(run.error)
    if run.rows_quarantined:
        say(_("Se hvad der er i karantæne, og hvorfor, på undersøgelsens side »Karantæne« (virksom serve)."))


def import_codes(
    source: Annotated[Path, typer.Argument(help=_("En kodeliste (FHIR CodeSystem, JSON) eller en mappe med flere."))],
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Load official code lists, so that codes get their Danish names."""
    open_house(workspace)
    from virksom.study.harvest import services  # noqa: PLC0415

    result = services.import_codes(source)
    if as_json:
        machine(
            result
            if isinstance(result, dict)
            else asdict(result)
            if hasattr(result, "__dataclass_fields__")
            else {"codes": result}
        )
    else:
        say(_("Koder hentet ind: {}").format(result))


def _study(slug: str) -> Study:
    from virksom.study.harvest import services  # noqa: PLC0415
    from virksom.study.harvest.models import Study  # noqa: PLC0415

    if not Study.objects.filter(slug=slug).exists():
        services.create_study(operator(), slug=slug, title=slug)
    return find_study(slug)


def _show_dry_run(source: Path, reader: Reader, *, as_json: bool) -> None:
    from virksom.study.harvest import services  # noqa: PLC0415

    result = asdict(services.dry_run(source, reader.value))
    if as_json:
        machine(result)
        return
    say(_("Prøvekørsel: intet er skrevet."))
    labels = {
        "cases": _("Sager"),
        "documents": _("Dokumenter"),
        "rows_in": _("Rækker ind"),
        "rows_stored": _("Rækker, der kan gemmes"),
        "rows_quarantined": _("Rækker til karantæne"),
        "duplicates": _("Gengangere"),
        "not_case_material": _("Filer, der ikke er sager"),
        "unclear_joins": _("Samme sagsnummer, forskellige CPR-numre"),
    }
    table(_("Hvad der ville ske"), ["", _("Antal")], [[label, result[key]] for key, label in labels.items()])
