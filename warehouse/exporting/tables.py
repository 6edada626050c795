"""What is exported: the marts and the findings of a published version, in an order that does not change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.publication.keys import mart_keys

if TYPE_CHECKING:
    import duckdb

    from warehouse.publication import Publication


@dataclass(frozen=True, slots=True)
class Column:
    """A column as DuckDB knows it."""

    name: str
    type: str
    """DuckDB's name of the type, e.g. `DECIMAL(28,6)`, `VARCHAR[]`."""
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table to export."""

    schema: str
    name: str
    description: str
    key: list[str]
    """Columns that tell its rows apart; empty where none are said to."""
    columns: list[Column]
    row_count: int

    @property
    def query(self) -> str:
        """All rows, by key, then by all columns."""
        order = ", ".join([*(f'"{column}"' for column in self.key), *(f'"{c.name}"' for c in self.columns)])
        return f'select * from {self.schema}."{self.name}" order by {order}'


@dataclass(frozen=True, slots=True)
class Published:
    """A published version: its file, open for reading, and what stands beside it."""

    con: duckdb.DuckDBPyConnection
    publication: Publication

    def tables(self) -> list[Table]:
        """The marts by name, then the findings."""
        keys = mart_keys() | {"findings": ["finding_id"]}
        rows = self.con.execute(
            "select schema_name, name, coalesce(description, '') from main.contents "
            "where schema_name = 'marts' or (schema_name, name) = ('audit', 'findings') "
            "order by schema_name desc, name"
        ).fetchall()
        columns = self._columns()
        return [
            self._table(schema, name, comment, keys.get(name, []), columns[schema, name])
            for schema, name, comment in rows
        ]

    def _columns(self) -> dict[tuple[str, str], list[Column]]:
        """The columns of every table, asked for once: DuckDB binds all views to tell those of one."""
        rows = self.con.execute(
            "select schema_name, table_name, column_name, data_type, not is_nullable, coalesce(comment, '') "
            "from duckdb_columns() where not internal order by column_index"
        ).fetchall()
        columns: dict[tuple[str, str], list[Column]] = {}
        for schema, table, *column in rows:
            columns.setdefault((schema, table), []).append(Column(*column))
        return columns

    def _table(self, schema: str, name: str, description: str, key: list[str], columns: list[Column]) -> Table:
        count = self.con.execute(f'select count(*) from {schema}."{name}"').fetchall()[0][0]
        known = {column.name for column in columns}
        return Table(schema, name, description, key if set(key) <= known else [], columns, count)
