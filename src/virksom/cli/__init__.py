"""The command line: set up a workspace, harvest, pseudonymise, analyse, serve; every command scripts can use."""

from __future__ import annotations


def main() -> None:
    """Run the command line (the `virksom` script)."""
    from virksom.cli.app import run  # noqa: PLC0415  the language must be known before the commands are read

    run()


__all__ = ["main"]
