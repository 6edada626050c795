"""Commands that run things, or tell how they run."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.app import app, debugging
from cli.backup import backup
from cli.dashboard import dashboard
from cli.options import Json, offer, publishers, versions
from warehouse.workspace import UserError


@app.command()
def refresh(
    reports: Annotated[
        list[str] | None,
        typer.Option(
            "--reports",
            metavar="PATH",
            help="A report (.txt, .html, .pdf, .docx …) or a folder; may be given several times.",
        ),
    ] = None,
    more: Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Further files or folders.")] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Read and build everything again, even if nothing changed.")
    ] = False,
    live: Annotated[bool, typer.Option("--live", help="Also ask the publishers on the web.")] = False,
    publisher: Annotated[
        str | None,
        typer.Option(
            "--publisher",
            metavar="ID",
            help="With --live: only this publisher, due or not.",
            autocompletion=offer(publishers),
        ),
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="CODE", help="With --live: this region and those in it.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="With --live: reports on this year.")
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Publish even if it covers much less than the published version.")
    ] = False,
    json: Json = False,
) -> None:
    """Read reports, extract, build, audit and publish. Without paths: the inbox, or the samples.

    Example: fazhi refresh --reports ../reports
    """
    from cli.refresh import run

    filters = (publisher, region, year)
    if not live and filters != (None, None, None):
        raise UserError("--publisher, --region and --year choose among what the publishers have: add --live.")
    paths, chosen = [*(reports or []), *(more or [])], filters if live else None
    raise typer.Exit(run(paths, full=full, debug=debugging(), live=chosen, accept_loss=accept_loss, as_json=json))


@app.command()
def status(json: Json = False) -> None:
    """What is published and since when, what was rejected and why, and which publishers fail.

    Example: fazhi status --json
    """
    from cli.status import run

    raise typer.Exit(run(as_json=json))


@app.command()
def doctor(json: Json = False) -> None:
    """Check the installation: versions, folders, permissions, space, clock, locks.

    Each problem is listed with its remedy. Nothing is changed. Exit code 1 if something is broken.

    Example: fazhi doctor
    """
    from cli.doctor import run

    raise typer.Exit(run(as_json=json))


@app.command()
def rollback(
    version: Annotated[
        str | None,
        typer.Argument(
            metavar="VERSION",
            help="Any part of its name that identifies it; by default the previous one.",
            autocompletion=offer(versions),
        ),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the versions that are kept, and change nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Point readers to an earlier version. A refresh does not undo this on its own.

    Example: fazhi rollback --list
    """
    from cli.rollback import run

    raise typer.Exit(run(version, listed=listed, as_json=json))


@app.command()
def ui(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on 127.0.0.1.")] = 3000,
    part: Annotated[
        str,
        typer.Option(
            "--part",
            help="As a service: web (pages), daemon (what runs automatically) or code (the graph, for both).",
            autocompletion=offer(lambda: ("all", "web", "daemon", "code")),
        ),
    ] = "all",
    path_prefix: Annotated[str, typer.Option("--path-prefix", help="With web: path at a reverse proxy.")] = "",
    read_only: Annotated[bool, typer.Option("--read-only", help="With web: read-only pages.")] = False,
    code_server: Annotated[
        str, typer.Option("--code-server", metavar="HOST:PORT", help="Load the graph from the service code.")
    ] = "",
) -> None:
    """Start the Dagster UI, schedule and sensors on 127.0.0.1.

    Example: fazhi ui --port 3001
    """
    from cli.ui import Ui, run

    raise typer.Exit(run(Ui(port, part, path_prefix, read_only, code_server)))


app.command()(dashboard)

app.command()(backup)


@app.command()
def docs(json: Json = False) -> None:
    """Build the Data Docs of the last audits and the dbt docs of the tables. Prints where they are.

    Example: fazhi docs
    """
    from cli.docs import run

    raise typer.Exit(run(as_json=json))
