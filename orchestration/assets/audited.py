"""The audit: findings as tables, expectations as checks. If a blocking check fails, nothing is published."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import dagster as dg

from expectations.outcomes import Outcome
from expectations.rules import Severity, rules
from expectations.validations import example_rows, keep_validation
from ingest.loading.descriptions import describe_columns
from orchestration.assets.collected import WRITER
from orchestration.assets.transformed import dbt_models
from orchestration.metadata.at_a_glance import findings_by_rule
from orchestration.metadata.previews import all_columns, markdown_table, preview, table_columns
from orchestration.resources import WorkspaceResource
from orchestration.runs.retries import retrying_transient_errors
from orchestration.runs.stopped import Stopped
from warehouse import progress
from warehouse.building.audit import FIGURE_SUITES, MART_SUITES, Audit, audit_figures, audit_marts
from warehouse.building.candidate import open_candidate
from warehouse.building.clean_rows import CleanRows
from warehouse.building.flagged import leave_out_flagged
from warehouse.building.verdict import Refusal, clear_refusal, note_refusal, refusal_of
from warehouse.inputs.exceptions import exceptions_in_force
from warehouse.publication import last_intact
from warehouse.publication.coverage import Loss, losses
from warehouse.questions import DESCRIPTIONS
from warehouse.settings import settings
from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    import duckdb

FIGURE_FINDINGS = dg.AssetKey(["audit", "figure_findings"])
FINDINGS = dg.AssetKey(["audit", "findings"])
CHECK_SEVERITY: dict[Severity, dg.AssetCheckSeverity] = {
    "error": dg.AssetCheckSeverity.ERROR,
    "warn": dg.AssetCheckSeverity.WARN,
    "note": dg.AssetCheckSeverity.WARN,
}


def _checks(asset: dg.AssetKey, suites: Sequence[str]) -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(rule.name, asset=asset, blocking=rule.blocking, description=f"{rule.why_zh} {rule.why}")
        for rule in rules().values()
        if rule.suite in suites
    ]


@dg.asset(
    key=FIGURE_FINDINGS,
    group_name="audit_of_figures",
    kinds={"python", "duckdb"},
    deps=[["raw", table] for table in ("documents", "sections", "corrections", "corrected_figures", "indicators")],
    check_specs=_checks(FIGURE_FINDINGS, FIGURE_SUITES),
    pool=WRITER,
)
def figure_findings(
    context: dg.AssetExecutionContext, workspace: WorkspaceResource
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """数字的疑点。 One row per figure and rule that it breaks; Great Expectations runs before the marts are built.

    A figure with a finding of severity `error` is kept out of the marts; one with `warn` is included and flagged.
    """
    progress.report("audit of figures")
    audit = _new_audit(workspace.workspace)
    with open_candidate(workspace.workspace) as con:
        outcomes = audit_figures(con, audit)
        rows = con.execute("select count(*) from audit.figure_findings").fetchall()[0][0]
        shown = _shown(con, "audit.figure_findings")
    refusal = _keep(workspace.workspace, context.run.run_id, audit)
    yield dg.MaterializeResult(metadata={"dagster/row_count": rows, **shown})
    yield from _checked(FIGURE_FINDINGS, outcomes, refusal)


@dg.asset(
    key=FINDINGS,
    group_name="audit_of_marts",
    kinds={"python", "duckdb"},
    deps=[
        FIGURE_FINDINGS,
        *dbt_models.keys,
        *(["raw", table] for table in ("fetches", "documents", "figures", "rejects")),
    ],
    check_specs=_checks(FINDINGS, MART_SUITES),
    pool=WRITER,
)
def findings(
    context: dg.AssetExecutionContext, workspace: WorkspaceResource
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """全部疑点。 All findings of the build: on figures, indicators, pairs of indicators, and the build as a whole.

    One row per broken rule and what broke it. The build is published only if no blocking check fails.
    """
    progress.report("audit of marts")
    audit = _new_audit(workspace.workspace)
    with open_candidate(workspace.workspace) as con:
        with retrying_transient_errors():
            audit.losses, audit.largest_loss = _losses(con, workspace.workspace), settings.largest_loss
        outcomes = audit_marts(con, audit)
        counts = con.execute("select rule, severity, count(*) from audit.findings group by all order by all").fetchall()
        shown = _shown(con, "audit.findings")
    if (again := leave_out_flagged(workspace.workspace)) and again.failed:
        raise Stopped(again.explanation)
    refusal = _keep(workspace.workspace, context.run.run_id, audit, is_last=True)
    metadata: dict[str, dg.MetadataValue | int] = {
        "dagster/row_count": sum(row[2] for row in counts),
        **findings_by_rule(counts),
        **shown,
        "data docs (built by `fazhi docs`)": dg.MetadataValue.path(str(workspace.workspace.data_docs / "index.html")),
    }
    yield dg.MaterializeResult(metadata=metadata)
    yield from _checked(FINDINGS, outcomes, refusal)


def _shown(con: "duckdb.DuckDBPyConnection", table: str) -> dict[str, Any]:
    """First rows and columns of a table of findings; its columns are described here, not when `questions` comes."""
    describe_columns(con, "audit", DESCRIPTIONS)
    return {"preview": preview(con, table), **table_columns(all_columns(con), table)}


def _new_audit(place: Workspace) -> Audit:
    try:
        audit = Audit(exceptions_in_force())
    except UserError as error:
        raise Stopped(error) from error
    audit.clean = CleanRows(place.clean_rows, audit.now)
    return audit


def _losses(con: "duckdb.DuckDBPyConnection", place: Workspace) -> list[Loss]:
    """Nothing is lost where samples give way to real reports, nor before the first publication."""
    current = last_intact(place)
    invented = con.execute("select bool_and(source = 'samples') from raw.documents").fetchall()[0][0]
    if current is None or current.sample != bool(invented):
        return []
    return losses(con, place.published / current.file)[0]


def _keep(workspace: Workspace, run_id: str, audit: Audit, *, is_last: bool = False) -> Refusal | None:
    """Keeps the validation for the Data Docs, and what forbids publishing, which it returns, for `fazhi status`."""
    keep_validation(workspace.validations, audit.now, run_id, audit.suites)
    if is_last:
        clear_refusal(workspace)
    refusal = refusal_of(audit.now, run_id, audit.outcomes)
    if refusal:
        note_refusal(workspace, refusal)
    return refusal


def _checked(asset: dg.AssetKey, outcomes: Sequence[Outcome], refusal: Refusal | None) -> Iterator[dg.AssetCheckResult]:
    """One result per rule. Ends the run if one forbids publishing; Dagster would do so too, but give only its name."""
    yield from (_check_result(asset, outcome) for outcome in outcomes)
    if refusal:
        raise Stopped(
            f"the audit refused to publish: {refusal.told('en')} The rows stand in the checks of "
            f"{asset.to_user_string()}; `fazhi status` lists the documents that were not taken."
        )


def _check_result(asset: dg.AssetKey, outcome: Outcome) -> dg.AssetCheckResult:
    """The severity is that of the rule: an error where what is found cannot be right."""
    metadata: dict[str, dg.MetadataValue | str | int] = {
        "observed": outcome.observed,
        "rows": outcome.element_count,
        "rows not judged again": outcome.unchanged_count,
        "rows that break it": outcome.unexpected_count,
        "explained": outcome.explained_count,
    }
    rows = example_rows(outcome)
    if rows:
        head = list(dict.fromkeys(name for row in rows for name in row))
        metadata["examples"] = markdown_table(head, [[row.get(name) for name in head] for row in rows])
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=outcome.name,
        passed=outcome.success,
        severity=CHECK_SEVERITY[outcome.severity],
        description=_found(outcome, rows),
        metadata=metadata,
    )


def _found(outcome: Outcome, rows: Sequence[Mapping[str, str]]) -> str:
    """What broke the rule first, in both languages, and how much more does; for a rule that holds why it is there."""
    if not rows:
        return outcome.description
    more = outcome.unexpected_count - 1
    others = f" 另有 {more} 处。 {more} more." if more else ""
    return f"{rows[0]['message_zh']}。 {rows[0]['message_en']}{others}"
