"""The frame around the help: Typer's own headings and marks, in the language of the rest."""

from __future__ import annotations

from typer import rich_utils

from virksom.cli.language import _


def say_help_in_the_readers_language() -> None:
    """Give Typer our words; it reads them each time it writes help or an error."""
    rich_utils.ARGUMENTS_PANEL_TITLE = _("Argumenter")
    rich_utils.OPTIONS_PANEL_TITLE = _("Tilvalg")
    rich_utils.COMMANDS_PANEL_TITLE = _("Kommandoer")
    rich_utils.ERRORS_PANEL_TITLE = _("Fejl")
    rich_utils.REQUIRED_LONG_STRING = _("[skal gives]")
    rich_utils.DEFAULT_STRING = _("[ellers: {}]")
    rich_utils.ENVVAR_STRING = _("[miljøvariabel: {}]")
    rich_utils.ABORTED_TEXT = _("Afbrudt.")
    rich_utils.RICH_HELP = _("Skriv [blue]{command_path} {help_option}[/] for at få hjælp.")
