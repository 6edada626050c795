"""`fazhi publishers`: who publishes where, and whether the tables that say so are right."""

from __future__ import annotations

from cli import exits
from cli.console import print_json, tell, warn
from cli.language import say, translated


def run_check(*, as_json: bool = False) -> int:
    """Prints what is wrong in the publishers' tables, one line each. Exit code 0 where nothing is, else 1."""
    from ingest.publishers.catalogue import load_known_addresses, load_publishers
    from ingest.publishers.checking import check_publishers
    from warehouse.inputs.live import publisher_tables

    tables = publisher_tables()
    problems = [str(problem) for problem in check_publishers(*tables)]
    publishers = [] if problems else load_publishers(tables[0])
    known = 0 if problems else len(load_known_addresses(tables[1]))
    listed = sum(publisher.listing is not None for publisher in publishers)
    if as_json:
        counts = {"publishers": len(publishers), "with_listing": listed, "known_addresses": known}
        print_json({"problems": problems} | ({} if problems else counts))
        return exits.REFUSED if problems else exits.DONE
    for problem in problems:
        tell(translated(problem))
    if problems:
        warn(say("{count} problems.", count=len(problems)))
        return exits.REFUSED
    told = "{publishers} publishers, {listed} with a listing, {known} known addresses: nothing is wrong."
    tell(say(told, publishers=len(publishers), listed=listed, known=known))
    return exits.DONE
