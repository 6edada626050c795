"""Commands on publishers and on the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.app import group
from cli.options import At, Json

publishers = group("publishers", "Who publishes reports, and where.")
archive = group("archive", "The documents as received.")
lake = group("lake", "Published versions in a lake (DuckLake) that FAZHI_LAKE names.")


@publishers.command("check")
def check_publishers(json: Json = False) -> None:
    """Check the publishers' tables. Exit code 1 if something is wrong.

    Example: fazhi publishers check
    """
    from cli.publishers import run_check

    raise typer.Exit(run_check(as_json=json))


@publishers.command("listings")
def list_listings(json: Json = False) -> None:
    """Show where each publisher lists its reports, and how that is known.

    Example: fazhi publishers listings
    """
    from cli.publishers import run_listings

    raise typer.Exit(run_listings(as_json=json))


@publishers.command("hosts")
def count_hosts(json: Json = False) -> None:
    """Count the governments of each province, and those whose official site is known.

    Example: fazhi publishers hosts
    """
    from cli.publishers import run_hosts

    raise typer.Exit(run_hosts(as_json=json))


@archive.command("verify")
def verify_archive(json: Json = False) -> None:
    """Hash every archived document again. Exit code 1 if one is damaged or missing.

    Example: fazhi archive verify
    """
    from cli.archive import run_verify

    raise typer.Exit(run_verify(as_json=json))


@archive.command("export")
def export_archive(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="Overwritten; gzipped if it ends in .gz.")],
    json: Json = False,
) -> None:
    """Write every vintage into a WARC file, for others to replay.

    Example: fazhi archive export reports.warc.gz
    """
    from cli.archive import run_export

    raise typer.Exit(run_export(target, as_json=json))


@archive.command("accept")
def accept_vintage(
    named: Annotated[str, typer.Argument(metavar="ADDRESS|SHA256", help="As `fazhi status` shows it.")],
    why: Annotated[str, typer.Option("--why", help="The reason; it is kept with the decision.")],
    by: Annotated[str | None, typer.Option("--by", help="Who decides; by default the user who is logged in.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Undo an acceptance.")] = False,
    json: Json = False,
) -> None:
    """Make a vintage that was held back the current one of its address.

    Example: fazhi archive accept http://www.example.gov.cn/2024.html --why "shortened by the county, seen on its site"
    """
    from cli.archive import run_accept

    raise typer.Exit(run_accept(named, why=why, by=by, undone=undo, as_json=json))


@archive.command("drop")
def drop_address(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="As in `raw.fetches`.")],
    why: Annotated[str, typer.Option("--why", help="The reason; it is kept with the decision.")],
    by: Annotated[str | None, typer.Option("--by", help="Who decides; by default the user who is logged in.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Put a dropped address back.")] = False,
    json: Json = False,
) -> None:
    """Exclude an address from the warehouse and stop requesting it. Its bytes stay in the archive.

    Example: fazhi archive drop http://www.example.gov.cn/draft.html --why "a draft, withdrawn by the county"
    """
    from cli.archive import run_drop

    raise typer.Exit(run_drop(address, why=why, by=by, undone=undo, as_json=json))


@lake.command("publish")
def publish_to_lake(json: Json = False) -> None:
    """Put the published version into the lake, and lead its readers to it. Only rows that differ are written.

    Example: fazhi lake publish
    """
    from cli.lake import run_publish

    raise typer.Exit(run_publish(as_json=json))


@lake.command("list")
def list_lake(json: Json = False) -> None:
    """List what was published to the lake, the newest first, with the snapshot of each.

    Example: fazhi lake list
    """
    from cli.lake import run_list

    raise typer.Exit(run_list(as_json=json))


@lake.command("rollback")
def roll_back_lake(
    snapshot: Annotated[
        int | None, typer.Argument(metavar="SNAPSHOT", help="By default that of the publication before.")
    ] = None,
    json: Json = False,
) -> None:
    """Point readers of the lake to an earlier snapshot.

    Example: fazhi lake rollback 12
    """
    from cli.lake import run_rollback

    raise typer.Exit(run_rollback(snapshot, as_json=json))


@lake.command("export")
def export_lake(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="A DuckDB file that does not exist yet.")],
    at: At = None,
    json: Json = False,
) -> None:
    """Write a snapshot of the lake, by default the published one, into a DuckDB file.

    Example: fazhi lake export fazhi.duckdb
    """
    from cli.lake import run_export

    raise typer.Exit(run_export(target, at, as_json=json))
