"""`virksom analyse` and `virksom codings import`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from virksom.cli.house import AsJson, Workspace, find_study, open_house, operator
from virksom.cli.language import _
from virksom.cli.output import Exit, machine, say, table
from virksom.errors import BadInput


def analyse(
    study: Annotated[str, typer.Argument(help=_("Undersøgelsens korte navn."))],
    report: Annotated[Path | None, typer.Option("--report", help=_("Hvor rapporten skrives (HTML)."))] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Analyse a study and write its report."""
    place = open_house(workspace)
    from virksom.study.crosscase import queries, services  # noqa: PLC0415

    found = find_study(study)
    analysis = services.analyse(operator(), found)
    path = report or place / "reports" / f"{found.slug}.html"
    services.write_report(operator(), analysis, path)
    if as_json:
        machine({**queries.plain(analysis), "report": str(path)})
        return
    show_analysis(analysis)
    say(_("Rapporten ligger her: {}").format(path))


def show_analysis(analysis) -> None:
    """Print the case flow, the agreement and the findings."""
    from virksom.study.crosscase import queries  # noqa: PLC0415

    plain = queries.plain(analysis)
    table(_("Sagernes vej"), ["", _("Sager")], [[step["label"], step["n"]] for step in plain["flow"]])
    table(
        _("Overensstemmelse mellem kodere"),
        ["", "α", _("interval"), _("sager")],
        [[one["label"], one["value"], one["interval"], one["n"]] for one in plain["agreement"]],
    )
    table(
        _("Hvad kendetegner sagerne?"),
        ["", _("odds ratio"), _("interval"), _("hver for sig")],
        [[one["label"], one["adjusted"], one["interval"], one["unadjusted"]] for one in plain["findings"]],
    )
    for sentence in plain["sentences"]:
        say(f"• {sentence}")


def import_codings(
    file: Annotated[Path, typer.Argument(help=_("CSV med sagsnummer;variabel;værdi;sikkerhed;citat;kilde_id;koder."))],
    study: Annotated[str, typer.Option("--study", help=_("Undersøgelsens korte navn."))],
    coder: Annotated[str, typer.Option("--coder", help=_("Brugernavnet på den, der har kodet."))],
    place: Annotated[str, typer.Option("--place", help=_("first eller second (anden koder)."))] = "first",
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Take in codings that exist in a spreadsheet."""
    open_house(workspace)
    from virksom.people.models import User  # noqa: PLC0415
    from virksom.study.coding import services  # noqa: PLC0415

    person = User.objects.filter(username=coder).first()
    if person is None:
        raise BadInput(_("Der er ingen bruger, der hedder »{}«.").format(coder))
    result = services.import_codings(operator(), find_study(study), file, person, place)
    if as_json:
        machine(asdict(result))
    else:
        say(_("Kodninger: {} ind, {} gemt, {} i karantæne.").format(result.rows_in, result.stored, result.quarantined))
    if result.quarantined:
        raise typer.Exit(Exit.QUARANTINE)
