"""What of the lake is published: one row that names a snapshot, written last, in the schema `published` of the lake.

A version is written in one transaction, so that a snapshot is whole; the row that leads readers to it comes in another
one. Whoever is killed in between leaves readers where they were, and the next publication finds its tables there.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.loading.literals import literal
from warehouse.errors import UserError
from warehouse.lake.connection import LAKE, attach, connect, opened
from warehouse.lake.mirror import Written, mirror
from warehouse.publication import Publication
from warehouse.settings import settings

if TYPE_CHECKING:
    import duckdb

_SCHEMA = "published"
_TABLE = f"{LAKE}.{_SCHEMA}.snapshots"
_DESCRIBED_BY = ("file", "fingerprint", "published_at", "reports", "figures")
"""Columns of a published version that the lake keeps."""
_UNUSED_FOR = "interval 1 day"
"""How long files stay that no kept snapshot needs: readers of an old one, and a writer, still find them."""


@dataclass(frozen=True, slots=True)
class LakePublication:
    """One decision on what readers see."""

    number: int
    """Counts the decisions; the highest one holds."""
    snapshot: int
    """Id of DuckLake's snapshot."""
    decided_at: str
    """UTC, ISO 8601."""
    file: str
    """The published file that the snapshot is equal to."""
    fingerprint: str
    published_at: str
    """When that file was published: UTC, ISO 8601."""
    reports: int
    figures: int


def publish_to_lake(folder: Path, version: Publication) -> tuple[LakePublication, Written]:
    """Puts a published version, whose file is in `folder`, into the lake, and leads readers to it.

    Only rows that differ are written. Snapshots before the last `FAZHI_KEPT_VERSIONS` publications go; their files do
    a day later. Raises `UserError` where there is no lake.
    """
    with opened() as con:
        con.execute(f"set temp_directory = {literal(folder.parent / 'builds')}")
        con.execute(f"attach {literal(folder / version.file)} as file (read_only)")
        con.begin()
        written = mirror(con, "file", LAKE, apart=_SCHEMA)
        con.execute(f"call {LAKE}.set_commit_message('fazhi', {literal(version.file)})")
        con.commit()
        snapshot = con.execute(f"select id from {LAKE}.current_snapshot()").fetchall()[0][0]
        description = {name: getattr(version, name) for name in _DESCRIBED_BY}
        decided = _decide(con, {"snapshot": snapshot, **description})
        _drop_old_snapshots(con)
    return decided, written


def lake_publications(con: duckdb.DuckDBPyConnection) -> list[LakePublication]:
    """All decisions whose snapshot is still there, the newest first."""
    import duckdb

    try:
        rows = con.execute(
            f"from {_TABLE} where snapshot in (select snapshot_id from {LAKE}.snapshots()) order by number desc"
        )
        return [LakePublication(*row) for row in rows.fetchall()]
    except duckdb.CatalogException:
        return []  # nothing was published to it yet


def open_lake(snapshot: int | None = None) -> duckdb.DuckDBPyConnection:
    """The lake read-only at the published snapshot, or at another; tables need no schema before their name.

    Later publications do not change what is read here. Raises `UserError` where there is no lake or snapshot.
    """
    con = connect()
    attach(con, published_snapshot(con) if snapshot is None else snapshot)
    con.execute(f"set search_path = '{','.join(f'{LAKE}.{schema}' for schema in ('marts', 'audit', 'raw', 'main'))}'")
    return con


def published_snapshot(con: duckdb.DuckDBPyConnection) -> int:
    """The snapshot that readers are led to. Raises `UserError` where there is none."""
    attach(con, read_only=True)
    known = lake_publications(con)
    con.execute(f"detach {LAKE}")
    if not known:
        raise UserError("nothing is published in the lake yet: `fazhi lake publish`.")
    return known[0].snapshot


def roll_back_lake(snapshot: int | None = None) -> LakePublication:
    """Leads readers to the publication before the current one, or to that of `snapshot`."""
    with opened() as con:
        known = lake_publications(con)
        current = known[0].snapshot if known else None
        wanted = (one for one in known if (one.snapshot == snapshot if snapshot else one.snapshot < (current or 0)))
        chosen = next(wanted, None)
        if chosen is None:
            snapshots = ", ".join(map(str, sorted({one.snapshot for one in known}))) or "none"
            raise UserError(f"the lake has no such publication to go back to. Published snapshots: {snapshots}.")
        return _decide(con, asdict(chosen))


def export_lake(target: Path, snapshot: int | None = None) -> Written:
    """Writes a snapshot, by default the published one, into a new DuckDB file. Raises `UserError` for an old one."""
    if target.exists():
        raise UserError(f"{target}: there is a file already. Name another one.")
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    with open_lake(snapshot) as con:
        con.execute(f"attach {literal(partial)} as file")
        con.begin()
        written = mirror(con, LAKE, "file", apart=_SCHEMA)
        con.commit()
    partial.replace(target)
    return written


def _decide(con: duckdb.DuckDBPyConnection, fields: dict[str, Any]) -> LakePublication:
    """Writes the row that leads readers to a snapshot."""
    con.begin()
    con.execute(f"create schema if not exists {LAKE}.{_SCHEMA}")
    con.execute(
        f"create table if not exists {_TABLE} (number bigint, snapshot bigint, decided_at varchar, file varchar, "
        "fingerprint varchar, published_at varchar, reports bigint, figures bigint)"
    )
    number = con.execute(f"select coalesce(max(number), 0) + 1 from {_TABLE}").fetchall()[0][0]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    decided = LakePublication(**(fields | {"number": number, "decided_at": now}))
    con.execute(f"insert into {_TABLE} values (?, ?, ?, ?, ?, ?, ?, ?)", list(asdict(decided).values()))
    con.commit()
    return decided


def _drop_old_snapshots(con: duckdb.DuckDBPyConnection) -> None:
    """Snapshots that no kept publication names. DuckLake keeps the newest one, and deletes files by a list of its own:
    what others put into the same folder stays."""
    kept = list(dict.fromkeys(one.snapshot for one in lake_publications(con)))[: settings.kept_versions]
    query = f"select list(snapshot_id) from {LAKE}.snapshots() where not list_contains(?, snapshot_id)"
    old = con.execute(query, [kept]).fetchall()[0][0]
    newest = con.execute(f"select id from {LAKE}.current_snapshot()").fetchall()[0][0]
    con.execute(f"call ducklake_expire_snapshots('{LAKE}', versions => {[one for one in old or [] if one != newest]})")
    con.execute(f"call ducklake_cleanup_old_files('{LAKE}', older_than => now() - {_UNUSED_FOR})")
