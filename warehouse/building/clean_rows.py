"""Which rows of the audit's frames broke no rule in an earlier build: they are not judged again.

A rule judges each row by itself, by some of its columns. So what is kept of a row is a hash of the columns that its
suite reads: whatever the rest of the warehouse says meanwhile, a row with these columns breaks nothing. Rows that broke
a rule are judged in every build, so that findings, examples and what forbids publishing are those of a whole audit.

The frame of figures is by far the longest, and each of its rows is made of one document alone. So it is not even
computed for documents that are as they were, but for their figures that broke a rule.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.loading.literals import literal

if TYPE_CHECKING:
    import duckdb

WHOLE_AFTER = timedelta(days=7)
"""After this time all rows are judged anew, in case that something else than rows has changed."""

_NOTHING_KEPT = "(select '' as sha256, 0::ubigint as state, ['']::varchar[] as broken)"


class CleanRows:
    """The hashes below `folder`, a Parquet file a suite; for one state of the code, whose owner removes the others."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder = folder
        begun = folder / "begun"
        try:
            is_fresh = now - datetime.fromisoformat(begun.read_text(encoding="utf-8")) < WHOLE_AFTER
        except (FileNotFoundError, ValueError):
            is_fresh = False
        if not is_fresh:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            begun.write_text(now.astimezone(UTC).isoformat(), encoding="utf-8")

    def set_apart(self, con: duckdb.DuckDBPyConnection, suite: str, columns: Sequence[str]) -> int:
        """Puts the rows of `temp.frame` that have to be judged into `temp.to_judge`; returns how many need not be.

        Both have the column `row_hash`, of the `columns` that the suite reads.
        """
        listed = ", ".join(f'"{column}"' for column in columns)
        hashed = f"hash({listed})"
        con.execute(f"alter table temp.frame add column row_hash ubigint; update temp.frame set row_hash = {hashed}")
        known = self._file(suite)
        among = f"select row_hash from read_parquet({literal(known)})" if known.exists() else "select 0 where false"
        con.execute(
            f"create or replace temp table to_judge as select * from temp.frame where row_hash not in ({among}) "
            "order by rowid"
        )
        [(skipped,)] = con.execute("select (select count(*) from frame) - (select count(*) from to_judge)").fetchall()
        return int(skipped)

    def keep(self, con: duckdb.DuckDBPyConnection, suite: str, broken: Sequence[int]) -> None:
        """Keeps the hashes of all rows of `temp.frame` but for the `broken` ones."""
        partial = self._file(suite).with_suffix(".partial")
        con.execute(
            "copy (select distinct row_hash from temp.frame where row_hash not in (select unnest(?::ubigint[])) "
            f"order by row_hash) to {literal(partial)} (format parquet)",
            [list(broken)],
        )
        partial.replace(self._file(suite))

    def set_figures_apart(self, con: duckdb.DuckDBPyConnection, states: str) -> int:
        """Puts the figures that have to be judged into `temp.figures_to_judge`; returns how many need not be.

        `states` is a query for `sha256` and `state`, a hash of all that the frame's rows of a document are made of.
        """
        con.execute(f"create or replace temp table document_states as {states}")
        known = self._file("documents")
        kept = f"read_parquet({literal(known)})" if known.exists() else _NOTHING_KEPT
        con.execute(
            f"create or replace temp table unchanged as from {kept} semi join document_states using (sha256, state)"
        )
        con.execute(
            "create or replace temp table figures_to_judge as select figure_id from raw.corrected_figures "
            "where sha256 not in (select sha256 from unchanged) "
            "or figure_id in (select unnest(broken) from unchanged)"
        )
        [(skipped,)] = con.execute(
            "select count(*) from raw.corrected_figures anti join figures_to_judge using (figure_id) "
            "where correction is distinct from 'drop'"
        ).fetchall()
        return int(skipped)

    def keep_figures(self, con: duckdb.DuckDBPyConnection, broken: Sequence[str]) -> None:
        """Keeps that all figures but the `broken` ones are good, as long as their documents are as they are."""
        partial = self._file("documents").with_suffix(".partial")
        con.execute(
            "copy (select states.*, coalesce(list(figure_id order by figure_id) filter (figure_id is not null), []) "
            "as broken from document_states as states left join (from raw.figures semi join "
            "(select unnest(?::varchar[]) as figure_id) using (figure_id)) as figures using (sha256) "
            f"group by all order by sha256) to {literal(partial)} (format parquet)",
            [list(broken)],
        )
        partial.replace(self._file("documents"))
        con.execute("drop table temp.document_states; drop table temp.unchanged")

    def _file(self, suite: str) -> Path:
        return self._folder / f"{suite}.parquet"
