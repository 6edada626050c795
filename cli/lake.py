"""`fazhi lake`: published versions in a lake."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from cli.console import heard, print_json, tell
from cli.language import say
from warehouse.workspace import UserError, Workspace


def run_publish(*, as_json: bool = False) -> int:
    """Puts the published version into the lake. Exit code 0. Raises `UserError` where there is none, or no lake."""
    from warehouse.lake.publications import publish_to_lake
    from warehouse.publication import current_publication

    workspace = Workspace.from_environment()
    with workspace.prepare().writing(told=heard):
        version = current_publication(workspace)
        if version is None:
            raise UserError(f"{workspace.warehouse}: nothing is published here yet. Run `fazhi refresh` first.")
        published, written = publish_to_lake(workspace.published, version)
    if as_json:
        print_json({"published": asdict(published), "rows": asdict(written)})
        return 0
    message = "{file} is snapshot {snapshot} of the lake: {added} rows written, {removed} deleted."
    tell(say(message, file=published.file, snapshot=published.snapshot, **asdict(written)))
    return 0


def run_list(*, as_json: bool = False) -> int:
    """Lists the publications. Exit code 0."""
    from warehouse.lake.connection import opened
    from warehouse.lake.publications import lake_publications

    with opened(read_only=True) as con:
        publications = lake_publications(con)
    if as_json:
        print_json([asdict(publication) for publication in publications])
        return 0
    for at, row in enumerate(publications):
        counts = say("{reports} reports, {figures} figures", reports=row.reports, figures=row.figures)
        tell(f"{row.snapshot}  {row.decided_at}  {row.file}  {counts}" + (f"  ({say('current')})" if at == 0 else ""))
    return 0


def run_rollback(snapshot: int | None, *, as_json: bool = False) -> int:
    """Leads readers to an earlier snapshot. Exit code 0. Raises `UserError` where there is none."""
    from warehouse.lake.publications import roll_back_lake

    chosen = roll_back_lake(snapshot)
    if as_json:
        print_json({"published": asdict(chosen)})
        return 0
    message = "Readers of the lake see snapshot {snapshot}: {file}, published {at}."
    tell(say(message, snapshot=chosen.snapshot, file=chosen.file, at=chosen.published_at))
    return 0


def run_export(target: Path, snapshot: int | None, *, as_json: bool = False) -> int:
    """Writes a snapshot into a file. Exit code 0. Raises `UserError` where that cannot be."""
    from warehouse.lake.publications import export_lake

    rows = export_lake(target, snapshot).added
    if as_json:
        print_json({"file": str(target), "rows": rows})
        return 0
    tell(say("{file}: {rows} rows.", file=target, rows=rows))
    return 0
