"""The Typer application and the options of all commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.help import Commands
from warehouse.settings import set_variable

app = typer.Typer(
    name="fazhi",
    cls=Commands,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="法治政府建设 reports as figures: each number with the words it comes from, year over year.",
)

_given = {"debug": False}


def debugging() -> bool:
    """Whether `--debug` stands before the command."""
    return _given["debug"]


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"fazhi {version('fazhi')}")
        raise typer.Exit


@app.callback()
def settings(
    debug: Annotated[bool, typer.Option("--debug", help="Show Dagster's log, and a traceback for errors.")] = False,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="The data folder; by default FAZHI_DATA, else data/.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options of all commands."""
    _given["debug"] = debug
    if data is not None:
        set_variable("FAZHI_DATA", data)


def group(name: str, help: str) -> typer.Typer:
    """A command that has commands below it."""
    below = typer.Typer(cls=Commands, rich_markup_mode=None, help=help)
    app.add_typer(below, name=name)
    return below
