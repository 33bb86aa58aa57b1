"""Help on the command line is in Danish, headings and marks too; a command left out says how to get it."""

from __future__ import annotations

from virksom.cli.tests.commands import virksom


def test_the_headings_of_the_help_are_danish() -> None:
    told = virksom("harvest", "--help")
    assert told.returncode == 0
    assert "Argumenter" in told.stdout and "Tilvalg" in told.stdout and "[skal gives]" in told.stdout
    assert "Arguments" not in told.stdout and "[required]" not in told.stdout


def test_a_forgotten_argument_says_how_to_get_help() -> None:
    told = virksom("harvest")
    assert told.returncode == 2
    assert "Fejl" in told.stderr and "harvest -h for at få hjælp." in told.stderr
