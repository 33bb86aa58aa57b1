"""`virksom init` and `virksom check`."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from virksom.cli.house import AsJson, Workspace, bring_up_to_date, open_house, operator
from virksom.cli.language import _
from virksom.cli.output import Exit, machine, say


def init(
    folder: Annotated[Path, typer.Argument(help=_("Mappen, der skal holde database, nøgler og rapporter."))],
    as_json: AsJson = False,
) -> None:
    """Make a workspace ready, or bring one up to date; what is there stays."""
    new = not (folder / "VIRKSOM").exists()
    place = open_house(folder, create=True)
    bring_up_to_date()
    operator()
    if as_json:
        machine({"workspace": str(place), "new": new})
        return
    say(
        _("Arbejdsmappen er klar: {}").format(place)
        if new
        else _("Arbejdsmappen findes og er ført à jour: {}").format(place)
    )
    say(_("Tag backup af hele mappen, og hold secrets/ og keys.sqlite3 adskilt fra resten."))


def create_admin(
    username: Annotated[str, typer.Option("--username", prompt=_("Brugernavn"), help=_("Det, der logges på med."))],
    name: Annotated[str, typer.Option("--name", prompt=_("Navn"), help=_("Navnet, der står på skærmen og i loggen."))],
    password: Annotated[
        str,
        typer.Option(
            "--password",
            envvar="VIRKSOM_PASSWORD",
            prompt=_("Adgangskode (mindst 12 tegn)"),
            hide_input=True,
            confirmation_prompt=True,
            help=_("Spørges der om, hvis den ikke er givet."),
        ),
    ],
    workspace: Workspace = None,
) -> None:
    """Make the first administrator; everybody else is made in the browser."""
    open_house(workspace)
    from virksom.people.roles import Role  # noqa: PLC0415
    from virksom.people.services import create_person, root_unit  # noqa: PLC0415

    create_person(
        operator(), username=username, display_name=name, password=password, roles={Role.ADMINISTRATOR: root_unit()}
    )
    say(_("{} kan nu logge på og skal sætte ekstra sikkerhed op første gang.").format(username))


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    text: str


def check(workspace: Workspace = None, as_json: AsJson = False) -> None:
    """Look at environment, databases, keys and audit chain; exit 4 where something is broken."""
    place = open_house(workspace)
    findings = [*_environment(place), *_databases(), *_keys(), _audit()]
    if as_json:
        machine({"ok": all(finding.ok for finding in findings), "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            say(f"{'[green]✓[/]' if finding.ok else '[bold red]✗[/]'} {finding.what}: {finding.text}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(Exit.BROKEN)


def _environment(place: Path) -> list[Finding]:
    free = shutil.disk_usage(place).free // 2**30
    secrets = place / "secrets"
    closed = os.name != "posix" or (secrets.stat().st_mode & 0o077) == 0
    return [
        Finding(_("Python"), sys.version_info >= (3, 11), platform.python_version()),
        Finding(_("Plads på disken"), free >= 1, _("{} GB fri").format(free)),
        Finding(
            _("Nøglemappen"),
            closed,
            _("kun ejeren kan læse den") if closed else _("andre kan læse den: chmod 700 secrets"),
        ),
    ]


def _databases() -> list[Finding]:
    from django.db import DatabaseError, connections  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    findings = []
    for alias, name in (("default", _("Databasen")), ("keys", _("Nøglelageret"))):
        connection = connections[alias]
        try:
            executor = MigrationExecutor(connection)
            behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
            whole = _whole(connection)
        except DatabaseError as error:
            findings.append(Finding(name, False, type(error).__name__))
            continue
        text = _("{} migrationer mangler: kør »virksom init« igen").format(behind) if behind else connection.vendor
        findings.append(Finding(name, not behind and whole, text if whole else _("filen er beskadiget")))
    return findings


def _whole(connection) -> bool:
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        return cursor.fetchone()[0] == "ok"


def _keys() -> list[Finding]:
    from virksom.errors import VirksomError  # noqa: PLC0415
    from virksom.study.harvest import keystore  # noqa: PLC0415
    from virksom.study.harvest.models import Study  # noqa: PLC0415

    opened, failed = 0, 0
    for study in Study.objects.filter(locked_at__isnull=True):
        try:
            keystore.open_secret(study.pk)
            opened += 1
        except VirksomError:
            failed += 1
    text = _("1 undersøgelse kan åbnes") if opened == 1 else _("{} undersøgelser kan åbnes").format(opened)
    return [
        Finding(
            _("Undersøgelsernes nøgler"), failed == 0, text if not failed else _("{} kan ikke åbnes").format(failed)
        )
    ]


def _audit() -> Finding:
    from virksom.people import audit  # noqa: PLC0415

    result = audit.verify()
    if result.broken:
        text = _("brudt ved nummer {}").format(result.broken.sequence)
    else:
        text = _("{} hændelser hænger sammen").format(result.events)
    return Finding(_("Loggen"), result.intact, text)
