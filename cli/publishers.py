"""`fazhi publishers`: who publishes where, and whether the tables that say so are right."""

from __future__ import annotations

from cli import exits
from cli.console import new_table, print_json, print_table, tell, warn
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


def run_listings(*, as_json: bool = False) -> int:
    """Prints one line for each publisher: its listing, and whether the catalogue or a rule for the system gives it."""
    from collections import defaultdict

    from ingest.publishers.systems import listings_of
    from warehouse.inputs.live import publishers_in_force, sites_in_force

    publishers, known = publishers_in_force()
    sites = sites_in_force()
    articles: dict[str, list[str]] = defaultdict(list)
    for one in known:
        articles[one.publisher_id].append(one.address)
    rows = []
    for publisher in publishers:
        derived = listings_of(publisher, articles[publisher.publisher_id], sites)
        rule = derived[0].system if derived else None
        listing = publisher.listing or (derived[0].address if derived else None)
        known_from = "catalogue" if publisher.listing else "rule" if derived else None
        row = {"publisher_id": publisher.publisher_id, "listing": listing, "known_from": known_from, "system": rule}
        rows.append(row)
    if as_json:
        print_json(rows)
        return exits.DONE
    table = new_table(say("publisher"), say("listing"), say("known from"), say("system"))
    for row in rows:
        table.add_row(row["publisher_id"], row["listing"] or "", say(row["known_from"] or ""), row["system"] or "")
    print_table(table)
    by_rule = sum(row["system"] is not None for row in rows)
    listed = sum(row["listing"] is not None for row in rows)
    told = "{publishers} publishers, {listed} with a listing, {by_rule} of which a rule derives from a known report."
    tell(say(told, publishers=len(rows), listed=listed, by_rule=by_rule))
    return exits.DONE


def run_hosts(*, as_json: bool = False) -> int:
    """Prints one line for each province, and the sum."""
    from warehouse.inputs.live import sites_in_force

    counted = sites_in_force().coverage()
    if as_json:
        print_json([one._asdict() for one in counted])
        return exits.DONE
    table = new_table(say("province"), say("governments"), say("sites"), say("doubtful"))
    for one in counted:
        table.add_row(f"{one.province} ({one.province_code})", *map(str, one[2:]))
    print_table(table)
    governments, sites = sum(one.governments for one in counted), sum(one.sites for one in counted)
    tell(say("{sites} of {governments} governments have a known site.", sites=sites, governments=governments))
    return exits.DONE
