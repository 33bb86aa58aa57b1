"""Opens a workspace: says where it is, sets Django up on it, and lets the command line in under its own name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from virksom.cli.language import LANGUAGE, _
from virksom.config import workspace
from virksom.errors import BadInput, NotConfigured

if TYPE_CHECKING:
    from virksom.people.models import User
    from virksom.study.harvest.models import Study

Workspace = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help=_("Arbejdsmappen (ellers VIRKSOM_WORKSPACE, ellers ./workspace).")),
]
AsJson = Annotated[bool, typer.Option("--json", help=_("Svar som JSON, til maskiner."))]


def open_house(folder: Path | None = None, *, create: bool = False) -> Path:
    """Set Django up on a workspace and return its folder.

    Raises:
        NotConfigured: there is no workspace there, and `create` is not asked for.
    """
    place = (folder or workspace.location()).expanduser().resolve()
    if create:
        _make(place)
    elif not (place / workspace.MARK).exists():
        raise NotConfigured(_("Her er ingen arbejdsmappe: {}. Kør »virksom init MAPPE« først.").format(place))
    os.environ[workspace.ENVIRONMENT_VARIABLE] = str(place)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "virksom.config.settings.embedded")
    import django  # noqa: PLC0415  settings are read here, when the workspace is known
    from django.utils import translation  # noqa: PLC0415

    django.setup()
    translation.activate(LANGUAGE)
    return place


def _make(place: Path) -> None:
    try:
        workspace.prepare(place)
    except OSError:
        raise NotConfigured(
            _("Arbejdsmappen kan ikke laves: {}. Vælg en mappe, hvor du må skrive.").format(place)
        ) from None


def bring_up_to_date() -> None:
    """Make or change the tables of both databases, so that they fit this version."""
    from django.core.management import call_command  # noqa: PLC0415

    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0, interactive=False)


def operator() -> User:
    """Return the user that stands in the log for the command line."""
    from virksom.people.services import command_line_user  # noqa: PLC0415

    return command_line_user()


def find_study(slug: str) -> Study:
    """Return a study by its short name, with the command line on its team.

    Raises:
        BadInput: there is none; the message names those that exist.
    """
    from virksom.study.harvest.models import Study  # noqa: PLC0415
    from virksom.study.harvest.services import add_member  # noqa: PLC0415

    study = Study.objects.filter(slug=slug).first()
    if study is None:
        known = ", ".join(Study.objects.values_list("slug", flat=True)) or _("ingen endnu")
        raise BadInput(_("Der er ingen undersøgelse, der hedder »{}«. Der er: {}.").format(slug, known))
    user = operator()
    if not study.team.filter(user=user).exists():
        add_member(user, study, user)
    return study
