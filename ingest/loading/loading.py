"""Loading the raw tables of a new warehouse file from the archive's records and the extracted batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.batches import batch_files
from ingest.corrections import PlacedCorrection, match_corrections
from ingest.loading.catalogue import Catalogue
from ingest.loading.corpus import Corpus
from ingest.loading.descriptions import RAW_DESCRIPTIONS, describe_columns
from ingest.loading.literals import literal
from ingest.loading.revisions import load_revisions
from ingest.loading.search import SEARCH_TABLES, load_search

if TYPE_CHECKING:
    import duckdb

SCHEMA = Path(__file__).with_name("schema.sql")
INDICATORS = Path(__file__).parents[1] / "indicators" / "indicators.csv"
RAW_TABLES = (
    *("fetches", "vintages", "documents", "sections", "figures", "revisions", "corrections"),
    *("corrected_figures", "terms", "rejects", "indicators", "regions", "publishers", "known_addresses"),
    *SEARCH_TABLES,
)


def load_raw(
    con: duckdb.DuckDBPyConnection,
    corpus: Corpus,
    home: Path,
    regions: Sequence[Path],
    corrections: Sequence[PlacedCorrection] = (),
    catalogue: Catalogue | None = None,
) -> dict[str, int]:
    """Creates schema `raw` anew and fills it; returns the number of rows of each table.

    `home` holds the batches of one extractor version, `regions` are region tables as CSV files; codes that
    begin with 99 are those of invented regions. Without a `catalogue` no publisher is known. Rows are written in a
    fixed order: equal inputs give equal tables. Raises `ingest.corrections.CorrectionError` where a correction does
    not fit exactly one figure.
    """
    con.execute(SCHEMA.read_text(encoding="utf-8"))
    _load_fetches(con, corpus)
    _load_documents(con, home)
    for table, order in (
        ("sections", "sha256, ordinal"),
        ("figures", 'sha256, "start"'),
        ("terms", "sha256, term"),
    ):
        con.execute(
            f"insert into raw.{table} by name select b.* from {_batches(home, table)} as b "
            f"semi join raw.documents using (sha256) order by {order}"
        )
    _insert(con, "raw.revisions", load_revisions(con))
    _insert(con, "raw.corrections", match_corrections(con, corrections))
    _load_rejects(con, corpus, home)
    con.execute(f"insert into raw.indicators by name select * from {_csv([INDICATORS])}")
    con.execute(
        "insert into raw.regions by name select code, name, level, nullif(parent_code, '') as parent_code, "
        "valid_from::integer as valid_from, nullif(valid_to, '')::integer as valid_to, "
        f"starts_with(code, '99') as invented from {_csv(regions)} order by code, valid_from"
    )
    known = catalogue or Catalogue()
    _insert(con, "raw.publishers", [asdict(publisher) for publisher in known.publishers])
    _insert(con, "raw.known_addresses", [asdict(address) for address in known.addresses])
    load_search(con, home)
    describe_columns(con, "raw", RAW_DESCRIPTIONS)
    return {table: _count(con, table) for table in RAW_TABLES}


def _load_fetches(con: duckdb.DuckDBPyConnection, corpus: Corpus) -> None:
    current = corpus.current
    vintages = [asdict(fetch) | {"is_current": fetch.sha256 in current} for fetch in corpus.vintages]
    _insert(con, "raw.fetches", [asdict(fetch) for fetch in corpus.fetches])
    con.execute(
        "create or replace temp table vintages (sha256 varchar, address varchar, source varchar, "
        "fetched_at timestamptz, is_current boolean)"
    )
    names = ("sha256", "address", "source", "fetched_at", "is_current")
    _insert(con, "vintages", [{name: vintage[name] for name in names} for vintage in vintages])


def _load_documents(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    con.execute(
        "with places as (select sha256, list_sort(list(distinct address)) as addresses from raw.fetches "
        "where sha256 is not null group by sha256) "
        "insert into raw.documents by name select b.*, v.* exclude (sha256), places.addresses "
        f"from {_batches(home, 'documents')} as b inner join vintages as v using (sha256) "
        "left join places using (sha256) order by fetched_at, sha256"
    )


def _load_rejects(con: duckdb.DuckDBPyConnection, corpus: Corpus, home: Path) -> None:
    con.execute(
        "insert into raw.rejects by name select v.address, v.source, b.* "
        f"from {_batches(home, 'rejects')} as b inner join vintages as v using (sha256) "
        "order by v.fetched_at, sha256, message"
    )
    failures = [
        {
            "address": fetch.address,
            "source": fetch.source,
            "stage": "fetch",
            "reason": fetch.reason or "unreadable",
            "message": fetch.message,
        }
        for fetch in corpus.failures
    ]
    _insert(con, "raw.rejects", failures)


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    import pyarrow as pa

    con.register("rows_to_insert", pa.Table.from_pylist(rows))
    con.execute(f"insert into {table} by name select * from rows_to_insert")
    con.unregister("rows_to_insert")


def _batches(home: Path, table: str) -> str:
    return f"read_parquet({_list(batch_files(home, table))})"


def _csv(paths: Sequence[Path]) -> str:
    return f"read_csv({_list(paths)}, header = true, all_varchar = true)"


def _list(paths: Iterable[Path]) -> str:
    return f"[{', '.join(map(literal, paths))}]"


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"select count(*) from raw.{table}").fetchone()
    assert row is not None
    return int(row[0])
