"""`fazhi refresh`: the whole Dagster graph in this process, with progress and a closing table."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration import progress
from orchestration.cli.bars import shown_progress
from orchestration.cli.console import error_console, out_console
from orchestration.workspace import Workspace

if TYPE_CHECKING:
    import dagster as dg

    from orchestration.publication import Publication

Filters = tuple[str | None, str | None, int | None]
"""Publisher, region, year of a live refresh."""

_REFUSED = "CoverageShrunk"
"""Name of the error that says what a publication would lose."""

_WRONG_USE = {"UserError", "CorrectionError"}
"""Names of the errors that the user can mend: a run keeps no more of an exception than name and message."""

FIRST_QUERY = (
    "select region_name, year, prior_value, value, unit, yoy_pct, quote from indicator_yoy "
    "where indicator_code = 'reconsideration.accepted' order by yoy_pct desc nulls last limit 5"
)


def run(
    paths: Sequence[str], *, full: bool, debug: bool, live: Filters | None = None, accept_loss: bool = False
) -> int:
    """Exit code 0 when done (also without news), 1 when the audit refused, 2 for wrong use, 3 when the run failed.

    With `live` the publishers are asked first; the graph runs where that, or a file, brought news.
    """
    from orchestration.cli import EXIT_FAILED
    from orchestration.corrections import corrections_in_force

    workspace = Workspace.from_environment().prepare()
    if live is not None and not _ask_publishers(workspace, paths, live):
        return EXIT_FAILED
    with workspace.writing():
        current = None if full else _up_to_date(workspace, paths)
    if current:
        out_console().print(
            f"Nothing new: {workspace.warehouse} is up to date (published {current.published_at}, "
            f"{current.reports} reports, {current.figures} figures). --full builds it again.",
            soft_wrap=True,
        )
        return 0
    corrections_in_force()  # what is wrong with the file itself is told before Dagster is loaded
    os.environ["DAGSTER_HOME"] = str(workspace.dagster_home)
    with shown_progress():
        result = _execute(paths, full=full, debug=debug, accept_loss=accept_loss)
    if not result.success:
        code, reason = _why(result)
        error_console().print(f"fazhi: {reason}", soft_wrap=True, markup=False)
        error_console().print("The published warehouse stays as it was.", soft_wrap=True)
        return code
    _print_summary(workspace)
    return 0


def _ask_publishers(workspace: Workspace, paths: Sequence[str], filters: Filters) -> bool:
    """Asks them and prints what came of it; False where there is no real report to build from."""
    from ingest.live import Selection
    from orchestration.live import collect_live
    from orchestration.sources import NothingBrought, require_real_reports

    with shown_progress():
        collected = collect_live(workspace, Selection(*filters), wait=None)
    failing, held_back = len(collected.listings_failed), len(collected.held_back)
    looked = f"{collected.listings_checked} listings read, {failing} failed, {len(collected.new_links)} new links"
    asked = f"{len(collected.news)} new or changed, {collected.unchanged} unchanged, {held_back} held back"
    told = f"Publishers: {looked}; {collected.asked} addresses asked: {asked}, {len(collected.failed)} failed."
    out_console().print(told, soft_wrap=True, markup=False)
    if failing or held_back or collected.failed:
        out_console().print("`fazhi status` tells what failed or is held back.", soft_wrap=True, markup=False)
    try:
        require_real_reports(workspace, paths)
    except NothingBrought as error:
        error_console().print(f"fazhi: {error}", soft_wrap=True, markup=False)
        return False
    return True


def _up_to_date(workspace: Workspace, paths: Sequence[str]) -> Publication | None:
    from ingest.archive import Archive
    from ingest.warehouse.corpus import Corpus
    from orchestration.publication import build_fingerprint, current_publication, is_withdrawn
    from orchestration.sources import has_news

    news = has_news(workspace, paths)
    current = current_publication(workspace)
    if news or current is None:
        return None
    fingerprint = build_fingerprint(Corpus.of(Archive(workspace.archive).fetches()))
    if is_withdrawn(workspace, fingerprint):
        told = f"What would be built was rolled back: {current.file} stays. --full publishes it all the same."
        error_console().print(told, soft_wrap=True, markup=False)
        return current
    return current if current.fingerprint == fingerprint else None


def _execute(paths: Sequence[str], *, full: bool, debug: bool, accept_loss: bool) -> dg.ExecuteInProcessResult:
    progress.report("loading Dagster and dbt")
    import dagster as dg

    from orchestration.definitions import defs

    return defs.resolve_job_def("refresh").execute_in_process(
        instance=dg.DagsterInstance.get(),
        run_config={
            "ops": {
                "archived_documents": {"config": {"reports": list(paths)}},
                "extractions": {"config": {"full": full}},
                "published_warehouse": {"config": {"full": full, "accept_loss": accept_loss}},
            },
            "loggers": {"console": {"config": {"log_level": "DEBUG" if debug else "CRITICAL"}}},
        },
        raise_on_error=debug,
    )


def _why(result: dg.ExecuteInProcessResult) -> tuple[int, str]:
    """The exit code, and the first failure in one sentence."""
    from orchestration.cli import EXIT_FAILED, EXIT_REFUSED, EXIT_WRONG_USE

    checks = [check for check in result.get_asset_check_evaluations() if not check.passed and check.blocking]
    if checks:
        broken = ", ".join(f"{check.asset_key.to_user_string()}: {check.check_name}" for check in checks)
        return EXIT_REFUSED, f"the audit refused to publish: {broken}. `fazhi ui` shows the rows."
    for event in result.all_events:
        if event.is_step_failure:
            data = event.step_failure_data
            causes = _causes(data.error)
            names = {cause.cls_name for cause in causes}
            code = EXIT_REFUSED if _REFUSED in names else EXIT_WRONG_USE if _WRONG_USE & names else EXIT_FAILED
            if data.user_failure_data and data.user_failure_data.description:
                return code, data.user_failure_data.description
            reason = causes[-1].message.strip() if causes else "without a reason"
            return code, f"step {event.step_key} failed: {reason}"
        if event.is_run_failure and event.job_failure_data.error:
            return EXIT_FAILED, str(_causes(event.job_failure_data.error)[-1].message).strip()
    return EXIT_FAILED, "the run failed without a reason; --debug shows Dagster's log."


def _causes(error: Any) -> list[Any]:
    """An error of a run and what caused it, the innermost last."""
    causes = []
    while error:
        causes.append(error)
        error = error.cause
    return causes


def _print_summary(workspace: Workspace) -> None:
    from rich.table import Table

    from orchestration.publication import current_publication

    current = current_publication(workspace)
    assert current is not None
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in (
        (
            "reports read",
            f"{current.reports}" + (" (the bundled samples: invented)" if current.sample else ""),
        ),
        ("figures found", f"{current.figures}"),
        ("  matched to an indicator", f"{current.matched}"),
        ("findings", f"{current.findings}"),
        ("corrected by hand", f"{current.corrections}"),
        ("not taken", f"{current.rejects}" + (" (fazhi status lists them)" if current.rejects else "")),
        ("warehouse", str(workspace.warehouse)),
    ):
        table.add_row(name, value, style=None)
    out_console().print(table)
    out_console().print(f'\nTry next:\n  {_command()} sql "{FIRST_QUERY}"', soft_wrap=True, markup=False)


def _command() -> str:
    """How to call this command again from where the user stands."""
    called = Path(sys.argv[0])
    found = shutil.which("fazhi")
    if found and Path(found).resolve() == called.resolve():
        return "fazhi"
    return str(called.relative_to(Path.cwd()) if called.is_relative_to(Path.cwd()) else called)
