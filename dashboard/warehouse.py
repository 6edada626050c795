"""The published file that a reader looks at, and whether a newer one is published.

The pointer moves while people read. Who has a version open keeps it, as one file descriptor, until they ask for the
newer one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.publication import Publication
from warehouse.publication.versions import published_versions
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import duckdb


class NothingPublished(Exception):
    """There is no file to read; the message is the path where it would stand."""


@dataclass(frozen=True, slots=True)
class Version:
    """One published version: its file, and what stands beside it (None where the description is gone)."""

    path: Path
    publication: Publication | None


def newest_version(workspace: Workspace) -> Version:
    """What the pointer leads to now. Raises `NothingPublished`."""
    try:
        path = workspace.warehouse.resolve(strict=True)
    except FileNotFoundError:
        raise NothingPublished(str(workspace.warehouse)) from None
    described = (publication for publication in published_versions(workspace) if publication.file == path.name)
    return Version(path, next(described, None))


def open_version(path: Path) -> duckdb.DuckDBPyConnection:
    """The file, read-only, and nothing but the file: queries of this page reach no other file and no network.

    Raises `duckdb.IOException` where it is gone.
    """
    import duckdb

    con = duckdb.connect(path, read_only=True)
    con.execute("set enable_external_access = false")
    con.execute("set timezone = 'UTC'")
    return con
