"""`fazhi publishers`: who publishes where, and whether the tables that say so are right."""

from __future__ import annotations

import typer


def run_check() -> int:
    """Prints what is wrong in the publishers' tables, one line each. Exit code 0 where nothing is, else 1."""
    from ingest.publishers.catalogue import load_known_addresses, load_publishers
    from ingest.publishers.checking import check_publishers
    from orchestration.live import publisher_tables

    tables = publisher_tables()
    problems = check_publishers(*tables)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        typer.echo(f"{len(problems)} problems.", err=True)
        return 1
    publishers = load_publishers(tables[0])
    listed = sum(publisher.listing is not None for publisher in publishers)
    known = len(load_known_addresses(tables[1]))
    typer.echo(f"{len(publishers)} publishers, {listed} with a listing, {known} known addresses: nothing is wrong.")
    return 0
