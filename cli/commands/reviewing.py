"""Commands for second readers of doubtful figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from cli.app import group
from cli.options import Json

review = group("review", "Export doubtful figures for a second reader, and import the answers.")
_HOLDS = timedelta(days=730)


@review.command("export")
def export_review(
    target: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="By default: standard output.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="Maximum number of figures; 0: all.")] = 0,
    json: Json = False,
) -> None:
    """Write the doubtful figures as JSON lines, those that affect the most values first.

    Each has its sentence, how it was read, why it is doubtful, other readings, and an `answer` to fill in: `decision`
    (keep, drop, flag or override), `reason`, `by`, `evidence` (words of the report), and for an override what changes.

    Example: fazhi review export --out doubtful.jsonl
    """
    from cli.review import run_export

    raise typer.Exit(run_export(target, limit, as_json=json))


@review.command("import")
def import_review(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="What `export` wrote, with answers.")],
    corrections: Annotated[
        Path | None, typer.Option("--corrections", metavar="FILE", help="Append to this file; by default: print.")
    ] = None,
    exceptions: Annotated[
        Path | None, typer.Option("--exceptions", metavar="FILE", help="Append to this file; by default: print.")
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            "--until",
            formats=["%Y-%m-%d"],
            help="Last day on which an explanation holds; by default two years from now.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Check answers and turn them into entries. Exit code 1 if one is refused.

    An answer counts only if the report contains the words that it quotes as evidence. `keep` explains the findings of
    the figure (exceptions.yml), the others correct it (corrections.yml).

    Example: fazhi review import doubtful.jsonl --corrections corrections.yml --exceptions exceptions.yml
    """
    from cli.review import run_import

    last = until.date() if until else date.today() + _HOLDS  # noqa: DTZ011 — the day of whoever decides
    raise typer.Exit(run_import(source, last, corrections, exceptions, as_json=json))
