"""The flags that findings on the marts set in the marts, and how they are taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def set_flags(con: duckdb.DuckDBPyConnection) -> None:
    """Says in every mart that names a figure and its validity that the figure is doubted, and notes where."""
    take_flags_back(con)
    con.execute("begin transaction")
    con.execute("create or replace table audit.flags (mart varchar not null, figure_id varchar not null)")
    for mart in _marts_with_validity(con):
        con.execute(
            f"insert into audit.flags select ?, figure_id from marts.{mart} where validity = 'valid' and figure_id in "
            "(select figure_id from audit.findings where severity = 'warn')",
            [mart],
        )
        _say(con, mart, "flagged", instead_of="valid")
    con.execute(
        "comment on table audit.flags is 'One row per mart and row of a figure that findings on the marts flagged.'; "
        "comment on column audit.flags.mart is 'The table of schema marts.'; "
        "comment on column audit.flags.figure_id is 'The figure; before the audit its validity was valid.'"
    )
    con.execute("commit")


def take_flags_back(con: duckdb.DuckDBPyConnection) -> None:
    """Undoes `set_flags`. Between the two nothing else may change the marts."""
    noted = con.execute("select 1 from duckdb_tables() where schema_name = 'audit' and table_name = 'flags'").fetchall()
    if not noted:
        return
    con.execute("begin transaction")
    for mart in _marts_with_validity(con):
        _say(con, mart, "valid", instead_of="flagged")
    con.execute("drop table audit.flags")
    con.execute("commit")


def _say(con: duckdb.DuckDBPyConnection, mart: str, validity: str, *, instead_of: str) -> None:
    con.execute(
        f"update marts.{mart} set validity = ? where validity = ? and figure_id in "
        "(select figure_id from audit.flags where mart = ?)",
        [validity, instead_of, mart],
    )


def _marts_with_validity(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables among the marts that name a figure and its validity."""
    found = con.execute(
        "select table_name from duckdb_columns() semi join duckdb_tables() using (schema_name, table_name) "
        "where schema_name = 'marts' and column_name in ('figure_id', 'validity') "
        "group by table_name having count(*) = 2 order by table_name"
    )
    return [mart for (mart,) in found.fetchall()]
