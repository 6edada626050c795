"""Looks at what fazhi has written: the archive, the warehouses, Dagster's instance."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cli.doctor.folders import is_held
from cli.doctor.signs import Sign
from cli.language import language, say, translated
from warehouse.locks import WRITING
from warehouse.workspace import Workspace


def archive(workspace: Workspace) -> Iterator[Sign]:
    """Whether its records can be read, and every current document has its bytes (their hashes: `archive verify`)."""
    if not workspace.archive.is_dir():
        return
    from ingest.archive import Archive

    kept = Archive(workspace.archive)
    current = kept.current().values()
    lost = [fetch.address for fetch in current if fetch.sha256 and not _has(workspace.archive, fetch.sha256)]
    if lost:
        found = say("{count} documents are missing, {address} among them", count=len(lost), address=lost[0])
        advice = say("Import them again, or restore `archive/` from a backup; `fazhi archive verify` lists them.")
        yield Sign("archive", "broken", found, advice)
    else:
        yield Sign("archive", "ok", say("{count} addresses", count=len(current)))
    for sentence in kept.bad_records():
        yield Sign("archive", "broken", translated(sentence), say("`fazhi archive verify` looks at the bytes."))
    held_back = len(kept.held_back())
    if held_back:
        found = say("{count} held back", count=held_back)
        yield Sign("archive", "warn", found, say("`fazhi status` shows which, and how to decide."))


def _has(folder: Path, sha256: str) -> bool:
    return (folder / "objects" / sha256[:2] / sha256).is_file()


def warehouses(workspace: Workspace) -> Iterator[Sign]:
    """Whether the published file opens, and what became of the last build."""
    pointer = workspace.warehouse
    if not os.path.lexists(pointer):
        yield Sign("warehouse", "note", say("nothing is published yet"), say("Run `fazhi refresh`."))
    elif not pointer.exists():
        found = say("{file} leads to {target}, which is not there", file=pointer, target=pointer.readlink())
        advice = say("`fazhi rollback` points it to a version that is kept; `fazhi refresh --full` builds a new one.")
        yield Sign("warehouse", "broken", found, advice)
    else:
        yield _published(workspace)
    if workspace.candidate.exists() and not is_held(workspace, WRITING):
        candidate = _opened(workspace.candidate)
        if candidate.state == "broken":
            advice = say("`fazhi refresh --full` builds it again; what is published is another file.")
            yield Sign("candidate", "warn", candidate.found, advice)
    from warehouse.building.verdict import last_refusal

    refusal = last_refusal(workspace)
    if refusal:
        found = say("refused at {at}: {reasons}", at=refusal.at, reasons=refusal.told(language()))
        yield Sign("last build", "warn", found, say("`fazhi status` shows what it holds, and what to do."))


def _published(workspace: Workspace) -> Sign:
    from warehouse.publication import current_publication, is_damaged

    current = current_publication(workspace)
    if current and not is_damaged(workspace, current):
        return _opened(workspace.warehouse)
    found = say("{file} is not what was published", file=workspace.warehouse.resolve())
    advice = say("`fazhi refresh` rebuilds it; `fazhi rollback` points readers to the previous version.")
    return Sign("warehouse", "broken", found, advice)


def _opened(path: Path) -> Sign:
    import duckdb

    try:
        with duckdb.connect(path, read_only=True) as con:
            (count,) = con.execute("select count(*) from duckdb_tables() where not internal").fetchall()[0]
    except duckdb.Error as error:
        advice = say(
            "`fazhi rollback` points readers to the previous version. A program that has it open for writing, or "
            "another DuckDB than {version}, cannot share it.",
            version=duckdb.__version__,
        )
        return Sign("warehouse", "broken", say("{file} cannot be opened ({error})", file=path, error=error), advice)
    return Sign("warehouse", "ok", say("{file}, {count} tables", file=path.resolve(), count=count))


def dagster(workspace: Workspace) -> Iterator[Sign]:
    """Whether the instance folder of Dagster can be used."""
    import yaml

    home = workspace.dagster_home
    settings = home / "dagster.yaml"
    if not settings.exists():
        return
    try:
        yaml.safe_load(settings.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        found = say("{file} is not YAML ({error})", file=settings, error=" ".join(str(error).split()))
        yield Sign("dagster", "broken", found, say("Correct it, or remove it: the next refresh writes its own."))
        return
    for path in sorted(home.rglob("*.db")):
        fault = _sqlite_fault(path)
        if fault:
            found = say("{file} cannot be read ({error})", file=path, error=fault)
            yield Sign("dagster", "broken", found, say("End `fazhi ui`, and move the file away: it holds old runs."))
            return
    yield Sign("dagster", "ok", str(home))


def _sqlite_fault(path: Path) -> str | None:
    try:
        # Immutable: otherwise SQLite would make files of its own beside it.
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as con:
            con.execute("pragma schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None
