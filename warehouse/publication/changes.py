"""What a new version says that the previous one does not, mart by mart and row by row, by key.

A row is the same where its key is; it has changed where a column that both versions have does. Two versions with
800,000 figures are compared in some seconds, by a hash of each row.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.state_files import read_json
from warehouse.publication.keys import mart_keys
from warehouse.publication.previous import previous_attached
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

LARGEST_SHOWN = 10
ROWS_AT_ONCE = 2_000_000
"""Of a larger mart, so many rows are compared at a time: those whose keys fall to the same part."""
_VALUES = ("fct_indicator", "value")
"""The mart and the column whose largest changes are told."""

_TOLD = {"dim_report": "reports", "fct_figure": "figures", "fct_indicator": "indicator values"}
"""The marts whose changes are told in a line, and what they hold."""

_NO_NEWS = ("fetched_at", "extractor_version")
"""Columns that differ though nothing is told otherwise."""


@dataclass(frozen=True, slots=True)
class TableChanges:
    """One mart beside its version before."""

    table: str
    key: list[str]
    added: int
    changed: int
    gone: int
    columns: dict[str, int] = field(default_factory=dict)
    """Columns that differ, each with the number of changed rows where it does."""
    note: str | None = None
    """new (all rows are added), dropped (all are gone), no_key (a changed row counts as one gone and one added)."""


def publication_changes(workspace: Workspace) -> dict[str, Any] | None:
    """What the current version changed, as it stands beside it; None before the second publication.

    `previous` is the file of the version before, `tables` are those of `TableChanges` that tell a change, `largest`
    the values that changed most: each with the key, `before`, `after` and `share`, the change as share of the larger.
    """
    described = read_json(workspace.warehouse.resolve().with_suffix(".json"), "What it changed is lost.")
    return described.get("changes") if described else None


def told_changes(workspace: Workspace) -> list[str]:
    """The same in lines for people: values and figures that were added, changed or lost, and the largest changes."""
    changes = publication_changes(workspace)
    if changes is None:
        return []
    counts = [table for table in changes["tables"] if table["table"] in _TOLD]
    lines = [f"against {changes['previous']}:" + ("" if counts else " no value differs")]
    lines += [f"  {_TOLD[t['table']]}: {t['added']} added, {t['changed']} changed, {t['gone']} gone" for t in counts]
    for row in changes["largest"]:
        where = f"{row['publisher_key']} {row['year']} {row['indicator_code']}"
        lines.append(f"  {where}: {row['before']:g} -> {row['after']:g}")
    return lines


def compare_with(con: duckdb.DuckDBPyConnection, previous: Path) -> dict[str, Any]:
    """Compares the marts of the open warehouse with those of the published file `previous`; see above."""
    with previous_attached(con, previous):
        now, then = _columns(con, "current_database()"), _columns(con, "'previous'")
        keys = mart_keys()
        tables = [_compare(con, name, keys.get(name, []), now, then) for name in sorted(now.keys() | then.keys())]
        return {
            "previous": previous.name,
            "tables": [asdict(table) for table in tables if table.added or table.changed or table.gone],
            "largest": _largest(con, keys, now, then),
        }


def _columns(con: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[str]]:
    """Name of each mart that is a table → its columns. Views say again what tables do."""
    rows = con.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns() "
        "semi join duckdb_tables() using (database_name, schema_name, table_name) "
        f"where database_name = {database} and schema_name = 'marts' group by all"
    )
    return dict(rows.fetchall())


def _compare(
    con: duckdb.DuckDBPyConnection, table: str, key: list[str], now: dict[str, list[str]], then: dict[str, list[str]]
) -> TableChanges:
    if table not in then:
        return TableChanges(table, key, _count(con, f"marts.{table}"), 0, 0, note="new")
    if table not in now:
        return TableChanges(table, key, 0, 0, _count(con, f"previous.marts.{table}"), note="dropped")
    both = [column for column in now[table] if column in then[table]]
    if not key or not set(key) <= set(both):
        return _compare_whole_rows(con, table, both)
    told = [column for column in both if column not in key and column not in _NO_NEWS]
    rows = max(_count(con, f"marts.{table}"), _count(con, f"previous.marts.{table}"))
    parts = rows // ROWS_AT_ONCE + 1
    counts = [
        _compare_part(con, table, key, told, f"hash({_listed(key, '{0}')}) % {parts} = {at}") for at in range(parts)
    ]
    columns = {column: sum(one[3].get(column, 0) for one in counts) for column in told}
    added, changed, gone = sum(one[0] for one in counts), sum(one[1] for one in counts), sum(one[2] for one in counts)
    return TableChanges(table, key, added, changed, gone, {name: count for name, count in columns.items() if count})


def _compare_part(
    con: duckdb.DuckDBPyConnection, table: str, key: list[str], told: list[str], among: str
) -> tuple[int, int, int, dict[str, int]]:
    """How many rows were added, changed and are gone among those whose key fulfils a condition; columns that differ."""
    for side, database in (("now", ""), ("before", "previous.")):
        con.execute(
            f"create or replace temp table hashes_{side} as select rowid as place, "
            f"hash({_listed([*key, *told], '{0}')}) as row_hash from {database}marts.{table} where {among}"
        )
    con.execute(
        f"create or replace temp table changed_keys as select {_listed(key, 'coalesce(a.{0}, b.{0}) as {0}')}, "
        "a.found is null as is_gone, b.found is null as is_added "
        f"from {_otherwise('', table, key, 'now', 'before')} as a "
        f"full outer join {_otherwise('previous.', table, key, 'before', 'now')} as b on {_same(key)}"
    )
    gone, added, changed = con.execute(
        "select count(*) filter (where is_gone), count(*) filter (where is_added), "
        "count(*) filter (where not is_gone and not is_added) from changed_keys"
    ).fetchall()[0]
    return added, changed, gone, _changed_columns(con, table, key, told) if changed else {}


def _compare_whole_rows(con: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> TableChanges:
    told = [column for column in columns if column not in _NO_NEWS]
    rows = {name: f"select {_listed(told, '{0}')} from {name}marts.{table}" for name in ("", "previous.")}
    added = _count(con, f"({rows['']} except all {rows['previous.']})")
    gone = _count(con, f"({rows['previous.']} except all {rows['']})")
    return TableChanges(table, [], added, 0, gone, note="no_key")


def _changed_columns(con: duckdb.DuckDBPyConnection, table: str, key: list[str], told: list[str]) -> dict[str, int]:
    if not told:
        return {}
    counts = con.execute(
        f"select {_listed(told, 'count(*) filter (where a.{0} is distinct from b.{0})')} from changed_keys as k "
        f"inner join marts.{table} as a on {_same(key, 'k', 'a')} "
        f"inner join previous.marts.{table} as b on {_same(key, 'k', 'b')}"
    ).fetchall()[0]
    return {column: count for column, count in zip(told, counts, strict=True) if count}


def _largest(
    con: duckdb.DuckDBPyConnection,
    keys: dict[str, list[str]],
    now: dict[str, list[str]],
    then: dict[str, list[str]],
) -> list[dict[str, Any]]:
    table, value = _VALUES
    key = keys.get(table, [])
    if not key or not all({*key, value} <= set(columns.get(table, [])) for columns in (now, then)):
        return []
    found = con.execute(
        f"select {_listed(key, 'a.{0}')}, cast(b.{value} as double) as before, cast(a.{value} as double) as after, "
        "round(abs(after - before) / greatest(abs(after), abs(before)), 4) as share "
        f"from marts.{table} as a inner join previous.marts.{table} as b on {_same(key)} "
        f"where a.{value} <> b.{value} "
        f"order by share desc, abs(after - before) desc, {_listed(key, 'a.{0}')} limit {LARGEST_SHOWN}"
    )
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _otherwise(database: str, table: str, key: list[str], side: str, other: str) -> str:
    """The keys of the rows of one side that the other has not, or not with the same columns."""
    return (
        f"(select {_listed(key, '{0}')}, true as found from {database}marts.{table} where rowid in "
        f"(select place from hashes_{side} anti join hashes_{other} using (row_hash)))"
    )


def _listed(columns: list[str], form: str) -> str:
    return ", ".join(form.format(f'"{column}"') for column in columns)


def _same(key: list[str], left: str = "a", right: str = "b") -> str:
    return " and ".join(f'{left}."{column}" is not distinct from {right}."{column}"' for column in key)


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"select count(*) from {table}").fetchall()[0][0])
