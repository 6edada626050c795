"""Commands that answer questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.app import app
from cli.options import At, Candidate, Csv, Json, form, indicators, offer, rules


@app.command()
def extract(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Reports (.txt, .html, .pdf, .docx …) or folders of them.")
    ],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="jsonl (one object per line), json, csv or table.",
            autocompletion=offer(lambda: ("jsonl", "json", "csv", "table")),
        ),
    ] = "jsonl",
    csv: Csv = False,
    json: Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show which rules read each figure.")] = False,
) -> None:
    """Print the figures of files, without a warehouse.

    Example: fazhi extract report.txt --format table
    """
    from cli.extract import run

    asked = form(csv=csv, json=json)
    raise typer.Exit(run(files, format if asked == "table" else asked, explained=explain))


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="By default: an interactive prompt.")] = None,
    csv: Csv = False,
    json: Json = False,
    candidate: Candidate = False,
    lake: Annotated[bool, typer.Option("--lake", help="Query what is published in the lake (FAZHI_LAKE).")] = False,
    at: At = None,
) -> None:
    """Query the published warehouse.

    Example: fazhi sql "select region_name, value, yoy_pct from marts.indicator_yoy limit 5"
    """
    from cli.sql import run

    if candidate and (lake or at is not None):
        raise typer.BadParameter("--candidate and --lake exclude each other.")
    raise typer.Exit(run(query, form(csv=csv, json=json), candidate=candidate, lake=lake, snapshot=at))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="The words to search for.")],
    limit: Annotated[int, typer.Option("--limit", "--count", "-n", min=1, help="Maximum number of sentences.")] = 10,
    csv: Csv = False,
    json: Json = False,
) -> None:
    """Find sentences in the published reports, best matches first. Exit code 1 if there are none.

    Example: fazhi search 行政复议 调解
    """
    from cli.search import run

    raise typer.Exit(run(" ".join(words), limit, form(csv=csv, json=json)))


@app.command()
def findings(
    rule: Annotated[
        str | None, typer.Option("--rule", help="A rule of docs/audit.md.", autocompletion=offer(rules))
    ] = None,
    severity: Annotated[
        str | None,
        typer.Option(
            "--severity", help="error, warn or note.", autocompletion=offer(lambda: ("error", "warn", "note"))
        ),
    ] = None,
    region: Annotated[str | None, typer.Option("--region", help="A code, or the first digits of codes.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="The year that the finding refers to.")] = None,
    indicator: Annotated[
        str | None, typer.Option("--indicator", help="A code, or its domain.", autocompletion=offer(indicators))
    ] = None,
    report: Annotated[str | None, typer.Option("--report", help="The sha256 of a report, or its beginning.")] = None,
    figure: Annotated[str | None, typer.Option("--figure", help="A figure_id.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="Maximum number; 0: all.")] = 50,
    csv: Csv = False,
    json: Json = False,
    candidate: Candidate = False,
) -> None:
    """List audit findings, the most serious first, with the numbers and the reason.

    Example: fazhi findings --severity error
    """
    from cli.findings import run

    filters = {"rule": rule, "severity": severity, "region": region, "year": year}
    filters |= {"indicator": indicator, "report": report, "figure": figure}
    raise typer.Exit(run(filters, format_name=form(csv=csv, json=json), candidate=candidate, limit=limit))


@app.command()
def explain(
    figure: Annotated[str, typer.Argument(metavar="FIGURE", help="A figure_id, or its beginning.")],
    json: Json = False,
    candidate: Candidate = False,
) -> None:
    """A figure in its sentence: the rules that read it, the findings on it, and what it is used for.

    Example: fazhi explain 3b8abd5e47b9f3f0
    """
    from cli.figure import run

    raise typer.Exit(run(figure, as_json=json, candidate=candidate))


@app.command()
def diff(
    rules: Annotated[bool, typer.Option("--rules", help="Compare precision and the rules that fired, too.")] = False,
    json: Json = False,
) -> None:
    """Figures that the current rules add (+), change (~) or lose (-) compared with the published warehouse.

    Example: fazhi diff
    """
    from cli.diff import run

    raise typer.Exit(run(as_json=json, rules=rules))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Overwritten; created if missing.")],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="parquet, csv, sdmx or all.",
            autocompletion=offer(lambda: ("parquet", "csv", "sdmx", "all")),
        ),
    ] = "parquet",
    json: Json = False,
) -> None:
    """Write the published marts as files: Parquet or CSV with datapackage.json, or SDMX-CSV of indicator_yoy.

    Example: fazhi export open-data --format all
    """
    from cli.export import run

    raise typer.Exit(run(folder, format, as_json=json))
