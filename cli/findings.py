"""`fazhi findings`: what the audit doubts, and why."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from cli.console import print_json, tell
from cli.language import language, say
from warehouse.opening import has_table, open_warehouse
from warehouse.workspace import UserError, Workspace

SEVERITIES = ("error", "warn", "note")
STYLES = {"error": "bold red", "warn": "yellow", "note": "dim"}
_COLUMNS = (
    *("finding_id", "rule", "severity", "subject", "region_code", "year", "indicator_code", "observed"),
    *("message_zh", "message_en", "figure_id", "related_figure_id", "evidence", "sha256", "publisher_key"),
    *("explained", "explained_until"),
)
_FILTERED = {
    "rule": "rule = ?",
    "severity": "severity = ?",
    "region": "starts_with(region_code, ?)",
    "year": "year = ?",
    "indicator": "starts_with(indicator_code, ?)",
    "report": "starts_with(sha256, ?)",
    "figure": "(starts_with(figure_id, ?) or list_contains(evidence, ?))",
}


def run(filters: Mapping[str, str | int | None], *, format_name: str, candidate: bool, limit: int) -> int:
    """Prints the findings, the most serious first; exit code 0, also where there is none.

    `filters` holds values by the names of `_FILTERED`; None: not filtered by it. A region stands for all in it.
    """
    _check(filters)
    rows = _rows(filters, candidate)
    shown = rows[:limit] if limit else rows
    if format_name == "json":
        print_json(shown)
        return 0
    if format_name == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(_COLUMNS)
        writer.writerows(row.values() for row in shown)
        return 0
    places = _places(candidate)
    for row in shown:
        first, *rest = _block(row, places)
        tell(first, style=STYLES[row["severity"]])
        tell("\n".join(rest) + "\n")
    counts = ", ".join(f"{sum(row['severity'] == severity for row in rows)} {severity}" for severity in SEVERITIES)
    sentence = "{count} finding ({counts})" if len(rows) == 1 else "{count} findings ({counts})"
    told = say(sentence, count=len(rows), counts=counts)
    more = say(", {shown} of them shown (--limit 0 shows all)", shown=len(shown)) if len(shown) < len(rows) else ""
    tell(told + more)
    return 0


def _check(filters: Mapping[str, str | int | None]) -> None:
    """A name that does not exist would silently find nothing."""
    from expectations.rules import rules

    rule, severity = filters.get("rule"), filters.get("severity")
    if rule is not None and rule not in rules():
        raise UserError(f"--rule {rule}: there is no such rule. docs/audit.md lists them.")
    if severity is not None and severity not in SEVERITIES:
        raise UserError(f"--severity {severity}: this has to be one of {', '.join(SEVERITIES)}.")


def _rows(filters: Mapping[str, str | int | None], candidate: bool) -> list[dict[str, Any]]:
    with open_warehouse(Workspace.from_environment(), candidate=candidate) as con:
        # A build that was refused before its marts were judged has the findings on figures and reports alone.
        table = next((name for name in ("audit.findings", "audit.figure_findings") if has_table(con, name)), None)
        if table is None:
            raise UserError("This build was never audited: it failed earlier. `fazhi refresh` says why.")
        told = {row[0] for row in con.execute(f"select column_name from (describe {table})").fetchall()}
        columns = [name if name in told else f"null as {name}" for name in _COLUMNS]
        given = {name: value for name, value in filters.items() if value is not None}
        conditions = [_FILTERED[name] for name in given]
        values = [value for name, value in given.items() for _ in range(_FILTERED[name].count("?"))]
        query = f"select {', '.join(columns)} from {table}" + (f" where {' and '.join(conditions)}" if given else "")
        order = "list_position(['error', 'warn', 'note'], severity), rule, region_code, year, finding_id"
        found = con.execute(f"{query} order by {order}", values).fetchall()
    return [dict(zip(_COLUMNS, row, strict=True)) for row in found]


def _places(candidate: bool) -> dict[str, str]:
    """The names of regions by their codes; of a region that was renamed, the newest."""
    with open_warehouse(Workspace.from_environment(), candidate=candidate) as con:
        return dict(con.execute("select code, max_by(name, valid_from) from raw.regions group by code").fetchall())


def _block(row: Mapping[str, Any], places: Mapping[str, str]) -> Iterator[str]:
    """The lines that tell one finding; `places`: names of regions by code."""
    from expectations.rules import rules

    yield f"{row['severity']:5} {row['rule']}  {row['message_zh']}"
    in_chinese = language() == "zh"
    if not in_chinese:
        yield f"      {row['message_en']}"
    if row["region_code"]:
        place = f"{places.get(row['region_code'], '')} ({row['region_code']})".strip()
        yield f"      {say('region')}: {place}{', ' + str(row['year']) if row['year'] else ''}"
    known = rules().get(str(row["rule"]))
    if known:
        yield f"      {say('why')}: {known.why_zh if in_chinese else known.why}"
    if row["explained"]:
        yield f"      {say('explained until')} {row['explained_until']}: {row['explained']}"
    if row["evidence"]:
        yield f"      {say('figures')}: {', '.join(row['evidence'])}  (fazhi explain {row['evidence'][0]})"
    elif row["sha256"]:
        yield f"      {say('report')}: {row['sha256'][:12]}"
