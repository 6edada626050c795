"""The audit: findings as tables, expectations as checks. A blocking check that fails ends the way to publication."""

from collections.abc import Iterator, Sequence

import dagster as dg

from expectations.audit import Outcome
from expectations.rules import rules
from orchestration import progress
from orchestration.assets.transformed import dbt_models
from orchestration.audit import FIGURE_SUITES, MART_SUITES, audit_figures, audit_marts
from orchestration.previews import markdown_table, preview
from orchestration.resources import WorkspaceResource
from orchestration.warehouse import open_candidate

FIGURE_FINDINGS = dg.AssetKey(["audit", "figure_findings"])
FINDINGS = dg.AssetKey(["audit", "findings"])


def _checks(asset: dg.AssetKey, suites: Sequence[str]) -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(rule.name, asset=asset, blocking=rule.blocking, description=rule.why)
        for rule in rules().values()
        if rule.suite in suites
    ]


@dg.asset(
    key=FIGURE_FINDINGS,
    group_name="audit_of_figures",
    kinds={"python", "duckdb"},
    deps=[["raw", table] for table in ("documents", "sections", "corrections", "corrected_figures", "indicators")],
    check_specs=_checks(FIGURE_FINDINGS, FIGURE_SUITES),
)
def figure_findings(workspace: WorkspaceResource) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """数字的疑点。 One row per figure and rule that it breaks, judged by Great Expectations before the marts are built.

    A figure with a finding of severity `error` does not enter the marts; one with `warn` enters with a flag.
    """
    progress.report("audit of figures")
    with open_candidate(workspace.workspace) as con:
        outcomes = audit_figures(con)
        rows = con.execute("select count(*) from audit.figure_findings").fetchall()[0][0]
        shown = preview(con, "audit.figure_findings")
    yield dg.MaterializeResult(metadata={"dagster/row_count": rows, "preview": shown})
    yield from (_check_result(FIGURE_FINDINGS, outcome) for outcome in outcomes)


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
)
def findings(workspace: WorkspaceResource) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """全部疑点。 All findings of the build: of figures, indicators, pairs of indicators, and the build as a whole.

    One row per broken rule and what breaks it. The build is published only if no blocking check fails.
    """
    progress.report("audit of marts")
    with open_candidate(workspace.workspace) as con:
        outcomes = audit_marts(con)
        counts = con.execute("select rule, severity, count(*) from audit.findings group by all order by all").fetchall()
        shown = preview(con, "audit.findings")
    metadata = {
        "dagster/row_count": sum(row[2] for row in counts),
        "by rule": markdown_table(("rule", "severity", "findings"), counts),
        "preview": shown,
    }
    yield dg.MaterializeResult(metadata=metadata)
    yield from (_check_result(FINDINGS, outcome) for outcome in outcomes)


def _check_result(asset: dg.AssetKey, outcome: Outcome) -> dg.AssetCheckResult:
    """A failed check is an error where the figures cannot be right, a warning where they may be."""
    metadata: dict[str, dg.MetadataValue | str | int] = {
        "observed": outcome.observed,
        "rows": outcome.element_count,
        "rows that break it": outcome.unexpected_count,
    }
    if outcome.examples:
        head = list(outcome.examples[0])
        rows = [[example[name] for name in head] for example in outcome.examples]
        metadata["examples"] = markdown_table(head, rows)
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=outcome.name,
        passed=outcome.success,
        severity=dg.AssetCheckSeverity.ERROR if outcome.blocking else dg.AssetCheckSeverity.WARN,
        description=outcome.description,
        metadata=metadata,
    )
