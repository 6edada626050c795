"""`fazhi refresh`: the whole Dagster graph in this process, with progress and a closing table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from cli import exits
from cli.bars import shown_progress
from cli.closing import FIRST_QUERY, Closing
from cli.console import heard, new_table, print_table, warn
from cli.language import say, translated
from cli.refusal import why_failed
from warehouse import progress
from warehouse.loading import without_garbage_collection
from warehouse.locks import Holder
from warehouse.settings import set_variable
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import dagster as dg

    from warehouse.publication import Publication

__all__ = ["FIRST_QUERY", "run"]

Filters = tuple[str | None, str | None, int | None]
"""Publisher, region, year of a live refresh."""

_OUTCOMES = {
    exits.REFUSED: "refused",
    exits.WRONG_USE: "wrong_use",
    exits.FAILED: "failed",
    exits.INTERRUPTED: "interrupted",
}

_SEARCHED = "{searched} publishers without a listing: {found} listings found, {requests} pages asked for."
_LEFT = (
    "The time of the refresh was over (FAZHI_LIVE_HOURS), or a publisher has more reports than one refresh asks for. "
    "Left to the next one: {searches} searches for listings, {listings} listings, {addresses} addresses."
)
_STATES = ("found", "not_found", "obstacle", "not_asked")
_ASKED = (
    "Publishers: {listings_read} listings read, {listings_failed} failed, {new_links} new links; {asked} addresses "
    "asked: {news} new or changed, {unchanged} unchanged, {held_back} held back, {failed} failed."
)


def run(
    paths: Sequence[str],
    *,
    full: bool,
    debug: bool,
    live: Filters | None = None,
    accept_loss: bool = False,
    as_json: bool = False,
) -> int:
    """Exit code 0 when done (also without news), 1 when the audit refused, 2 for wrong use, 3 when the run failed.

    With `live` the publishers are asked first; the graph runs where that, or a file, brought news.
    """
    from orchestration.runs.instance import prepare_instance
    from warehouse.inputs.corrections import corrections_in_force

    workspace, closing = Workspace.from_environment().prepare(), Closing(as_json)
    if live is not None and not _ask_publishers(workspace, paths, live, closing):
        return closing.end(exits.FAILED, "failed", workspace)
    with workspace.writing(told=heard):
        current = None if full else _up_to_date(workspace, paths)
    if current:
        told = (
            "Nothing new: {file} is up to date (published {at}, {reports} reports, {figures} figures). "
            "--full builds it again."
        )
        counts = {"reports": current.reports, "figures": current.figures}
        closing.tell(say(told, file=workspace.warehouse, at=current.published_at, **counts))
        return closing.end(exits.DONE, "nothing_new", workspace)
    corrections_in_force()  # what is wrong with the file itself is told before Dagster is loaded
    set_variable("DAGSTER_HOME", prepare_instance(workspace))
    with shown_progress():
        result = _execute(paths, full=full, debug=debug, accept_loss=accept_loss)
    if result.success:
        return closing.end(exits.DONE, "published", workspace)
    code, reason = why_failed(result)
    return closing.end(code, _OUTCOMES[code], workspace, reason)


def _ask_publishers(workspace: Workspace, paths: Sequence[str], filters: Filters, closing: Closing) -> bool:
    """Asks them and prints what came of it; False where there is no real report to build from."""
    from ingest.live import Selection
    from warehouse.inputs.files import NothingBrought, require_real_reports
    from warehouse.inputs.live import collect_live

    with shown_progress():
        collected = collect_live(workspace, Selection(*filters), wait=None)
    counts = {
        "listings_read": collected.listings_checked,
        "listings_failed": len(collected.listings_failed),
        "new_links": len(collected.new_links),
        "asked": collected.asked,
        "news": len(collected.news),
        "unchanged": collected.unchanged,
        "held_back": len(collected.held_back),
        "failed": len(collected.failed),
    }
    if collected.searches:
        counts |= {
            "searched": len(collected.searches),
            "found": sum(one.listing is not None for one in collected.searches),
            "requests": sum(one.requests for one in collected.searches),
        }
        closing.tell(say(_SEARCHED, **counts))
    region = filters[1]
    if region:
        _tell_outcomes(workspace, region, closing)
    if collected.left:
        left = {name: collected.left[name] for name in ("searches", "listings", "addresses")}
        closing.tell(say(_LEFT, **left))
        counts |= {f"{name}_left": count for name, count in left.items()}
    closing.publishers = counts
    closing.tell(say(_ASKED, **counts))
    if counts["listings_failed"] or counts["held_back"] or counts["failed"]:
        closing.tell(say("`fazhi status` shows what failed or is held back."))
    try:
        require_real_reports(workspace, paths)
    except NothingBrought as error:
        warn(translated(str(error)))
        return False
    return True


def _tell_outcomes(workspace: Workspace, region: str, closing: Closing) -> None:
    """A table of the region's publishers: whose reports are known, and what is known of the others."""
    from collections import Counter

    from warehouse.inputs.live import outcomes

    rows = outcomes(workspace, region)
    closing.region = [one._asdict() for one in rows]
    if closing.as_json:
        return
    table = new_table(say("publisher"), say("reports"), say("state"), say("listing or reason"))
    for one in rows:
        table.add_row(f"{one.name} ({one.publisher_id})", str(one.reports), say(one.state), one.detail)
    print_table(table)
    counted: Counter[str] = Counter(one.state for one in rows)
    closing.tell(", ".join(f"{say(state)}: {counted[state]}" for state in _STATES))


def _up_to_date(workspace: Workspace, paths: Sequence[str]) -> Publication | None:
    from ingest.archive import Archive
    from ingest.loading.corpus import Corpus
    from warehouse.inputs.files import has_news
    from warehouse.inputs.live import catalogue_in_force
    from warehouse.publication import build_fingerprint, current_publication, is_damaged, is_withdrawn

    news = has_news(workspace, paths)
    current = current_publication(workspace)
    if news or current is None:
        return None
    if is_damaged(workspace, current):
        told = "{file} is damaged: it is not what was published. It is being rebuilt."
        warn(say(told, file=workspace.published / current.file))
        return None
    corpus = Corpus.of(Archive(workspace.archive).fetches())
    fingerprint = build_fingerprint(corpus, catalogue_in_force(workspace, corpus))
    if is_withdrawn(workspace, fingerprint):
        told = "What would be built was rolled back: {file} stays. --full publishes it all the same."
        typer.echo(say(told, file=current.file), err=True)
        return current
    return current if current.fingerprint == fingerprint else None


def _execute(paths: Sequence[str], *, full: bool, debug: bool, accept_loss: bool) -> dg.ExecuteInProcessResult:
    progress.report("loading Dagster and dbt")
    with without_garbage_collection():
        import duckdb  # noqa: F401 - an interrupt while a step imports it breaks it for the rest of the process

        from orchestration.definitions import defs
        from orchestration.runs.by_command import run_job

    run_config = {
        "ops": {
            "archived_documents": {"config": {"reports": list(paths)}},
            "extractions": {"config": {"full": full}},
            "raw_tables": {"config": {"full": full}},
            "published_warehouse": {"config": {"full": full, "accept_loss": accept_loss}},
        },
        "loggers": {"console": {"config": {"log_level": "DEBUG" if debug else "CRITICAL"}}},
    }
    job, home = defs.resolve_job_def("refresh"), Workspace.from_environment().dagster_home
    return run_job(job, home, run_config, Holder.here().name, raise_on_error=debug)
