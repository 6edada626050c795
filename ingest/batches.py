"""A batch of documents → Parquet files that hold everything extracted from them.

`extract_batch` is pure and idempotent: its result is an immutable folder named by the documents and the
extractor's version, so that it may run anywhere, again, and in any order. A folder that exists is whole: it
is written under a temporary name and renamed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence, Set
from functools import partial
from pathlib import Path

from ingest.archive import Archive
from ingest.engines import in_processes, on_dask
from ingest.extraction import extractor_version
from ingest.readers.rejection import POSTPONED
from ingest.rows import TABLES, Item, Rows, rows_of, write_rows
from ingest.state_files import PARTIAL, is_sealed, seal

__all__ = [
    "BATCH_SIZE", "Item", "batch_files", "batches_with", "extract_batch", "extract_new", "extracted", "postponed",
]  # fmt: skip

BATCH_SIZE = 100
"""Documents in a batch: at about 30 ms a document some seconds of work, so that handing out costs nothing."""

MOST_SMALL_BATCHES = 16
"""So many batches of half that size or less are put together."""

KEPT_VERSIONS = 2
"""Extractor versions whose batches stay: the present one and the newest before it. Every change of a rule makes one."""

_LATER = f"-{POSTPONED}"
"""How the names of batches end whose documents could not be read for a cause outside them."""

_VERSION = re.compile(r"[0-9a-f]{12}")


def extract_new(
    items: Sequence[Item],
    archive: Archive,
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
    scheduler: str | None = None,
) -> int:
    """Extracts those of `items` that no batch of this extractor's version holds yet; returns how many.

    Batches go below `folder/<extractor version>/`; those of older versions are removed, but for the newest of
    them. Batches that are damaged are removed and read again. `progress` is called with documents done and in all.
    With `scheduler`, the address of a Dask scheduler, its workers extract them, else processes of this machine; the
    files are the same. Raises `ingest.engines.NoCluster`.
    """
    home = folder / extractor_version()
    _drop_damaged(home)
    for late in home.glob(f"*{_LATER}"):
        shutil.rmtree(late)  # its documents are read again
    known = extracted(home)
    new = [item for item in items if item.sha256 not in known]
    batches = [new[at : at + BATCH_SIZE] for at in range(0, len(new), BATCH_SIZE)]
    work = partial(_extract_there, archive_root=archive.root, home=home)
    done = 0
    for batch in on_dask(work, batches, scheduler) if scheduler else in_processes(work, batches):
        done += len(batch)
        if progress:
            progress(done, len(new))
    join_small_batches(home)
    _drop_old_versions(folder, home)
    return len(new)


def _extract_there(items: Sequence[Item], archive_root: Path, home: Path) -> Path:
    """`extract_batch` where it may run on another machine, whose code has to be the same."""
    if home.name != extractor_version():
        raise RuntimeError(
            f"This worker extracts as version {extractor_version()}, and {home.name} is asked for: install the same "
            "fazhi, and the same optional readers, on all machines of the cluster."
        )
    return extract_batch(items, archive_root, home)


def join_small_batches(home: Path) -> None:
    """Puts small batches together where there are many: each new report comes as a batch of its own.

    A batch stays until those that it went into are whole, so that a document may stand in two of them after a crash:
    then the larger one is kept.
    """
    listed = {
        listing.parent: _listed(listing) for listing in _listings(home) if not listing.parent.name.endswith(_LATER)
    }
    seen: set[str] = set()
    for batch in sorted(listed, key=lambda one: (-len(listed[one]), one.name)):
        if listed[batch] and seen.issuperset(listed[batch]):
            shutil.rmtree(batch)
            del listed[batch]
        else:
            seen.update(listed[batch])
    small = [batch for batch in sorted(listed) if len(listed[batch]) <= BATCH_SIZE // 2]
    if len(small) < MOST_SMALL_BATCHES:
        return
    together: list[Path] = []
    for batch in small:
        together.append(batch)
        if sum(len(listed[one]) for one in together) >= BATCH_SIZE // 2 or batch == small[-1]:
            _join(together, sorted(document for one in together for document in listed[one]), home)
            together = []


def _join(batches: Sequence[Path], documents: Sequence[str], home: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    def fill(folder: Path) -> None:
        for table in TABLES:
            joined = pa.concat_tables(pq.read_table(batch / f"{table}.parquet") for batch in batches)
            order = [("token", "ascending"), ("sha256", "ascending")] if table == "tokens" else None
            pq.write_table(joined.sort_by(order) if order else joined, folder / f"{table}.parquet")

    if len(batches) > 1 and _put(documents, home, fill):
        for batch in batches:
            shutil.rmtree(batch)


def extracted(home: Path) -> set[str]:
    """Hashes of the documents that the batches below `home` hold, rejected ones included."""
    return {line for listing in _listings(home) for line in _listed(listing)}


def postponed(home: Path) -> set[str]:
    """Hashes of the documents below `home` that are to be read again."""
    return {line for listing in _listings(home) if listing.parent.name.endswith(_LATER) for line in _listed(listing)}


def _listings(home: Path) -> list[Path]:
    return sorted(home.glob("[!.]*/documents.list"))


def _listed(listing: Path) -> list[str]:
    return listing.read_text(encoding="utf-8").split()


def extract_batch(items: Sequence[Item], archive_root: Path, home: Path) -> Path:
    """Extracts one batch into a folder of Parquet files, one a table of `TABLES`, and returns the folder.

    Documents that are postponed go into a batch of their own, which the next extraction removes.
    """
    documents = [item.sha256 for item in items]
    target = home / _batch_name(documents)
    if target.exists():
        return target
    rows = rows_of(items, Archive(archive_root))
    if late := {row["sha256"] for row in rows["rejects"] if row["reason"] == POSTPONED}:
        documents = [sha256 for sha256 in documents if sha256 not in late]
        postponed_rows: Rows = {table: [] for table in TABLES}
        postponed_rows["rejects"] = [row for row in rows["rejects"] if row["sha256"] in late]
        rows["rejects"] = [row for row in rows["rejects"] if row["sha256"] not in late]
        _put(sorted(late), home, lambda folder: write_rows(postponed_rows, folder), _LATER)
    if documents or not late:
        _put(documents, home, lambda folder: write_rows(rows, folder))
    return home / _batch_name(documents)


def _batch_name(documents: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(documents)).encode()).hexdigest()[:24]


def _put(documents: Sequence[str], home: Path, fill: Callable[[Path], None], kind: str = "") -> bool:
    """Makes the batch of these documents, whole or not at all; False where it was there already."""
    target = home / f"{_batch_name(documents)}{kind}"
    home.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=home, prefix=PARTIAL))
    try:
        fill(unfinished)
        (unfinished / "documents.list").write_text("".join(f"{sha256}\n" for sha256 in documents))
        seal(unfinished)
        unfinished.rename(target)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not target.exists():
            raise
        return False
    return True


def _drop_damaged(home: Path) -> None:
    """Removes what is not whole: batches whose files are not what was written, and what a killed process left."""
    for batch in home.glob("*/"):
        if batch.name.startswith(PARTIAL) or not is_sealed(batch):
            shutil.rmtree(batch)


def _drop_old_versions(folder: Path, home: Path) -> None:
    others = [path for path in folder.glob("*/") if path != home and _VERSION.fullmatch(path.name)]
    newest_first = sorted(others, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    for path in newest_first[KEPT_VERSIONS - 1 :]:
        shutil.rmtree(path)


def batches_with(home: Path, documents: Set[str]) -> list[Path]:
    """The finished batches below `home` that hold any of the documents."""
    return [listing.parent for listing in _listings(home) if not documents.isdisjoint(_listed(listing))]


def batch_files(home: Path, table: str) -> Iterable[Path]:
    """The Parquet files of one table of `TABLES`, over all finished batches below `home`."""
    return sorted(home.glob(f"[!.]*/{table}.parquet"))
