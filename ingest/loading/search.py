"""The index that `search` in SQL reads: tokens and sentences of the batches, and the vocabulary of both.

10,000 reports are 14 million rows of tokens with 30 million places: loaded in 4 s on two cores, 140 MB in the
file, and a query takes a tenth of a second. Sorting them by token over all batches would take longer than it saves.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

SCHEMA = Path(__file__).with_name("search.sql")
SEARCH_TABLES = ("sentences", "tokens", "vocabulary")


_COUNTED = """
create or replace temp table counted as
select token, sum(documents) as documents, sum(occurrences) as occurrences
from (
    select token, documents, occurrences from raw.vocabulary
    union all
    select token, count(*), sum(len(sentences))
    from read_parquet(?) semi join {documents} using (sha256)
    group by token
)
group by token;
"""


def load_search(con: duckdb.DuckDBPyConnection, batches: Sequence[Path], documents: str = "raw.documents") -> None:
    """Adds to the tables of the index (`SCHEMA`) what the batches hold of `documents`, a relation with `sha256`.

    Only documents that were read as reports have sentences and tokens. Documents that are in the index must not be
    added again.
    """
    for table in ("sentences", "tokens"):
        con.execute(
            f"insert into raw.{table} by name select b.* from read_parquet(?) as b "
            f"semi join {documents} using (sha256)",
            [[str(batch / f"{table}.parquet") for batch in batches]],
        )
    con.execute(_COUNTED.format(documents=documents), [[str(batch / "tokens.parquet") for batch in batches]])
    con.execute(
        "delete from raw.vocabulary; insert into raw.vocabulary select * from temp.counted order by token; "
        "drop table temp.counted"
    )
