"""The one Typer app; each command lives in the file named after what it does."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from virksom.cli import analysing, demo, harvesting, pseudonymising, serving, setting_up
from virksom.cli.help_words import say_help_in_the_readers_language
from virksom.cli.language import _
from virksom.cli.output import Exit, failed
from virksom.errors import VirksomError

app = typer.Typer(
    name="virksom",
    help=_("Find ud af, hvad der virker for jeres egne borgere, ud fra jeres egne journaler."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
codes = typer.Typer(help=_("Officielle kodelister, som organisationen selv henter ind."), no_args_is_help=True)
codings = typer.Typer(help=_("Kodninger, som allerede findes i et regneark."), no_args_is_help=True)

app.command("init", help=_("Gør en arbejdsmappe klar: database, nøgler, mapper. Det, der findes, røres ikke."))(
    setting_up.init
)
app.command("create-admin", help=_("Opret den første administrator; resten af menneskene oprettes i browseren."))(
    setting_up.create_admin
)
app.command("check", help=_("Efterprøv miljø, databaser, nøgler og logkæde."))(setting_up.check)
app.command("demo", help=_("Lav demo-organisationen, og gå hele vejen én gang: fra sagsmapper til effektanalyse."))(
    demo.demo
)
app.command(
    "harvest",
    help=_(
        "Høst sager til en undersøgelse. Alt pseudonymiseres, før det gemmes; det samme kan høstes igen uden skade."
    ),
)(harvesting.harvest)
app.command(
    "pseudonymise",
    help=_("Erstat navne, CPR-numre, telefoner, mails og adresser i tekstfiler. Intet gemmes."),
)(pseudonymising.pseudonymise_files)
app.command("analyse", help=_("Find ud af, hvad der kendetegner de sager, der nåede deres mål, og skriv en rapport."))(
    analysing.analyse
)
app.command("serve", help=_("Åbn Virksom i en browser: webserver og arbejder i én proces."))(serving.serve)
app.command("worker", help=_("Kør det lange arbejde i en proces for sig; så mange, som der er brug for (PostgreSQL)."))(
    serving.worker
)
codes.command("import", help=_("Hent officielle kodelister ind, så koder får deres danske navne."))(
    harvesting.import_codes
)
codings.command("import", help=_("Hent kodninger ind, som allerede findes i et regneark."))(analysing.import_codings)
app.add_typer(codes, name="codes")
app.add_typer(codings, name="codings")


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"virksom {version('virksom')}")
        raise typer.Exit


@app.callback()
def everywhere(
    lang: Annotated[str, typer.Option("--lang", help=_("Sprog: da eller en."))] = "da",
    _version: Annotated[
        bool, typer.Option("--version", help=_("Vis udgaven."), callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that hold for every command."""


def run(arguments: list[str] | None = None) -> None:
    """Run one command; what Virksom refuses is said in a line, with an exit code scripts can use."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    say_help_in_the_readers_language()
    try:
        app(args=_language_first(words))
    except VirksomError as error:
        failed(str(error), as_json="--json" in words)
        raise SystemExit(Exit.FAILED) from None
    except KeyboardInterrupt:
        failed(
            _("Afbrudt. Det, der var gemt, er gemt; kør kommandoen igen for at fortsætte."), as_json="--json" in words
        )
        raise SystemExit(Exit.INTERRUPTED) from None


def _language_first(words: list[str]) -> list[str]:
    """Let `--lang en` stand anywhere: people write it last."""
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            return [word, words[index + 1], *words[:index], *words[index + 2 :]]
        if word.startswith("--lang="):
            return [word, *words[:index], *words[index + 1 :]]
    return words
