"""From which columns each column of a dbt model is made: told by its compiled SQL, which is read once a model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.state_files import read_json, write_json
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

Columns = dict[str, dict[str, str]]
"""Name of a table, with its schema → its columns and their types."""

Origins = dict[str, list[tuple[str, str]]]
"""Column of a model → tables, with their schemas, and the columns of them that it is made of."""

_PIVOTED = "domains"
"""Models of this folder are rows of one mart as columns, a hundred of the same origin: nothing to tell, 3 s to find."""


def model_origins(workspace: Workspace, manifest: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Origins]:
    """Unique id of each model that was built → the origins of its columns. Found once per state of the dbt project.

    It takes a second, reads what the build compiled, and needs the built tables in `con`. A model whose SQL cannot be
    followed is left out: a picture is not worth a run.
    """
    kept = manifest.with_name("column-lineage.json")
    known = read_json(kept, "It is found anew.")
    if known is not None:
        return known
    project = json.loads(manifest.read_text(encoding="utf-8"))
    columns = _columns_of(con)
    found: dict[str, Origins] = {}
    models = [node for node in project["nodes"].values() if node["resource_type"] == "model"]
    for model in models:
        compiled = workspace.dbt / "target" / "compiled" / model["package_name"] / model["original_file_path"]
        if _PIVOTED in model["fqn"] or not compiled.exists():
            continue
        parents = {_table(project, parent) for parent in model["depends_on"]["nodes"]}
        try:
            sql = compiled.read_text(encoding="utf-8")
            found[model["unique_id"]] = origins(sql, {name: columns[name] for name in parents & columns.keys()})
        except Exception:
            continue
    if all(f"{model['schema']}.{model['alias']}" in columns for model in models):
        with suppress(OSError):  # all data folders of this user share the file; where its disk is full, none has it
            write_json(kept, found)
    return found


def origins(sql: str, columns: Columns) -> Origins:
    """The columns of the tables `columns` that each column of the query `sql` is made of.

    Raises `sqlglot.errors.SqlglotError` where the query cannot be followed.
    """
    from sqlglot import exp, parse_one
    from sqlglot.lineage import lineage
    from sqlglot.optimizer.qualify import qualify
    from sqlglot.optimizer.scope import build_scope

    schema: dict[str, Any] = {}
    for name, kinds in columns.items():
        place, _, table = name.partition(".")
        schema.setdefault(place, {})[table] = kinds
    query: Any = parse_one(sql, dialect="duckdb")
    for named in query.find_all(exp.Table):
        named.set("catalog", None)  # the file's name, which is another once it is published
    query = qualify(query, schema=schema, dialect="duckdb", validate_qualify_columns=False, identify=False)
    # Qualified once, and followed for all columns together: for each alone it takes eight times as long.
    roots = lineage(None, query, schema, scope=build_scope(query), trim_selects=False, copy=False)
    return {column: _places(node for node in root.walk() if not node.downstream) for column, root in roots.items()}


def _places(leaves: Iterable[Any]) -> list[tuple[str, str]]:
    from sqlglot import exp

    tables = [(leaf.expression, exp.to_column(leaf.name).name) for leaf in leaves]
    return sorted({(f"{table.db}.{table.name}", name) for table, name in tables if isinstance(table, exp.Table)})


def _columns_of(con: duckdb.DuckDBPyConnection) -> Columns:
    """The columns of all tables and views of the open warehouse."""
    found: Columns = {}
    rows = con.execute(
        "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns() "
        "where database_name = current_database() order by schema_name, table_name, column_index"
    )
    for table, column, kind in rows.fetchall():
        found.setdefault(table, {})[column] = kind
    return found


def _table(project: dict[str, Any], unique_id: str) -> str:
    """Schema and name of a model, seed or source."""
    node = project["sources" if unique_id.startswith("source.") else "nodes"][unique_id]
    return f"{node['schema']}.{node.get('alias') or node['identifier']}"
