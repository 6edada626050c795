"""`fazhi explain FIGURE`: a figure in its sentence, what was doubted of it, and what was made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cli.console import padded, print_json, tell
from cli.language import language, say
from warehouse.opening import has_table, open_warehouse
from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    import duckdb

_FIGURE = """
select
    f.figure_id, f.sha256, d.address, d.region_name, d.report_year, f."start", f."end", f.raw,
    substring(d.text, f.sentence_start + 1, f."start" - f.sentence_start) as before,
    substring(d.text, f."end" + 1, f.sentence_end - f."end") as after,
    f.value, f.printed_value, f."precision", f.unit, f.bound, f.measure, f.scope, f.year, f.indicator_code,
    i.name_zh as indicator_name_zh, f.rules, f.correction, f.correction_reason
from raw.corrected_figures as f
inner join raw.documents as d using (sha256)
left join raw.indicators as i on f.indicator_code = i.code
where starts_with(f.figure_id, ?)
order by f.figure_id
limit 2
"""
_FINDINGS = """
select rule, severity, message_zh, message_en, explained, explained_until
from {table}
where figure_id = $id or related_figure_id = $id or list_contains(evidence, $id)
order by all
"""
_CHOSEN = """
select
    region_name, indicator_code, year, value, unit, choice_rule, candidate_count, figure_id,
    list_contains(figure_ids, $id) as is_used
from marts.fct_indicator
where sha256 = $sha and indicator_code = $code and year = $year
"""
_NEXT = """
select year, value, unit, yoy_pct, yoy_points, prior_source
from marts.indicator_yoy
where prior_figure_id = $id
order by year
"""


def run(figure: str, *, as_json: bool, candidate: bool) -> int:
    """Explains the figure whose `figure_id` begins with `figure`. Raises `UserError` where none or several do."""
    with open_warehouse(Workspace.from_environment(), candidate=candidate) as con:
        told = _figure(con, figure)
        told["validity"] = _validity(con, told["figure_id"])
        told["findings"] = _findings(con, told["figure_id"])
        told["made"] = _made(con, told)
    if as_json:
        print_json(told)
    else:
        tell("\n".join(_block(told)))
    return 0


def _figure(con: duckdb.DuckDBPyConnection, figure: str) -> dict[str, Any]:
    found = _records(con, _FIGURE, [figure])
    if len(found) == 1:
        return found[0]
    fault = "no figure has this id" if not found else "several figures' ids begin with this: give more of it"
    raise UserError(
        f'{figure}: {fault}. `fazhi sql "select figure_id, raw, quote from fct_figure"` lists ids with their words.'
    )


def _validity(con: duckdb.DuckDBPyConnection, figure_id: str) -> str | None:
    """None where the figure is not in the marts: its report is not the current one, or the marts were not built."""
    if not has_table(con, "marts.fct_figure"):
        return None
    found = con.execute("select validity from marts.fct_figure where figure_id = ?", [figure_id]).fetchall()
    return str(found[0][0]) if found else None


def _findings(con: duckdb.DuckDBPyConnection, figure_id: str) -> list[dict[str, Any]]:
    table = next((name for name in ("audit.findings", "audit.figure_findings") if has_table(con, name)), None)
    return _records(con, _FINDINGS.format(table=table), {"id": figure_id}) if table else []


def _made(con: duckdb.DuckDBPyConnection, told: Mapping[str, Any]) -> list[str]:
    """Sentences on what the marts hold of the figure."""
    if told["validity"] is None:
        return [say("nothing: it is not in the marts (its report is not the current one, or the marts were not built)")]
    if told["validity"] == "refused":
        return [say("nothing: it is refused, by the findings above or by hand")]
    lines = []
    key = {"id": told["figure_id"], "sha": told["sha256"], "code": told["indicator_code"], "year": told["year"]}
    for row in _records(con, _CHOSEN, key):
        value = f"{row['region_name']} {row['indicator_code']} {row['year']}: {_number(row['value'])}{row['unit']}"
        of = say("{rule}, of {count}", rule=row["choice_rule"], count=row["candidate_count"])
        other = say("not chosen for {value}; {figure} is ({of})", value=value, figure=row["figure_id"], of=of)
        lines.append(f"{value} ({of})" if row["is_used"] else other)
    for row in _records(con, _NEXT, {"id": told["figure_id"]}):
        value = f"{_number(row['value'])}{row['unit']}{_change(row)}"
        lines.append(say("the prior value of {year}: {value}", year=row["year"], value=value))
    return lines or [say("no indicator's value: it stays in fct_figure")]


def _change(row: Mapping[str, Any]) -> str:
    if row["yoy_pct"] is not None:
        return f" ({row['yoy_pct']:+.2f}%)"
    points = row["yoy_points"]
    return f" ({say('{change} points', change=f'{points:+.2f}')})" if points is not None else ""


def _block(told: Mapping[str, Any]) -> Iterator[str]:
    """The lines for people; the figure stands in brackets that no report uses."""
    yield f"{told['raw']}  {told['address']}:{told['start']}-{told['end']}"
    yield _line("figure", told["figure_id"])
    yield _line("sentence", f"{told['before']}⟦{told['raw']}⟧{told['after']}")
    yield _line("value", f"{_number(told['value'])} {told['unit']} ± {_number(told['precision'])}")
    none = say("none")
    read = {name: told[name] for name in ("bound", "measure", "scope")}
    year = told["year"] if told["year"] is not None else none
    yield _line("reading", say("bound {bound}, measure {measure}, scope {scope}, year {year}", **read, year=year))
    yield _line("rules", " → ".join(told["rules"]) or none)
    yield _line("indicator", f"{told['indicator_code'] or none} {told['indicator_name_zh'] or ''}".rstrip())
    if told["correction"]:
        printed = say(
            "{correction}, printed {value}", correction=told["correction"], value=_number(told["printed_value"])
        )
        yield _line("corrected", f"{printed}: {told['correction_reason']}")
    for row in told["findings"]:
        yield _line("finding", f"{row['severity']} {row['rule']}: {row['message_zh']}")
        if language() == "en":
            yield _line("", row["message_en"])
        if row["explained"]:
            yield _line("", f"{say('explained until')} {row['explained_until']}: {row['explained']}")
    if not told["findings"]:
        yield _line("finding", none)
    yield _line("validity", told["validity"] or say("not in the marts"))
    for line in told["made"]:
        yield _line("made of it", line)


def _records(con: duckdb.DuckDBPyConnection, query: str, values: object) -> list[dict[str, Any]]:
    found = con.execute(query, values)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _number(value: Any) -> str:
    return f"{value:,f}".rstrip("0").rstrip(".") if value is not None else say("nothing")


def _line(label: str, words: str) -> str:
    return f"  {padded(say(label) if label else '', 12)}{words}"
