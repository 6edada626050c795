"""Options that several commands have, under the same names with the same words; and what completion offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV, for programs.")]
At = Annotated[
    int | None, typer.Option("--at", metavar="SNAPSHOT", help="The lake at this snapshot (`fazhi lake list`).")
]
Candidate = Annotated[bool, typer.Option("--candidate", help="Query the last build, published or refused.")]


def form(*, csv: bool, json: bool) -> str:
    """The name of the form that the options ask for."""
    if csv and json:
        raise typer.BadParameter("--csv and --json exclude each other.")
    return "csv" if csv else "json" if json else "table"


def offer(names: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    """What completion offers, looked up only where it is asked for."""

    def beginning(incomplete: str) -> list[str]:
        return [name for name in names() if name.startswith(incomplete)]

    return beginning


def rules() -> Iterable[str]:
    """Names of the audit's rules."""
    from expectations.rules import rules as known

    return known()


def indicators() -> Iterable[str]:
    """Codes of indicators, and their domains."""
    from ingest.indicators import load_catalogue

    catalogue = load_catalogue()
    return [*dict.fromkeys(one.domain for one in catalogue), *(one.code for one in catalogue)]


def publishers() -> Iterable[str]:
    """Ids of publishers."""
    from warehouse.inputs.live import publishers_in_force

    return [one.publisher_id for one in publishers_in_force()[0]]


def versions() -> Iterable[str]:
    """Names of the versions that are kept."""
    from warehouse.publication import published_versions
    from warehouse.workspace import Workspace

    return [version.file for version in published_versions(Workspace.from_environment())]
