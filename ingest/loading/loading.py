"""Loading the raw tables of a warehouse from the archive's records and the extracted batches.

What an earlier load left may be kept: the archive and its log only ever grow, so that a load adds the documents and
records that are new, and makes anew what is small (corrections, catalogues). One transaction holds all of it: a load
that is killed leaves the tables as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.archive import Fetch
from ingest.batches import batches_with
from ingest.corrections import PlacedCorrection, match_corrections
from ingest.loading.catalogue import Catalogue
from ingest.loading.corpus import Corpus
from ingest.loading.descriptions import RAW_DESCRIPTIONS, describe_columns
from ingest.loading.literals import literal
from ingest.loading.revisions import load_revisions, revised_vintages
from ingest.loading.search import SCHEMA as SEARCH_SCHEMA
from ingest.loading.search import SEARCH_TABLES, load_search
from ingest.model import ReportHead
from ingest.publishers.catalogue import Publisher
from ingest.publishers.regions import load_regions
from ingest.readers.rejection import POSTPONED
from ingest.reports.filing import publisher_of

if TYPE_CHECKING:
    import duckdb

SCHEMA = Path(__file__).with_name("schema.sql")
INDICATORS = Path(__file__).parents[1] / "indicators" / "indicators.csv"
RAW_TABLES = (
    *("fetches", "vintages", "documents", "sections", "figures", "revisions", "corrections"),
    *("corrected_figures", "terms", "rejects", "indicators", "regions", "publishers", "known_addresses"),
    *SEARCH_TABLES,
)
_MADE_ANEW = ("corrections", "indicators", "regions", "publishers", "known_addresses")
_ROWS_AT_ONCE = 10_000


def load_raw(
    con: duckdb.DuckDBPyConnection,
    corpus: Corpus,
    home: Path,
    regions: Sequence[Path],
    corrections: Sequence[PlacedCorrection] = (),
    catalogue: Catalogue | None = None,
    *,
    keep: bool = False,
) -> dict[str, int]:
    """Fills the schema `raw`; returns the number of rows of each table.

    `home` holds the batches of one extractor version, `regions` are region tables as CSV files; codes that
    begin with 99 are those of invented regions. Without a `catalogue` no publisher is known. With `keep` the rows of
    documents that an earlier load of the same code has read stay, where the corpus is that of then and more; else the
    schema is made anew. Equal inputs give equal rows. Raises `ingest.corrections.CorrectionError` where a correction
    does not fit exactly one figure.
    """
    if not (keep and _continues(con, corpus)):
        con.execute("drop schema if exists raw cascade")
    with _transaction(con):
        for schema in (SCHEMA, SEARCH_SCHEMA):
            con.execute(schema.read_text(encoding="utf-8"))
        revised = revised_vintages(con)
        _load_fetches(con, corpus)
        batches = _arrived(con, home)
        _follow_records(con)
        if batches:
            _load_batches(con, batches)
        for table in _MADE_ANEW:
            con.execute(f"delete from raw.{table}")
        _insert(con, "raw.revisions", load_revisions(con, revised))
        _insert(con, "raw.corrections", match_corrections(con, corrections))
        _load_failures(con, corpus)
        _load_catalogues(con, regions, catalogue or Catalogue())
        _load_seen_publishers(con)
        con.execute(
            "update raw.known_addresses set obstacle = told.reason from (select address, min(reason) as reason "
            "from raw.rejects where stage <> 'figures' group by address) as told "
            "where known_addresses.address = told.address"
        )
        describe_columns(con, "raw", RAW_DESCRIPTIONS)
    con.execute("drop table temp.arrived; drop table temp.vintages; drop table temp.touched")
    return {table: _count(con, table) for table in RAW_TABLES}


@contextmanager
def _transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    con.execute("begin transaction")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


def _continues(con: duckdb.DuckDBPyConnection, corpus: Corpus) -> bool:
    """Whether the records of the last load are the first ones of the corpus: the last of them is where it was."""
    if not con.execute("select 1 from duckdb_tables() where schema_name = 'raw' and table_name = 'fetches'").fetchall():
        return False
    count = _count(con, "fetches")
    if not 0 < count <= len(corpus.fetches):
        return False
    if any(fetch.outcome in ("dropped", "restored") for fetch in corpus.fetches[count:]):
        return False  # records of before go, or come back
    last = corpus.fetches[count - 1]
    [(same,)] = con.execute(
        "select address = ? and outcome = ? and sha256 is not distinct from ? and fetched_at = ?::timestamptz "
        "from raw.fetches order by rowid desc limit 1",
        [last.address, last.outcome, last.sha256, last.fetched_at],
    ).fetchall()
    return bool(same)


def _load_fetches(con: duckdb.DuckDBPyConnection, corpus: Corpus) -> None:
    """Adds the records that are new; `temp.touched` are the documents that they speak of, `temp.vintages` all."""
    new = corpus.fetches[_count(con, "fetches") :]
    for first in range(0, len(new), _ROWS_AT_ONCE):
        _insert(con, "raw.fetches", [asdict(fetch) for fetch in new[first : first + _ROWS_AT_ONCE]])
    con.execute("create or replace temp table touched (sha256 varchar)")
    _insert(con, "temp.touched", [{"sha256": sha256} for sha256 in {fetch.sha256 for fetch in new if fetch.sha256}])
    con.execute(
        "create or replace temp table vintages (sha256 varchar, address varchar, source varchar, "
        "fetched_at timestamptz, is_current boolean)"
    )
    current, vintages = corpus.current, corpus.vintages
    for first in range(0, len(vintages), _ROWS_AT_ONCE):
        part = vintages[first : first + _ROWS_AT_ONCE]
        _insert(con, "temp.vintages", [_vintage(fetch, fetch.sha256 in current) for fetch in part])


def _vintage(fetch: Fetch, is_current: bool) -> dict[str, Any]:
    told = {name: getattr(fetch, name) for name in ("sha256", "address", "source", "fetched_at")}
    return told | {"is_current": is_current}


def _arrived(con: duckdb.DuckDBPyConnection, home: Path) -> list[Path]:
    """Fills `temp.arrived` with the documents that were read and are not loaded yet; the batches that hold them.

    What was postponed has been tried again since.
    """
    con.execute("delete from raw.rejects where reason = ?", [POSTPONED])
    con.execute(
        "create or replace temp table arrived as select sha256 from temp.vintages "
        "anti join raw.documents using (sha256) anti join raw.rejects using (sha256)"
    )
    return batches_with(home, {sha256 for (sha256,) in con.execute("select sha256 from temp.arrived").fetchall()})


_PLACES = (
    "(select sha256, list_sort(list(distinct address)) as addresses from raw.fetches "
    "semi join temp.{documents} using (sha256) group by sha256)"
)


def _follow_records(con: duckdb.DuckDBPyConnection) -> None:
    """What new records say of documents that are there: which are current, and at which addresses they stand."""
    con.execute(
        "update raw.documents set is_current = v.is_current from temp.vintages as v "
        "where documents.sha256 = v.sha256 and documents.is_current <> v.is_current"
    )
    con.execute(
        f"update raw.documents set addresses = places.addresses from {_PLACES.format(documents='touched')} as places "
        "where documents.sha256 = places.sha256 and documents.addresses <> places.addresses"
    )


def _load_batches(con: duckdb.DuckDBPyConnection, batches: Sequence[Path]) -> None:
    """Adds what the batches hold of the documents that have arrived."""
    con.execute(
        "insert into raw.documents by name select b.*, v.* exclude (sha256), places.addresses "
        f"from {_read(batches, 'documents')} as b semi join temp.arrived using (sha256) "
        f"inner join temp.vintages as v using (sha256) left join {_PLACES.format(documents='arrived')} as places "
        "using (sha256) order by fetched_at, sha256"
    )
    for table, order in (("sections", "sha256, ordinal"), ("figures", 'sha256, "start"'), ("terms", "sha256, term")):
        con.execute(
            f"insert into raw.{table} by name select b.* from {_read(batches, table)} as b "
            f"semi join temp.arrived using (sha256) order by {order}"
        )
    con.execute(
        "insert into raw.rejects by name select v.address, v.source, b.* "
        f"from {_read(batches, 'rejects')} as b semi join temp.arrived using (sha256) "
        "inner join temp.vintages as v using (sha256) order by v.fetched_at, sha256, message"
    )
    load_search(con, batches, "temp.arrived")


def _load_failures(con: duckdb.DuckDBPyConnection, corpus: Corpus) -> None:
    con.execute("delete from raw.rejects where sha256 is null")
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


def _load_catalogues(con: duckdb.DuckDBPyConnection, regions: Sequence[Path], known: Catalogue) -> None:
    con.execute(f"insert into raw.indicators by name select * from {_csv([INDICATORS])}")
    con.execute(
        "insert into raw.regions by name select code, name, level, nullif(parent_code, '') as parent_code, "
        "valid_from::integer as valid_from, nullif(valid_to, '')::integer as valid_to, "
        f"starts_with(code, '99') as invented from {_csv(regions)} order by code, valid_from"
    )
    told = [asdict(one) | {"obstacle": known.obstacles.get(one.publisher_id)} for one in known.publishers]
    _insert(con, "raw.publishers", told)
    for first in range(0, len(known.addresses), _ROWS_AT_ONCE):
        part = known.addresses[first : first + _ROWS_AT_ONCE]
        _insert(con, "raw.known_addresses", [asdict(address) for address in part])


def _load_seen_publishers(con: duckdb.DuckDBPyConnection) -> None:
    """Adds the publishers that a listing shows and the catalogue lacks, by the heads of their reports."""
    known = {name for (name,) in con.execute("select publisher_id from raw.publishers").fetchall()}
    heads = con.execute(
        "select distinct issuer, region_code, level from raw.documents where is_current and exists ("
        "select 1 from raw.known_addresses where known_from = 'listing' and list_contains(addresses, address)"
        ") order by all"
    ).fetchall()
    seen: dict[str, Publisher] = {}
    for issuer, region_code, level in heads:
        publisher = publisher_of(ReportHead(issuer=issuer, region_code=region_code, level=level), load_regions())
        if publisher and publisher.level != "nation" and publisher.publisher_id not in known:
            seen.setdefault(publisher.publisher_id, publisher)
    _insert(con, "raw.publishers", [asdict(one) for one in seen.values()])


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    import pyarrow as pa

    con.register("rows_to_insert", pa.Table.from_pylist(rows))
    con.execute(f"insert into {table} by name select * from rows_to_insert")
    con.unregister("rows_to_insert")


def _read(batches: Sequence[Path], table: str) -> str:
    return f"read_parquet({_list(batch / f'{table}.parquet' for batch in batches)})"


def _csv(paths: Sequence[Path]) -> str:
    return f"read_csv({_list(paths)}, header = true, all_varchar = true)"


def _list(paths: Iterable[Path]) -> str:
    return f"[{', '.join(map(literal, paths))}]"


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"select count(*) from raw.{table}").fetchone()
    assert row is not None
    return int(row[0])
