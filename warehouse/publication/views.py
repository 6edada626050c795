"""Views that hold wherever the file is opened: dbt writes into them the name of the file that it built.

A view that reads `candidate.marts.indicator_yoy` fails in every file of another name. Published ones read
`marts.indicator_yoy`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.loading.literals import literal

if TYPE_CHECKING:
    import duckdb

_VIEWS = """
select schema_name, view_name, sql, comment
from duckdb_views()
where database_name = current_database() and not internal
order by schema_name, view_name
"""
_COLUMNS = """
select schema_name, table_name, column_name, comment
from duckdb_columns()
where database_name = current_database() and not internal and comment is not null
order by schema_name, table_name, column_index
"""


def free_views(con: duckdb.DuckDBPyConnection) -> int:
    """Recreates every view that names the open file, without that name, with its comments; how many there were."""
    named = con.execute("select current_database()").fetchall()[0][0]
    qualifier = re.compile(rf'(?<![\w."])(?:{re.escape(named)}|"{re.escape(named)}")\.(?=[\w"]+\.[\w"])')
    # Of all views at once: DuckDB binds every view to tell the columns of one.
    comments: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for schema, view, column, told in con.execute(_COLUMNS).fetchall():
        comments.setdefault((schema, view), []).append((column, told))
    count = 0
    for schema, view, sql, comment in con.execute(_VIEWS).fetchall():
        freed = qualifier.sub("", sql)
        if freed == sql:
            continue
        con.execute(re.sub(r"^create view", "create or replace view", freed, count=1, flags=re.IGNORECASE))
        if comment:
            con.execute(f'comment on view {schema}."{view}" is {literal(comment)}')
        for column, told in comments.get((schema, view), []):
            con.execute(f'comment on column {schema}."{view}"."{column}" is {literal(told)}')
        count += 1
    return count
