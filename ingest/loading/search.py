"""The index that `search` in SQL reads: tokens and sentences of the batches, and the vocabulary of both.

10,000 reports are 14 million rows of tokens with 30 million places: loaded in 4 s on two cores, 140 MB in the
file, and a query takes a tenth of a second. Sorting them by token over all batches would take longer than it saves.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ingest.batches import batch_files

if TYPE_CHECKING:
    import duckdb

SCHEMA = Path(__file__).with_name("search.sql")
SEARCH_TABLES = ("sentences", "tokens", "vocabulary")


def load_search(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Creates the tables of the index anew, of those documents of the batches below `home` that `raw.documents` has."""
    con.execute(SCHEMA.read_text(encoding="utf-8"))
    for table in ("sentences", "tokens"):
        files = [str(path) for path in batch_files(home, table)]
        if files:
            con.execute(
                f"insert into raw.{table} by name select b.* from read_parquet(?) as b "
                "semi join raw.documents using (sha256)",
                [files],
            )
    con.execute(
        "insert into raw.vocabulary select token, count(*), sum(len(sentences)) from raw.tokens group by token "
        "order by token"
    )
