"""The `fazhi` command. Nothing heavy is imported before the command that needs it runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.backup import backup
from orchestration.cli.dashboard import dashboard
from orchestration.workspace import UserError

EXIT_REFUSED, EXIT_WRONG_USE, EXIT_FAILED = 1, 2, 3

app = typer.Typer(
    name="fazhi",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="法治政府建设 reports as figures: each number with the words it comes from, year over year.",
)

_settings = {"debug": False}


@app.callback()
def settings(
    debug: Annotated[bool, typer.Option("--debug", help="Show Dagster's log, and a traceback for errors.")] = False,
) -> None:
    """Options of all commands."""
    _settings["debug"] = debug


@app.command()
def refresh(
    reports: Annotated[
        list[str] | None,
        typer.Option("--reports", help="A report (.txt, .html) or a folder of reports; may be given several times."),
    ] = None,
    more: Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="More of them.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Read and build everything again, news or not.")] = False,
    live: Annotated[bool, typer.Option("--live", help="Ask the publishers on the web, too.")] = False,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="ID", help="With --live: this one alone, due or not.")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="CODE", help="With --live: this region and those in it.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="With --live: reports on this year.")
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Publish also what covers much less than the published version.")
    ] = False,
) -> None:
    """Take in reports, extract, build, audit and publish. Without paths: the inbox, or the samples.

    Example: fazhi refresh --reports ../reports
    """
    from orchestration.cli.refresh import run

    filters = (publisher, region, year)
    if not live and filters != (None, None, None):
        raise UserError("--publisher, --region and --year choose among what the publishers have: add --live.")
    paths = [*(reports or []), *(more or [])]
    raise typer.Exit(
        run(paths, full=full, debug=_settings["debug"], live=filters if live else None, accept_loss=accept_loss)
    )


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Reports (.txt, .html) or folders of them.")],
    format: Annotated[str, typer.Option("--format", help="jsonl, csv or table.")] = "jsonl",
    explain: Annotated[bool, typer.Option("--explain", help="Tell for each figure which rules made it so.")] = False,
) -> None:
    """Print the figures of files, without a warehouse.

    Example: fazhi extract report.txt --format table
    """
    from orchestration.cli.extract import run

    raise typer.Exit(run(files, format, explained=explain))


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(metavar="[QUERY]", help="Without it: a prompt.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON array of objects.")] = False,
    candidate: Annotated[
        bool, typer.Option("--candidate", help="Ask what was built last, published or refused.")
    ] = False,
) -> None:
    """Ask the published warehouse.

    Example: fazhi sql "select region_name, value, yoy_pct from marts.indicator_yoy limit 5"
    """
    from orchestration.cli.sql import run

    raise typer.Exit(run(query, "csv" if csv else "json" if json else "table", candidate=candidate))


@app.command()
def findings(
    rule: Annotated[str | None, typer.Option("--rule", help="A rule of docs/audit.md.")] = None,
    severity: Annotated[str | None, typer.Option("--severity", help="error, warn or note.")] = None,
    region: Annotated[str | None, typer.Option("--region", help="A code, or the first digits of codes.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="The year that the finding speaks of.")] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="A code, or its domain.")] = None,
    report: Annotated[str | None, typer.Option("--report", help="The sha256 of a report, or its beginning.")] = None,
    figure: Annotated[str | None, typer.Option("--figure", help="A figure_id.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON array of objects.")] = False,
    candidate: Annotated[bool, typer.Option("--candidate", help="Of what was built last.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many at most; 0: all.")] = 50,
) -> None:
    """What the audit doubts, with the numbers and the reason, the gravest first.

    Example: fazhi findings --severity error
    """
    from orchestration.cli.findings import run

    filters = {"rule": rule, "severity": severity, "region": region, "year": year}
    filters |= {"indicator": indicator, "report": report, "figure": figure}
    raise typer.Exit(run(filters, as_json=json, candidate=candidate, limit=limit))


@app.command()
def explain(
    figure: Annotated[str, typer.Argument(metavar="FIGURE", help="A figure_id, or its beginning.")],
    json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
    candidate: Annotated[bool, typer.Option("--candidate", help="Of what was built last.")] = False,
) -> None:
    """A figure in its sentence: the rules that read it, what is doubted of it, what was made of it.

    Example: fazhi explain 3b8abd5e47b9f3f0
    """
    from orchestration.cli.figure import run

    raise typer.Exit(run(figure, as_json=json, candidate=candidate))


@app.command()
def docs() -> None:
    """Build the Data Docs of the last audits, a static site, and print where it stands.

    Example: fazhi docs
    """
    from orchestration.cli.docs import run

    raise typer.Exit(run())


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="What the sentences are to say.")],
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many sentences at most.")] = 10,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON array of objects.")] = False,
) -> None:
    """Find sentences in the published reports, the best first. Exit code 1 where there is none.

    Example: fazhi search 行政复议 调解
    """
    from orchestration.cli.search import run

    raise typer.Exit(run(" ".join(words), count, "csv" if csv else "json" if json else "table"))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Written anew; made where it is missing.")],
    format: Annotated[str, typer.Option("--format", help="parquet, csv, sdmx or all.")] = "parquet",
) -> None:
    """Write the published marts as files: Parquet or CSV with datapackage.json, or SDMX-CSV of indicator_yoy.

    Example: fazhi export open-data --format all
    """
    from orchestration.cli.export import run

    raise typer.Exit(run(folder, format))


@app.command()
def rollback(
    version: Annotated[
        str | None, typer.Argument(metavar="[VERSION]", help="Any part of its name that tells it; else the one before.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the versions that are kept, and move nothing.")] = False,
) -> None:
    """Let readers open a version that was published before. A refresh does not undo that by itself.

    Example: fazhi rollback
    """
    from orchestration.cli.rollback import run

    raise typer.Exit(run(version, listed=listed))


@app.command()
def ui(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on 127.0.0.1.")] = 3000,
    part: Annotated[
        str, typer.Option("--part", help="As a service: web (pages) or daemon (what runs by itself).")
    ] = "all",
    path_prefix: Annotated[str, typer.Option("--path-prefix", help="With web: path at a reverse proxy.")] = "",
    read_only: Annotated[bool, typer.Option("--read-only", help="With web: pages that change nothing.")] = False,
) -> None:
    """Start the Dagster UI, schedule and sensors on 127.0.0.1.

    Example: fazhi ui --port 3001
    """
    from orchestration.cli.ui import Ui, run

    run(Ui(port, part, path_prefix, read_only))


app.command()(dashboard)

app.command()(backup)


@app.command()
def status(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """What is published, from when, and what was rejected.

    Example: fazhi status --json
    """
    from orchestration.cli.status import run

    raise typer.Exit(run(as_json=json))


@app.command()
def diff(
    rules: Annotated[bool, typer.Option("--rules", help="Compare precision and the rules that fired, too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Figures that the present rules add (+), change (~) or lose (-) against the published warehouse.

    Example: fazhi diff
    """
    from orchestration.cli.diff import run

    raise typer.Exit(run(as_json=json, rules=rules))


publishers_app = typer.Typer(no_args_is_help=True, help="Who publishes reports, and where.")
app.add_typer(publishers_app, name="publishers")


@publishers_app.command("check")
def check_publishers() -> None:
    """Say what is wrong in the publishers' tables.

    Example: fazhi publishers check
    """
    from orchestration.cli.publishers import run_check

    raise typer.Exit(run_check())


archive_app = typer.Typer(no_args_is_help=True, help="The documents as they came.")
app.add_typer(archive_app, name="archive")


@archive_app.command("verify")
def verify_archive() -> None:
    """Hash every archived document anew; exit code 1 where one is damaged or missing.

    Example: fazhi archive verify
    """
    from orchestration.cli.archive import run_verify

    raise typer.Exit(run_verify())


@archive_app.command("export")
def export_archive(
    target: Annotated[Path, typer.Argument(metavar="FILE.warc.gz", help="Written anew, gzipped if it ends in .gz.")],
) -> None:
    """Write every vintage into a WARC file, for others to replay.

    Example: fazhi archive export reports.warc.gz
    """
    from orchestration.cli.archive import run_export

    raise typer.Exit(run_export(target))


@archive_app.command("accept")
def accept_vintage(
    named: Annotated[str, typer.Argument(metavar="ADDRESS|SHA256", help="As `fazhi status` tells it.")],
    why: Annotated[str, typer.Option("--why", help="The reason, for those who ask later.")],
    by: Annotated[str | None, typer.Option("--by", help="Who decides; without it, who is logged in.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take an acceptance back.")] = False,
) -> None:
    """Let a vintage that was held back become the current one of its address.

    Example: fazhi archive accept http://www.example.gov.cn/2024.html --why "shortened by the county, seen on its site"
    """
    from orchestration.cli.archive import run_accept

    raise typer.Exit(run_accept(named, why=why, by=by, undone=undo))


def main() -> None:
    """Entry point: errors are sentences, unless --debug asks for a traceback."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    try:
        app()
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
    except Exception as error:
        if _settings["debug"]:
            raise
        known = isinstance(error, UserError)
        fault = f"stopped with {type(error).__name__}: {error}. --debug shows where."
        typer.echo(f"fazhi: {error if known else fault}", err=True)
        sys.exit(EXIT_WRONG_USE if known else EXIT_FAILED)
