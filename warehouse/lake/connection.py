"""Opening the lake that the settings name. DuckDB's extensions come as packages (`fazhi[lake]`), not by download."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.loading.literals import literal
from warehouse.errors import UserError
from warehouse.settings import settings

if TYPE_CHECKING:
    import duckdb

LAKE = "lake"
"""The name under which the lake is attached to a connection."""

_POSTGRES = ("postgresql://", "postgres://")


def connect() -> duckdb.DuckDBPyConnection:
    """DuckDB in memory with what the lake needs loaded. Raises `UserError` where the extra is not installed."""
    import duckdb

    con = duckdb.connect(config={"autoinstall_known_extensions": False, "memory_limit": settings.dbt_memory})
    con.execute("set timezone = 'UTC'")
    load_extensions(con)
    return con


def load_extensions(con: duckdb.DuckDBPyConnection) -> None:
    """Loads what the lake needs, and runs `FAZHI_LAKE_SETUP`. Raises `UserError` where either cannot be."""
    import duckdb

    for name in ("ducklake", *(("postgres_scanner", "httpfs") if _is_remote() else ())):
        con.execute(f"load {literal(_extension(name, duckdb.__version__))}")
    if settings.lake_setup:
        try:
            con.execute(settings.lake_setup.read_text(encoding="utf-8"))
        except (OSError, duckdb.Error) as error:
            raise UserError(f"FAZHI_LAKE_SETUP={settings.lake_setup}: this cannot be run ({error}).") from error


def attach(con: duckdb.DuckDBPyConnection, snapshot: int | None = None, *, read_only: bool = False) -> None:
    """Attaches the lake as it is now, or read-only as it was at `snapshot`. Raises `UserError` where it cannot."""
    import duckdb

    address = named_lake()
    options = [f"snapshot_version {snapshot}"] if snapshot is not None else []
    if settings.lake_files:
        options.append(f"data_path {literal(settings.lake_files)}")
    if read_only or snapshot is not None:
        options += ["read_only", "create_if_not_exists false"]
    catalogue = f"postgres:{address}" if address.startswith(_POSTGRES) else address
    try:
        clause = f"({', '.join(options)})" if options else ""
        con.execute(f"attach {literal(f'ducklake:{catalogue}')} as {LAKE} {clause}")
    except duckdb.Error as error:
        # DuckDB repeats the address, which may hold a password.
        reason = str(error).replace(address, "FAZHI_LAKE")
        raise UserError(f"the lake cannot be opened: {reason}. Look at FAZHI_LAKE and FAZHI_LAKE_FILES.") from None


@contextmanager
def opened(*, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has the lake attached as it is now."""
    with connect() as con:
        attach(con, read_only=read_only)
        yield con


def named_lake() -> str:
    """What `FAZHI_LAKE` says. Raises `UserError` where it says nothing."""
    if not settings.lake:
        raise UserError("no lake is named. Let FAZHI_LAKE name its catalogue: postgresql://… or the path of a file.")
    return settings.lake


def _is_remote() -> bool:
    """Whether the lake may need more than this machine's files. A reader need not name where its Parquet is."""
    return any("://" in (named or "") for named in (settings.lake, settings.lake_files))


def _extension(name: str, version: str) -> Path:
    """The file of an extension in its package, which holds those for one version of DuckDB."""
    found = find_spec(f"duckdb_extension_{name}")
    if found is None or not found.submodule_search_locations:
        raise UserError("a lake needs DuckDB's extensions as packages: pip install 'fazhi[lake]'.")
    path = Path(found.submodule_search_locations[0]) / "extensions" / f"v{version}" / f"{name}.duckdb_extension"
    if not path.exists():
        raise UserError(f"{path}: there is no extension for DuckDB {version}: pip install 'fazhi[lake]'.")
    return path
